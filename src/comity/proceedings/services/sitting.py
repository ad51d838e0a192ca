"""The chair opens the sitting, goes from item to item, and ends it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from comity.meetings.models import AgendaItem, Meeting
from comity.meetings.services import switch_mode
from comity.parties import ledger
from comity.parties.models import Person
from comity.proceedings.agenda import items_in_order
from comity.proceedings.models import Edition, FloorRequest, Sitting
from comity.proceedings.rules import (
    ItemHasChanged,
    SittingBegun,
    SittingOver,
    office_for,
    require_chair,
)


@transaction.atomic
def start(meeting: Meeting, *, by: Person, at: datetime) -> Sitting:
    """Open the sitting of a meeting at its first item.

    Raises:
        NotTheChair, SittingBegun.
        SittingOver: the meeting is cancelled.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    require_chair(meeting, by, at)
    if meeting.is_cancelled:
        raise SittingOver(
            _("“%(meeting)s” is cancelled, and nobody sits there.") % {"meeting": meeting}
        )
    if Sitting.objects.filter(meeting=meeting).exists():
        raise SittingBegun(
            _("The sitting of “%(meeting)s” has begun already. Open its page.")
            % {"meeting": meeting}
        )
    first = next(iter(items_in_order(meeting)), None)
    sitting = Sitting.objects.create(meeting=meeting, current=first, started_at=at, started_by=by)
    Edition.objects.create(sitting=sitting)
    write("sitting.started", sitting, by, at, {"item": first.pk if first else None})
    return sitting


@transaction.atomic
def end(sitting: Sitting, *, by: Person, at: datetime) -> None:
    """End the sitting: whoever speaks has spoken, and whoever waits is heard no more.

    Raises:
        NotTheChair, SittingOver.
    """
    sitting = chaired(sitting, by, at)
    stop_speaking(sitting, at)
    sitting.ended_at = max(at, sitting.started_at)
    sitting.save(update_fields=["ended_at"])
    write("sitting.ended", sitting, by, at)


@transaction.atomic
def reopen(sitting: Sitting, *, by: Person, at: datetime) -> None:
    """Go on with a sitting that was ended, as after a night.

    Raises:
        NotTheChair.
    """
    sitting = _locked(sitting)
    require_chair(sitting.meeting, by, at)
    sitting.ended_at = None
    sitting.save(update_fields=["ended_at"])
    write("sitting.reopened", sitting, by, at)


@transaction.atomic
def go_to(
    sitting: Sitting, item: AgendaItem, *, shown: int | None, by: Person, at: datetime
) -> None:
    """Take up an item of the agenda. Its list of speakers is open.

    Args:
        shown: The key of the item that the chair saw in course; None: none was.

    Raises:
        NotTheChair, SittingOver.
        ItemHasChanged: another person of the chair went on meanwhile.
    """
    sitting = chaired(sitting, by, at)
    require_in_course(sitting, shown)
    item = sitting.meeting.items.get(pk=item.pk)
    before = sitting.current_id
    stop_speaking(sitting, at)
    sitting.current, sitting.is_list_closed = item, False
    sitting.save(update_fields=["current", "is_list_closed"])
    write("sitting.went_to", sitting, by, at, {"before": before, "item": item.pk})


@transaction.atomic
def switch(
    sitting: Sitting, item: AgendaItem, *, mode: str, shown: str, by: Person, at: datetime
) -> None:
    """Switch the mode of the item in course, with everything under it, at once.

    Raises:
        NotTheChair, SittingOver, ModeWasSwitched.
        ItemHasChanged: the item is no longer in course.
        WiderThanItsParent: it is part of an item in a narrower mode.
    """
    sitting = chaired(sitting, by, at)
    require_in_course(sitting, item.pk)
    switch_mode(item, mode=mode, shown=shown, by=by, at=at)


@transaction.atomic
def set_list(sitting: Sitting, *, is_closed: bool, item: int, by: Person, at: datetime) -> None:
    """Close the list of speakers of the item in course, or open it again.

    Raises:
        NotTheChair, SittingOver, ItemHasChanged.
    """
    sitting = chaired(sitting, by, at)
    require_in_course(sitting, item)
    sitting.is_list_closed = is_closed
    sitting.save(update_fields=["is_list_closed"])
    act = "floor.list_closed" if is_closed else "floor.list_opened"
    write(act, sitting, by, at, {"item": item})


def chaired(sitting: Sitting, by: Person, at: datetime) -> Sitting:
    """The sitting's row, locked, for a person of the chair."""
    require_chair(sitting.meeting, by, at)
    return held(sitting)


def held(sitting: Sitting) -> Sitting:
    """The row, locked after that of its meeting: acts on the agenda hold the meeting first too,
    so that two who act wait for each other.

    Raises:
        SittingOver.
    """
    sitting = _locked(sitting)
    if sitting.is_over:
        raise SittingOver(
            _("The sitting of “%(meeting)s” is over. The chair may reopen it.")
            % {"meeting": sitting.meeting}
        )
    return sitting


def _locked(sitting: Sitting) -> Sitting:
    meeting = Meeting.objects.select_for_update().get(pk=sitting.meeting_id)
    sitting = Sitting.objects.select_for_update().get(pk=sitting.pk)
    sitting.meeting = meeting
    return sitting


def require_in_course(sitting: Sitting, shown: int | None) -> None:
    """Raises ItemHasChanged, which does not name what is now in course."""
    if sitting.current_id != shown:
        raise ItemHasChanged(
            _(
                "Another item has been taken up since you opened this page, "
                "so nothing was done. Look at the page again and decide."
            )
        )


def stop_speaking(sitting: Sitting, at: datetime) -> int | None:
    """Whoever has the floor has spoken; the key of that request."""
    speaking = sitting.requests.speaking().first()
    if speaking is None:
        return None
    speaking.state = FloorRequest.State.HEARD
    speaking.ended_at = max(at, speaking.given_at or at)
    speaking.save(update_fields=["state", "ended_at"])
    return int(speaking.pk)


def write(
    act: str, sitting: Sitting, by: Person, at: datetime, facts: dict[str, Any] | None = None
) -> None:
    party = office_for(sitting.meeting, by, at)
    ledger.write(act, sitting, by=by, at=at, party=party, owner=sitting.meeting.owner, facts=facts)
