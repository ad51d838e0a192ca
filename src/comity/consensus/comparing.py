"""Two versions of a text as a person compares them: clause by clause, with marks and words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import ngettext, pgettext_lazy

from comity.clauses import Change, Mark, compare
from comity.instruments.models import Clause

from .frozen import Pieces, Printed, printed
from .marks import spelled

DEEPEST_STEP = 5
STATES: dict[str, str | Promise] = {
    "same": pgettext_lazy("of a clause compared", "unchanged"),
    "changed": pgettext_lazy("of a clause compared", "changed"),
    "moved": pgettext_lazy("of a clause compared", "moved"),
    "added": pgettext_lazy("of a clause compared", "new"),
    "removed": pgettext_lazy("of a clause compared", "struck out"),
}


@dataclass(frozen=True)
class Row:
    """What became of one clause. ``was`` is its earlier number where that was another."""

    piece: Printed
    state: str
    number: str
    was: str
    marks: tuple[Mark, ...]
    came_from: str = ""
    """Of a clause that moved, its earlier number, or a sign that it had none."""

    @property
    def says(self) -> str | Promise:
        return STATES[self.state]

    @property
    def words(self) -> SafeString:
        return spelled(self.marks)

    @property
    def is_quiet(self) -> bool:
        return self.state == "same" and not self.was

    @property
    def is_changed_too(self) -> bool:
        """Moved, and with other words."""
        return self.state == "moved" and any(mark.kind != "same" for mark in self.marks)

    @property
    def is_heading(self) -> bool:
        return self.piece.kind == Clause.Kind.HEADING

    @property
    def step(self) -> int:
        return min(self.piece.depth, DEEPEST_STEP)


@dataclass(frozen=True)
class Hidden:
    """So many unchanged clauses stand here, and are not shown."""

    count: int
    is_hidden: bool = field(default=True, init=False)

    def __str__(self) -> str:
        return ngettext(
            "%(count)s paragraph is the same", "%(count)s paragraphs are the same", self.count
        ) % {"count": self.count}


def rows_of(first: Pieces, second: Pieces, language: str) -> list[Row]:
    """What became of every piece, in the order of the second version."""
    old, new = printed(first, language), printed(second, language)
    keys = [one.key for one in old], [one.key for one in new]
    return [_row(change, old, new) for change in compare(old, new, keys)]


def _row(change: Change, old: Sequence[Printed], new: Sequence[Printed]) -> Row:
    piece = new[change.after] if change.after is not None else old[change.before or 0]
    was = change.was if change.is_renumbered else ""
    came_from = (change.was or "–") if change.kind == "moved" else ""
    return Row(piece, change.kind, change.number, was, change.marks, came_from)


def only_changes(rows: Sequence[Row]) -> Iterator[Row | Hidden]:
    """The rows that changed; between them, how many did not."""
    quiet = 0
    for row in rows:
        if row.is_quiet:
            quiet += 1
            continue
        if quiet:
            yield Hidden(quiet)
        quiet = 0
        yield row
    if quiet:
        yield Hidden(quiet)


def counted(rows: Sequence[Row]) -> list[tuple[str | Promise, int]]:
    """How many pieces there are of each state, those that changed."""
    counts = Counter(row.state for row in rows)
    found = [(says, counts[state]) for state, says in STATES.items() if state != "same"]
    renumbered = sum(row.state == "same" and bool(row.was) for row in rows)
    found.append((pgettext_lazy("of a clause compared", "renumbered"), renumbered))
    return [(says, count) for says, count in found if count]


@dataclass(frozen=True)
class Pair:
    """A piece in two languages; "" where it has no words."""

    number: str
    kind: str
    one: str
    other: str


def pairs_of(pieces: Pieces, language: str, other: str) -> list[Pair]:
    found = []
    for one in pieces:
        said = one["texts"].get(language, ""), one["texts"].get(other, "")
        if any(said):
            found.append(Pair(one["number"], one["kind"], *said))
    return found
