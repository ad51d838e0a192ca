"""What a file is taken apart into before it is understood: its paragraphs, in order."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of a source, with what its look tells.

    Attributes:
        text: What the paragraph says, lines joined; its own typed number included.
        number: A number that the program printed (Word, HTML lists) and that ``text`` lacks.
        level: Nesting of that list, 0 the outermost; None when unknown.
        heading: 1 to 9 for a paragraph styled as a heading, else 0.
        bold: The whole paragraph is bold.
        page: 1-based page, 0 when the source has none.
        note: The mark of a footnote, when this is the text of one.
        cell: It fills a cell of a table, where a short line is no heading of what follows.
    """

    text: str
    number: str = ""
    level: int | None = None
    heading: int = 0
    bold: bool = False
    page: int = 0
    note: str = ""
    cell: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something of the source that is in no piece, kept so that nothing is lost silently.

    ``kind`` is one of "page header", "page footer", "page number", "navigation", "hyphen",
    "footnote"; soft hyphens and other signs that print nothing count as hyphens.
    """

    kind: str
    text: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """A file taken apart: blocks in reading order, and what was left out of them."""

    blocks: tuple[Block, ...]
    left_out: tuple[LeftOut, ...] = field(default=())
