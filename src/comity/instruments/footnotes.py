"""What a party says on one clause beside the text: a footnote, a reservation, an explanation.

It is part of the text: it goes where its clause goes, is read by whoever reads the text, and is
never deleted. A party that takes a reservation back withdraws it; both stay readable.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.fields import I18nTextField

from comity.parties.access import Reader
from comity.parties.models import Party


class NeverDeleted(Exception):
    """What a party said on a clause stays there for ever."""


class FootnoteQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> FootnoteQuerySet:
        """On texts the reader may read: what is released, what the reader's own party has
        written, and what the reader could release."""
        texts = apps.get_model("instruments", "Instrument").objects.visible_to(reader)
        seen = Q(released_at__isnull=False)
        if reader.is_seated:
            seen |= Q(party__in=reader.parties)
            seen |= Q(clause__instrument__body__dialogue__in=reader.led)
        return self.filter(seen, clause__instrument__in=texts)

    def released(self) -> FootnoteQuerySet:
        return self.filter(released_at__isnull=False)

    def held(self) -> FootnoteQuerySet:
        """On a public text, waiting for a second person."""
        return self.filter(released_at=None)

    def standing(self) -> FootnoteQuerySet:
        return self.filter(withdrawn_at=None)

    def delete(self) -> tuple[int, dict[str, int]]:
        raise NeverDeleted


class Footnote(models.Model):
    """Words of one party on one clause, in one language or more, from a day on.

    On a text that is public already they are *held* until a second person releases them: they
    would leave the party for everybody. Made after the adoption they are a dated statement.
    """

    class Kind(models.TextChoices):
        FOOTNOTE = "footnote", _("footnote")
        RESERVATION = "reservation", _("reservation")
        EXPLANATION = "explanation", _("explanation of position")

    clause = models.ForeignKey("instruments.Clause", models.PROTECT, related_name="footnotes")
    party = models.ForeignKey(
        Party, models.PROTECT, related_name="footnotes", verbose_name=_("party")
    )
    kind = models.CharField(_("kind"), max_length=11, choices=Kind)
    words = I18nTextField(_("words"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(pgettext_lazy("a footnote", "added"))
    is_later = models.BooleanField(
        default=False,
        help_text=_("Made after the adoption: a statement with a date, not part of what was read."),
    )
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    released_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = FootnoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("footnote of a party")
        verbose_name_plural = _("footnotes of parties")
        ordering = ["is_later", "clause__position", "added_at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.party}"

    def get_absolute_url(self) -> str:
        return f"{self.clause.instrument.get_absolute_url()}#n{self.pk}"

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise NeverDeleted

    @property
    def is_held(self) -> bool:
        return self.released_at is None

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None
