"""What clocks show where a meeting is held, and when items run."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.meetings import clocks
from comity.meetings.clocks import NoSuchTime, Timed


@pytest.mark.parametrize(
    ("local", "zone", "hour"),
    [
        ("2027-01-12T09:00", "America/Guatemala", 15),
        ("2027-07-12T09:00", "America/New_York", 13),
        ("2027-01-12T09:00", "America/New_York", 14),
        ("2027-11-07T01:30", "America/New_York", 5),  # shown twice that day: the first
    ],
)
def test_a_time_is_that_of_the_place(local, zone, hour):
    assert clocks.instant(datetime.fromisoformat(local), zone).hour == hour


@pytest.mark.parametrize(
    ("local", "zone"),
    [
        ("2027-03-14T02:30", "America/New_York"),
        ("2027-03-14T02:00", "America/Nassau"),
        ("2011-12-30T09:00", "Pacific/Apia"),  # a whole day was left out
    ],
)
def test_a_time_over_which_the_clocks_are_put_does_not_exist(local, zone):
    with pytest.raises(NoSuchTime):
        clocks.instant(datetime.fromisoformat(local), zone)


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2037, 1, 1)).map(
        lambda at: at.replace(second=0, microsecond=0)
    ),
    st.sampled_from(sorted(clocks.zones())),
)
def test_what_is_typed_is_shown_again(local, zone):
    try:
        at = clocks.instant(local, zone)
    except NoSuchTime:
        return
    assert clocks.shown_in(at, zone) == local


def test_places_are_named_in_the_language_of_the_page():
    assert clocks.place_of("America/Mexico_City", "es") == "Ciudad de México"
    assert clocks.place_of("America/Port_of_Spain", "fr") == "Port-d’Espagne"
    assert clocks.place_of("UTC", "fr") == "UTC"


NINE = datetime(2027, 3, 16, 9, tzinfo=UTC)


def run(*rows):
    """``(minutes from nine or None, parent, minutes)`` → (start, end) in minutes from nine."""
    timed = [
        Timed(key, parent, None if at is None else NINE + timedelta(minutes=at), minutes)
        for key, (at, parent, minutes) in enumerate(rows, start=1)
    ]
    found = clocks.running(timed)

    def of(at):
        return at and int((at - NINE).total_seconds() // 60)

    return {key: (of(one.starts_at), of(one.ends_at), one.is_derived) for key, one in found.items()}


@pytest.mark.parametrize(
    ("rows", "runs"),
    [
        # An item begins as the one before it ends.
        ([(0, None, 30), (None, None, 15), (None, None, None)],
         {1: (0, 30, False), 2: (30, 45, True), 3: (45, None, True)}),
        # Past one without minutes nothing is known, until one says its time.
        ([(0, None, None), (None, None, 15), (60, None, 5)],
         {1: (0, None, False), 3: (60, 65, False)}),
        # The first part begins with its item; the item lasts as its parts do.
        ([(0, None, None), (None, 1, 20), (None, 1, 25), (None, None, 10)],
         {1: (0, 45, False), 2: (0, 20, True), 3: (20, 45, True), 4: (45, 55, True)}),
        # What the item says of its minutes goes before what its parts add up to.
        ([(0, None, 60), (None, 1, 20), (None, None, 10)],
         {1: (0, 60, False), 2: (0, 20, True), 3: (60, 70, True)}),
        # A part that says its time does so for what follows it.
        ([(None, None, None), (5, 1, 20), (None, None, 10)],
         {2: (5, 25, False), 3: (25, 35, True)}),
        ([(None, None, 20)], {}),
    ],
)  # fmt: skip
def test_times_are_worked_out_from_those_that_are_known(rows, runs):
    assert run(*rows) == runs
