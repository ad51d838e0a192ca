"""The matrix: mandates × parties with the state of each, as a plain value.

Six queries whatever the number of rows: three for what there is to choose from (``Scope``),
three for the matrix itself. Pages and exports are painted from the same value, so that
none of them can show more than another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from comity.instruments.models import Instrument
from comity.parties.access import Reader
from comity.parties.models import Theme

from .cells import Cell
from .models import Assignment, Mandate
from .standing import reports_seen

OVERDUE = "overdue"
"""A choice of the status filter that is not a state but a flag."""


GROUPS = {"state": "states", "territory": "states", "institution": "institutions"}
"""Kind of party → the group in which its column stands."""


class Column(NamedTuple):
    """An addressee: ``key`` is ``party:slug`` or ``body:slug``; names hold texts by language."""

    key: str
    name: Any
    acronym: Any = ""
    group: str = "bodies"
    """``states`` (and territories), ``institutions``, ``others`` or ``bodies``."""


class Place(NamedTuple):
    """A body with mandates, its dialogue, and a year in which one was given."""

    body: str
    body_name: Any
    dialogue: str
    dialogue_name: Any
    year: int


@dataclass(frozen=True)
class Filters:
    """What narrows the matrix; empty: everything. Codes and slugs."""

    dialogue: str = ""
    body: str = ""
    party: str = ""
    theme: str = ""
    status: str = ""
    year: int | None = None


@dataclass(frozen=True)
class Scope:
    """All a reader has to choose from: places, themes and addressees of mandates seen."""

    reader: Reader
    places: list[Place]
    themes: list[Theme]
    addressees: dict[tuple[int | None, int | None], Column]

    @classmethod
    def of(cls, reader: Reader) -> Scope:
        seen = Mandate.objects.visible_to(reader)
        return cls(reader, _places(seen), _themes(seen), _addressees(seen))


class Row(NamedTuple):
    """A mandate and its cells; a column that is not addressed has none."""

    mandate: Mandate
    cells: dict[str, Cell]


@dataclass(frozen=True)
class Matrix:
    """``columns`` in no particular order: the names' order is the reader's language's."""

    filters: Filters
    columns: list[Column] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def matrix(scope: Scope, filters: Filters, on: date) -> Matrix:
    """The matrix as ``scope.reader`` may see it on a day, in three queries."""
    mandates = _narrowed(Mandate.objects.visible_to(scope.reader), filters)
    keys = mandates.order_by().values("pk")
    asked = Assignment.objects.filter(mandate__in=keys)
    if filters.party:
        asked = asked.filter(party__slug=filters.party)
    rows = list(_in_order(mandates, scope.reader))
    cells = _cells(asked, rows, scope, on)
    made = [Row(mandate, cells.get(mandate.pk, {})) for mandate in rows]
    made = [row for row in made if _has_status(row, filters.status)]
    addressed = {key for row in made for key in row.cells}
    columns = [column for column in scope.addressees.values() if column.key in addressed]
    return Matrix(filters, columns, made)


def _in_order(mandates: QuerySet, reader: Reader) -> QuerySet:
    """Latest text first, then as its clauses stand. Whether the text itself may be named
    travels along: it may have been narrowed after the mandate was given."""
    text = Instrument.objects.visible_to(reader).filter(pk=OuterRef("clause__instrument"))
    return (
        mandates.select_related("clause__instrument", "body")
        .annotate(shows_text=Exists(text))
        .order_by("-given_on", "clause__instrument", "clause__position", "pk")
    )


def _cells(
    asked: QuerySet, mandates: list[Mandate], scope: Scope, on: date
) -> dict[int, dict[str, Cell]]:
    late = {mandate.pk for mandate in mandates if mandate.is_overdue(on)}
    seen = reports_seen(asked.order_by().values("pk"), scope.reader)
    cells: dict[int, dict[str, Cell]] = defaultdict(dict)
    rows = asked.order_by("pk").values_list("pk", "mandate_id", "party_id", "body_id", "is_support")
    for pk, mandate, party, body, is_support in rows.iterator(2000):
        column = scope.addressees.get((party, body))
        if column:
            cell = seen.cell(pk, is_late=mandate in late and not is_support)
            # An institution that reports in support leaves no gap where it says nothing.
            if cell.report is not None or not is_support:
                cells[mandate][column.key] = cell
    return cells


def _has_status(row: Row, status: str) -> bool:
    if not status:
        return True
    if status == OVERDUE:
        return any(cell.is_overdue for cell in row.cells.values())
    return any(cell.state == status for cell in row.cells.values())


def _narrowed(mandates: QuerySet, filters: Filters) -> QuerySet:
    if filters.dialogue:
        mandates = mandates.filter(body__dialogue__slug=filters.dialogue)
    if filters.body:
        mandates = mandates.filter(body__slug=filters.body)
    if filters.year:
        mandates = mandates.filter(given_on__year=filters.year)
    if filters.theme:
        mandates = mandates.filter(pk__in=_on_theme(filters.theme))
    if filters.party:
        asked = Assignment.objects.filter(party__slug=filters.party)
        mandates = mandates.filter(pk__in=asked.values("mandate"))
    return mandates


def _on_theme(code: str) -> QuerySet:
    """Mandates on a theme or on a part of it, two steps down."""
    parts = Q(theme__code=code) | Q(theme__parent__code=code) | Q(theme__parent__parent__code=code)
    return Mandate.themes.through.objects.filter(parts).values("mandate")


def _places(seen: QuerySet) -> list[Place]:
    rows = seen.order_by().values_list(
        "body__slug",
        "body__name",
        "body__dialogue__slug",
        "body__dialogue__name",
        "given_on__year",
    )
    return [Place(*row) for row in rows.distinct()]


def _themes(seen: QuerySet) -> list[Theme]:
    """The themes of mandates seen, and those above them, two steps up."""
    used = Mandate.themes.through.objects.filter(mandate__in=seen.order_by().values("pk"))
    own = Q(pk__in=used.values("theme"))
    above = Q(pk__in=used.values("theme__parent"))
    top = Q(pk__in=used.values("theme__parent__parent"))
    return list(Theme.objects.filter(own | above | top))


def _addressees(seen: QuerySet) -> dict[tuple[int | None, int | None], Column]:
    rows = (
        Assignment.objects.filter(mandate__in=seen.order_by().values("pk"))
        .order_by()
        .values_list(
            "party_id",
            "body_id",
            "party__slug",
            "party__name",
            "party__acronym",
            "party__kind",
            "body__slug",
            "body__name",
        )
        .distinct()
    )
    return {(row[0], row[1]): _column(row[2:]) for row in rows}


def _column(names: Iterable[Any]) -> Column:
    party, party_name, party_acronym, kind, body, body_name = names
    if party:
        return Column(f"party:{party}", party_name, party_acronym, GROUPS.get(kind, "others"))
    return Column(f"body:{body}", body_name)
