"""Delegations ask for the floor, and the chair gives it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from comity.parties import ledger
from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Party, Person
from comity.proceedings.models import FloorRequest, Sitting
from comity.proceedings.rules import (
    AlreadyOnTheList,
    ItemHasChanged,
    ListHasChanged,
    ListIsClosed,
    NotTheDelegation,
    office_for,
    require_may_speak,
)
from comity.proceedings.table import Table, table_of

from .sitting import chaired, held, require_in_course, stop_speaking

LONGEST = 60
"""Minutes that can be given at once."""

State = FloorRequest.State


@transaction.atomic
def request_floor(
    sitting: Sitting, party: Party, *, item: int, by: Person, at: datetime
) -> FloorRequest:
    """Put a delegation on the list of the item in course.

    The delegation asks itself, or the chair on its behalf, also when the list is closed.

    Raises:
        SittingOver, ItemHasChanged, NotTheDelegation, NotAtTheTable, ClosedToObservers,
        ListIsClosed, AlreadyOnTheList.
    """
    sitting = held(sitting)
    require_in_course(sitting, item)
    if sitting.current is None:
        raise ItemHasChanged(_("No item is in course. Ask when the chair has taken one up."))
    table, reader = table_of(sitting.meeting, day_of(at)), Reader.of(by, day_of(at))
    is_chair = reader.leads(sitting.meeting.body.dialogue_id)
    is_theirs = party.pk in table.speaks_for(reader)
    _require_delegation(party, is_theirs or is_chair)
    require_may_speak(party, sitting.current, table)
    if sitting.is_list_closed and not is_chair:
        raise ListIsClosed(
            _("The list of speakers is closed. Ask the chair to put %(party)s on it.")
            % {"party": party}
        )
    _require_not_listed(sitting, party)
    made = FloorRequest.objects.create(
        sitting=sitting, item=sitting.current, party=party,
        role=table.roles[party.pk], by=by, requested_at=at,
    )  # fmt: skip
    _write("floor.requested", made, by, at, facts={"for": "itself" if is_theirs else "other"})
    return made


def _require_delegation(party: Party, may: bool) -> None:
    if not may:
        raise NotTheDelegation(
            _("Only the delegation of %(party)s or the chair does this. Ask one of them.")
            % {"party": party}
        )


def _require_not_listed(sitting: Sitting, party: Party) -> None:
    listed = FloorRequest.objects.listed().filter(item=sitting.current_id, party=party)
    if listed.exists():
        raise AlreadyOnTheList(
            _("%(party)s is on the list already. Nothing needs to be done.") % {"party": party}
        )


@transaction.atomic
def give_floor(request: FloorRequest, *, minutes: int, by: Person, at: datetime) -> None:
    """Give the floor to whoever waits; whoever had it has spoken.

    Raises:
        NotTheChair, SittingOver, ItemHasChanged, NotAtTheTable, ClosedToObservers.
        ListHasChanged: the request does not wait any more.
    """
    sitting = chaired(request.sitting, by, at)
    request = _waiting(request)
    require_in_course(sitting, request.item_id)
    require_may_speak(request.party, request.item, _table(sitting, at))
    before = stop_speaking(sitting, at)
    request.state, request.given_at = State.SPEAKING, at
    request.minutes = max(1, min(minutes, LONGEST))
    request.save(update_fields=["state", "given_at", "minutes"])
    facts = {"minutes": request.minutes, "after": before}
    _write("floor.given", request, by, at, chairs=True, facts=facts)


@transaction.atomic
def end_floor(request: FloorRequest, *, by: Person, at: datetime) -> None:
    """Thank the speaker, who has spoken.

    Raises:
        NotTheChair, SittingOver.
        ListHasChanged: the floor was ended already, or given to another.
    """
    sitting = chaired(request.sitting, by, at)
    if stop_speaking(sitting, at) != request.pk:
        raise has_changed(request)
    _write("floor.ended", request, by, at, chairs=True)


@transaction.atomic
def skip(request: FloorRequest, *, by: Person, at: datetime) -> None:
    """Pass over a delegation that is not in the room; it may ask again.

    Raises:
        NotTheChair, SittingOver, ListHasChanged.
    """
    chaired(request.sitting, by, at)
    _end(_waiting(request), State.SKIPPED, at)
    _write("floor.skipped", request, by, at, chairs=True)


@transaction.atomic
def withdraw(request: FloorRequest, *, by: Person, at: datetime) -> None:
    """Take a delegation off the list: its own act, or the chair's on its behalf.

    Raises:
        SittingOver, NotTheDelegation, ListHasChanged.
    """
    sitting = held(request.sitting)
    reader = Reader.of(by, day_of(at))
    is_chair = reader.leads(sitting.meeting.body.dialogue_id)
    is_theirs = request.party_id in _table(sitting, at).speaks_for(reader)
    _require_delegation(request.party, is_theirs or is_chair)
    _end(_waiting(request), State.WITHDRAWN, at)
    _write("floor.withdrawn", request, by, at, facts={"for": "itself" if is_theirs else "other"})


def _waiting(request: FloorRequest) -> FloorRequest:
    """Raises ListHasChanged."""
    request = FloorRequest.objects.select_related("party", "item", "sitting__meeting").get(
        pk=request.pk
    )
    if request.state != State.WAITING:
        raise has_changed(request)
    return request


def has_changed(request: FloorRequest) -> ListHasChanged:
    return ListHasChanged(
        _("The list has changed: %(party)s does not stand there as you saw it. Look again.")
        % {"party": request.party}
    )


def _end(request: FloorRequest, state: str, at: datetime) -> None:
    request.state, request.ended_at = State(state), at
    request.save(update_fields=["state", "ended_at"])


def _table(sitting: Sitting, at: datetime) -> Table:
    return table_of(sitting.meeting, day_of(at))


def _write(
    act: str, request: FloorRequest, by: Person, at: datetime, *,
    chairs: bool = False, facts: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    meeting = request.sitting.meeting
    is_others = chairs or (facts or {}).get("for") == "other"
    party = office_for(meeting, by, at) if is_others else request.party
    facts = {"item": request.item_id} | (facts or {})
    ledger.write(act, request, by=by, at=at, party=party, owner=request.party, facts=facts)
