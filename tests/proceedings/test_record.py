"""Could observers open CRM/XIV/3 at 10:42?"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from comity.meetings.services import add_item, hand_in, switch_mode
from comity.parties.services import relabel
from comity.proceedings.record import Change, Circle, Noted, intervals, read
from comity.proceedings.recorded import record_of
from comity.tlp import Label
from tests import make
from tests.make import NOW

OPEN = Circle("AMBER", True, True, "open")
CLOSED = Circle("AMBER", False, True, "members_only")
T = [NOW + timedelta(minutes=n) for n in range(10)]


@pytest.mark.parametrize(
    ("changes", "born", "expected"),
    [
        ([], None, [(None, None, OPEN)]),
        ([], T[1], [(T[1], None, OPEN)]),
        ([Change(T[1], CLOSED, OPEN)], None, [(None, T[1], OPEN), (T[1], None, CLOSED)]),
        (
            [Change(T[2], CLOSED, OPEN), Change(T[4], OPEN, CLOSED)], T[0],
            [(T[0], T[2], OPEN), (T[2], T[4], CLOSED), (T[4], None, OPEN)],
        ),
        # The clock was set back: the later entry does not come before the earlier one.
        ([Change(T[4], CLOSED, OPEN), Change(T[2], OPEN, CLOSED)], None, [(None, None, OPEN)]),
        # Switched twice in one instant: what lasted no time is not told.
        ([Change(T[2], CLOSED, OPEN), Change(T[2], OPEN, CLOSED)], None, [(None, None, OPEN)]),
        ([Change(T[1], OPEN, OPEN)], None, [(None, None, OPEN)]),
        ([Change(T[1], CLOSED)], T[0], [(T[0], None, CLOSED)]),
    ],
)  # fmt: skip
def test_entries_become_intervals(changes, born, expected):
    found = intervals(changes, OPEN, born)
    assert [(one.since, one.until, one.circle) for one in found] == expected


instants = st.datetimes(datetime(2026, 1, 1), datetime(2026, 1, 2)).map(
    lambda at: at.replace(tzinfo=NOW.tzinfo, microsecond=0)
)
circles = st.builds(
    Circle, st.sampled_from([label.value for label in Label]), st.booleans(), st.booleans(),
    st.sampled_from(["", "open", "members_only"]),
)  # fmt: skip
changes = st.builds(Change, instants, circles, st.none() | circles)


@given(st.lists(changes, max_size=12), circles, st.none() | instants, instants)
def test_intervals_leave_no_gap_and_never_overlap(some, present, born, at):
    found = intervals(some, present, born)
    assert found[0].since in {born, *(one.at for one in some)}
    assert found[-1].until is None
    for one, following in pairwise(found):
        assert one.until == following.since
        assert one.circle != following.circle
        assert one.since is None or one.since < one.until
    holding = [one for one in found if one.holds(at)]
    is_before = found[0].since is not None and at < found[0].since
    assert len(holding) == (0 if is_before else 1)


@pytest.mark.parametrize(
    ("label", "with_observers", "is_shared", "members", "observers", "anyone"),
    [
        ("CLEAR", False, True, True, True, True),
        ("GREEN", False, True, True, True, False),
        ("AMBER", True, True, True, True, False),
        ("AMBER", False, True, True, False, False),
        ("AMBER+STRICT", True, True, True, True, False),
        ("AMBER+STRICT", False, True, True, False, False),
        ("RED", True, True, False, False, False),
        ("CLEAR", True, False, False, False, False),
    ],
)
def test_to_whom_a_circle_is_open(label, with_observers, is_shared, members, observers, anyone):
    circle = Circle(label, with_observers, is_shared)
    found = [circle.opens_to(who) for who in ("members", "observers", "anyone")]
    assert found == [members, observers, anyone]


def test_a_sharing_says_its_label_and_that_it_was_hidden_before():
    entries = [
        Noted(T[0], "document.added", {}, "AMBER"), Noted(T[3], "document.shared", {}, "AMBER"),
    ]  # fmt: skip
    made, born = read(entries, Circle("AMBER", True, True))
    found = intervals(made, Circle("AMBER", True, True), born)
    assert [(one.since, one.circle.is_shared) for one in found] == [(T[0], False), (T[3], True)]


def switch(room, mode, shown, at):
    switch_mode(room.item, mode=mode, shown=shown, by=room.chair, at=at)


def observers(room, reader, at):
    row = record_of(room.meeting, make.reader(reader), at)[0]
    return [one.then and one.then.circle.opens_to("observers") for one in row.documents]


def test_the_record_answers_for_each_minute(room):
    switch(room, "members_only", "open", T[2])
    switch(room, "observers", "members_only", T[5])
    for reader in (room.chair, room.member):
        assert [observers(room, reader, at) for at in (T[1], T[2], T[4], T[5])] == [
            [True], [False], [False], [True],
        ]  # fmt: skip
    item = record_of(room.meeting, make.reader(room.chair))[0].item
    assert [one.circle.mode for one in item.found] == ["open", "members_only", "observers"]


def test_what_was_not_there_yet_was_open_to_nobody(room):
    item = add_item(room.meeting, title=make.said("Late"), by=room.chair, at=T[3])
    paper = hand_in(item, title=make.said("Paper"), symbol="", files={}, by=room.chair, at=T[4])
    row = record_of(room.meeting, make.reader(room.chair), T[2])[-1]
    assert (row.item.thing, row.item.then) == (item, None)
    found = {one.thing: one.then for some in record_of(room.meeting, make.reader(room.chair), T[2])
             for one in some.documents}  # fmt: skip
    assert found[paper] is None


def test_each_party_is_answered_for_what_it_may_read_itself(room):
    switch(room, "members_only", "open", T[2])
    titles = [row.item.thing for row in record_of(room.meeting, make.reader(room.observer))]
    assert titles == [room.second]


def test_what_the_owner_narrowed_elsewhere_is_told_too(room):
    relabel(room.document, label=Label.AMBER, with_observers=False, by=room.chair, at=T[3])
    assert observers(room, room.chair, T[2]) == [True]
    assert observers(room, room.chair, T[3]) == [False]


def test_the_page_answers_in_the_time_of_the_meeting(room, sign_in):
    room.meeting.time_zone = "America/Costa_Rica"
    room.meeting.save()
    switch(room, "members_only", "open", T[2])  # 14:02 UTC, 08:02 there
    client = sign_in(room.chair)
    url = reverse("proceedings:record", args=[room.meeting.slug])
    for typed, expected in [("2026-03-02T08:01", "observers: open"),
                            ("2026-03-02T08:02", "observers: closed")]:  # fmt: skip
        page = client.get(url, {"at": typed}).content.decode()
        note = page[page.index("CRM/XIV/3") :]
        assert expected in note[note.index('class="note"') : note.index("<ol")]


@pytest.mark.parametrize("typed", ["", "x", "2026-99-99T10:00", "9" * 50])
def test_an_instant_that_means_nothing_still_gives_the_page(room, sign_in, typed):
    url = reverse("proceedings:record", args=[room.meeting.slug])
    answer = sign_in(room.chair).get(url, {"at": typed})
    assert answer.status_code == 200


def test_the_record_is_for_those_at_the_table(room, sign_in):
    room.meeting.label = "GREEN"
    room.meeting.save()
    url = reverse("proceedings:record", args=[room.meeting.slug])
    assert sign_in(make.delegate()).get(url).status_code == 404
    assert sign_in(room.observer).get(url).status_code == 200


def test_the_record_of_many_items_asks_no_more(room, django_assert_max_num_queries):
    for number in range(30):
        item = make.agenda_item(f"Item {number}", meeting=room.meeting, label="AMBER")
        item.documents.add(make.document(body=room.body, label="AMBER"))
    reader = make.reader(room.chair)
    with django_assert_max_num_queries(6):
        record_of(room.meeting, reader)
