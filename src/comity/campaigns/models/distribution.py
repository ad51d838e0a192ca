"""Where, when and how many of which material were handed out or sent."""

from __future__ import annotations

from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comity.parties.access import Reader
from comity.parties.models import Party, Person

from ..public_words import AIRED, KINDS, PRINTED_HERE
from .campaigns import Campaign
from .materials import Material

MOST = 10_000_000
"""Pieces in one report."""


class DistributionQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> Self:
        """Who reported how many is read by the seats of the dialogue; everyone reads the sums."""
        near = reader.dialogues | reader.dialogues_observed | reader.secretariats
        seen = Campaign.objects.visible_to(reader).filter(dialogue__in=near)
        return self.filter(campaign__in=seen)

    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-on", "-pk")


class Distribution(models.Model):
    """One report of a partner. It is never changed: one that is wrong is withdrawn."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="distributions")
    material = models.ForeignKey(
        Material, models.PROTECT, null=True, blank=True, related_name="distributions"
    )
    made_here = models.CharField(
        max_length=8, blank=True, default="", choices=[*PRINTED_HERE.items()]
    )
    """Where it is no material: the poster or card that this site prints."""
    country = models.ForeignKey(
        Party, models.PROTECT, related_name="+", verbose_name=_("country or territory")
    )
    place = models.CharField(_("place"), max_length=120)
    place_key = models.CharField(max_length=120, editable=False, db_index=True)
    """The same for two spellings: see ``places.key_of``."""
    language = models.CharField(_("language"), max_length=8, blank=True, default="")
    on = models.DateField(_("day"))
    count = models.PositiveIntegerField(
        _("how many"), validators=[MinValueValidator(1), MaxValueValidator(MOST)]
    )
    party = models.ForeignKey(
        Party, models.PROTECT, related_name="+", verbose_name=_("reported by")
    )
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("reported"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)

    objects = DistributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("distribution report")
        verbose_name_plural = _("distribution reports")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(count__gte=1), name="distribution_of_one_at_least"),
            models.CheckConstraint(
                condition=Q(material=None) ^ Q(made_here=""), name="distribution_of_one_thing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} · {self.count}"

    @property
    def kind(self) -> str:
        return self.material.kind if self.material else self.made_here

    @property
    def what(self) -> Any:
        """The material's title, texts by language; or what this site prints."""
        return self.material.title if self.material else PRINTED_HERE[self.made_here]

    @property
    def kind_words(self) -> Any:
        return KINDS.get(self.kind) or PRINTED_HERE[self.kind]

    @property
    def is_aired(self) -> bool:
        return self.kind in AIRED
