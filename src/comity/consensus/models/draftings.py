"""A text while the parties draft it together, and when each person last looked at it."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comity.instruments.models import Instrument
from comity.meetings.models import AgendaItem
from comity.parties.access import Reader, Shared, SharedQuerySet


class DraftingQuerySet(SharedQuerySet):
    def visible_to(self, reader: Reader) -> Self:
        """Of texts that the reader may read, those whose drafting the reader may read too."""
        texts = Instrument.objects.visible_to(reader)
        return super().visible_to(reader).filter(instrument__in=texts)

    def open(self) -> Self:
        """Taking proposals now: not closed, and the text not adopted."""
        return self.filter(closed_at=None, instrument__adopted_at=None)

    def overdue(self, on: date) -> Self:
        """Open although the positions were due; the due day itself is still in time."""
        return self.open().filter(due_on__lt=on)


class Drafting(Shared):
    """A text that was circulated to the parties so that they draft it clause by clause.

    Its circle is the text's until that is adopted. Then the text may be published; what was said
    while it was drafted stays where it was said.

    The *mode* is that of an agenda item: open, observers read and comment; observers, they
    read; members only, neither.
    """

    Mode = AgendaItem.Mode
    neutral_title = Instrument.neutral_title

    instrument = models.OneToOneField(Instrument, models.PROTECT, related_name="drafting")
    mode = models.CharField(_("mode"), max_length=12, choices=Mode, default=Mode.MEMBERS_ONLY)
    due_on = models.DateField(_("positions are due on"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened at"))
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = DraftingQuerySet.as_manager()

    class Meta:
        verbose_name = _("drafting of a text")
        verbose_name_plural = _("draftings of texts")
        ordering = ["-opened_at", "pk"]

    def __str__(self) -> str:
        return str(self.instrument)

    def get_absolute_url(self) -> str:
        return reverse("consensus:drafting", args=[self.instrument.slug])

    @property
    def title(self) -> Any:
        return self.instrument.title

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and not self.instrument.is_adopted

    @property
    def observers_read(self) -> bool:
        return self.mode != AgendaItem.Mode.MEMBERS_ONLY

    @property
    def observers_comment(self) -> bool:
        return self.mode == AgendaItem.Mode.OPEN

    def is_late(self, on: date) -> bool:
        return self.due_on is not None and on > self.due_on


class LookQuerySet(models.QuerySet):
    def visible_to(self, reader: Reader) -> LookQuerySet:
        """Each person's own."""
        return self.filter(person=reader.person) if reader.is_seated else self.none()


class Look(models.Model):
    """When a person last opened the drafting of a text: what came later is new to them."""

    drafting = models.ForeignKey(Drafting, models.CASCADE, related_name="looks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(_("at"))

    objects = LookQuerySet.as_manager()

    class Meta:
        verbose_name = _("look at a drafting")
        verbose_name_plural = _("looks at draftings")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["drafting", "person"], name="one_look_for_each_person")
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.drafting}"
