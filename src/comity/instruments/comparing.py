"""One clause of a regional text, and what each party made of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from comity.clauses import NEAR, Mark, likeness, mark_words
from comity.parties.access import Reader
from comity.ui.said import Said, said

from .models import Clause, ClauseLink, Implementation, Instrument, Version
from .reading import choose_language
from .standing import Stand


@dataclass(frozen=True)
class Given:
    """A national clause that answers: its words, and, where they are near those of the regional
    clause in the same language, the two as one run of marks."""

    clause: Clause
    words: Said
    note: str
    note_language: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Compared:
    """A party beneath the clause; ``text`` is its own one, if the reader may see it."""

    stand: Stand
    text: Instrument | None
    given: tuple[Given, ...]


def words_of(clause: Clause, language: str) -> Said:
    """What a clause says, in a language or in the nearest there is."""
    return said({one.language: one.text for one in clause.texts.all()}, language)


def compared(
    clause: Clause, stands: Sequence[Stand], reader: Reader, language: str
) -> list[Compared]:
    """Each party with its clauses that answer ``clause``, in its own words."""
    links = ClauseLink.objects.visible_to(reader).filter(regional=clause)
    by_party: dict[int, list[ClauseLink]] = defaultdict(list)
    found = links.select_related("clause__instrument", "implementation__national")
    for link in found.prefetch_related("clause__texts"):
        by_party[link.implementation.national.owner_id].append(link)
    rows = []
    for stand in stands:
        theirs = by_party[stand.party.pk]
        text = theirs[0].clause.instrument if theirs else stand.text
        rows.append(Compared(stand, text, tuple(_given(link, clause, language) for link in theirs)))
    return rows


def _given(link: ClauseLink, regional: Clause, language: str) -> Given:
    words = words_of(link.clause, language)
    asked = words_of(regional, words.language or language)
    is_near = asked.language == words.language and likeness(asked.text, words.text) >= NEAR
    marks = mark_words(asked.text, words.text) if is_near else ()
    return Given(link.clause, words, link.note, link.language, marks)


@dataclass(frozen=True)
class Numbered:
    """A clause with what it says in the language in which two texts are compared."""

    clause: Clause
    number: str
    text: str
    language: str


def common_language(implementation: Implementation, *wanted: str) -> tuple[str, str]:
    """(of the regional text, of the national one): one language where both have it."""
    national = _languages(implementation.national)
    regional = _languages(implementation.regional)
    both = [one for one in national if one.language in {two.language for two in regional}]
    if both:
        chosen = choose_language(both, *wanted)
        return chosen, chosen
    return choose_language(regional, *wanted), choose_language(national, *wanted)


def _languages(text: Instrument) -> list[Version]:
    return list(text.versions.defer("as_read", "left_out"))


def numbered(text: Instrument, language: str) -> list[Numbered]:
    """The clauses of a text, headings and preamble left out."""
    clauses = text.clauses.operative().prefetch_related("texts")
    shown = [(clause, words_of(clause, language)) for clause in clauses]
    return [Numbered(clause, clause.number, words.text, words.language) for clause, words in shown]
