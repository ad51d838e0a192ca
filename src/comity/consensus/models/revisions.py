"""What a text said at one moment, in all its languages: numbered, frozen, to be compared."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comity.instruments.models import Instrument
from comity.parties.access import Reader

from .draftings import Drafting


class TextRevisionQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> Self:
        """Of texts that the reader may read: what was adopted; what was kept while it was drafted,
        to those who read the drafting; and everything to the secretariat."""
        drafted = Q(
            instrument__drafting__in=Drafting.objects.visible_to(reader),
            made_at__gte=F("instrument__drafting__opened_at"),
        )
        adopted = Q(why=TextRevision.Why.ADOPTED)
        office = Q(instrument__body__dialogue__in=reader.secretariats)
        texts = Instrument.objects.visible_to(reader)
        return self.filter(adopted | drafted | office, instrument__in=texts)

    def of_text(self, text: Instrument) -> Self:
        return self.filter(instrument=text).select_related("made_by")


class TextRevision(models.Model):
    """A copy of all clauses of a text with their words in each language, kept for ever.

    ``clauses`` holds for each piece in order: key, kind, depth, number, verb, its ``texts``
    (language → words) and ``notes`` (language → the footnotes of the source: [mark, words]).
    ``digest`` is the SHA-256 of them; the ledger has it too.
    """

    class Why(models.TextChoices):
        ASKED = "asked", _("kept on request")
        CIRCULATED = "circulated", _("circulated")
        SILENCE = "silence", _("put under silence")
        ADOPTED = "adopted", _("adopted")

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    why = models.CharField(_("why"), max_length=10, choices=Why)
    made_at = models.DateTimeField(_("kept at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    clauses = models.JSONField(default=list)
    languages = models.JSONField(default=list, help_text=_("the first language first"))
    digest = models.CharField(max_length=64)

    objects = TextRevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision of a text")
        verbose_name_plural = _("revisions of texts")
        ordering = ["instrument", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "number"], name="a_revision_has_its_number_once"
            )
        ]

    def __str__(self) -> str:
        return str(_("Revision %(number)s") % {"number": self.number})

    def get_absolute_url(self) -> str:
        return f"{reverse('consensus:revisions', args=[self.instrument.slug])}#r{self.number}"
