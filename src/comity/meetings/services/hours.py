"""When a meeting opens and closes, and when an item begins, on the clocks of its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from django.utils.translation import gettext as _

from comity.parties.dates import PartialDate, Precision
from comity.ui.locales import page_language
from comity.ui.said import plain_day

from .. import clocks
from ..models import AgendaItem, Meeting
from ..rules import DatesDoNotFit, HoursDoNotFit, NoSuchClock

Answer = TypeVar("Answer")


def set_dates(meeting: Meeting, starts: PartialDate, ends: PartialDate | None) -> None:
    """A meeting known to the month lasts from its first to its last day, and says so.

    Raises:
        DatesDoNotFit.
    """
    last = ends or starts
    if last.precision != starts.precision:
        raise DatesDoNotFit(
            _("%(starts)s and %(ends)s are not equally exact. Write both as days, months or years.")
            % {"starts": starts, "ends": last}
        )
    if last.last < starts.first:
        raise DatesDoNotFit(
            _("The meeting would end on %(ends)s, before it begins on %(starts)s. Correct one.")
            % {"starts": starts, "ends": last}
        )
    meeting.starts_on, meeting.precision = starts.first, starts.precision
    is_one_day = ends is None and starts.precision is Precision.DAY
    meeting.ends_on = None if is_one_day else last.last
    if meeting.documents_due_on and meeting.documents_due_on > meeting.last_day:
        raise DatesDoNotFit(
            _("Documents would be due on %(due)s, after the meeting. Write an earlier day.")
            % {"due": meeting.documents_due_on}
        )


def set_hours(meeting: Meeting, opens: time | None, closes: time | None) -> None:
    """Opens on its first day and closes on its last.

    Raises:
        HoursDoNotFit, NoSuchClock.
    """
    if meeting.time_zone and meeting.time_zone not in clocks.zones():
        raise HoursDoNotFit(
            _("%(zone)s is not a time zone. Write it as America/Guatemala.")
            % {"zone": meeting.time_zone}
        )
    if (opens or closes) and not meeting.has_hours:
        raise HoursDoNotFit(
            _("Times need the days of the meeting and a time zone. Give both, or leave them out.")
        )
    meeting.opens_at = _on(meeting.starts_on, opens, meeting)
    meeting.closes_at = _on(meeting.last_day, closes, meeting)
    if meeting.opens_at and meeting.closes_at and meeting.closes_at <= meeting.opens_at:
        raise HoursDoNotFit(
            _("The meeting would close at %(closes)s, before it opens at %(opens)s. Correct one.")
            % {"closes": f"{closes:%H:%M}", "opens": f"{opens:%H:%M}"}
        )


def item_starts(meeting: Meeting, starts: datetime | None) -> datetime | None:
    """The instant at which the clocks of the meeting show ``starts``.

    Raises:
        HoursDoNotFit, NoSuchClock.
    """
    if starts is None:
        return None
    if not meeting.has_hours:
        raise HoursDoNotFit(
            _("Items have times once the days and the time zone of the meeting are known.")
        )
    if not meeting.starts_on <= starts.date() <= meeting.last_day:
        raise HoursDoNotFit(
            _("The item would begin on %(day)s, when the meeting is not held. Choose another day.")
            % {"day": plain_day(starts.date())}
        )
    return _instant(starts, meeting)


def _on(day: date, clock: time | None, meeting: Meeting) -> datetime | None:
    return _instant(datetime.combine(day, clock), meeting) if clock else None


def _instant(local: datetime, meeting: Meeting) -> datetime:
    try:
        return clocks.instant(local, meeting.clocks)
    except clocks.NoSuchTime:
        words = {
            "day": plain_day(local.date()),
            "time": f"{local:%H:%M}",
            "place": clocks.place_of(meeting.clocks, page_language()),
        }
        raise NoSuchClock(
            _(
                "On %(day)s there is no %(time)s in %(place)s: the clocks are put forward over it. "
                "Write an earlier or a later time."
            )
            % words
        ) from None


def carry_agenda(before: Meeting, meeting: Meeting) -> None:
    """Let the items of a meeting that moved begin at the same time of the new day.

    Raises:
        HoursDoNotFit: an item would begin when the meeting is not held, or has a time that
            the meeting no longer can have.
        NoSuchClock.
    """
    if _when(before) == _when(meeting):
        return
    days = meeting.starts_on - before.starts_on
    items = list(meeting.items.exclude(starts_at=None).select_for_update())
    for item in items:
        item.starts_at = _moved(item, before, meeting, days)
    AgendaItem.objects.bulk_update(items, ["starts_at"], batch_size=200)


def _when(meeting: Meeting) -> tuple:
    return meeting.starts_on, meeting.last_day, meeting.precision, meeting.time_zone


def _moved(item: AgendaItem, before: Meeting, meeting: Meeting, days: timedelta) -> datetime | None:
    assert item.starts_at
    local = clocks.shown_in(item.starts_at, before.clocks) + days
    return about_item(item, lambda: item_starts(meeting, local))


def about_item(item: AgendaItem, act: Callable[[], Answer]) -> Answer:
    """Do it; where it is refused, say of which item."""
    try:
        return act()
    except (HoursDoNotFit, NoSuchClock) as refusal:
        words = {"item": item, "refusal": refusal}
        raise type(refusal)(_("Item %(item)s: %(refusal)s") % words) from None
