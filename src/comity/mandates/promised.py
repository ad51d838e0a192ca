"""What a dialogue promised in public and what was done, as plain counts.

Everything is counted from what anyone may read, whoever looks: a page of figures that grew with
its reader would be quoted wrongly. The figures come from the matrix, so that each of them leads
to the very paragraphs it counts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from comity.parties.access import ANYONE
from comity.parties.models import Dialogue, Theme

from .cells import NONE, STATUSES, Cell
from .matrix import Column, Filters, Matrix, Row, Scope
from .matrix import matrix as matrix_of
from .models import Mandate, Report

COUNTED = ("done", "under_way", "planned", "not_done", NONE)
"""States in the order in which a bar shows them. Of what anyone may read, no other occurs."""
SHOWN_REPORTS = 3


@dataclass
class Count:
    """How many answers are asked, by state, and how many of them are overdue."""

    states: Counter[str] = field(default_factory=Counter)
    overdue: int = 0

    def add(self, cell: Cell) -> None:
        self.states[cell.state] += 1
        self.overdue += cell.is_overdue

    @property
    def asked(self) -> int:
        return self.states.total()

    @property
    def answered(self) -> int:
        return sum(self.states[state] for state in STATUSES)


@dataclass(frozen=True)
class Promised:
    """``of_addressees`` by the key of a column, ``of_themes`` by the key of a theme; a mandate
    on several themes counts under each, and under what each is a part of."""

    found: Matrix
    whole: Count
    of_addressees: dict[str, Count]
    of_themes: dict[int, Count]
    themes: list[Theme]

    @property
    def mandates(self) -> int:
        return len(self.found.rows)

    @property
    def columns(self) -> list[Column]:
        return self.found.columns


def scope_of(dialogue: Dialogue) -> Scope:
    """What anyone has to choose from in one dialogue."""
    whole = Scope.of(ANYONE)
    places = [place for place in whole.places if place.dialogue == dialogue.slug]
    return Scope(whole.reader, places, whole.themes, whole.addressees)


def promised(dialogue: Dialogue, scope: Scope, on: date) -> Promised:
    """The public mandates of a dialogue and how they stand on a day; four queries."""
    found = matrix_of(scope, Filters(dialogue=dialogue.slug), on)
    whole = Count()
    addressees: defaultdict[str, Count] = defaultdict(Count)
    themes: defaultdict[int, Count] = defaultdict(Count)
    under = _themes_of(found.rows, scope.themes)
    for row in found.rows:
        for key, cell in row.cells.items():
            counts = [whole, addressees[key], *(themes[theme] for theme in under[row.mandate.pk])]
            for count in counts:
                count.add(cell)
    shown = [theme for theme in scope.themes if theme.pk in themes]
    return Promised(found, whole, dict(addressees), dict(themes), shown)


def _themes_of(rows: Sequence[Row], themes: Iterable[Theme]) -> defaultdict[int, set[int]]:
    """Key of a mandate → its themes, and those they are parts of."""
    above = {theme.pk: theme.parent_id for theme in themes}
    found: defaultdict[int, set[int]] = defaultdict(set)
    pairs = Mandate.themes.through.objects.filter(
        mandate__in=[row.mandate.pk for row in rows]
    ).values_list("mandate_id", "theme_id")
    for mandate, theme in pairs:
        one: int | None = theme
        while one in above and one not in found[mandate]:
            found[mandate].add(one)
            one = above[one]
    return found


def paragraphs(scope: Scope, filters: Filters, on: date) -> list[Row]:
    """The mandates that a figure counts, narrowed as its link says."""
    return matrix_of(scope, filters, on).rows


def latest_reports(dialogue: Dialogue) -> list[Report]:
    """What addressees said last, in public, on what anyone may read."""
    said = Report.objects.visible_to(ANYONE).accepted().exclude(progress="")
    mandates = Mandate.objects.visible_to(ANYONE).filter(body__dialogue=dialogue)
    return list(
        said.filter(assignment__mandate__in=mandates)
        .select_related("assignment__mandate", "assignment__party", "assignment__body")
        .order_by("-reported_on", "-pk")[:SHOWN_REPORTS]
    )
