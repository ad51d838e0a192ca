"""When digests leave: in the morning of the secretariat's own time zone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.utils import timezone

from ..models import Preference

MORNING = time(6)
MONDAY, SATURDAY = 0, 5

Rhythm = Preference.Rhythm


def last_slots(at: datetime) -> dict[str, datetime]:
    """For each rhythm that has digests, the last instant at or before ``at`` when one was due."""
    daily = _morning(at, lambda weekday: weekday < SATURDAY)
    weekly = _morning(at, lambda weekday: weekday == MONDAY)
    return {Rhythm.AT_ONCE: daily, Rhythm.DAILY: daily, Rhythm.WEEKLY: weekly}


def _morning(at: datetime, is_right: Callable[[int], bool]) -> datetime:
    """The last morning that has passed, of a weekday that is right."""
    local = timezone.localtime(at)
    day = local.date() if local.time() >= MORNING else local.date() - timedelta(days=1)
    while not is_right(day.weekday()):
        day -= timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, MORNING))
