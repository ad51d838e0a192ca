"""Makes the shapes of the region out of Natural Earth. Run by hand, when borders are drawn anew.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m comity.ui.charts.make_map package/countries-50m.json

It writes ``static/ui/region.svg``: one path for each state and territory, named by its code of
ISO 3166-1, in a projection that keeps areas (azimuthal, of Lambert); a unit is five kilometres.
Neighbours share their borders before they are simplified, so that no gap opens between them.

Source: Natural Earth 1:50m (public domain), through world-atlas 2.0.2 (ISC).
"""

from __future__ import annotations

import heapq
import json
import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

CODES = {
    "AG": 28, "AI": 660, "AR": 32, "AW": 533, "BB": 52, "BM": 60, "BO": 68, "BR": 76, "BS": 44,
    "BZ": 84, "CA": 124, "CL": 152, "CO": 170, "CR": 188, "CU": 192, "CW": 531, "DM": 212,
    "DO": 214, "EC": 218, "FK": 238, "GD": 308, "GL": 304, "GT": 320, "GY": 328, "HN": 340,
    "HT": 332, "JM": 388, "KN": 659, "KY": 136, "LC": 662, "MF": 663, "MS": 500, "MX": 484,
    "NI": 558, "PA": 591, "PE": 604, "PR": 630, "PY": 600, "SR": 740, "SV": 222, "SX": 534,
    "TC": 796, "TT": 780, "US": 840, "UY": 858, "VC": 670, "VE": 862, "VG": 92, "VI": 850,
}  # fmt: skip
"""ISO 3166-1 alpha-2 → the numeric code, which the source uses."""
OVERSEAS = {"GF": ((-55.0, -51.0), (2.0, 6.0)), "GP": ((-62.0, -61.0), (15.7, 16.6)),
            "MQ": ((-61.3, -60.7), (14.3, 15.0))}  # fmt: skip
"""What the source keeps among the polygons of France: code → longitudes and latitudes."""
FRANCE = 250
WINDOW = ((-170.0, -20.0), (-57.0, 84.0))
CENTRE = (-80.0, 12.0)
UNIT = 5.0
ORIGIN = (1400.0, 1560.0)
"""Where the centre of the projection lies on the drawing."""
COARSE, FINE = 30.0, 1.5
"""Corners that span less than this many square units go: everywhere, and around the Caribbean."""
CARIBBEAN = ((-93.0, -53.0), (5.0, 28.0))
SMALLEST, SMALLEST_FINE = 60.0, 2.0
"""Islands of fewer square units go, save the largest one of each."""

Point = tuple[float, float]
Ring = list[tuple[int, int]]


class Shape(NamedTuple):
    code: str
    rings: list[Ring]


def main(source: str) -> None:
    shapes = sorted(shapes_of(json.loads(Path(source).read_text(encoding="utf-8"))))
    paths = "\n".join(f'<path id="{one.code}" d="{path_of(one.rings)}"/>' for one in shapes)
    target = Path(__file__).parent.parent / "static" / "ui" / "region.svg"
    target.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2800 3200"><g id="land">\n'
        f"{paths}\n</g></svg>\n",
        encoding="utf-8",
    )
    print(f"{target}: {len(shapes)} shapes, {target.stat().st_size} bytes")


def shapes_of(topology: dict[str, Any]) -> Iterator[Shape]:
    arcs = [simplified(arc) for arc in _arcs(topology)]
    by_number = {int(one["id"]): one for one in _countries(topology)}
    for code, number in CODES.items():
        yield Shape(code, list(_rings(by_number[number], arcs, WINDOW)))
    for code, window in OVERSEAS.items():
        yield Shape(code, list(_rings(by_number[FRANCE], arcs, window)))


def _countries(topology: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in topology["objects"]["countries"]["geometries"] if "id" in one]


def _arcs(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """The lines of the source as longitudes and latitudes: they are kept as steps."""
    (wide, high), (left, low) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * wide + left, y * high + low))
        yield line


