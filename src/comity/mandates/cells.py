"""One cell of the matrix: what it says to a reader, and its markup. Pure.

Ten thousand cells are painted for one page, so a cell's markup is made once for each
(column, state, overdue) and only the key in its link differs.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import NamedTuple

IN_COURSE = ("draft", "submitted", "returned")
STATUSES = ("planned", "under_way", "done", "not_done")
NONE = "none"
STATES = (NONE, *IN_COURSE, *STATUSES)


Seen = tuple[int, str, str]
"""A report that the reader may see: its key, its state and its status. Plain tuples: ten
thousand richer objects would cost more in garbage collection than all the rest."""


class Cell(NamedTuple):
    """What an assignment looks like to one reader. ``report`` is the one the state is from."""

    assignment: int
    state: str
    is_overdue: bool
    report: int | None


def cell_of(assignment: int, course: Seen | None, accepted: Seen | None, *, is_late: bool) -> Cell:
    """The state of an assignment for whoever may see these reports on it.

    A report in course that the reader may see comes first; else the status of the latest
    accepted one. ``is_late`` says that the mandate is open and its date has passed; what an
    accepted report calls done is not overdue.
    """
    is_overdue = is_late and (accepted is None or accepted[2] != "done")
    if course:
        return Cell(assignment, course[1], is_overdue, course[0])
    if accepted:
        return Cell(assignment, accepted[2] or NONE, is_overdue, accepted[0])
    return Cell(assignment, NONE, is_overdue, None)


class Painter:
    """Markup of cells. Everything it is given is escaped here.

    Args:
        words: State code → words in the page's language.
        overdue: The word for overdue, read aloud beside the mark that is seen.
        report_url, assignment_url: Addresses of report 0 and of assignment 0.
    """

    def __init__(
        self, words: Mapping[str, str], overdue: str, report_url: str, assignment_url: str
    ) -> None:
        self._words = words
        self._overdue = overdue
        self._urls = {True: report_url.rpartition("0"), False: assignment_url.rpartition("0")}
        self._moulds: dict[tuple[str, str, bool, bool], tuple[str, str]] = {}

    def cell(self, column: str, cell: Cell | None) -> str:
        """A ``td``; an empty one where the column is not addressed."""
        if cell is None:
            return "<td>"
        key = (column, cell.state, cell.is_overdue, cell.report is not None)
        mould = self._moulds.get(key)
        if mould is None:
            mould = self._moulds[key] = self._mould(*key)
        return f"{mould[0]}{cell.report or cell.assignment}{mould[1]}"

    def _mould(
        self, column: str, state: str, is_overdue: bool, has_report: bool
    ) -> tuple[str, str]:
        before, _zero, after = self._urls[has_report]
        late = f'<span class="sr">, {escape(self._overdue)}</span>' if is_overdue else ""
        kind = escape(state) + (" late" if is_overdue else "")
        words = escape(self._words[state])
        return (
            f'<td data-label="{escape(column)}"><a class="s {kind}" href="{escape(before)}',
            f'{escape(after)}">{words}{late}</a>',
        )
