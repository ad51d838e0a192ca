"""A text as it stands in a Word file with marked changes: paragraphs, who changed what and when,
and the names by which a file that comes back is known.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

State = Literal["same", "added", "removed"]


class Hand(NamedTuple):
    """Who made a change, and when; a program may leave out either."""

    author: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words in one state; ``hand`` says whose change it is, None where it is none.

    ``move`` names the paragraph that left one place and came to another, "" for any other change.
    """

    text: str
    state: State = "same"
    hand: Hand | None = None
    move: str = ""


UNTOUCHED = Span("")


@dataclass(frozen=True, slots=True)
class Note:
    """A comment in the margin of a paragraph."""

    words: str
    hand: Hand


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One clause, heading or other piece as it is printed.

    Attributes:
        spans: Its number (of the clause, and a tab) and its words.
        key: What tells the clause from all others; "" for what is no clause yet.
        base: The words that a file which comes back is compared with.
        kind: As of a piece: "heading", "preamble", "clause", "paragraph".
        mark: The state of its end: a paragraph that is new as a whole ends in an added mark.
        footnotes: (mark, words), printed below it.
    """

    spans: tuple[Span, ...]
    key: str = ""
    base: str = ""
    kind: str = "clause"
    depth: int = 1
    mark: Span = UNTOUCHED
    notes: tuple[Note, ...] = ()
    footnotes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole file.

    Attributes:
        stamp: Which text, revision and language it is, to be known by when it comes back.
        header: What stands at the top of every page: the label, and what the file is.
        lead: Sentences before the text, on how to use the file.
        language: Of the words, as a code.
        author, at: Who made the file, and when.
    """

    stamp: "Stamp"
    title: str
    label: str
    header: str
    lead: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    author: str
    at: datetime

    @property
    def language(self) -> str:
        return self.stamp.language


class Stamp(NamedTuple):
    """The text by its key, the number of its revision, and the language."""

    text: int
    revision: int
    language: str

    @property
    def name(self) -> str:
        """As a bookmark."""
        return f"comity_{self.text}_{self.revision}_{self.language.replace('-', '_')}"


class Place(NamedTuple):
    """Which clause a paragraph is, and the digest of what it said when the file was made."""

    key: str
    digest: str

    @property
    def name(self) -> str:
        """As a bookmark."""
        return f"c_{self.key}_{self.digest}"


OURS = "comity_"
"""So begin the bookmarks of paragraphs that are no part of the text."""
END = f"{OURS}end"
_STAMP = re.compile(r"comity_(\d{1,12})_(\d{1,6})_([a-z]{2,3}(?:_[a-z]{2,4})?)", re.IGNORECASE)
_PLACE = re.compile(r"c_(\d{1,12})_([0-9a-f]{8})")

_LIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—−", "-"),
        "\u00ad": None,
        "\u200b": None,
        "\u2060": None,
        "\ufeff": None,
    }
)


def plain(text: str) -> str:
    """Return the words without what programs change by themselves: kinds of quotation marks,
    dashes and spaces, and where lines break."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_LIKE).replace('" ', '"').split())


def digest_of(text: str) -> str:
    return hashlib.sha256(plain(text).encode()).hexdigest()[:8]


def read_stamp(name: str) -> Stamp | None:
    found = _STAMP.fullmatch(name)
    if not found:
        return None
    return Stamp(int(found[1]), int(found[2]), found[3].replace("_", "-"))


def read_place(name: str) -> Place | None:
    found = _PLACE.fullmatch(name)
    return Place(found[1], found[2]) if found else None
