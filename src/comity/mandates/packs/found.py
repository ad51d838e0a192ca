"""What stands in a file that came back, cell by cell, before anything is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Cell:
    """``is_number``: the program itself holds a number, so that no sign in it is in doubt.
    ``look``: ``date`` or ``percent`` where the number is shown as one."""

    text: str = ""
    is_number: bool = False
    is_formula: bool = False
    is_error: bool = False
    is_merged: bool = False
    look: str = ""


@dataclass(frozen=True)
class FoundRow:
    """A row with a code, or with words where answers stand. ``row`` is its number in the sheet;
    a Word file has none."""

    code: str
    place: str
    row: str
    question: str | None
    """None: the file no longer says what is asked."""
    cells: Mapping[str, Cell]


@dataclass
class Found:
    """A file taken apart. ``whole`` is the pack's own mark, ``cover`` what its cover chooses,
    ``lost`` the columns that are no longer there: (place, part of the pack, name); ``cut`` the
    sheets with more rows than were read."""

    form: str
    whole: str = ""
    cover: dict[str, str] = field(default_factory=dict)
    rows: list[FoundRow] = field(default_factory=list)
    lost: list[tuple[str, str, str]] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)
