"""Reminders that a line is to be confirmed again, before its page says that it was not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction

from comity.notices.days import GRACE, days_before, once_a_day
from comity.parties.dates import day_of

from .. import notices
from ..models import Line

DAYS = (14, 3, 0, -7)
"""Days before the party's word ends; once more when the page has said so for a week."""
DONE = "helplines.confirm"


def remind(*, at: datetime) -> int:
    """Ask those who sit for the party; returns how many mails there are. Looked at once a day."""
    on = day_of(at)
    return once_a_day(DONE, on, lambda: sum(_remind(line, days, on) for line, days in _due(on)))


def _due(on: date) -> Iterator[tuple[Line, int]]:
    first, last = on - GRACE + timedelta(days=min(DAYS)), on + timedelta(days=max(DAYS))
    near = Line.objects.standing().filter(confirmed_until__range=(first, last))
    for line in near.select_related("party"):
        until = line.confirmed_until
        if until and (days := days_before(until, DAYS, on)) is not None:
            yield line, days


@transaction.atomic
def _remind(line: Line, days: int, on: date) -> int:
    once = f"line.{line.pk}.{line.confirmed_until}.{days}"
    return notices.to_confirm(line, days, on=on, once=once)
