"""A report as a row of blocks in one language: what each form of it is painted from. Pure.

Word, PDF and web page are painted from the same paper, so that none holds what another lacks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from comity.ui.charts import Chart


@dataclass(frozen=True)
class Words:
    """A piece of text. ``language`` is "" where it is the paper's own; else the words are not
    translated, and every form marks them and says in which language they are."""

    text: str
    language: str = ""
    is_bold: bool = False


Phrase = tuple[Words, ...]


def plain(text: str) -> Phrase:
    return (Words(text),)


def strong(text: str) -> Phrase:
    return (Words(text, is_bold=True),)


@dataclass(frozen=True)
class Heading:
    """``level`` 1 to 3; ``key`` is its anchor, another one for each heading."""

    level: int
    words: Phrase
    key: str


@dataclass(frozen=True)
class Text:
    """A paragraph. ``look``: "" as such, "quote" words of an agreed text, "note" a remark."""

    words: Phrase
    look: str = ""


@dataclass(frozen=True)
class Items:
    """A list with bullets."""

    rows: tuple[Phrase, ...]


@dataclass(frozen=True)
class Facts:
    """Names, and beside each what there is to say."""

    rows: tuple[tuple[str, Phrase], ...]


@dataclass(frozen=True)
class Cell:
    """A cell of a grid. ``state`` is the code of a state, or ""."""

    words: Phrase
    state: str = ""
    is_number: bool = False
    is_late: bool = False


@dataclass(frozen=True)
class Grid:
    """A table. The first row heads the columns, the first cell of a row names it. ``widths``
    are shares; ``is_wide`` lays its chapter across the page on paper."""

    caption: str
    head: Phrase
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    is_wide: bool = False


@dataclass(frozen=True)
class Picture:
    """A chart as paper has it, and as a screen of any width. Its figures stand beside it in a
    table of their own."""

    chart: Chart
    on_screen: Chart


Block = Heading | Text | Items | Facts | Grid | Picture


@dataclass(frozen=True)
class Chapter:
    """What stands under a heading of level 1; the pages of a wide one lie across."""

    blocks: tuple[Block, ...]
    is_wide: bool


@dataclass(frozen=True)
class Paper:
    """``cover`` stands on the first page, before the table of contents; ``blocks`` after it."""

    language: str
    title: Words
    label: str
    made_on: str
    cover: tuple[Block, ...]
    blocks: tuple[Block, ...]
    contents_title: str
    page_words: str
    """How a page is numbered, with ``{page}``."""

    @property
    def pictures(self) -> list[Picture]:
        return [block for block in self.blocks if isinstance(block, Picture)]

    @property
    def chapters(self) -> list[Chapter]:
        return [
            Chapter(tuple(piece), any(map(_is_wide, piece))) for piece in _split(self.blocks, 1)
        ]

    @property
    def headings(self) -> list[Heading]:
        return [block for block in self.blocks if isinstance(block, Heading)]


@dataclass(frozen=True)
class Part:
    """What is shown on one page of the site: a chapter, or one section of a long chapter."""

    key: str
    heading: Heading
    blocks: tuple[Block, ...]


SECTIONS_ON_A_PAGE = 8
"""A chapter of more sections is shown one section at a time."""


def parts(paper: Paper) -> list[Part]:
    """The paper in the pieces in which the site shows it, in order, nothing left out."""
    made: list[Part] = []
    for chapter in _split(paper.blocks, 1):
        sections = list(_split(chapter[1:], 2))
        alone = [piece for piece in sections if _is_heading(piece[0], 2)]
        if len(alone) <= SECTIONS_ON_A_PAGE:
            made.append(_part(chapter))
            continue
        before = chapter[:1] + [
            block for piece in sections if piece not in alone for block in piece
        ]
        made.append(_part(before))
        made += [_part(piece) for piece in alone]
    return made


def sections(chapter: Chapter) -> list[tuple[Block, ...]]:
    """A chapter in its sections; what stands before the first one is one too."""
    return [tuple(piece) for piece in _split(chapter.blocks, 2)]


def _is_wide(block: Block) -> bool:
    return isinstance(block, Grid) and block.is_wide


def _part(blocks: list[Block]) -> Part:
    heading = blocks[0]
    assert isinstance(heading, Heading), "a chapter begins with its heading"
    return Part(heading.key, heading, tuple(blocks))


def _split(blocks: Iterable[Block], level: int) -> Iterator[list[Block]]:
    """Pieces that begin at headings of ``level``; what stands before the first is one too."""
    piece: list[Block] = []
    for block in blocks:
        if _is_heading(block, level) and piece:
            yield piece
            piece = []
        piece.append(block)
    if piece:
        yield piece


def _is_heading(block: Block, level: int) -> bool:
    return isinstance(block, Heading) and block.level == level
