"""A campaign: what it says, since when everyone reads it, and what waits to be said instead."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from comity.parties.access import Reader
from comity.parties.models import Dialogue, Person, Theme
from comity.ui.locales import page_language

WORDS = ("title", "slogan", "purpose")


class CampaignQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> Self:
        """Everyone reads what was released; the dialogue's secretariat the rest as well."""
        return self.filter(Q(released_at__isnull=False) | Q(dialogue__in=reader.secretariats))

    def released(self) -> Self:
        return self.filter(released_at__isnull=False)

    def kept_by(self, reader: Reader) -> Self:
        """Of the dialogues whose secretariat the reader is."""
        return self.filter(dialogue__in=reader.secretariats)

    def waiting_for_second(self, reader: Reader) -> Self:
        """What the reader, who prepared none of it, may release."""
        return self.kept_by(reader).filter(offered_at__isnull=False).exclude(drafters=reader.person)

    def newest_first(self) -> Self:
        return self.order_by(F("starts_on").desc(nulls_last=True), "-pk")


class Campaign(models.Model):
    """A public information campaign of a dialogue.

    One person of the secretariat prepares it, another one releases it; since then everyone reads
    it. What is changed later waits in ``waiting`` for a second person, while the page stays: its
    address hangs in bus stations.
    """

    dialogue = models.ForeignKey(
        Dialogue, models.PROTECT, related_name="campaigns", verbose_name=_("dialogue")
    )
    slug = models.SlugField(_("in its address"), unique=True, max_length=60)
    title = I18nCharField(_("title"), max_length=200)
    slogan = I18nCharField(_("sentence on posters"), max_length=120)
    purpose = I18nTextField(_("purpose"), blank=True, default="")
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name=_("themes"))
    is_invented = models.BooleanField(default=False, editable=False)
    """Of the example; it is said wherever the campaign is shown, and on every poster."""
    waiting = models.JSONField(default=dict, editable=False)
    """What shall be said instead, once a second person releases it: see ``services.Said``."""
    drafters = models.ManyToManyField(Person, related_name="+", editable=False)
    """Who prepared what is not released yet: another one releases it."""
    made_at = models.DateTimeField(_("made"), editable=False)
    offered_at = models.DateTimeField(_("offered"), null=True, editable=False)
    """Since when something waits for a second person."""
    released_at = models.DateTimeField(_("released"), null=True, editable=False)
    released_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="campaign_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return self.url_in(page_language())

    @property
    def waits_since(self) -> str:
        """Names what waits as it stands: each change is a new one."""
        return self.offered_at.isoformat() if self.offered_at else ""

    def url_in(self, language: str) -> str:
        return reverse("public_campaigns:campaign", args=[language, self.slug])

    @property
    def work_url(self) -> str:
        """Where the secretariat works on it."""
        return reverse("campaigns:work", args=[self.slug])

    @property
    def is_released(self) -> bool:
        return self.released_at is not None

    def is_over(self, on: date) -> bool:
        return bool(self.ends_on and self.ends_on < on)

    @property
    def to_say(self) -> dict[str, Any]:
        """What it says, or shall say once that is released: texts by language."""
        if self.waiting:
            return dict(self.waiting)
        return {name: getattr(self, name) for name in WORDS}
