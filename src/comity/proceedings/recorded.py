"""The record of a meeting for one reader: what the ledger says of the circles of its items and
documents, as far as the reader may read those."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from comity.documents.models import Document
from comity.meetings.models import AgendaItem, Meeting
from comity.parties.access import Reader, Shared
from comity.parties.ledger import Entry, name_of

from .agenda import items_in_order
from .record import Circle, Interval, Noted, at_time, intervals, read

READINGS = ("read", "downloaded")


@dataclass(frozen=True)
class Recorded:
    """One thing with the intervals of its circle, and that of the instant asked for."""

    thing: Any
    found: list[Interval]
    then: Interval | None = None


@dataclass(frozen=True)
class RecordedItem:
    item: Recorded
    documents: list[Recorded]


def record_of(meeting: Meeting, reader: Reader, at: datetime | None = None) -> list[RecordedItem]:
    """In the order of the agenda. Six questions, whatever the number of items.

    Args:
        at: An instant to answer for besides.
    """
    visible = AgendaItem.objects.visible_to(reader).filter(meeting=meeting)
    keys = set(visible.values_list("pk", flat=True))
    items = [item for item in items_in_order(meeting) if item.pk in keys]
    under = _documents(items, reader)
    entries = _entries([*items, *(one for some in under.values() for one in some)])
    return [
        RecordedItem(
            _recorded(item, entries, at),
            [_recorded(document, entries, at) for document in under[item.pk]],
        )
        for item in items
    ]


def _documents(items: Sequence[AgendaItem], reader: Reader) -> dict[int, list[Document]]:
    keys = [item.pk for item in items]
    pairs = AgendaItem.documents.through.objects.filter(agendaitem__in=keys)
    documents = Document.objects.visible_to(reader).in_bulk(
        list(pairs.values_list("document", flat=True).distinct())
    )
    under: dict[int, list[Document]] = defaultdict(list)
    for item, document in pairs.order_by("pk").values_list("agendaitem", "document"):
        if document in documents:
            under[item].append(documents[document])
    return under


def _entries(things: Iterable[Shared]) -> dict[str, list[Noted]]:
    names = {name_of(thing) for thing in things}
    found: dict[str, list[Noted]] = defaultdict(list)
    rows = Entry.objects.filter(thing__in=names).exclude(act__in=READINGS).order_by("number")
    for name, at, act, facts, label in rows.values_list("thing", "at", "act", "facts", "label"):
        found[name].append(Noted(at, act, facts, label))
    return found


def _recorded(thing: Shared, entries: dict[str, list[Noted]], at: datetime | None) -> Recorded:
    present = Circle(
        str(thing.label), thing.with_observers, thing.is_shared, getattr(thing, "mode", "")
    )
    changes, born = read(entries.get(name_of(thing), []), present)
    found = intervals(changes, present, born)
    return Recorded(thing, found, at_time(found, at) if at else None)
