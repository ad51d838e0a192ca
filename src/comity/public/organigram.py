"""The organs of a dialogue as a tree, drawn from top to bottom: legible on a phone and on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from comity.parties.models import Body, Dialogue
from comity.ui.said import plain

WIDTH = 360
"""Of the picture, in units of its own: letters of 14 are then legible at 320 pixels."""
_STEP, _LINE, _PAD, _GAP = 24, 18, 10, 12
_LETTER = 9.2
"""Units that a bold letter of 14 takes, about, in the widest of the fonts that systems have."""


@dataclass(frozen=True)
class Box:
    """One body. ``bend`` is the line that leads to it from the one above; empty at the root."""

    body: Body
    depth: int
    x: int
    y: int
    width: int
    height: int
    lines: tuple[tuple[int, str], ...]
    bend: str

    @property
    def text_x(self) -> int:
        return self.x + _PAD


@dataclass(frozen=True)
class Organigram:
    dialogue: Dialogue
    height: int
    boxes: tuple[Box, ...]
    width: int = WIDTH


def of_bodies(dialogue: Dialogue, bodies: Sequence[Body]) -> Organigram:
    """The tree of ``bodies``; one whose parent is not among them stands at the root."""
    boxes: list[Box] = []
    middles: dict[int, int] = {}
    y = 1
    for body, depth in _in_order(bodies):
        box = _box(body, depth, y, middles.get(body.parent_id or 0))
        boxes.append(box)
        middles[body.pk] = box.y + box.height
        y += box.height + _GAP
    return Organigram(dialogue, max(y - _GAP + 1, 1), tuple(boxes))


def _in_order(bodies: Sequence[Body]) -> Iterator[tuple[Body, int]]:
    """Each body after the one above it, with how deep it lies."""
    there = {body.pk for body in bodies}
    below: dict[int | None, list[Body]] = {}
    for body in bodies:
        above = body.parent_id if body.parent_id in there else None
        below.setdefault(above, []).append(body)

    def walk(above: int | None, depth: int) -> Iterator[tuple[Body, int]]:
        for body in below.get(above, []):
            yield body, depth
            yield from walk(body.pk, depth + 1)

    return walk(None, 0)


def _box(body: Body, depth: int, y: int, foot_above: int | None) -> Box:
    x = 1 + min(depth, 4) * _STEP
    width = WIDTH - x - 1
    words = wrap(plain(body.name), int((width - 2 * _PAD) / _LETTER)) or [""]
    words.append(str(body.get_kind_display()))
    height = len(words) * _LINE + 2 * _PAD - 4
    lines = tuple((y + _PAD + 9 + at * _LINE, line) for at, line in enumerate(words))
    middle = y + height // 2
    left = x - _STEP // 2
    bend = "" if foot_above is None else f"M{left} {foot_above}V{middle}H{x}"
    return Box(body, depth, x, y, width, height, lines, bend)
