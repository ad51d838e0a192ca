"""The first page of the site, in one language."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from comity.instruments.models import Instrument
from comity.mandates.models import Mandate
from comity.meetings.models import Meeting
from comity.parties.access import ANYONE
from comity.parties.models import Dialogue

from .shown import PublicPage


class HomePage(PublicPage):
    """The first page in one language: what this is, the dialogues, what is new and public."""

    lead = models.CharField(_("lead"), max_length=200)
    text = models.TextField(_("text"), blank=True)

    content_panels = [*PublicPage.content_panels, FieldPanel("lead"), FieldPanel("text")]
    max_count_per_parent = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["public.NewsIndex"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Labelled records appear as anyone may read them, whoever looks."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        meetings = Meeting.objects.visible_to(ANYONE)
        return context | {
            "dialogues": Dialogue.objects.all(),
            "coming": meetings.coming(timezone.localdate()).order_by("starts_on")[:3],
            "texts": Instrument.objects.visible_to(ANYONE).adopted()[:5],
            "mandates": Mandate.objects.visible_to(ANYONE).count(),
            "followed": set(
                Mandate.objects.visible_to(ANYONE)
                .order_by()
                .values_list("body__dialogue", flat=True)
            ),
        }
