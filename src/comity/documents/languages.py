"""Which languages a document is in, and which are missing or behind. Asks nothing of the
database when the document came ``with_files()``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .models import Document, Rendition, Revision

LANGUAGES = ("en", "es", "fr", "pt", "nl", "ht")
"""Languages in which the region's documents come."""


@dataclass(frozen=True)
class InLanguage:
    """One language of a document: its newest file, and the revision that file belongs to."""

    language: str
    rendition: Rendition | None
    revision: Revision | None
    is_current: bool

    @property
    def is_missing(self) -> bool:
        return self.rendition is None

    @property
    def is_behind(self) -> bool:
        return self.rendition is not None and not self.is_current


def languages_of(document: Document) -> list[InLanguage]:
    """The languages its body requires first, then all others that some revision has."""
    newest = dict(_newest_files(document))
    required = list(document.body.required_languages)
    current = document.current
    rows = []
    for language in dict.fromkeys([*required, *sorted(newest)]):
        revision, rendition = newest.get(language, (None, None))
        rows.append(InLanguage(language, rendition, revision, revision == current))
    return rows


def _newest_files(document: Document) -> Iterator[tuple[str, tuple[Revision, Rendition]]]:
    """Oldest revision first, so that the newest one of a language is given last; none held."""
    for revision in sorted(document.revisions.all(), key=lambda one: one.number):
        for rendition in revision.renditions.all():
            if rendition.is_held:
                continue
            yield rendition.language, (revision, rendition)


def held_files(document: Document) -> list[Rendition]:
    """Files that wait for a second person, the newest revision first."""
    return [file for file in _waiting(document) if file.held_by_id is not None]


def doubtful_files(document: Document) -> list[Rendition]:
    """Files of which somebody must say which language they are in."""
    return [file for file in _waiting(document) if file.seems]


def _waiting(document: Document) -> list[Rendition]:
    revisions = sorted(document.revisions.all(), key=lambda one: -one.number)
    return [file for revision in revisions for file in revision.renditions.all() if file.is_held]
