"""A text as a list of printed clauses: as a revision froze it, or as it is now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import pgettext

from comity.clauses.tracked import Known
from comity.instruments.marks import Marked, by_clause, released_on
from comity.instruments.models import Clause, Instrument, Version
from comity.instruments.reading import paragraphs_of
from comity.parties.dates import day_of
from comity.ui.said import plain, plain_day

from .models import TextRevision

Pieces = list[dict[str, Any]]


@dataclass(frozen=True)
class Printed:
    """A piece of the text in one language, as it is printed."""

    key: str
    kind: str
    depth: int
    number: str
    text: str
    footnotes: tuple[tuple[str, str], ...] = ()

    @property
    def is_heading(self) -> bool:
        return self.kind == Clause.Kind.HEADING


def freeze(text: Instrument) -> Pieces:
    """Every piece of the text as it is now, in all its languages."""
    versions = {version.language: version for version in text.versions.all()}
    clauses = text.clauses.prefetch_related("texts").order_by("position", "pk")
    return [_frozen(clause, versions) for clause in clauses]


def _frozen(clause: Clause, versions: dict[str, Version]) -> dict[str, Any]:
    texts, notes = {}, {}
    for one in sorted(clause.texts.all(), key=lambda one: one.language):
        texts[one.language] = one.text
        read = paragraphs_of(versions.get(one.language), one)
        if found := [list(note) for paragraph in read for note in paragraph.notes]:
            notes[one.language] = found
    return {
        "key": clause.pk,
        "kind": clause.kind,
        "depth": clause.depth,
        "number": clause.number,
        "verb": clause.verb,
        "texts": texts,
        "notes": notes,
    }


def digest_of(pieces: Pieces) -> str:
    written = json.dumps(pieces, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def printed(pieces: Pieces, language: str) -> list[Printed]:
    """The pieces that have words in a language."""
    return list(_printed(pieces, language))


def _printed(pieces: Pieces, language: str) -> Iterator[Printed]:
    for one in pieces:
        words = one["texts"].get(language)
        if words:
            notes = tuple((mark, said) for mark, said in one["notes"].get(language, ()))
            yield Printed(str(one["key"]), one["kind"], one["depth"], one["number"], words, notes)


def with_statements(pieces: Sequence[Printed], text: Instrument) -> list[Printed]:
    """With what parties said on each piece, behind the footnotes of its source."""
    said = by_clause(released_on(text))
    return [
        replace(one, footnotes=(*one.footnotes, *map(_statement, found)))
        if (found := said.get(int(one.key)))
        else one
        for one in pieces
    ]


def _statement(one: Marked) -> tuple[str, str]:
    """Its mark, and one line: whose it is, what, since when, and the words."""
    note = one.footnote
    head = f"{plain(note.party.name)}, {note.get_kind_display()}"
    if note.is_later:
        head = f"{head}, {plain_day(day_of(note.added_at))}"
    if note.is_withdrawn:
        withdrawn = pgettext("a footnote", "withdrawn")
        head = f"{head} ({withdrawn})"
    return one.mark, f"{head}: {plain(note.words)}"


def known(pieces: Pieces, language: str) -> list[Known]:
    """The same for reading a file that came back."""
    return [Known(one.key, one.number, one.text) for one in printed(pieces, language)]


def languages_of(text: Instrument) -> list[str]:
    """The first language first."""
    versions = text.versions.order_by("-is_first", "language")
    return list(versions.values_list("language", flat=True))


def says_the_same(revision: TextRevision, pieces: Pieces) -> bool:
    """Whether the text says in its first language what it said then, clause by clause."""
    first = revision.languages[:1]
    return bool(first) and _words(revision.clauses, first[0]) == _words(pieces, first[0])


def _words(pieces: Sequence[dict[str, Any]], language: str) -> list[tuple[str, str]]:
    found = ((one["number"], one["texts"].get(language, "")) for one in pieces)
    return [(number, words) for number, words in found if words]
