"""What the review shows: each piece beside its source or the first language, and what is open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from .models import Clause, ClauseText, Instrument, Suggestion, Version
from .reading import Paragraph, paragraphs_of
from .services.gate import parity
from .services.values import MEMBERS, named
from .words import VERBS

PER_PAGE = 60


@dataclass(frozen=True)
class Shown:
    """A suggestion with the party, body, theme or date it names; None where that is gone."""

    suggestion: Suggestion
    thing: Any

    @property
    def is_members(self) -> bool:
        return self.suggestion.value.startswith(f"{MEMBERS}:")


@dataclass(frozen=True)
class Beside:
    """A paragraph on the other side; ``is_repeated``: it stands beside an earlier piece too."""

    paragraph: Paragraph
    is_repeated: bool = False


@dataclass(frozen=True)
class ReviewRow:
    """One piece under review.

    ``beside`` is what stands on the other side: paragraphs of the source, or the words of the
    first language; ``words`` is None where the language reviewed has none here.
    """

    clause: Clause
    words: SafeString | None
    beside: list[Beside]
    suggestions: list[Shown]

    is_first: bool

    @property
    def is_open(self) -> bool:
        """Whether something waits: of the first language its place and suggestions, of the
        others a partner."""
        if not self.is_first:
            return self.words is None or not self.beside
        return self.clause.kind == Clause.Kind.PARAGRAPH or self.waiting > 0

    @property
    def verb(self) -> Promise | str:
        return VERBS.get(self.clause.verb, "")

    @property
    def waiting(self) -> int:
        """How many suggestions nobody has decided on."""
        return sum(one.suggestion.state == Suggestion.State.OPEN for one in self.suggestions)


def rows_under_review(
    clauses: Iterable[Clause], version: Version, first: Version, *, beside_source: bool
) -> list[ReviewRow]:
    """Rows of clauses whose texts and suggestions are prefetched."""
    clauses = list(clauses)
    things = named(one for clause in clauses for one in clause.suggestions.all())
    rows, last = [], -1
    for clause in clauses:
        texts = {one.language: one for one in clause.texts.all()}
        own = texts.get(version.language)
        if beside_source:
            beside, last = _source_beside(version, own, last)
        else:
            beside = _words_beside(clause, texts.get(first.language))
        shown = [Shown(one, things.get((one.kind, one.value))) for one in clause.suggestions.all()]
        words = None if own is None else marked(own.text, [s.suggestion.words for s in shown])
        rows.append(ReviewRow(clause, words, beside, shown, version.is_first))
    return rows


def _source_beside(version: Version, own: ClauseText | None, last: int) -> tuple[list[Beside], int]:
    """The paragraphs of the source in these words; one shown above is only pointed to."""
    if own is None or own.first_read is None or own.last_read is None:
        return [], last
    numbered = enumerate(paragraphs_of(version, own), own.first_read)
    found = [Beside(paragraph, is_repeated=place <= last) for place, paragraph in numbered]
    return found, max(last, own.last_read)


def _words_beside(clause: Clause, said: ClauseText | None) -> list[Beside]:
    return [Beside(Paragraph(clause.number, said.text))] if said else []


def marked(text: str, words: Sequence[str]) -> SafeString:
    """The text as safe HTML, with the words that suggested something in ``<mark>``."""
    spans = sorted((at, at + len(one)) for one in set(words) if one and (at := text.find(one)) >= 0)
    parts, done = [], 0
    for start, end in spans:
        if end <= done:
            continue
        begin = max(start, done)
        parts.append((escape(text[done:begin]), escape(text[begin:end])))
        done = end
    body = format_html_join("", "{}<mark>{}</mark>", parts)
    return _with_breaks(format_html("{}{}", body, text[done:]))


def _with_breaks(html: SafeString) -> SafeString:
    # Safe: escaped above, and a line break adds no words.
    return mark_safe(html.replace("\n", "<br>"))  # noqa: S308 - escaped above, piece by piece


@dataclass(frozen=True)
class Left:
    """What is left to do before a text is offered."""

    unplaced: int
    undecided: int
    unpaired: dict[str, int] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    unequal: list[str] = field(default_factory=list)
    has_clause: bool = True

    @property
    def questions(self) -> int:
        return self.unplaced + self.undecided + sum(self.unpaired.values())

    @property
    def lacks(self) -> bool:
        """Whether a required language is missing or not equal."""
        return bool(self.missing or self.unequal)

    @property
    def hinders(self) -> bool:
        """Whether something stands in the way of adoption."""
        return bool(self.missing or self.unequal or not self.has_clause)


def left_to_do(text: Instrument, versions: Sequence[Version]) -> Left:
    """Count what is open, in six queries whatever the length of the text."""
    free = {code for one in text.overrides.all() for code in one.languages}
    missing, unequal = ([code for code in found if code not in free] for found in parity(text))
    kinds = list(text.clauses.values_list("pk", "kind"))
    return Left(
        unplaced=sum(kind == Clause.Kind.PARAGRAPH for _pk, kind in kinds),
        undecided=Suggestion.objects.undecided().filter(clause__instrument=text).count(),
        unpaired=_unpaired(text, versions),
        missing=missing,
        unequal=unequal,
        has_clause=any(kind == Clause.Kind.CLAUSE for _pk, kind in kinds),
    )


def _unpaired(text: Instrument, versions: Sequence[Version]) -> dict[str, int]:
    """Language → pieces with words in it or in the first language, and not in both."""
    said: dict[str, set[int]] = {version.language: set() for version in versions}
    pairs = ClauseText.objects.filter(clause__instrument=text).values_list("clause", "language")
    for clause, language in pairs:
        said.setdefault(language, set()).add(clause)
    first = next((version.language for version in versions if version.is_first), "")
    counts = {
        version.language: len(said[version.language] ^ said.get(first, set()))
        for version in versions
        if not version.is_first
    }
    return {language: count for language, count in counts.items() if count}
