"""A text as a person reads it: its pieces in order, in one language or in two side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from comity.ui.locales import base_of
from comity.ui.said import Said, said

from .lagging import Why
from .marks import Marked, by_clause
from .models import Clause, ClauseText, Instrument, Version

DEEPEST_HEADING = 6
DEEPEST_STEP = 5


@dataclass(frozen=True)
class Row:
    """A piece with what it says in each column; "" where a column's language has no words.

    ``level`` is that of the HTML heading, 2 to 6, none left out on the way down; 0 for what is no
    heading. ``step`` is how far a clause is set in, 1 to 5.
    ``notes`` are the footnotes of the source: (mark, text); ``said`` is what parties said on it.
    ``lags`` says of each column why it is to be compared again, None where it need not.
    """

    clause: Clause
    cells: list[Said]
    notes: list[tuple[str, str]]

    level: int = 0
    said: Sequence[Marked] = ()
    lags: Sequence[Why | None] = field(default_factory=tuple)

    @property
    def lagging(self) -> list[tuple[str, Why]]:
        """The languages of the columns that lag, with why."""
        pairs = zip(self.cells, self.lags, strict=False)
        return [(cell.language, why) for cell, why in pairs if why]

    @property
    def step(self) -> int:
        return min(self.clause.depth, DEEPEST_STEP)


def rows_of(
    text: Instrument,
    versions: Sequence[Version],
    languages: Sequence[str],
    marked: Iterable[Marked] = (),
) -> list[Row]:
    """Every piece of the text; the first column falls back to another language, marked as such.

    Args:
        languages: One for a single column, two for side by side.
        marked: What parties said on the text, as far as the reader may read it.
    """
    clauses = text.clauses.prefetch_related("texts")
    by_language = {version.language: version for version in versions}
    outline, said = _Outline(), by_clause(marked)
    return [
        replace(
            _row(clause, by_language, languages, outline.level(clause)),
            said=said.get(clause.pk, ()),
        )
        for clause in clauses
    ]


def with_lags(
    rows: Iterable[Row], languages: Sequence[str], lags: Mapping[str, Mapping[int, Why]]
) -> list[Row]:
    """The same rows, each saying in which of the columns it lags."""
    return [
        replace(row, lags=[lags.get(code, {}).get(row.clause.pk) for code in languages])
        for row in rows
    ]


class _Outline:
    """HTML levels of headings: h1 is the page's; a text that leaves a depth out leaves no level."""

    def __init__(self) -> None:
        self.above: list[int] = []

    def level(self, clause: Clause) -> int:
        if clause.kind != Clause.Kind.HEADING:
            return 0
        while self.above and self.above[-1] >= clause.depth:
            self.above.pop()
        self.above.append(clause.depth)
        return min(len(self.above) + 1, DEEPEST_HEADING)


def _row(clause: Clause, versions: dict[str, Version], languages: Sequence[str], level: int) -> Row:
    texts = {one.language: one for one in clause.texts.all()}
    cells = [_chosen(texts, languages[0], versions)]
    cells += [_exactly(texts, language) for language in languages[1:]]
    shown = [texts[cell.language] for cell in cells if cell.language in texts]
    return Row(clause, cells, list(_notes(shown, versions)), level)


def _chosen(texts: dict[str, ClauseText], language: str, versions: dict[str, Version]) -> Said:
    """In the language asked for, else in the first language, else in any that there is."""
    words = {code: one.text for code, one in texts.items()}
    first = next((code for code, version in versions.items() if version.is_first), "")
    if language not in words and first in words:
        return Said(words[first], first, base_of(first) != base_of(language))
    return said(words, language)


def _exactly(texts: dict[str, ClauseText], language: str) -> Said:
    one = texts.get(language)
    return Said(one.text if one else "", language, False)


def _notes(shown: Iterable[ClauseText], versions: dict[str, Version]) -> Iterator[tuple[str, str]]:
    for one in shown:
        for paragraph in paragraphs_of(versions.get(one.language), one):
            yield from paragraph.notes


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a source as it was read; ``notes`` are its footnotes: (mark, text)."""

    number: str
    text: str
    notes: tuple[tuple[str, str], ...] = ()


def paragraphs_of(version: Version | None, said_: ClauseText) -> list[Paragraph]:
    """The paragraphs of the source that went into these words."""
    if version is None or said_.first_read is None or said_.last_read is None:
        return []
    read = version.as_read[said_.first_read : said_.last_read + 1]
    return [
        Paragraph(number, text, tuple((mark, words) for note in notes for mark, words in note))
        for number, text, *notes in read
    ]


def choose_language(versions: Sequence[Version], *wanted: str) -> str:
    """The first of the languages wanted in which the text is, else its first language."""
    there = [version.language for version in versions]
    for language in wanted:
        for code in there:
            if language and base_of(code) == base_of(language):
                return code
    return there[0] if there else ""
