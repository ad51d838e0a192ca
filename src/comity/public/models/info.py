"""Pages of prose: who we are, take part, and what else a home has below it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from comity.parties.models import Dialogue

from .. import facts
from ..rich import FEATURES, fault_of
from .shown import PublicPage


class InfoPage(PublicPage):
    """Prose, and with it what the rooms know on the matter, so that it is never typed twice."""

    class Feed(models.TextChoices):
        NOTHING = "", _("nothing")
        WORK = "work", _("meetings, texts and follow-up")
        AGENDA = "agenda", _("the global agenda, with what follows it")
        FIGURES = "figures", _("what is public here, in figures")

    lead = models.CharField(_("lead"), max_length=300, blank=True)
    body = RichTextField(_("text"), features=FEATURES, blank=True)
    feed = models.CharField(
        _("shown below the text"), max_length=8, choices=Feed, blank=True, default=Feed.NOTHING
    )

    content_panels = [
        *PublicPage.content_panels,
        *(FieldPanel(name) for name in ("lead", "body", "feed")),
    ]
    parent_page_types = ["public.HomePage", "public.DialoguePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def refuse_scripts(self) -> None:
        if fault := fault_of(self.body):
            raise ValidationError({"body": fault})

    @property
    def dialogue(self) -> Dialogue | None:
        """Whose page it is; None: that of all."""
        above = self.get_parent().specific
        return getattr(above, "dialogue", None)

    def get_context(
        self, request: HttpRequest, *args: Any, part: str = "", **kwargs: Any
    ) -> dict[str, Any]:
        context = super().get_context(request, part=part)
        on = timezone.localdate()
        return context | facts.gather(self.feed or "page", self.language, on, self.dialogue)
