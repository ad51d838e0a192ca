"""What the ledger says of a meeting since a look, told of those things alone that the reader may
see now. The ledger only tells that something happened, and when; every word is the thing's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from comity.documents.languages import RevisionLine, lines_of
from comity.documents.models import Document
from comity.parties.access import Reader, Shared
from comity.parties.ledger import Entry, name_of
from comity.ui.locales import language_name, page_language

from ..models import AgendaItem, Look, Meeting
from ..reading import papers_of


@dataclass(frozen=True)
class News:
    """One thing that is new: what happened last to ``thing`` of its kind."""

    thing: Shared
    words: str
    at: datetime
    key: tuple[Any, ...]


Lines = Mapping[int, Sequence[RevisionLine]]
"""What ``lines_of`` the documents gives."""
Teller = Callable[[Any, Entry], Iterable[News]]


def news_of(meeting: Meeting, reader: Reader, since: int) -> list[News]:
    """Newest first; of the same change made twice only the last one."""
    items = AgendaItem.objects.visible_to(reader).filter(meeting=meeting)
    found = Document.objects.visible_to(reader).filter(items__in=items).distinct()
    documents = list(found.select_related("body__dialogue", "owner"))
    return news_among(meeting, items, documents, reader, lines=lines_of(documents), since=since)


def news_among(
    meeting: Meeting,
    items: Iterable[AgendaItem],
    documents: Iterable[Document],
    reader: Reader,
    *,
    lines: Lines,
    since: int,
) -> list[News]:
    """The same, of things that were asked for with ``visible_to`` already: one question."""
    out = set(_files_out(lines))
    things: dict[str, Shared] = {name_of(one): one for one in (meeting, *items, *documents)}
    entries = Entry.objects.filter(number__gt=since, thing__in=things, act__in=TOLD)
    # What one did oneself is not new.
    found: dict[tuple[Any, ...], News] = {}
    for entry in entries.exclude(by=reader.person).order_by("number"):
        for one in _tell(entry, things, out):
            found[one.key] = one
    return sorted(found.values(), key=lambda one: one.at, reverse=True)


def news_count(meeting: Meeting, items: list[Any], lines: Lines, reader: Reader) -> int | None:
    """How much is new on the page of a meeting, of its ``items_of`` the reader; None: the reader
    has never looked."""
    last = Look.objects.visible_to(reader).filter(meeting=meeting).first()
    if last is None:
        return None
    documents = {document.pk: document for document in papers_of(items)}
    return len(news_among(meeting, items, documents.values(), reader, lines=lines, since=last.seen))


def _files_out(lines: Lines) -> Iterator[tuple[str, int, str]]:
    """Name of the document, revision and language of each file that waits for nobody."""
    for key, revisions in lines.items():
        for revision in revisions:
            for file in revision.files:
                if not file.is_held:
                    yield f"documents.document:{key}", revision.number, file.language


def _file(entry: Entry) -> tuple[str, int, str]:
    return entry.thing, entry.facts["revision"], entry.facts["language"]


def _tell(
    entry: Entry, things: dict[str, Shared], out: set[tuple[str, int, str]]
) -> Iterator[News]:
    thing = things[entry.thing]
    if entry.act in OF_A_FILE and _file(entry) not in out:
        return
    if entry.act == "agendaitem.document_added":
        document = things.get(f"documents.document:{entry.facts.get('key')}")
        if document:
            words = _("was put under %(item)s") % {"item": _item(thing)}
            yield _news(document, words, entry, "under", thing.pk)
    elif words := TOLD[entry.act](thing, entry):
        yield _news(thing, words, entry, *_apart(entry))


def _news(thing: Shared, words: str, entry: Entry, *apart: Any) -> News:
    return News(thing, words, entry.at, (name_of(thing), *(apart or (entry.act,))))


def _apart(entry: Entry) -> tuple[Any, ...]:
    """What keeps two entries on a document apart: revisions and languages are told each."""
    if "language" in entry.facts:
        return ("file", entry.facts.get("revision"), entry.facts["language"])
    return ("circle",) if entry.act.startswith("label.") else ()


def _item(item: Any) -> str:
    return _("item %(number)s") % {"number": item.number} if item.number else _("an item")


def _mode(item: AgendaItem, entry: Entry) -> str:
    mode = AgendaItem.Mode(entry.facts["after"]["mode"]).label
    return _("was switched to “%(mode)s”") % {"mode": mode}


def _revised(_document: Document, entry: Entry) -> str:
    return _("was revised: revision %(number)s") % {"number": entry.facts["revision"]}


def _language(_document: Document, entry: Entry) -> str:
    name = language_name(entry.facts["language"], page_language())
    return _("is there in another language: %(language)s") % {"language": name}


def _opened(thing: Shared, entry: Entry) -> str:
    """Whether it was let in front of more readers than before."""
    before, after = entry.facts.get("before", {}), entry.facts.get("after", {})
    is_shared = bool(after.get("shared_at")) and not before.get("shared_at")
    lets_in = bool(after.get("with_observers")) and not before.get("with_observers")
    if is_shared or lets_in or entry.act == "label.widened":
        return _("was opened to more readers")
    return ""


def _always(words: Callable[[], str]) -> Callable[[Any, Entry], str]:
    return lambda _thing, _entry: words()


TOLD: dict[str, Callable[[Any, Entry], str]] = {
    "meeting.changed": _always(lambda: _("was changed")),
    "meeting.moved": _always(lambda: _("was moved to another date")),
    "meeting.cancelled": _always(lambda: _("was cancelled")),
    "agendaitem.added": _always(lambda: _("is new on the agenda")),
    "agendaitem.changed": _always(lambda: _("was changed")),
    "agendaitem.mode_switched": _mode,
    "agendaitem.document_added": _always(lambda: ""),
    "document.shared": _always(lambda: _("is a new document")),
    "document.revised": _revised,
    "document.rendition_added": _language,
    "document.file_released": _language,
    "document.language_said": _language,
    "label.widened": _opened,
    "label.followed": _opened,
}
"""Acts that are told, and in which words."""
OF_A_FILE = {act for act, words in TOLD.items() if words in {_revised, _language}}
"""Told where the file waits for nobody."""
