"""What all pictures have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class Table:
    """The figures of a picture: a heading for each column; the first cell of a row names it."""

    head: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class Chart:
    """``key`` begins the ids in the picture: another one for each picture on a page."""

    key: str
    title: str
    description: str
    height: int
    table: Table
    template: ClassVar[str] = ""

    @property
    def has_links(self) -> bool:
        return False


def in_per_cent(per_cent: float) -> str:
    """A place or a width for an attribute of SVG: ``12.5%``."""
    return f"{per_cent:.2f}".rstrip("0").rstrip(".") + "%"
