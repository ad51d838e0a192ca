"""Dates as archives know them: to the day, to the month or to the year."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def day_of(at: datetime) -> date:
    """The day of an instant in the secretariat's time zone: the day that pages and terms go by."""
    return timezone.localtime(at).date()


class Precision(models.TextChoices):
    DAY = "day", _("to the day")
    MONTH = "month", _("to the month")
    YEAR = "year", _("to the year")


@dataclass(frozen=True)
class PartialDate:
    """A day, a month or a year: its first day, its last day, and how much is known."""

    first: date
    last: date
    precision: Precision

    @classmethod
    def read(cls, words: str) -> PartialDate:
        """Read ``2016``, ``2016-12`` or ``2016-12-05``.

        Raises:
            ValueError: not written so, or a date that does not exist (31 February).
        """
        match = re.fullmatch(r"\s*(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?\s*", words)
        try:
            return cls._of(*(int(part) for part in match.groups() if part))  # type: ignore[union-attr]
        except (AttributeError, ValueError):
            raise ValueError(
                f"{words!r} is not a date that exists. Write 2016, 2016-12 or 2016-12-05."
            ) from None

    @classmethod
    def _of(cls, year: int, month: int | None = None, day: int | None = None) -> PartialDate:
        if month is not None and day is not None:
            return cls(date(year, month, day), date(year, month, day), Precision.DAY)
        if month is not None:
            first = date(year, month, 1)
            last = first.replace(day=calendar.monthrange(year, month)[1])
            return cls(first, last, Precision.MONTH)
        return cls(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)

    def __str__(self) -> str:
        return self.first.isoformat()[: {"year": 4, "month": 7, "day": 10}[self.precision]]


class TermQuerySet(models.QuerySet):
    """Questions about things that last from a date to a date, both days included."""

    def current(self, on: date) -> TermQuerySet:
        begun = models.Q(since=None) | models.Q(since__lte=on)
        lasting = models.Q(until=None) | models.Q(until__gte=on)
        return self.filter(begun & lasting)

    def past(self, on: date) -> TermQuerySet:
        return self.filter(until__lt=on)

    def coming(self, on: date) -> TermQuerySet:
        return self.filter(since__gt=on)


class Term(models.Model):
    """From a date to a date; an empty ``since`` means "from before our records"."""

    since = models.DateField(_("since"), null=True, blank=True)
    since_precision = models.CharField(
        _("since is known"), max_length=5, choices=Precision, default=Precision.DAY
    )
    until = models.DateField(_("until"), null=True, blank=True)
    until_precision = models.CharField(
        _("until is known"), max_length=5, choices=Precision, default=Precision.DAY
    )

    class Meta:
        abstract = True

    def is_current(self, on: date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or self.until >= on)


def ends_after_it_starts(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=models.Q(since=None)
        | models.Q(until=None)
        | models.Q(until__gte=models.F("since")),
        violation_error_message=_("A term cannot end before it begins."),
    )
