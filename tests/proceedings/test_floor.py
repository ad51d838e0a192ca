"""Who is given the floor, and in which order."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from comity.meetings.rules import NotTheChair
from comity.meetings.services import switch_mode
from comity.parties.models import Entry
from comity.proceedings import speakers
from comity.proceedings.models import FloorRequest
from comity.proceedings.now import facts_for, gather
from comity.proceedings.rules import (
    AlreadyOnTheList,
    ClosedToObservers,
    ItemHasChanged,
    ListHasChanged,
    ListIsClosed,
    NotAtTheTable,
    NotTheDelegation,
    SittingOver,
)
from comity.proceedings.services import floor, sitting
from comity.proceedings.speakers import in_order
from tests import make
from tests.make import NOW

ROLES = ["member", "associate", "observer", "secretariat"]


def ask(room, person, **changes):
    given = {"item": room.sitting.current_id, "by": person, "at": NOW} | changes
    party = given.pop("party", None) or room.party_of(person)
    return floor.request_floor(room.sitting, party, **given)


def shown(room, person, at=NOW):
    room.sitting.refresh_from_db()
    return facts_for(gather(room.sitting, at), make.reader(person))


def close(room):
    switch_mode(room.item, mode="members_only", shown=room.item.mode, by=room.chair, at=NOW)


@given(st.lists(st.sampled_from([*ROLES, None]), max_size=12), st.booleans())
def test_members_and_associates_come_before_observers_each_in_order_of_asking(roles, lets):
    asked = [SimpleNamespace(pk=n, party_id=n) for n in range(len(roles))]
    known = {n: role for n, role in enumerate(roles) if role}
    order = [one.pk for one in in_order(reversed(asked), known, lets_observers=lets)]
    inner = [n for n, role in known.items() if role != "observer"]
    outer = [n for n, role in known.items() if role == "observer"]
    assert order == inner + (outer if lets else [])


def test_a_clock_that_was_set_back_moves_nobody_forward(room):
    late = make.delegate(body=room.body)
    ask(room, room.member)
    ask(room, late, at=NOW - timedelta(hours=1))
    names = [one.name for one in shown(room, room.chair).waiting]
    assert names == [str(room.party_of(room.member)), str(room.party_of(late))]


def test_a_floor_that_ends_before_it_began_ends_when_it_began(room):
    one = ask(room, room.member)
    floor.give_floor(one, minutes=5, by=room.chair, at=NOW)
    floor.end_floor(one, by=room.chair, at=NOW - timedelta(minutes=3))
    one.refresh_from_db()
    assert one.ended_at == one.given_at == NOW


def test_a_delegation_is_on_the_list_once(room):
    ask(room, room.member)
    colleague = make.seat(of=room.party_of(room.member), body=room.body).person
    with pytest.raises(AlreadyOnTheList, match="on the list already"):
        ask(room, colleague)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.floor_request(room.sitting, party=room.party_of(room.member))


def test_who_was_heard_may_ask_again(room):
    one = ask(room, room.member)
    floor.give_floor(one, minutes=5, by=room.chair, at=NOW)
    floor.end_floor(one, by=room.chair, at=NOW)
    ask(room, room.member)
    assert len(shown(room, room.member).waiting) == 1


def test_an_observer_asks_where_the_mode_lets_observers(room):
    ask(room, room.observer)
    assert [one.is_observer for one in shown(room, room.member).waiting] == [True]


def test_an_observer_is_refused_on_an_item_for_members_only_which_is_not_named(room):
    close(room)
    with pytest.raises(ClosedToObservers) as refusal:
        ask(room, room.observer)
    assert "Asylum" not in str(refusal.value)


def test_an_observer_on_the_list_waits_outside_while_the_item_is_closed(room):
    one = ask(room, room.observer)
    close(room)
    assert shown(room, room.chair).waiting == ()
    with pytest.raises(ClosedToObservers):
        floor.give_floor(one, minutes=5, by=room.chair, at=NOW)
    switch_mode(room.item, mode="open", shown="members_only", by=room.chair, at=NOW)
    assert len(shown(room, room.chair).waiting) == 1


def test_an_observer_who_speaks_loses_the_floor_when_the_item_closes(room):
    one = ask(room, room.observer)
    floor.give_floor(one, minutes=5, by=room.chair, at=NOW)
    assert shown(room, room.member).speaking
    close(room)
    assert shown(room, room.member).speaking is None


def test_a_party_that_leaves_the_body_leaves_the_list(room):
    one = ask(room, room.member)
    yesterday = make.TODAY - timedelta(days=1)
    party = room.party_of(room.member)
    party.memberships.update(until=yesterday)
    assert shown(room, room.chair).waiting == ()
    with pytest.raises(NotAtTheTable, match="no longer"):
        floor.give_floor(one, minutes=5, by=room.chair, at=NOW)
    with pytest.raises(NotTheDelegation):
        floor.withdraw(one, by=room.member, at=NOW)


def test_nobody_asks_for_another_delegation_but_the_chair(room):
    party = room.party_of(room.member)
    with pytest.raises(NotTheDelegation):
        ask(room, room.observer, party=party)
    made = ask(room, room.chair, party=party)
    entry = Entry.objects.get(act="floor.requested")
    assert made.party == entry.owner == party
    assert entry.party == room.party_of(room.chair)
    assert entry.facts["for"] == "other"


def test_who_is_not_at_the_table_is_not_put_on_the_list_by_anybody(room):
    with pytest.raises(NotAtTheTable):
        ask(room, room.chair, party=make.party())


def test_a_closed_list_takes_only_whom_the_chair_puts_there(room):
    sitting.set_list(room.sitting, is_closed=True, item=room.item.pk, by=room.chair, at=NOW)
    room.sitting.refresh_from_db()
    with pytest.raises(ListIsClosed):
        ask(room, room.member)
    assert shown(room, room.member).mine == ()
    ask(room, room.chair, party=room.party_of(room.member))


def test_the_next_item_has_an_open_list(room):
    sitting.set_list(room.sitting, is_closed=True, item=room.item.pk, by=room.chair, at=NOW)
    sitting.go_to(room.sitting, room.second, shown=room.item.pk, by=room.chair, at=NOW)
    room.sitting.refresh_from_db()
    ask(room, room.member)


def test_only_the_chair_gives_the_floor(room):
    one = ask(room, room.member)
    for act in (lambda by: floor.give_floor(one, minutes=5, by=by, at=NOW),
                lambda by: floor.skip(one, by=by, at=NOW)):  # fmt: skip
        with pytest.raises(NotTheChair):
            act(room.member)


def test_giving_the_floor_ends_the_speech_before_it(room):
    first, second = ask(room, room.member), ask(room, room.observer)
    floor.give_floor(first, minutes=5, by=room.chair, at=NOW)
    floor.give_floor(second, minutes=500, by=room.chair, at=NOW + timedelta(minutes=2))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.ended_at) == ("heard", NOW + timedelta(minutes=2))
    assert (second.state, second.minutes) == ("speaking", floor.LONGEST)


@pytest.mark.parametrize("act", [
    lambda one, by: floor.give_floor(one, minutes=5, by=by, at=NOW),
    lambda one, by: floor.skip(one, by=by, at=NOW),
    lambda one, by: floor.withdraw(one, by=by, at=NOW),
    lambda one, by: floor.end_floor(one, by=by, at=NOW),
])  # fmt: skip
def test_what_two_persons_of_the_chair_do_at_once_is_done_once(room, act):
    one = ask(room, room.member)
    floor.skip(one, by=room.chair, at=NOW)
    with pytest.raises(ListHasChanged, match="Look again"):
        act(one, room.other_chair)
    assert FloorRequest.objects.get().state == "skipped"


def test_a_delegation_withdraws_itself(room):
    one = ask(room, room.member)
    floor.withdraw(one, by=room.member, at=NOW)
    assert shown(room, room.member).waiting == ()


def test_a_request_on_an_item_that_is_over_is_not_taken(room):
    sitting.go_to(room.sitting, room.second, shown=room.item.pk, by=room.chair, at=NOW)
    with pytest.raises(ItemHasChanged):
        ask(room, room.member, item=room.item.pk)


def test_a_sitting_that_is_over_takes_nothing(room):
    one = ask(room, room.member)
    sitting.end(room.sitting, by=room.chair, at=NOW)
    for act in (lambda: ask(room, room.member),
                lambda: floor.withdraw(one, by=room.member, at=NOW)):  # fmt: skip
        with pytest.raises(SittingOver):
            act()


def test_every_act_on_the_floor_is_one_entry_of_its_party(room):
    one = ask(room, room.member)
    floor.give_floor(one, minutes=3, by=room.chair, at=NOW)
    floor.end_floor(one, by=room.chair, at=NOW)
    entries = Entry.objects.filter(act__startswith="floor.")
    assert [entry.act for entry in entries] == ["floor.requested", "floor.given", "floor.ended"]
    assert {entry.owner for entry in entries} == {room.party_of(room.member)}


def test_the_pure_order_knows_no_database():
    assert speakers.may_speak(None, lets_observers=True) is False
