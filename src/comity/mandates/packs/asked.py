"""What a pack asks, as plain values: made once, kept with the pack, compared with what returns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

ASSIGNMENTS, QUESTIONS, INDICATORS = "assignments", "questions", "indicators"
SHEETS = (ASSIGNMENTS, QUESTIONS, INDICATORS)
"""The parts of a pack: a sheet each in Excel, a chapter each in Word."""

_LETTERS = {"assignment": "a", "indicator": "i"}


@dataclass(frozen=True)
class Row:
    """One thing asked.

    ``kind`` is ``assignment``, ``indicator``, or the kind of a round's question (``text``,
    ``choice``, ``number``, ``yes_no``); ``key`` the primary key of what it is. ``said`` holds,
    by field, what the file shows when it is made: words, codes, plain numbers.
    """

    kind: str
    key: int
    head: str
    """How the row is named: paragraph and symbol, or the number of the question."""
    question: str
    due: str = ""
    before: str = ""
    """What was said last, in one sentence."""
    unit: str = ""
    options: tuple[str, ...] = ()
    year: int = 0
    confirms: bool = False
    """Whether something was accepted that may simply be confirmed."""
    said: Mapping[str, str] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        """``a12``, ``q5``, ``i7y2025``: unlike in every row of a pack."""
        year = f"y{self.year}" if self.year else ""
        return f"{_LETTERS.get(self.kind, 'q')}{self.key}{year}"

    @property
    def sheet(self) -> str:
        return {"assignment": ASSIGNMENTS, "indicator": INDICATORS}.get(self.kind, QUESTIONS)


@dataclass(frozen=True)
class Asked:
    """A whole pack. Days are ISO dates or empty; everything else is in ``language``."""

    key: str
    party_key: int
    party: str
    dialogue: str
    language: str
    label: str
    made_on: str
    round: str = ""
    due_on: str = ""
    page: str = ""
    """Where the filled file is uploaded."""
    mailbox: str = ""
    """Where it is sent by e-mail; empty: nowhere."""
    helpers: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()

    def of_sheet(self, sheet: str) -> list[Row]:
        return [row for row in self.rows if row.sheet == sheet]

    def sheets(self) -> Iterator[tuple[str, list[Row]]]:
        """The parts that have rows."""
        for sheet in SHEETS:
            if rows := self.of_sheet(sheet):
                yield sheet, rows

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Asked:
        rows = tuple(Row(**row | {"options": tuple(row["options"])}) for row in kept["rows"])
        return cls(**{**kept, "rows": rows, "helpers": tuple(kept["helpers"])})
