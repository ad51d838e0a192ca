"""Values over years."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import ClassVar

from .chart import Chart, Table, in_per_cent


@dataclass(frozen=True)
class Series:
    """One line: its name and its values by year; a year without a value is a gap, never zero."""

    name: str
    values: Mapping[int, float]


@dataclass(frozen=True)
class Point:
    year: int
    value: float
    x: str
    y: str
    is_last: bool
    anchor: str


@dataclass(frozen=True)
class Stroke:
    """A straight piece between two years that follow each other."""

    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True)
class Drawn:
    """A series on paper; ``number`` (from 1) chooses its dashes and its marks."""

    number: int
    name: str
    strokes: tuple[Stroke, ...]
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Tick:
    """A mark of an axis: its value, and its place along the axis."""

    value: float | int
    at: str
    anchor: str = "middle"


@dataclass(frozen=True)
class Lines(Chart):
    """Values over years. ``target`` is a level to reach, drawn across."""

    series: tuple[Drawn, ...]
    levels: tuple[Tick, ...]
    years: tuple[Tick, ...]
    target: Tick | None = None
    template: ClassVar[str] = "ui/charts/lines.svg"


_TOP, _FOOT, _LINES_HEIGHT = 26.0, 196.0, 224
_LEFT, _RIGHT = 9.0, 94.0
_LINE_OF_TEXT = 16


def lines(
    series: Sequence[Series],
    *,
    key: str,
    title: str,
    description: str = "",
    target: float | None = None,
    head: str = "",
) -> Lines:
    """One line for each series over the years they share; years without a value break the line.

    The scale begins at zero unless a value lies below it. ``head`` heads the years' column in
    the table. Values may be Decimals. Without any value the picture is empty, the table too.
    """
    series = [Series(one.name, {y: float(v) for y, v in one.values.items()}) for one in series]
    years = sorted({year for one in series for year in one.values})
    everything = [value for one in series for value in one.values.values()]
    goal = [] if target is None else [float(target)]
    levels = _levels([*everything, *goal])
    frame = _Frame(years[0] if years else 0, years[-1] if years else 0, levels[0], levels[-1])
    drawn = _apart([_draw(one, number, frame) for number, one in enumerate(series, start=1)])
    return Lines(
        key=key,
        title=title,
        description=description or "; ".join(_said(one) for one in series if one.values),
        height=_LINES_HEIGHT,
        table=_table_of_lines(series, years, head),
        series=drawn,
        levels=tuple(Tick(level, f"{frame.y(level):.1f}") for level in levels),
        years=tuple(_year(year, frame) for year in _few(years)),
        target=Tick(goal[0], f"{frame.y(goal[0]):.1f}") if goal else None,
    )


@dataclass(frozen=True)
class _Frame:
    first: int
    last: int
    low: float
    high: float

    def x(self, year: int) -> float:
        if self.first == self.last:
            return (_LEFT + _RIGHT) / 2
        return _LEFT + (year - self.first) / (self.last - self.first) * (_RIGHT - _LEFT)

    def y(self, value: float) -> float:
        return _FOOT - (value - self.low) / (self.high - self.low) * (_FOOT - _TOP)


def _draw(one: Series, number: int, frame: _Frame) -> Drawn:
    years = sorted(one.values)
    points = [
        Point(
            year,
            one.values[year],
            in_per_cent(frame.x(year)),
            f"{frame.y(one.values[year]):.1f}",
            is_last=year == years[-1],
            anchor="end" if frame.x(year) > 80 else "middle",
        )
        for year in years
    ]
    pairs = pairwise(points)
    strokes = [Stroke(a.x, a.y, b.x, b.y) for a, b in pairs if b.year == a.year + 1]
    return Drawn(number, one.name, tuple(strokes), tuple(points))


def _apart(drawn: list[Drawn]) -> tuple[Drawn, ...]:
    """Write no value over another: where two lines end side by side, the first has its number."""
    taken: list[Point] = []
    return tuple(_unlabelled_where(taken, one) for one in drawn)


def _unlabelled_where(taken: list[Point], one: Drawn) -> Drawn:
    last = one.points[-1] if one.points else None
    if last and any(_touch(last, other) for other in taken):
        return replace(one, points=(*one.points[:-1], replace(last, is_last=False)))
    taken += [last] if last else []
    return one


def _touch(one: Point, other: Point) -> bool:
    return one.x == other.x and abs(float(one.y) - float(other.y)) < _LINE_OF_TEXT


def _levels(values: Sequence[float]) -> list[float]:
    """Three to six round levels that hold every value, and zero where none is below it."""
    low, high = min([0.0, *values]), max([0.0, *values])
    if low == high:
        return [0.0, 1.0]
    rough = (high - low) / 4
    magnitude = 10.0 ** math.floor(math.log10(rough))
    step = next(m * magnitude for m in (1, 2, 5, 10) if m * magnitude >= rough)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [round(number * step, 10) for number in range(first, last + 1)]


def _few(years: Sequence[int]) -> list[int]:
    """At most seven of them, the first among them, so that they fit a phone."""
    return list(years[:: max(1, math.ceil(len(years) / 7))])


def _year(year: int, frame: _Frame) -> Tick:
    return Tick(year, in_per_cent(frame.x(year)))


def _said(one: Series) -> str:
    return f"{one.name}: " + ", ".join(
        f"{year} {one.values[year]:g}" for year in sorted(one.values)
    )


def _table_of_lines(series: Sequence[Series], years: Sequence[int], head: str) -> Table:
    return Table(
        (head, *(one.name for one in series)),
        tuple((str(year), *(one.values.get(year) for one in series)) for year in years),
    )
