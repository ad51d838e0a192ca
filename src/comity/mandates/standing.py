"""How assignments stand for a reader: two queries, however many they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from comity.parties.access import Reader

from .cells import Cell, Seen, cell_of
from .models import Assignment, Report


class Standing(NamedTuple):
    """An assignment with its mandate, and its cell."""

    assignment: Assignment
    cell: Cell


@dataclass(frozen=True)
class SeenReports:
    """Assignment → the report in course, and → the latest accepted one, as far as a reader
    may see them."""

    course: dict[int, Seen]
    accepted: dict[int, Seen]

    def cell(self, assignment: int, *, is_late: bool) -> Cell:
        return cell_of(
            assignment, self.course.get(assignment), self.accepted.get(assignment), is_late=is_late
        )


def reports_seen(assignments: QuerySet, reader: Reader) -> SeenReports:
    """What the reader may see on ``assignments``, a query for their keys."""
    course: dict[int, Seen] = {}
    accepted: dict[int, Seen] = {}
    rows = (
        Report.objects.visible_to(reader)
        .filter(assignment__in=assignments)
        .order_by("pk")
        .values_list("assignment_id", "pk", "state", "status")
    )
    for assignment, pk, state, status in rows.iterator(2000):
        latest = accepted if state == "accepted" else course
        latest[assignment] = (pk, state, status)
    return SeenReports(course, accepted)


def standings(assignments: QuerySet[Assignment], reader: Reader, on: date) -> list[Standing]:
    """Every one of ``assignments`` the reader may see, with its state, in the order given."""
    wanted = assignments.visible_to(reader)  # type: ignore[attr-defined]
    seen = reports_seen(wanted.order_by().values("pk"), reader)
    rows: Iterable[Assignment] = wanted.select_related(
        "mandate__body__dialogue", "mandate__clause__instrument", "party", "body"
    )
    return [Standing(row, seen.cell(row.pk, is_late=_is_late(row, on))) for row in rows]


def _is_late(row: Assignment, on: date) -> bool:
    """Of an institution that reports in support nothing is owed."""
    return row.mandate.is_overdue(on) and not row.is_support


def all_done(rows: Sequence[Standing]) -> bool:
    """Every addressee's latest accepted report says done. The secretariat decides the rest."""
    asked = [row for row in rows if not row.assignment.is_support]
    return bool(asked) and all(row.cell.state == "done" for row in asked)


def without_silent_support(rows: Iterable[Standing]) -> list[Standing]:
    """Without institutions in support of which the reader may see no report: they leave no gap."""
    return [row for row in rows if not row.assignment.is_support or row.cell.report is not None]
