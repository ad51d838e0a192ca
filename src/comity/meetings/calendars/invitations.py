"""The calendar part of an invitation by mail, of its update and of its cancellation."""

from __future__ import annotations

from typing import Literal

from django.utils.translation import override

from comity.parties.models import Person

from ..models import Meeting
from .entries import Attendee
from .gathering import entry_of, write


def invitation_ics(
    meeting: Meeting,
    *,
    language: str,
    attendee: Attendee | Person | None = None,
    method: Literal["REQUEST", "CANCEL"] = "REQUEST",
    link: str = "",
) -> bytes:
    """What a client puts into the calendar of whom it is mailed to.

    Send it again after the meeting was changed (its ``sequence`` is then higher) and the entry
    moves; of a cancelled meeting it takes the entry away. Of a watched meeting it says what is
    said in passing. Only meetings known to the day have one: ask ``in_calendars``.

    Args:
        attendee: Anything with ``name`` and ``email``.
        method: ``CANCEL`` takes back one person's invitation to a meeting that goes on.
        link: Where to join on line; given only where the recipient may know it.

    To send it: ``tell(…, calendar=lambda: invitation_ics(…))``.
    """
    to = Attendee(attendee.name, attendee.email) if attendee else None
    with override(language):
        entry = entry_of(meeting, link)
        return write([entry], "", "CANCEL" if entry.is_cancelled else method, to)
