"""How a silence ends, as a table; no database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.consensus.quiet import earliest_end, reminder, state

ENDS = datetime(2026, 3, 10, 18, 0, tzinfo=UTC)
OPENED = ENDS - timedelta(hours=96)
STEPS = (72, 24, 4)


@pytest.mark.parametrize(
    ("noted", "seconds_after_the_end", "is_now"),
    [
        ("", -1, "running"),
        ("", 0, "running"),
        ("", 0.000001, "passed"),
        ("", 1, "passed"),
        ("", -(10**9), "running"),  # a clock that was put back
        ("broken", -1, "broken"),
        ("broken", 1, "broken"),
        ("passed", 1, "passed"),
        ("passed", -3600, "passed"),  # noted, and then the clock was put back
    ],
)
def test_where_a_silence_stands(noted: str, seconds_after_the_end: float, is_now: str):
    assert state(ENDS, noted, ENDS + timedelta(seconds=seconds_after_the_end)) == is_now


@given(st.lists(st.timedeltas(timedelta(days=-9), timedelta(days=9)), min_size=1))
def test_once_passed_it_never_runs_again(later: list[timedelta]):
    """As long as time goes forward, nothing turns a passed silence into a running one."""
    states = [state(ENDS, "", ENDS + step) for step in sorted(later)]
    assert states == sorted(states, key=["running", "passed"].index)


@pytest.mark.parametrize(
    ("hours_before_the_end", "step"),
    [(97, 0), (96, 0), (72.5, 0), (72, 72), (30, 72), (24, 24), (4.1, 24), (4, 4), (0, 4), (-1, 0)],
)
def test_the_nearest_reminder_is_due(hours_before_the_end: float, step: int):
    at = ENDS - timedelta(hours=hours_before_the_end)
    assert reminder(OPENED, ENDS, at, STEPS) == step


def test_no_reminder_comes_with_the_opening():
    opened = ENDS - timedelta(hours=72)
    assert reminder(opened, ENDS, opened, STEPS) == 0


def test_a_silence_lasts_as_long_as_the_body_asks():
    assert earliest_end(OPENED, 96) == ENDS