def simplified(line: Sequence[Point]) -> list[Point]:
    """The line without the corners that span little, its ends kept (Visvalingam and Whyatt 1993).

    Returned as units of the drawing, not rounded yet.
    """
    drawn = [projected(*point) for point in line]
    least = [FINE if _is_in(point, CARIBBEAN) else COARSE for point in line]
    before, after = list(range(-1, len(line) - 1)), list(range(1, len(line) + 1))
    span = {
        at: _area(drawn[at - 1], drawn[at], drawn[at + 1]) / least[at]
        for at in range(1, len(line) - 1)
    }
    queue = [(share, at) for at, share in span.items()]
    heapq.heapify(queue)
    while queue and queue[0][0] < 1:
        share, at = heapq.heappop(queue)
        if span.get(at) != share:
            continue
        del span[at]
        after[before[at]], before[after[at]] = after[at], before[at]
        for near in (before[at], after[at]):
            if near in span:
                corner = _area(drawn[before[near]], drawn[near], drawn[after[near]])
                span[near] = max(share, corner / least[near])
                heapq.heappush(queue, (span[near], near))
    return [drawn[at] for at in sorted({0, len(line) - 1, *span})]


def projected(longitude: float, latitude: float) -> Point:
    """Lambert's azimuthal equal-area projection around ``CENTRE``. Source: Snyder 1987, 24-2…4."""
    middle, turn = math.radians(CENTRE[1]), math.radians(longitude - CENTRE[0])
    north = math.radians(latitude)
    flat = math.sin(middle) * math.sin(north)
    flat += math.cos(middle) * math.cos(north) * math.cos(turn)
    reach = 6371.0 / UNIT * math.sqrt(2 / (1 + flat))
    x = reach * math.cos(north) * math.sin(turn)
    y = math.cos(middle) * math.sin(north) - math.sin(middle) * math.cos(north) * math.cos(turn)
    return ORIGIN[0] + x, ORIGIN[1] - reach * y


def _rings(country: dict[str, Any], arcs: Sequence[list[Point]], window: Any) -> Iterator[Ring]:
    """The outlines inside a window; of the smallest islands only the largest is kept."""
    polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
    outlines = [_joined(ring, arcs) for polygon in polygons for ring in polygon]
    inside = [one for one in outlines if _is_in(_middle(one), _drawn_window(window))]
    inside.sort(key=_ring_area, reverse=True)
    for number, outline in enumerate(inside):
        fine = _is_in(_middle(outline), _drawn_window(CARIBBEAN))
        if number == 0 or _ring_area(outline) >= (SMALLEST_FINE if fine else SMALLEST):
            rounded = _rounded(outline)
            if len(rounded) > 2:
                yield rounded


def _joined(ring: Iterable[int], arcs: Sequence[list[Point]]) -> list[Point]:
    """A ring out of its lines; ``~number`` is a line that is walked backwards."""
    points: list[Point] = []
    for number in ring:
        line = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += line[1:] if points else line
    return points


def _rounded(outline: Iterable[Point]) -> Ring:
    """On whole units, no point twice in a row; an island of one point becomes a small square."""
    ring: Ring = []
    for x, y in outline:
        point = (round(x), round(y))
        if not ring or ring[-1] != point:
            ring.append(point)
    if len(ring) > 1 and ring[0] == ring[-1]:
        ring.pop()
    if len(ring) < 3:
        x, y = ring[0]
        ring = [(x, y - 1), (x + 1, y), (x, y + 1), (x - 1, y)]
    return ring


def path_of(rings: Iterable[Ring]) -> str:
    """Rings as the data of a path, each begun at its place and drawn in steps."""
    return "".join(_ring_path(ring) for ring in rings)


def _ring_path(ring: Ring) -> str:
    steps = "".join(
        f"{_number(x - left)}{_number(y - top)}" for (left, top), (x, y) in pairwise(ring)
    )
    return f"M{ring[0][0]} {ring[0][1]}l{steps.strip()}z"


def _number(value: int) -> str:
    return str(value) if value < 0 else f" {value}"


def _area(a: Point, b: Point, c: Point) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def _ring_area(ring: Sequence[Point]) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def _middle(ring: Sequence[Point]) -> Point:
    xs, ys = [x for x, _y in ring], [y for _x, y in ring]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def _is_in(point: Point, window: Any) -> bool:
    (left, right), (low, high) = window
    return bool(left <= point[0] <= right and low <= point[1] <= high)


def _drawn_window(window: Any) -> Any:
    """The box of a window of longitudes and latitudes on the drawing."""
    edges = [projected(x, y) for x in _steps(window[0]) for y in _steps(window[1])]
    xs, ys = [x for x, _y in edges], [y for _x, y in edges]
    return (min(xs), max(xs)), (min(ys), max(ys))


def _steps(ends: tuple[float, float]) -> list[float]:
    return [ends[0] + (ends[1] - ends[0]) * step / 12 for step in range(13)]


if __name__ == "__main__":
    main(sys.argv[1])
