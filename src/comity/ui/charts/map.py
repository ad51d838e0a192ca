"""A map of the region: how far each party is, by pattern and by word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from .bars import Kind, Row, kinds_of
from .chart import Chart, Table
from .region import WHOLE, Box, boxes, paths

WIDTH = 360
"""Of the picture, in units of its own: letters of 14 are then legible on a phone."""
_TAPPED_AT, _ON_PHONE = 24, 288
"""Pixels a finger needs (WCAG 2.2, 2.5.8), and pixels of the whole map on a narrow phone."""
_IN_A_ROW, _RADIUS = 9, 16
_PITCH = WIDTH / _IN_A_ROW
_GAP = 8
_NARROWEST, _LOWEST = 700.0, 0.55
"""A frame is at least so many units wide, and at least such a share of that high."""
_TALLEST = 760
_ON_PAPER = 640


@dataclass(frozen=True)
class Place:
    """What is given for a party: ``code`` of ISO 3166-1, or any short mark where it has none."""

    code: str
    name: str
    state: str
    url: str = ""


@dataclass(frozen=True)
class Shape:
    """A party where it lies. ``path`` draws it in files of their own."""

    place: Place
    kind: Kind
    path: str


@dataclass(frozen=True)
class Circle:
    """A party too small for a finger, or without a shape: a circle below the map."""

    place: Place
    kind: Kind
    x: str
    y: str
    text_y: str


@dataclass(frozen=True)
class Map(Chart):
    """The region as far as its parties reach: ``frame`` is that part of the drawing."""

    kinds: tuple[Kind, ...]
    shapes: tuple[Shape, ...]
    circles: tuple[Circle, ...]
    frame: str
    map_height: int
    scale: str
    """Units of the drawing to one of the picture."""
    tall: int
    land: tuple[str, ...]
    """The paths of everything that is drawn, for files of their own."""
    paper_left: str = "0"
    paper_width: str = ""
    template: ClassVar[str] = "ui/charts/map.svg"

    @property
    def view_box(self) -> str:
        return f"0 0 {WIDTH} {self.tall}"

    @property
    def has_links(self) -> bool:
        places = [one.place for one in self.shapes] + [one.place for one in self.circles]
        return any(place.url for place in places)


def region_map(
    places: Sequence[Place],
    words: Mapping[str, Any],
    *,
    key: str,
    title: str,
    description: str = "",
    head: str = "",
    state_head: str = "",
) -> Map:
    """The parties on a map of the region, each with the pattern of its state.

    Small ones, and those that lie elsewhere, have a circle with their code below the map too,
    in the order in which they are given: there each is as easily touched as the largest.

    Args:
        places: The parties; a code that has no shape has a circle alone.
        words: Code of a state → its name, in the order of the legend.
        key: Begins the ids in the picture; letters, digits and hyphens.
        title: What the map shows, for those who hear it and as the table's caption.
        description: One more sentence for those who hear it; without it, who is how far.
        head, state_head: The headings of the table.

    Raises:
        ValueError: a party is in a state that has no word; the message names both.
    """
    rows = [Row(place.name, {place.state: 1}) for place in places]
    kinds = kinds_of(rows, words)
    by_code = {kind.code: kind for kind in kinds}
    frame = _frame([boxes()[place.code] for place in places if place.code in boxes()])
    scale = frame.width / WIDTH
    map_height = round(frame.height / scale)
    small = [place for place in places if _is_small(place, scale)]
    circles = tuple(_circle(place, by_code, at, map_height) for at, place in enumerate(small))
    tall = map_height + (round(-(-len(small) // _IN_A_ROW) * _PITCH) + _GAP if small else 0)
    enlarged = min(_ON_PAPER / WIDTH, _TALLEST / tall)
    return Map(
        key=key,
        title=title,
        description=description or _said(places, kinds),
        height=round(tall * enlarged),
        table=Table((head, state_head), tuple((p.name, str(words[p.state])) for p in places)),
        kinds=kinds,
        shapes=tuple(
            Shape(place, by_code[place.state], paths()[place.code])
            for place in sorted(places, key=lambda place: place.code)
            if place.code in paths()
        ),
        circles=circles,
        frame=f"{frame.left:g} {frame.top:g} {frame.width:g} {frame.height:g}",
        map_height=map_height,
        scale=f"{scale:.3g}",
        tall=tall,
        land=tuple(paths().values()),
        paper_left=f"{(_ON_PAPER - WIDTH * enlarged) / 2:.0f}",
        paper_width=f"{WIDTH * enlarged:.0f}",
    )


def _frame(found: Iterable[Box]) -> Box:
    """The part of the drawing that holds all of them, with a little sea around."""
    all_ = list(found) or [WHOLE]
    left, right = min(one.left for one in all_), max(one.right for one in all_)
    top, bottom = min(one.top for one in all_), max(one.bottom for one in all_)
    left, right = max(left, WHOLE.left), min(right, WHOLE.right)
    width = max((right - left) * 1.06, _NARROWEST)
    height = max((bottom - top) * 1.06, width * _LOWEST)
    middle, centre = (left + right) / 2, (top + bottom) / 2
    return Box(
        round(middle - width / 2),
        round(centre - height / 2),
        round(middle + width / 2),
        round(centre + height / 2),
    )


def _is_small(place: Place, scale: float) -> bool:
    box = boxes().get(place.code)
    if box is None:
        return True
    return min(box.width, box.height) / scale * _ON_PHONE / WIDTH < _TAPPED_AT


def _circle(place: Place, kinds: Mapping[str, Kind], at: int, below: int) -> Circle:
    row, column = divmod(at, _IN_A_ROW)
    x, y = (column + 0.5) * _PITCH, below + _GAP + (row + 0.5) * _PITCH
    return Circle(place, kinds[place.state], f"{x:g}", f"{y:g}", f"{y + 5:g}")


def _said(places: Sequence[Place], kinds: Iterable[Kind]) -> str:
    """Who is how far, state by state."""
    return ". ".join(
        f"{kind.words}: " + ", ".join(one.name for one in places if one.state == kind.code)
        for kind in kinds
    )
