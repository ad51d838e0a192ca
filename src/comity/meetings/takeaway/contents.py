"""What of a meeting one reader may take away, in which languages, and what is missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db.models import prefetch_related_objects
from django.utils.text import slugify

from comity.documents.languages import InLanguage, languages_of
from comity.documents.models import Document, Rendition, Revision
from comity.parties.access import Reader
from comity.tlp import Label, narrowest
from comity.ui.said import said

from ..late import late_on
from ..models import AgendaItem, Meeting
from ..reading import items_of, papers_of

Filed = InLanguage[Revision, Rendition]


@dataclass(frozen=True)
class Taken:
    """One file of the pack."""

    row: Filed
    rendition: Rendition
    name: str


@dataclass(frozen=True)
class Line:
    """A document under an item: its files in the pack, and its languages that are not in it.

    ``absent`` are languages that were asked for and do not exist.
    """

    document: Document
    files: list[Taken]
    absent: list[str]
    others: list[Filed]
    is_late: bool

    @property
    def is_missing(self) -> bool:
        return not self.files


@dataclass(frozen=True)
class Contents:
    """The pack as a value. A document that lies under several items is in it once."""

    meeting: Meeting
    languages: list[str]
    items: list[tuple[AgendaItem, list[Line]]]
    files: list[Taken] = field(default_factory=list)

    @property
    def documents(self) -> list[Document]:
        found = {line.document.pk: line.document for _item, lines in self.items for line in lines}
        return list(found.values())

    @property
    def missing(self) -> list[Line]:
        """Of which no file is in the pack."""
        lines = {line.document.pk: line for _item, lines in self.items for line in lines}
        return [line for line in lines.values() if line.is_missing]

    @property
    def size(self) -> int:
        return sum(file.rendition.size for file in self.files)

    @property
    def tlp(self) -> Label:
        """The narrowest label of anything in it."""
        things = [self.meeting, *(item for item, _lines in self.items)]
        taken = {line.document for _item, lines in self.items for line in lines if line.files}
        return narrowest(*(thing.tlp for thing in [*things, *taken]))

    @property
    def changed_at(self) -> datetime:
        """When the newest file of it was made; the same for the same files."""
        made = [file.rendition.revision.made_at for file in self.files]
        return max([*made, self.meeting.shared_at or datetime(2000, 1, 1, tzinfo=UTC)])


def contents_of(meeting: Meeting, reader: Reader, languages: Sequence[str]) -> Contents:
    """Everything under the agenda that the reader may see, in the languages: two questions of
    the database more than the agenda itself."""
    names = _Names()
    items = []
    found = items_of(meeting, reader)
    prefetch_related_objects(list(papers_of(found)), "revisions__renditions")
    for item in found:
        documents = item.shown  # type: ignore[attr-defined] # prefetched
        items.append((item, [_line(it, meeting, languages, names) for it in documents]))
    return Contents(meeting, list(languages), items, list(names.files.values()))


def _line(it: Document, meeting: Meeting, languages: Sequence[str], names: _Names) -> Line:
    rows = {row.language: row for row in languages_of(it)}
    wanted = [rows[language] for language in languages if language in rows]
    there = [row for row in wanted if row.rendition]
    return Line(
        it,
        files=[names.file(it, row, row.rendition) for row in there if row.rendition],
        absent=[one for one in languages if one not in {row.language for row in there}],
        others=[row for row in rows.values() if row.rendition and row not in there],
        is_late=late_on(it.current, meeting) is not None,
    )


def languages_in(meeting: Meeting, reader: Reader) -> list[str]:
    """In which languages something is there to take away."""
    documents = Document.objects.visible_to(reader).filter(
        items__in=AgendaItem.objects.visible_to(reader).filter(meeting=meeting)
    )
    files = Rendition.objects.out().filter(revision__document__in=documents)
    return sorted(set(files.order_by().values_list("language", flat=True)))


class _Names:
    """Names for the files: short, of plain letters, each once."""

    def __init__(self) -> None:
        self.files: dict[int, Taken] = {}
        self._taken: set[str] = set()

    def file(self, it: Document, row: Filed, rendition: Rendition) -> Taken:
        if rendition.pk not in self.files:
            name = self._free(_name(it, row), row.language, rendition)
            self.files[rendition.pk] = Taken(row, rendition, name)
        return self.files[rendition.pk]

    def _free(self, stem: str, language: str, rendition: Rendition) -> str:
        ending = re.sub(r"[^a-z0-9]", "", rendition.name.rpartition(".")[2].lower())[:5] or "bin"
        name, number = f"documents/{stem}_{language}.{ending}", 1
        while name.lower() in self._taken:
            number += 1
            name = f"documents/{stem}-{number}_{language}.{ending}"
        self._taken.add(name.lower())
        return name


def _name(it: Document, row: Filed) -> str:
    symbol = f"{it.symbol}{row.revision.suffix}" if it.symbol and row.revision else ""
    plain = re.sub(r"[^A-Za-z0-9.]+", "-", symbol).strip("-.")[:80]
    title = slugify(said(it.title, row.language).text)[:60].strip("-")
    return plain or title or "document"
