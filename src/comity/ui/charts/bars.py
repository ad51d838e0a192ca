"""Stacked bars of counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from .chart import Chart, Table, in_per_cent

SOLID, EMPTY = "solid", ""
PATTERNS = {
    "hatch": "M-2 2l4-4M0 8l8-8M6 10l4-4",
    "dots": "M1.5 2h1M5.5 6h1",
    "grid": "M0 4h8M4 0v8",
    "lines": "M0 2h8M0 6h8",
    "posts": "M2 0v8M6 0v8",
    "back": "M6-2l4 4M0 0l8 8M-2 6l4 4",
}
"""Strokes in a square of 8 × 8, repeated: what tells parts of a bar apart without colour."""
OF_STATE = {
    "done": SOLID,
    "closed": SOLID,
    "under_way": "hatch",
    "open": "hatch",
    "planned": "dots",
    "submitted": "lines",
    "draft": "posts",
    "returned": "back",
    "not_done": "grid",
    "none": EMPTY,
}
"""A state's code → how its part of a bar is filled. Another code takes the next in order."""
_SHOWN_FROM = 0.06
"""Shares narrower than this have no room for their number; the table has it."""


@dataclass(frozen=True)
class Kind:
    """What a part of a bar stands for: ``code`` is the CSS class of its state."""

    code: str
    words: str
    fill: str

    @property
    def strokes(self) -> str:
        return PATTERNS.get(self.fill, "")

    @property
    def is_solid(self) -> bool:
        return self.fill == SOLID


@dataclass(frozen=True)
class Part:
    """A stretch of a bar, from ``x`` on, in per cent of the picture."""

    kind: Kind
    count: int
    x: str
    width: str
    middle: str
    shows_count: bool


@dataclass(frozen=True)
class Bar:
    """One line of the picture. ``y`` is the top of the bar, ``text_y`` the foot of its name."""

    label: str
    url: str
    total: int
    parts: tuple[Part, ...]
    y: int
    text_y: int
    number_y: int


@dataclass(frozen=True)
class Bars(Chart):
    """Stacked horizontal bars."""

    kinds: tuple[Kind, ...]
    bars: tuple[Bar, ...]
    bar_height: int
    names: str = ""
    template: ClassVar[str] = "ui/charts/bars.svg"

    @property
    def has_links(self) -> bool:
        return any(bar.url for bar in self.bars)


@dataclass(frozen=True)
class Row:
    """What is given for one bar: its name, how many of each code, and where it leads to."""

    label: str
    counts: Mapping[str, int]
    url: str = ""


def bars(
    rows: Sequence[Row],
    words: Mapping[str, Any],
    *,
    key: str,
    title: str,
    description: str = "",
    head: str = "",
    beside: bool = False,
    longest: int = 0,
) -> Bars:
    """Stacked bars of counts, all to one scale: the longest takes the whole width.

    Args:
        rows: One bar each, from top to bottom.
        words: Code → its name, in the order in which parts stand in a bar. A code that no
            row counts is left out of picture, legend and table.
        key: Begins the ids in the picture; letters, digits and hyphens.
        title: What the picture shows, for those who hear it and as the table's caption.
        description: One more sentence for those who hear it; without it, the totals.
        head: The heading of the names in the table.
        beside: Names stand beside the bars and not above them: for paper, where the width
            is known. Names of up to some 25 letters fit.
        longest: A total that takes the whole width, where several pictures share a scale.

    Raises:
        ValueError: a row counts a code that has no word; the message names it.
    """
    kinds = kinds_of(rows, words)
    longest = max([1, longest, *(sum(row.counts.values()) for row in rows)])
    scale = _Scale(start=34.0 if beside else 0.0, longest=longest)
    pitch, bar_height = (26, 16) if beside else (46, 18)
    made = tuple(
        _bar(row, kinds, scale, top=number * pitch, beside=beside)
        for number, row in enumerate(rows)
    )
    totals = {kind: sum(row.counts.get(kind.code, 0) for row in rows) for kind in kinds}
    said = ", ".join(f"{kind.words}: {count}" for kind, count in totals.items())
    return Bars(
        key=key,
        title=title,
        description=description or said,
        height=max(1, len(made)) * pitch,
        table=_table_of_bars(rows, kinds, head),
        kinds=kinds,
        bars=made,
        bar_height=bar_height,
    )


def _require_words(rows: Iterable[Row], words: Mapping[str, Any]) -> None:
    for row in rows:
        for code in row.counts:
            if code not in words:
                raise ValueError(
                    f"{row.label!r} counts {code!r}, which has no word. Add it to words."
                )


def kinds_of(rows: Sequence[Row], words: Mapping[str, Any]) -> tuple[Kind, ...]:
    """What is counted, in the order of ``words``, each with a filling of its own.

    Raises:
        ValueError: a row counts a code that has no word; the message names it.
    """
    _require_words(rows, words)
    counted = [code for code in words if any(row.counts.get(code) for row in rows)]
    others = iter([*PATTERNS, SOLID, EMPTY] * len(counted))
    return tuple(
        Kind(code, str(words[code]), OF_STATE[code] if code in OF_STATE else next(others))
        for code in counted
    )


@dataclass(frozen=True)
class _Scale:
    """From counts to per cent of the width, which bars take from ``start`` to 100."""

    start: float
    longest: int

    def width(self, count: int) -> float:
        return count / self.longest * (100 - self.start)


def _bar(row: Row, kinds: Iterable[Kind], scale: _Scale, *, top: int, beside: bool) -> Bar:
    parts: list[Part] = []
    x = scale.start
    for kind in kinds:
        count = row.counts.get(kind.code, 0)
        if not count:
            continue
        width = scale.width(count)
        shows = width / 100 >= _SHOWN_FROM
        parts.append(
            Part(kind, count, in_per_cent(x), in_per_cent(width), in_per_cent(x + width / 2), shows)
        )
        x += width
    y, text_y = (top + 5, top + 18) if beside else (top + 22, top + 15)
    number_y = y + (13 if beside else 14)
    return Bar(row.label, row.url, sum(row.counts.values()), tuple(parts), y, text_y, number_y)


def _table_of_bars(rows: Sequence[Row], kinds: Sequence[Kind], head: str) -> Table:
    return Table(
        (head, *(kind.words for kind in kinds)),
        tuple((row.label, *(row.counts.get(kind.code, 0) for kind in kinds)) for row in rows),
    )
