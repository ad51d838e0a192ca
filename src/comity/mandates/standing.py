"""How assignments stand for a reader: two queries, however many they are."""

from __future__ import annotations

from collections.abc import Iterable
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
    return [Standing(row, seen.cell(row.pk, is_late=row.mandate.is_overdue(on))) for row in rows]
