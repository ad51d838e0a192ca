"""The registration desk: what counts when desks, networks and clocks differ."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.delegations import rules
from comity.delegations.codes import code_of, is_signed, key_in, tidy
from comity.delegations.models import CheckIn
from comity.delegations.services.checking_in import Sighting, check_in, counting_time
from comity.parties.models import Entry
from tests import make
from tests.delegations.world import Table

NOW = make.NOW
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        (None, NOW),
        (NOW - HOUR, NOW - HOUR),
        (NOW - 2 * DAY, NOW - 2 * DAY),
        (NOW + MINUTE, NOW),
        (NOW + HOUR, NOW),
        (NOW - 4 * DAY, NOW),
        (NOW - 9000 * DAY, NOW),
    ],
    ids=["no clock", "an hour off line", "two days off line", "a minute ahead", "an hour ahead",
         "too long ago", "a clock that lost its battery"],
)  # fmt: skip
def test_a_clock_counts_where_it_can_be_right(said: datetime | None, counts: datetime):
    assert counting_time(said, NOW) == counts


def seen(delegate, key: str, said_at: datetime | None = None) -> Sighting:
    return Sighting(key, delegate=delegate.pk, said_at=said_at)


def test_of_two_desks_the_earliest_time_stands_and_both_are_kept(table: Table):
    one = make.nominee(table.delegation())
    (first,) = check_in(table.meeting, [seen(one, "a-desk-1")], by=table.secretary, at=NOW)
    (second,) = check_in(
        table.meeting, [seen(one, "b-desk-1", NOW - HOUR)],
        desk="B", by=table.of_host, at=NOW + HOUR,
    )  # fmt: skip
    assert (first.is_first, first.since) == (True, NOW)
    assert (second.is_first, second.since) == (False, NOW - HOUR)
    kept = CheckIn.objects.order_by("counts_at")
    assert [(row.said_at, row.received_at) for row in kept] == [
        (NOW - HOUR, NOW + HOUR), (None, NOW),
    ]  # fmt: skip


def test_what_is_sent_twice_is_kept_once(table: Table):
    one = make.nominee(table.delegation())
    for at in (NOW, NOW + HOUR):
        (outcome,) = check_in(
            table.meeting, [seen(one, "same-key", NOW - HOUR)] * 2, by=table.secretary, at=at
        )[:1]
        assert outcome.since == NOW - HOUR
    assert CheckIn.objects.count() == 1
    assert Entry.objects.filter(act="delegates.checked_in").count() == 1


def test_a_clock_that_jumped_is_kept_as_said_beside_ours(table: Table):
    one = make.nominee(table.delegation())
    said = NOW + 400 * DAY
    (outcome,) = check_in(table.meeting, [seen(one, "jumped-1", said)], by=table.secretary, at=NOW)
    assert outcome.since == NOW
    row = CheckIn.objects.get()
    assert (row.said_at, row.received_at, row.counts_at) == (said, NOW, NOW)


def test_one_that_is_refused_does_not_keep_the_others_from_it(table: Table):
    delegation = table.delegation()
    one, other = make.nominee(delegation), make.nominee(delegation, state="submitted")
    elsewhere = make.nominee()
    outcomes = check_in(
        table.meeting,
        [seen(other, "other-key"), seen(elsewhere, "else-key"), seen(one, "one-key-1")],
        by=table.secretary,
        at=NOW,
    )
    assert "not accredited" in outcomes[0].refusal
    assert "no badge of this meeting" in outcomes[1].refusal
    assert outcomes[2].is_first
    assert CheckIn.objects.get().delegate == one


def test_a_badge_is_known_by_its_code_until_it_is_replaced(table: Table):
    one = make.nominee(table.delegation())
    code = code_of(one.pk, one.badge)
    (outcome,) = check_in(
        table.meeting, [Sighting("by-code-1", code=code.lower())], by=table.secretary, at=NOW
    )
    assert outcome.delegate == one
    one.badge += 1
    one.save()
    (outcome,) = check_in(
        table.meeting, [Sighting("by-code-2", code=code)], by=table.secretary, at=NOW
    )
    assert "replaced" in outcome.refusal


def test_only_those_who_prepare_the_meeting_keep_the_desk(table: Table):
    with pytest.raises(rules.NotTheDesk):
        check_in(table.meeting, [], by=table.focal_point, at=NOW)


@given(st.integers(1, 2**40), st.integers(1, 500))
def test_a_code_says_whose_it_is_and_is_signed(key: int, badge: int):
    code = code_of(key, badge)
    assert key_in(code) == key
    assert is_signed(code, key, badge)
    assert not is_signed(code, key, badge + 1)
    assert not is_signed(code, key + 1, badge)


@given(st.text(max_size=40))
def test_any_other_code_is_none(code: str):
    key = key_in(code)
    assert key is None or not is_signed(code, key, 1) or tidy(code) == tidy(code_of(key, 1))


def test_letters_that_look_alike_are_read_as_one():
    assert tidy("o1-il0") == "01110"


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(-2000, 60)), min_size=1, max_size=12),
    st.randoms(),
)
def test_in_whatever_order_desks_send_the_same_time_stands(sent, chance):
    """The earliest counting time of a set of sightings does not depend on the order."""
    times = [counting_time(NOW + minutes * MINUTE, NOW) for _desk, minutes in sent]
    shuffled = list(times)
    chance.shuffle(shuffled)
    assert min(times) == min(shuffled) <= NOW
