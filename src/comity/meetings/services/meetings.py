"""Meetings: prepared, announced, changed, moved, cancelled."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.forms import model_to_dict
from django.utils.text import slugify
from django.utils.translation import gettext as _

from comity.documents.sharing import require_editor, share
from comity.parties.dates import PartialDate, day_of
from comity.parties.models import Body, Party, Person
from comity.parties.names import take_free_slug
from comity.tlp import Label
from comity.ui.said import said

from .. import following, notices
from ..models import Meeting
from ..rules import DatesDoNotFit, MeetingCancelled, SeriesGoesRound, require_chair
from .acting import held, write
from .hours import carry_agenda, set_dates, set_hours

TEXTS = (
    "title", "number", "about", "place", "host", "conference", "outcome", "source", "follows",
    "modality", "time_zone", "link", "documents_due_on",
)  # fmt: skip
"""What a form of a meeting holds besides dates, hours and bodies."""
WHEN = {"starts_on", "ends_on", "precision", "opens_at", "closes_at", "time_zone"}
"""A meeting of which these change has moved."""
IN_CALENDARS = WHEN | {"title", "place", "modality", "link"}
"""What calendars are told anew."""


@transaction.atomic
def open_meeting(
    *,
    body: Body,
    owner: Party,
    bodies: Iterable[Body],
    starts: PartialDate,
    ends: PartialDate | None = None,
    opens: time | None = None,
    closes: time | None = None,
    label: str,
    with_observers: bool = False,
    by: Person,
    at: datetime,
    **texts: Any,
) -> Meeting:
    """Prepare a meeting; ``announce`` opens it to the circle of its label.

    Args:
        body: The audience; ``bodies`` are those that meet.
        opens: On its first day, by the clocks of its time zone; ``closes`` on its last.
        texts: Of ``TEXTS``.

    Raises:
        NotTheChair, DatesDoNotFit, HoursDoNotFit, NoSuchClock.
        NotTheirs: ``by`` does not sit for ``owner`` in the dialogue.
    """
    require_chair(by, body.dialogue, at)
    meeting = Meeting(
        body=body, owner=owner, author=by, label=label, with_observers=with_observers, **texts
    )
    require_editor(meeting, by, at)
    set_dates(meeting, starts, ends)
    set_hours(meeting, opens, closes)
    _require_series(meeting)
    take_free_slug(meeting, _stem(meeting))
    meeting.bodies.set(bodies)
    write("meeting.opened", meeting, by, at)
    return meeting


def _stem(meeting: Meeting) -> str:
    """``xiv-conference-2009``; an address is seen in passing, so that of a watched meeting does
    not say its title."""
    title = "" if meeting.is_watched else said(meeting.title, "en").text
    words = slugify(title)[:60].strip("-") or "meeting"
    return f"{words}-{meeting.starts_on.year}"


def _require_series(meeting: Meeting) -> None:
    """Raises SeriesGoesRound, DatesDoNotFit."""
    if meeting.follows is None:
        return
    seen = {meeting.pk}
    one: Meeting | None = meeting.follows
    while one and one.pk not in seen:
        seen.add(one.pk)
        one = one.follows
    if one:
        raise SeriesGoesRound(
            _("%(before)s comes after %(meeting)s in its series already. Choose an earlier one.")
            % {"before": meeting.follows.passing_title, "meeting": meeting.passing_title}
        )
    if meeting.follows.starts_on > meeting.last_day:
        raise DatesDoNotFit(
            _("%(before)s, which this meeting follows, is held after it. Choose an earlier one.")
            % {"before": meeting.follows.passing_title}
        )


@transaction.atomic
def change_meeting(
    meeting: Meeting,
    *,
    bodies: Iterable[Body],
    starts: PartialDate,
    ends: PartialDate | None = None,
    opens: time | None = None,
    closes: time | None = None,
    by: Person,
    at: datetime,
    **texts: Any,
) -> Meeting:
    """Correct what is said of a meeting, or move it to other days. Its circle is changed elsewhere.

    The agenda of a meeting that moves goes along, each item at the same time of its new day.
    Those who sit in the bodies that meet are told, once the meeting is announced and unless it
    was over before.

    Raises:
        NotTheChair, DatesDoNotFit, HoursDoNotFit, NoSuchClock, SeriesGoesRound.
        MeetingCancelled: it would move, and is cancelled.
    """
    meeting = held(meeting, by, at)
    was, before = copy(meeting), _told(meeting)
    for name, value in texts.items():
        setattr(meeting, name, value)
    set_dates(meeting, starts, ends)
    set_hours(meeting, opens, closes)
    _require_series(meeting)
    meeting.bodies.set(bodies)
    names = _names_changed(before, _told(meeting))
    has_moved = bool(names & WHEN)
    if has_moved:
        _require_held(meeting)
        carry_agenda(was, meeting)
    if meeting.is_shared and names & IN_CALENDARS:
        _count(meeting, at)
    meeting.save()
    act = "meeting.moved" if has_moved and meeting.is_shared else "meeting.changed"
    write(act, meeting, by, at, _changed(meeting, before, names))
    if has_moved and meeting.is_shared and max(was.last_day, meeting.last_day) >= day_of(at):
        notices.moved(meeting, was, by=by, at=at)
    return meeting


def _told(meeting: Meeting) -> dict[str, Any]:
    """What is said of a meeting, as the ledger can keep it."""
    values = model_to_dict(meeting, TEXTS) | {name: getattr(meeting, name) for name in WHEN}
    told = {name: getattr(value, "data", value) for name, value in values.items()}
    return told | {"bodies": sorted(meeting.bodies.values_list("pk", flat=True))}


def _names_changed(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    return {name for name in after if before[name] != after[name]}


def _changed(meeting: Meeting, before: dict[str, Any], names: set[str]) -> dict[str, Any]:
    """Which fields changed; of a published meeting also from what to what, for those words are
    public and no second person reads them again. Where to join is never public."""
    fields: dict[str, Any] = {"fields": sorted(names)}
    if not (meeting.is_shared and meeting.tlp is Label.CLEAR):
        return fields
    told = {"before": before, "after": _told(meeting)}
    public = sorted(names - {"link"})
    return fields | {
        when: {name: _as_kept(values[name]) for name in public} for when, values in told.items()
    }


def _as_kept(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _count(meeting: Meeting, at: datetime) -> None:
    """Calendars are told anew."""
    meeting.sequence += 1
    meeting.changed_at = at


def _require_held(meeting: Meeting) -> None:
    """Raises MeetingCancelled."""
    if meeting.is_cancelled:
        raise MeetingCancelled(
            _("%(meeting)s is cancelled. Prepare another one; it can begin with this agenda.")
            % {"meeting": meeting.passing_title}
        )


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, because: Any, by: Person, at: datetime) -> Meeting:
    """Say that a meeting does not take place, and why. It stays where it was, as cancelled.

    Those who sit in the bodies that meet are told, where it was announced and is not over.

    Args:
        because: Words by language, read by whoever reads the meeting.

    Raises:
        NotTheChair.
        MeetingCancelled: it is already.
    """
    meeting = held(meeting, by, at)
    if meeting.is_cancelled:
        raise MeetingCancelled(
            _("%(meeting)s is cancelled already. Nothing needs to be done.")
            % {"meeting": meeting.passing_title}
        )
    meeting.cancelled_at, meeting.cancelled_because = at, because
    _count(meeting, at)
    meeting.save()
    is_public = meeting.is_shared and meeting.tlp is Label.CLEAR
    facts = {"because": getattr(because, "data", because)} if is_public else None
    write("meeting.cancelled", meeting, by, at, facts)
    if meeting.is_shared and meeting.last_day >= day_of(at):
        notices.cancelled(meeting, by=by, at=at)
    return meeting


@transaction.atomic
def announce(meeting: Meeting, *, by: Person, at: datetime) -> bool:
    """Open a prepared meeting and its agenda to the circle of its label.

    Returns:
        Whether it is now shared; False: it is TLP:CLEAR and waits for a second person.

    Raises:
        NotTheChair, NotTheirs, NotOffered, SamePerson.
        MeetingCancelled: it does not take place.
        Conflict: it is shared already.
    """
    meeting = held(meeting, by, at)
    _require_held(meeting)
    is_shared = share(meeting, by=by, at=at)
    if is_shared:
        following.share_items(meeting, by, at)
    return is_shared
