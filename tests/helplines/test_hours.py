"""A line is open by the clocks of its place, whoever asks and wherever."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.helplines.hours import DAY, Hours, NoSuchHours, clock, read_spans, written

WORKDAYS = {str(day): [["08:00", "12:00"], ["13:00", "17:00"]] for day in range(5)}
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("utc", "is_open"),
    [("13:59", False), ("14:00", True), ("17:59", True), ("18:00", False), ("19:00", True),
     ("22:59", True), ("23:00", False)],
)  # fmt: skip
def test_it_is_open_by_its_own_clock(utc: str, is_open: bool):
    hours = Hours.of(WORKDAYS, "America/Costa_Rica")  # six hours behind, the year round
    at = MONDAY.replace(hour=int(utc[:2]), minute=int(utc[3:]))
    assert hours.is_open_at(at) is is_open


def test_the_day_is_that_of_the_place():
    sunday = Hours.of({"6": [["20:00", "24:00"]]}, "America/Mexico_City")
    assert sunday.is_open_at(MONDAY.replace(hour=3))  # still Sunday evening there
    assert not sunday.is_open_at(MONDAY.replace(hour=6))


def test_it_moves_with_the_summer_time_of_the_place():
    nine = Hours.of({"0": [["09:00", "10:00"]]}, "America/New_York")
    assert nine.is_open_at(datetime(2026, 3, 2, 14, 30, tzinfo=UTC))
    assert nine.is_open_at(datetime(2026, 7, 6, 13, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (MONDAY.replace(hour=7), (0, 8 * 60)),
        (MONDAY.replace(hour=12, minute=30), (0, 13 * 60)),
        (MONDAY.replace(hour=18), (1, 8 * 60)),
        (MONDAY + timedelta(days=4, hours=18), (3, 8 * 60)),
    ],
)
def test_it_says_when_it_opens_next(at, expected):
    assert Hours.of(WORKDAYS, "UTC").next_opening(at) == expected


def test_days_with_the_same_hours_are_said_together():
    assert [(first, last) for first, last, _spans in Hours.of(WORKDAYS, "UTC").runs()] == [(0, 4)]
    split = WORKDAYS | {"2": [["08:00", "10:00"]]}
    assert [run[:2] for run in Hours.of(split, "UTC").runs()] == [(0, 1), (2, 2), (3, 4)]


@pytest.mark.parametrize(
    ("typed", "why"),
    [("17:00-08:00", "backwards"), ("08:00-08:00", "backwards"), ("8-17", "form"),
     ("25:00-26:00", "clock"), ("08:00-12:75", "clock"), ("8:00-12:00,11:00-13:00", "overlap"),
     ("morning", "form")],
)  # fmt: skip
def test_hours_that_no_clock_shows_are_refused(typed: str, why: str):
    with pytest.raises(NoSuchHours, match=why):
        read_spans(typed)


@given(st.lists(st.integers(0, DAY), unique=True, max_size=8).map(sorted))
def test_hours_are_kept_as_they_were_typed(times: list[int]):
    spans = [[clock(a), clock(b)] for a, b in zip(times[::2], times[1::2], strict=False)]
    assert read_spans(written(spans)) == spans
