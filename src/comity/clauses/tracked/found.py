"""What was read out of a Word file, as values: changes, comments, and what found no clause."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["replace", "insert", "delete", "move"]
Way = Literal["", "split", "joined", "moved"]
Reason = Literal[
    "no_clause",
    "outside",
    "number",
    "table",
    "header",
    "footnote",
    "box",
    "already",
    "many_missing",
]


@dataclass(frozen=True, slots=True)
class ReadChange:
    """One change of one clause.

    Attributes:
        key: The clause that is changed, or that a new one follows; "" at the head of the text.
        number: As it was printed.
        before: What the clause said when the change was written.
        after: What it should say; of a clause that goes, "".
        goes_after: Of a move, the clause that it follows in its new place.
        is_tracked: The program marked it; else it was typed straight into the words.
        has_changed: The clause says something else by now than ``before``.
        way: How a clause came to be changed where the words alone do not tell.
    """

    kind: Kind
    key: str
    number: str
    before: str
    after: str
    author: str
    at: str
    is_tracked: bool = True
    has_changed: bool = False
    goes_after: str = ""
    way: Way = ""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """What became no change, and why."""

    reason: Reason
    number: str
    before: str
    after: str
    author: str = ""


@dataclass(frozen=True, slots=True)
class ReadComment:
    """A comment at a clause ("": at none)."""

    key: str
    number: str
    words: str
    author: str


@dataclass(frozen=True, slots=True)
class Read:
    """Everything that was read: in the order of the file.

    ``marked`` counts the changes that the program marked, as it counts them; ``placed`` the
    clauses of the text that were found in the file.
    """

    changes: tuple[ReadChange, ...]
    unplaced: tuple[Unplaced, ...]
    comments: tuple[ReadComment, ...]
    marked: int
    placed: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.changes or self.unplaced or self.comments)
