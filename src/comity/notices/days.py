"""On which day a reminder is due, and that each kind is looked at once a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from django.core.cache import cache

GRACE = timedelta(days=3)
"""How long a reminder is made up for, where the site was down on its day."""
_REMEMBERED = 2 * 24 * 60 * 60
"""Seconds."""


def days_before(due_on: date, steps: Iterable[int], on: date) -> int | None:
    """The first of the steps that is reached on a day, the days of grace included; None: none.

    Args:
        steps: Days before the due day; a negative one is after it.
    """
    for days in steps:
        first = due_on - timedelta(days=days)
        if first <= on < first + GRACE:
            return days
    return None


def once_a_day(kind: str, on: date, act: Callable[[], int]) -> int:
    """What ``act`` returns; 0, without doing it, where it was done on that day already."""
    if cache.get(kind) == on.isoformat():
        return 0
    count = act()
    cache.set(kind, on.isoformat(), timeout=_REMEMBERED)
    return count
