"""How a silence procedure ends. Pure: no database, no clock.

Source: United Nations General Assembly decision 74/544 (a draft is circulated under silence for
at least 72 hours; without an objection it is adopted; positions can be explained). The instant
of the deadline itself is still in time; whatever comes after it is late.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

State = Literal["running", "broken", "passed"]


def state(ends_at: datetime, noted: str, at: datetime) -> State:
    """Where a procedure stands at an instant; a break is a result the moment it is made.

    A clock that was put back may show an instant before the opening: the silence then still runs.

    Args:
        noted: The result that was written down, "" while there is none. It stands, whatever a
            clock says later.
    """
    if noted == "broken":
        return "broken"
    return "passed" if noted or at > ends_at else "running"


def effective(at: datetime, known: Iterable[datetime]) -> datetime:
    """The instant of an act: never before what is known to have happened in the procedure, even
    where a clock was put back."""
    return max(at, *known)


def earliest_end(at: datetime, hours: int) -> datetime:
    """The first instant at which a silence that begins ``at`` may end."""
    return at + timedelta(hours=hours)


def reminder(opened_at: datetime, ends_at: datetime, at: datetime, steps: tuple[int, ...]) -> int:
    """Which reminder is due: the fewest of the ``steps`` in hours that the end is near; 0: none.

    One that would come with the opening itself, or after the end, is left out.
    """
    due = [
        step
        for step in steps
        if ends_at - timedelta(hours=step) <= at <= ends_at
        and ends_at - timedelta(hours=step) > opened_at
    ]
    return min(due, default=0)
