"""The shapes of ``static/ui/region.svg``: which there are, and the box each of them takes."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parent.parent / "static" / "ui" / "region.svg"
_PATH = re.compile(r'<path id="([A-Z]{2})" d="([^"]+)"/>')
_RING = re.compile(r"M(-?\d+) (-?\d+)l([^z]*)z")
_NUMBER = re.compile(r"-?\d+")


class Box(NamedTuple):
    """In units of the drawing."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


WHOLE = Box(430, 20, 2430, 3010)
"""The drawing without the islands far out in the Pacific."""


@cache
def paths() -> dict[str, str]:
    """Code of ISO 3166-1 → the data of its path."""
    return dict(_PATH.findall(FILE.read_text(encoding="utf-8")))


@cache
def boxes() -> dict[str, Box]:
    return {code: _box(data) for code, data in paths().items()}


def _box(data: str) -> Box:
    xs, ys = [], []
    for left, top, steps in _RING.findall(data):
        x, y = int(left), int(top)
        numbers = [int(one) for one in _NUMBER.findall(steps)]
        for dx, dy in [(0, 0), *zip(numbers[::2], numbers[1::2], strict=True)]:
            x, y = x + dx, y + dy
            xs.append(x)
            ys.append(y)
    return Box(min(xs), min(ys), max(xs), max(ys))
