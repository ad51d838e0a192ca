"""When a meeting is held, in words: its days, its hours, and whose clocks they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton
from django.utils.translation import gettext as _

from comity.ui.days import from_greenwich, range_text
from comity.ui.locales import locale_of, page_language

from . import clocks
from .models import Meeting


def when_text(meeting: Meeting) -> str:
    """``9–12 Nov 2027``, as exactly as it is known."""
    return range_text(meeting.starts_on, meeting.ends_on, meeting.precision, page_language())


def days_and_hours(meeting: Meeting) -> str:
    hours = hours_text(meeting)
    return f"{when_text(meeting)}, {hours}" if hours else when_text(meeting)


def hours_text(meeting: Meeting) -> str:
    """``09:00–17:30, Mexico City (GMT-06:00)``; nothing where no hour is known."""
    if not meeting.opens_at and not meeting.closes_at:
        return ""
    hours = [_clock(at, meeting) for at in (meeting.opens_at, meeting.closes_at)]
    words = "–".join(hour for hour in hours if hour)
    if not meeting.opens_at:
        words = _("until %(time)s") % {"time": hours[1]}
    elif not meeting.closes_at:
        words = _("from %(time)s") % {"time": hours[0]}
    elif meeting.ends_on and meeting.ends_on != meeting.starts_on:
        words = _("from %(opens)s on the first day to %(closes)s on the last") % {
            "opens": hours[0], "closes": hours[1],
        }  # fmt: skip
    return f"{words}, {zone_text(meeting)}"


def zone_text(meeting: Meeting) -> str:
    """``Mexico City (GMT-06:00)``: the place, and its distance from Greenwich on the first day."""
    language = page_language()
    first = meeting.opens_at or datetime.combine(meeting.starts_on, time(12), UTC)
    gmt = from_greenwich(_local(first, meeting), language)
    return f"{clocks.place_of(meeting.clocks, language)} ({gmt})"


def _clock(at: datetime | None, meeting: Meeting) -> str:
    return f"{_local(at, meeting):%H:%M}" if at else ""


def _local(at: datetime, meeting: Meeting) -> datetime:
    return at.astimezone(ZoneInfo(meeting.clocks))


@dataclass(frozen=True)
class Shown:
    """A time as the agenda shows it: its day where that is another than the one before."""

    day: str
    machine: str
    clock: str
    until: str
    is_derived: bool


def shown(runs: dict[int, clocks.Run], meeting: Meeting, keys: list[int]) -> dict[int, Shown]:
    """The times of items, in reading order, on the clocks of the meeting."""
    locale = locale_of(page_language())
    found: dict[int, Shown] = {}
    has_days = meeting.last_day != meeting.starts_on
    last_day = None if has_days else meeting.starts_on
    for key in keys:
        if run := runs.get(key):
            local = _local(run.starts_at, meeting)
            is_new = local.date() != last_day
            last_day = local.date()
            found[key] = Shown(
                day=format_skeleton("MMMEd", local, locale=locale) if is_new else "",
                machine=local.isoformat("T", "minutes"),
                clock=f"{local:%H:%M}",
                until=f"{_local(run.ends_at, meeting):%H:%M}" if run.ends_at else "",
                is_derived=run.is_derived,
            )
    return found
