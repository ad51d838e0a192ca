"""What the ledger says of a meeting since a look, told of those things alone that the reader may
see now. The ledger only tells that something happened, and when; every word is the thing's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from comity.documents.models import Document, Rendition
from comity.parties.access import Reader, Shared
from comity.parties.ledger import Entry, name_of
from comity.ui.locales import language_name, page_language

from ..models import AgendaItem, Look, Meeting


@dataclass(frozen=True)
class News:
    """One thing that is new: what happened last to ``thing`` of its kind."""

    thing: Shared
    words: str
    at: datetime
    key: tuple[Any, ...]


Teller = Callable[[Any, Entry], Iterable[News]]


def news_of(meeting: Meeting, reader: Reader, since: int) -> list[News]:
    """Newest first; of the same change made twice only the last one."""
    items = AgendaItem.objects.visible_to(reader).filter(meeting=meeting)
    documents = Document.objects.visible_to(reader).filter(items__in=items).distinct()
    return news_among(meeting, items, documents.with_files(), reader, since)


def news_among(
    meeting: Meeting,
    items: Iterable[AgendaItem],
    documents: Iterable[Document],
    reader: Reader,
    since: int,
) -> list[News]:
    """The same, of things that were asked for with ``visible_to`` already: one question."""
    things: dict[str, Shared] = {name_of(one): one for one in (meeting, *items, *documents)}
    entries = Entry.objects.filter(number__gt=since, thing__in=things, act__in=TOLD)
    # What one did oneself is not new.
    found: dict[tuple[Any, ...], News] = {}
    for entry in entries.exclude(by=reader.person).order_by("number"):
        for one in _tell(entry, things):
            found[one.key] = one
    return sorted(found.values(), key=lambda one: one.at, reverse=True)


def news_count(meeting: Meeting, items: list[Any], reader: Reader) -> int | None:
    """How much is new on the page of a meeting, of its ``items_of`` the reader; None: the reader
    has never looked."""
    last = Look.objects.visible_to(reader).filter(meeting=meeting).first()
    if last is None:
        return None
    documents = {document.pk: document for item in items for document in item.shown}
    return len(news_among(meeting, items, documents.values(), reader, last.seen))


def _tell(entry: Entry, things: dict[str, Shared]) -> Iterator[News]:
    thing = things[entry.thing]
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


def _revised(document: Document, entry: Entry) -> str:
    file = _file(document, entry)
    number = entry.facts["revision"]
    return _("was revised: revision %(number)s") % {"number": number} if file else ""


def _language(document: Document, entry: Entry) -> str:
    if not _file(document, entry):
        return ""
    name = language_name(entry.facts["language"], page_language())
    return _("is there in another language: %(language)s") % {"language": name}


def _file(document: Document, entry: Entry) -> Rendition | None:
    """The file that the entry is about, where it does not wait for a second person."""
    for revision in document.revisions.all():
        for file in revision.renditions.all():
            is_it = (revision.number, file.language) == (
                entry.facts["revision"], entry.facts["language"],
            )  # fmt: skip
            if is_it and not file.is_held:
                return file
    return None


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
