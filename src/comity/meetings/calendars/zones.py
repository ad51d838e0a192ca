"""A time zone as calendars want it told (RFC 5545, 3.6.5): each change of the clock by its day.

Pure, but for the zone data of Python.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Component, Timezone, TimezoneDaylight, TimezoneStandard

STEP = timedelta(days=7)
NONE = timedelta(0)


@lru_cache(maxsize=256)
def told_zone(zone: ZoneInfo, first_year: int, last_year: int) -> Timezone:
    """The zone between two years, both included."""
    begins = datetime(first_year, 1, 1, tzinfo=UTC)
    told = Timezone()
    told.add("TZID", zone.key)
    before = begins.astimezone(zone)
    told.add_component(_observance(before.replace(tzinfo=None), before, before))
    for at in _changes(zone, begins, datetime(last_year + 1, 1, 1, tzinfo=UTC)):
        before, after = (at - timedelta(seconds=1)).astimezone(zone), at.astimezone(zone)
        # The onset is told by the clock as it stood until then.
        onset = at.replace(tzinfo=None) + (before.utcoffset() or NONE)
        told.add_component(_observance(onset, before, after))
    return told


def _observance(onset: datetime, before: datetime, after: datetime) -> Component:
    part: Component = TimezoneDaylight() if after.dst() else TimezoneStandard()
    part.add("DTSTART", onset)
    part.add("TZOFFSETFROM", before.utcoffset())
    part.add("TZOFFSETTO", after.utcoffset())
    part.add("TZNAME", after.tzname())
    return part


def _changes(zone: ZoneInfo, begins: datetime, ends: datetime) -> Iterator[datetime]:
    """The instants at which the distance from Greenwich changes, to the second."""
    at = begins
    while at < ends:
        after = at + STEP
        if at.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset():
            yield _exactly(zone, at, after)
        at = after


def _exactly(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    old = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after
