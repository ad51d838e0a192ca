"""The same thing asked in two places, said by a secretariat."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from comity.parties.access import Reader

from .mandates import Mandate


class EquivalenceQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> EquivalenceQuerySet:
        """To whoever may read both mandates."""
        seen = Mandate.objects.visible_to(reader).values("pk")
        return self.filter(first__in=seen, second__in=seen)

    def of(self, mandate: Mandate) -> EquivalenceQuerySet:
        return self.filter(Q(first=mandate) | Q(second=mandate))


class Equivalence(models.Model):
    """Two mandates that ask the same; ``first`` is the one with the lower key."""

    first = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    second = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    linked_at = models.DateTimeField(_("linked"))

    objects = EquivalenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("equivalence")
        verbose_name_plural = _("equivalences")
        ordering = ["first", "second"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="two_mandates_linked_once"),
            models.CheckConstraint(
                name="the_lower_key_comes_first", condition=Q(first__lt=F("second"))
            ),
        ]

    def __str__(self) -> str:
        """Without words: it is named to readers who may not see the mandates."""
        return f"{self.first_id} = {self.second_id}"

    def other(self, mandate: Mandate) -> Mandate:
        return self.second if self.first_id == mandate.pk else self.first
