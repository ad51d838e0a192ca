"""Which languages a document is in, and which are missing or behind. Asks nothing of the
database when the document came ``with_files()``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from .models import Document, Rendition, Revision, in_force, suffix_of, wait, waits

LANGUAGES = ("en", "es", "fr", "pt", "nl", "ht")
"""Languages in which the region's documents come."""


@dataclass(frozen=True, slots=True)
class FileLine:
    """A rendition as a long list names it, without what only its own page needs."""

    pk: int
    language: str
    is_held: bool


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """A revision as a long list names it, with its files."""

    number: int
    made_at: datetime
    files: list[FileLine] = field(default_factory=list)

    @property
    def suffix(self) -> str:
        return suffix_of(self.number)

    @property
    def is_held(self) -> bool:
        return wait(self.files)


R = TypeVar("R", Revision, RevisionLine)
F = TypeVar("F", Rendition, FileLine)


@dataclass(frozen=True)
class InLanguage(Generic[R, F]):
    """One language of a document: its newest file, and the revision that file belongs to."""

    language: str
    rendition: F | None
    revision: R | None
    is_current: bool

    @property
    def is_missing(self) -> bool:
        return self.rendition is None

    @property
    def is_behind(self) -> bool:
        return self.rendition is not None and not self.is_current


def languages_of(document: Document) -> list[InLanguage[Revision, Rendition]]:
    """The languages its body requires first, then all others that some revision has."""
    filed = [(one, list(one.renditions.all())) for one in document.revisions.all()]
    return _in_languages(filed, document.body.required_languages)


def named_languages(
    lines: Sequence[RevisionLine], required: Iterable[str]
) -> list[InLanguage[RevisionLine, FileLine]]:
    """The same of what ``lines_of`` gives for one document."""
    return _in_languages([(one, one.files) for one in lines], required)


def _in_languages(
    filed: Sequence[tuple[R, Sequence[F]]], required: Iterable[str]
) -> list[InLanguage[R, F]]:
    newest: dict[str, tuple[R, F]] = dict(_newest_files(filed))
    current = in_force(revision for revision, _files in filed)
    rows = []
    for language in dict.fromkeys([*required, *sorted(newest)]):
        revision, rendition = newest.get(language, (None, None))
        rows.append(InLanguage(language, rendition, revision, revision == current))
    return rows


def _newest_files(filed: Sequence[tuple[R, Sequence[F]]]) -> Iterator[tuple[str, tuple[R, F]]]:
    """Oldest revision first, so that the newest one of a language is given last; none held."""
    for revision, files in sorted(filed, key=lambda one: one[0].number):
        for file in files:
            if not file.is_held:
                yield file.language, (revision, file)


def lines_of(documents: Iterable[Document]) -> dict[int, list[RevisionLine]]:
    """The revisions of many documents by their keys, with their files: one query, no records."""
    found: dict[int, dict[int, RevisionLine]] = {one.pk: {} for one in documents}
    rows = Revision.objects.filter(document__in=found).values_list(
        "document", "pk", "number", "made_at", "renditions", "renditions__language",
        "renditions__held_by", "renditions__seems",
    )  # fmt: skip
    for document, key, number, made_at, file, language, held_by, seems in rows.order_by("pk"):
        line = found[document].setdefault(key, RevisionLine(number, made_at))
        if file is not None:
            line.files.append(FileLine(file, language, waits(held_by, seems)))
    return {key: list(lines.values()) for key, lines in found.items()}


def held_files(document: Document) -> list[Rendition]:
    """Files that wait for a second person, the newest revision first."""
    return [file for file in _waiting(document) if file.held_by_id is not None]


def doubtful_files(document: Document) -> list[Rendition]:
    """Files of which somebody must say which language they are in."""
    return [file for file in _waiting(document) if file.seems]


def _waiting(document: Document) -> list[Rendition]:
    revisions = sorted(document.revisions.all(), key=lambda one: -one.number)
    return [file for revision in revisions for file in revision.renditions.all() if file.is_held]
