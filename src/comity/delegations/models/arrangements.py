"""What a delegate needs on the journey and on the spot: for the eyes of one person of the host."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from comity.meetings.models import Meeting
from comity.parties.access import Reader
from comity.parties.models import Person

from .delegations import Delegate, of_parties

MEETING = "delegate__delegation__meeting"


class ArrangementQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> Self:
        """The person named for logistics, while that person sits for the host. Nobody else: not
        the secretariat, not an operator, and not the party, which writes without reading."""
        host = of_parties(reader, f"{MEETING}__host", f"{MEETING}__body__dialogue")
        return self.filter(
            host,
            **{
                f"{MEETING}__convocation__logistics": reader.person or 0,
                f"{MEETING}__in": Meeting.objects.visible_to(reader),
            },
        )


class Arrangement(models.Model):
    """Practical arrangements of one delegate, kept apart from everything else and erased in time.

    The address of the form holds a random key of which only the hash is kept.
    """

    class Visa(models.TextChoices):
        NO = "no", _("no visa needed")
        YES = "yes", _("a visa is needed")
        HELP = "help", _("a visa is needed, with a letter from the host")

    delegate = models.OneToOneField(Delegate, models.CASCADE, related_name="arrangement")
    arrives = models.CharField(_("arrival"), max_length=200, blank=True)
    leaves = models.CharField(_("departure"), max_length=200, blank=True)
    visa = models.CharField(_("visa"), max_length=4, choices=Visa, blank=True)
    diet = models.CharField(_("diet"), max_length=300, blank=True)
    access = models.TextField(_("what is needed to take part"), blank=True)
    hotel = models.CharField(_("hotel"), max_length=300, blank=True)
    note = models.TextField(_("note"), blank=True)
    written_at = models.DateTimeField(_("written"), null=True, blank=True)
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """Empty where it was written by the link."""
    digest = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    asked_at = models.DateTimeField(_("link sent"), null=True, blank=True)

    objects = ArrangementQuerySet.as_manager()

    class Meta:
        verbose_name = _("practical arrangements")
        verbose_name_plural = _("practical arrangements")
        ordering = ["delegate"]

    def __str__(self) -> str:
        return f"{self.delegate_id}"


FIELDS = ("arrives", "leaves", "visa", "diet", "access", "hotel", "note")
