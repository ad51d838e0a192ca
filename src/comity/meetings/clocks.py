"""What the clocks show where a meeting is held, as instants, and when each item runs. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel.dates import get_timezone_location

from comity.ui.locales import locale_of

AREAS = (
    "America", "Atlantic", "Europe", "Africa", "Asia", "Indian", "Pacific", "Australia",
    "Antarctica",
)  # fmt: skip
"""Of names such as America/Mexico_City, in the order in which they are offered."""


class NoSuchTime(Exception):
    """The clocks are put forward over it: nobody there sees that time on that day."""


@cache
def zones() -> frozenset[str]:
    """The names of the IANA database that say a place, and UTC."""
    named = {name for name in available_timezones() if name.partition("/")[0] in AREAS}
    return frozenset(named | {"UTC"})


@cache
def place_of(zone: str, language: str) -> str:
    """The place whose clocks are meant, in words: ``Ciudad de México``."""
    if zone == "UTC":
        return zone
    return get_timezone_location(zone, locale=locale_of(language), return_city=True)


def instant(local: datetime, zone: str) -> datetime:
    """The instant at which clocks of the zone show ``local`` (naive); of two, the first.

    Raises:
        NoSuchTime: they never do, because they are put forward then.
    """
    at = local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    if shown_in(at, zone) != local:
        raise NoSuchTime
    return at


def shown_in(at: datetime, zone: str) -> datetime:
    """What clocks of the zone show at an instant, without the zone."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


@dataclass(frozen=True)
class Timed:
    """What an item says of its time: key, parent, start, minutes."""

    key: int
    parent: int | None
    starts_at: datetime | None
    minutes: int | None


@dataclass(frozen=True)
class Run:
    """When an item begins and ends; worked out from the ones before it where ``is_derived``."""

    starts_at: datetime
    ends_at: datetime | None
    is_derived: bool


def running(rows: Iterable[Timed]) -> dict[int, Run]:
    """When each item runs, from those that say so: an item begins as the one before it ends,
    and its first part as the item itself. Rows in reading order; a parent before its parts.

    Nothing is worked out past an item that says no minutes and whose parts say none.
    """
    parts: dict[int | None, list[Timed]] = {}
    keys = set()
    for row in rows:
        keys.add(row.key)
        parts.setdefault(row.parent if row.parent in keys else None, []).append(row)
    runs: dict[int, Run] = {}
    _run(None, None, parts, runs)
    return runs


def _run(
    of: int | None,
    clock: datetime | None,
    parts: dict[int | None, list[Timed]],
    runs: dict[int, Run],
) -> datetime | None:
    """Fill in the parts of an item that begin at ``clock``; when the last of them ends."""
    for row in parts.get(of, ()):
        starts_at = row.starts_at or clock
        after_parts = _run(row.key, starts_at, parts, runs)
        if starts_at is None:
            clock = after_parts
            continue
        lasts = timedelta(minutes=row.minutes) if row.minutes else None
        clock = starts_at + lasts if lasts else after_parts if row.key in parts else None
        runs[row.key] = Run(starts_at, clock, is_derived=row.starts_at is None)
    return clock
