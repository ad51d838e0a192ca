"""Homes: that of the whole site, and one for each dialogue."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from comity.parties.models import Dialogue

from .. import facts
from .shown import PublicPage

BELOW = ("structure", "members")
"""Drawn from bodies and memberships."""


class HomePage(PublicPage):
    """The first page in one language: what this is, the dialogues, what is new and public."""

    lead = models.CharField(_("lead"), max_length=200)
    text = models.TextField(_("text"), blank=True)

    parts = BELOW
    content_panels = [*PublicPage.content_panels, FieldPanel("lead"), FieldPanel("text")]
    max_count_per_parent = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["public.NewsIndex", "public.InfoPage", "public.DialoguePage"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(
        self, request: HttpRequest, *args: Any, part: str = "", **kwargs: Any
    ) -> dict[str, Any]:
        """Labelled records appear as anyone may read them, whoever looks."""
        context = super().get_context(request, part=part)
        on = timezone.localdate()
        return context | facts.gather(part or "home", self.language, on)


class DialoguePage(PublicPage):
    """The home of a dialogue. Its name, what it is, its bodies and members are not written here:
    they are drawn from the register."""

    dialogue = models.ForeignKey(Dialogue, models.PROTECT, related_name="+")
    text = models.TextField(
        _("text"), blank=True, help_text=_("A word of welcome, besides what the register says.")
    )

    parts = BELOW
    content_panels = [*PublicPage.content_panels, FieldPanel("dialogue"), FieldPanel("text")]
    parent_page_types = ["public.HomePage"]
    subpage_types = ["public.InfoPage"]

    class Meta:
        verbose_name = _("home page of a dialogue")
        verbose_name_plural = _("home pages of dialogues")

    def get_context(
        self, request: HttpRequest, *args: Any, part: str = "", **kwargs: Any
    ) -> dict[str, Any]:
        context = super().get_context(request, part=part)
        on = timezone.localdate()
        return context | facts.gather(part or "home", self.language, on, self.dialogue)
