"""The chair opens the sitting and goes from item to item."""

from __future__ import annotations

from datetime import timedelta

import pytest

from comity.documents.models import Document
from comity.meetings.models import AgendaItem
from comity.meetings.rules import ModeWasSwitched, NotTheChair
from comity.meetings.services import remove_item, switch_mode
from comity.parties.models import Entry
from comity.parties.services import relabel
from comity.proceedings.agenda import beside
from comity.proceedings.models import Edition
from comity.proceedings.rules import ItemHasChanged, SittingBegun, SittingOver
from comity.proceedings.services import floor, sitting
from comity.tlp import Label
from tests import make
from tests.make import NOW


def edition(room):
    return Edition.objects.get(sitting=room.sitting).number


@pytest.fixture
def renews(room):
    """Whether an act makes a new edition of the page."""

    def check(act):
        before = edition(room)
        act()
        return edition(room) > before

    return check


def test_a_sitting_begins_at_the_first_item(room):
    meeting = make.meeting(body=room.body, owner=room.meeting.owner)
    make.agenda_item("Later", meeting=meeting, position=2)
    first = make.agenda_item("First", meeting=meeting, position=1)
    begun = sitting.start(meeting, by=room.chair, at=NOW)
    assert begun.current == first
    assert Entry.objects.get(act="sitting.started").facts == {"item": first.pk}


def test_only_the_chair_begins_and_ends(room):
    for act in (
        lambda: sitting.start(room.meeting, by=room.member, at=NOW),
        lambda: sitting.end(room.sitting, by=room.member, at=NOW),
        lambda: sitting.reopen(room.sitting, by=room.member, at=NOW),
        lambda: sitting.go_to(
            room.sitting, room.second, shown=room.item.pk, by=room.member, at=NOW
        ),
    ):
        with pytest.raises(NotTheChair):
            act()


def test_a_meeting_sits_once(room):
    with pytest.raises(SittingBegun):
        sitting.start(room.meeting, by=room.chair, at=NOW)


def test_a_sitting_that_ended_can_be_reopened(room):
    sitting.end(room.sitting, by=room.chair, at=NOW - timedelta(days=9))
    room.sitting.refresh_from_db()
    assert room.sitting.ended_at == room.sitting.started_at
    with pytest.raises(SittingOver):
        sitting.end(room.sitting, by=room.chair, at=NOW)
    sitting.reopen(room.sitting, by=room.chair, at=NOW)
    room.sitting.refresh_from_db()
    assert not room.sitting.is_over


def test_two_persons_of_the_chair_go_on_at_once_and_one_item_is_not_passed_over(room):
    sitting.go_to(room.sitting, room.second, shown=room.item.pk, by=room.chair, at=NOW)
    with pytest.raises(ItemHasChanged, match="nothing was done"):
        sitting.go_to(room.sitting, room.second, shown=room.item.pk, by=room.other_chair, at=NOW)
    room.sitting.refresh_from_db()
    assert room.sitting.current == room.second


def test_two_persons_of_the_chair_switch_the_mode_at_once_and_the_second_is_told(room):
    given = {"shown": "open", "at": NOW}
    sitting.switch(room.sitting, room.item, mode="members_only", by=room.chair, **given)
    with pytest.raises(ModeWasSwitched):
        sitting.switch(room.sitting, room.item, mode="observers", by=room.other_chair, **given)
    assert AgendaItem.objects.get(pk=room.item.pk).mode == "members_only"


def test_the_mode_of_an_item_that_is_over_is_not_switched_by_mistake(room):
    sitting.go_to(room.sitting, room.second, shown=room.item.pk, by=room.chair, at=NOW)
    with pytest.raises(ItemHasChanged):
        sitting.switch(
            room.sitting, room.item, mode="members_only", shown="open", by=room.chair, at=NOW
        )


def test_going_on_ends_the_speech(room):
    party = room.party_of(room.member)
    one = floor.request_floor(room.sitting, party, item=room.item.pk, by=room.member, at=NOW)
    floor.give_floor(one, minutes=5, by=room.chair, at=NOW)
    sitting.go_to(room.sitting, room.second, shown=room.item.pk, by=room.chair, at=NOW)
    one.refresh_from_db()
    assert one.state == "heard"


def test_an_item_that_is_taken_off_the_agenda_leaves_no_item_in_course(room):
    room.item.documents.clear()
    make.floor_request(room.sitting)
    remove_item(room.item, by=room.chair, at=NOW)
    room.sitting.refresh_from_db()
    assert room.sitting.current is None


@pytest.mark.parametrize(
    ("current", "expected"), [(None, (None, 1)), (1, (None, 2)), (2, (1, 3)), (3, (2, None))]
)
def test_what_comes_before_and_after(current, expected):
    items = [AgendaItem(pk=key) for key in (1, 2, 3)]
    assert beside(items, current) == expected
    assert beside([], current) == (None, None)


def test_whatever_the_page_shows_makes_a_new_edition(room, renews):
    by = {"by": room.chair, "at": NOW}
    assert renews(lambda: switch_mode(room.item, mode="members_only", shown="open", **by))
    assert renews(lambda: relabel(room.document, label=Label.STRICT, with_observers=False, **by))
    assert renews(lambda: sitting.set_list(room.sitting, is_closed=True, item=room.item.pk, **by))
    assert renews(lambda: sitting.go_to(room.sitting, room.second, shown=room.item.pk, **by))


def test_what_happens_elsewhere_makes_none(room, renews):
    other = make.agenda_item(meeting=make.meeting(body=room.body, owner=room.meeting.owner))
    by = {"by": room.chair, "at": NOW}
    assert not renews(lambda: switch_mode(other, mode="members_only", shown="open", **by))


def test_a_reading_is_no_act_and_makes_no_edition(room, renews, sign_in):
    Document.objects.update(label="AMBER+STRICT")
    client = sign_in(room.member)
    read = Entry.objects.filter(act="read")
    assert not renews(lambda: client.get(room.document.get_absolute_url()))
    assert read.exists()
