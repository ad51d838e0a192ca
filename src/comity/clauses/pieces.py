"""What a reading gives: pieces of the text in order, and what each suggests."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from comity.clauses.blocks import LeftOut

Kind = Literal["heading", "preamble", "clause", "paragraph"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A guess for a person to accept or drop.

    ``value`` is a code, or for a date its ISO form; ``words`` are exactly those of the text that
    suggested it.
    """

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note of the text, under the mark that the text bears ("1", "a", "*")."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph in its place.

    Attributes:
        kind: "heading", "preamble" (what leads to the operative part), "clause", or "paragraph",
            which is kept as it stands because nothing places it.
        number: As printed, punctuation included; "" when the paragraph has none.
        depth: 1 for the outermost; of a heading its level, of anything else its nesting in
            clauses.
        heading: The headings it stands under, outermost first; of a heading those above it.
        text: Without the number.
        verb: A key of `VERBS`, or "".
        addressees, due_on, themes: Suggestions, in the order of the text.
        footnotes: The notes whose marks the text bears.
        page: 1-based, 0 when the source has no pages.
    """

    kind: Kind
    text: str
    number: str = ""
    depth: int = 1
    heading: tuple[str, ...] = ()
    verb: str = ""
    addressees: tuple[Suggestion, ...] = ()
    due_on: Suggestion | None = None
    themes: tuple[Suggestion, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    page: int = 0

    @property
    def whole(self) -> str:
        """The number and the text as they are printed."""
        return f"{self.number} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it was read: the sum of its pieces, with what was left out, is the text.

    ``language`` is "en", "es", "fr" or "pt", given or guessed; ``name`` the name of the file, if
    any.
    """

    pieces: tuple[Piece, ...]
    language: str
    name: str = ""
    left_out: tuple[LeftOut, ...] = field(default=())

    @property
    def clauses(self) -> tuple[Piece, ...]:
        return tuple(self.of_kind("clause"))

    def of_kind(self, kind: Kind) -> Iterator[Piece]:
        return (piece for piece in self.pieces if piece.kind == kind)
