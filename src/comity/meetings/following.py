"""What an agenda item takes from its meeting, and a document from its agenda item.

Each record whose circle changes so has an entry of its own in the ledger: its owner reads there
what became of it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from comity.documents.models import Document
from comity.documents.sharing import acting_party
from comity.parties import ledger, registry
from comity.parties.access import Reader, Shared
from comity.parties.dates import day_of
from comity.parties.models import Person, Seat
from comity.parties.services import decides_circle
from comity.tlp import Label, narrowest

from .models import AgendaItem, Meeting
from .rules import WIDEST_UNDER_MEMBERS_ONLY


def follow_mode(document: Document, item: AgendaItem, *, by: Person, at: datetime) -> None:
    """Give a locked document the switch of its item.

    Closing is always possible. Observers are let in only where nothing else that the document
    belongs to keeps them out, and the item itself had shut them out or ``by`` decides it for
    the owner.
    """
    before = document.circle_facts()
    limits = list(registry.limits(document))
    document.label = narrowest(document.tlp, *(limit.widest for limit in limits))
    if not item.with_observers:
        document.had_observers = document.had_observers or document.with_observers
        document.with_observers = False
    elif all(limit.with_observers for limit in limits):
        is_let_in = document.had_observers or _may_open(document, item, by, at)
        document.with_observers = document.with_observers or is_let_in
        document.had_observers = False
    document.save(update_fields=["label", "with_observers", "had_observers"])
    _note(document, before, by, at)


def _may_open(document: Document, item: AgendaItem, by: Person, at: datetime) -> bool:
    """Whether the person sits for the owner there, or the secretariat of the dialogue owns it."""
    if decides_circle(document, Reader.of(by, day_of(at))):
        return True
    if document.tlp is Label.RED or document.body.dialogue_id != item.body.dialogue_id:
        return False
    office = Seat.objects.of_secretariat(document.body.dialogue, day_of(at))
    return office.filter(party=document.owner_id).exists()


def take_mode(item: AgendaItem, mode: str) -> None:
    """Set the mode and what it does to the item's own circle; nothing is saved."""
    item.mode = AgendaItem.Mode(mode)
    is_shut = item.mode == AgendaItem.Mode.MEMBERS_ONLY
    item.with_observers = not is_shut and (item.parent is None or item.parent.with_observers)
    if is_shut and WIDEST_UNDER_MEMBERS_ONLY.is_narrower_than(item.tlp):
        item.label = WIDEST_UNDER_MEMBERS_ONLY


def carry_mode(item: AgendaItem, by: Person, at: datetime) -> None:
    """Give the documents under a locked item its switch."""
    for document in item.documents.select_for_update():
        follow_mode(document, item, by=by, at=at)


def follow_parent(part: AgendaItem, mode: str, by: Person, at: datetime) -> None:
    """Put a locked part into a mode because of what it is part of, within the circle of that."""
    before = {"mode": part.mode} | part.circle_facts()
    opens = AgendaItem.Mode(mode).is_wider_than(part.mode)
    had_observers = part.with_observers
    take_mode(part, mode)
    part.with_observers = part.with_observers and (opens or had_observers)
    if part.parent and part.parent.tlp.is_narrower_than(part.tlp):
        part.label = part.parent.label
        if part.tlp is Label.RED:
            part.recipients.set(part.parent.recipients.all())
    part.save(update_fields=["mode", "label", "with_observers"])
    after = {"mode": part.mode} | part.circle_facts()
    if after != before:
        party = acting_party(part, by, at)
        facts = {"before": before, "after": after}
        ledger.write("label.followed", part, by=by, at=at, party=party, facts=facts)
    if part.with_observers != had_observers:
        carry_mode(part, by, at)


def carry_to_parts(item: AgendaItem, by: Person, at: datetime) -> None:
    """Narrow what is part of an item to the circle of the item."""
    for part in item.parts.select_for_update():
        follow_parent(part, part.mode, by, at)
        carry_to_parts(part, by, at)


def leave(document: Document) -> None:
    """Let a document that lies under no item any more keep the switch it has now."""
    if not document.items.exists():
        forget_switch(document)


def forget_switch(document: Document, by: Any = None, at: datetime | None = None) -> None:
    """What the owner decides about a circle replaces what an item would give back."""
    Document.objects.filter(pk=document.pk).update(had_observers=False)


def carry_to_items(meeting: Meeting, by: Person, at: datetime) -> None:
    """Narrow what of the agenda is wider than its meeting."""
    for item in meeting.items.select_for_update():
        if meeting.tlp.is_narrower_than(item.tlp):
            before = item.circle_facts()
            item.label = meeting.label
            item.save(update_fields=["label"])
            if meeting.tlp is Label.RED:
                item.recipients.set(meeting.recipients.all())
            _note(item, before, by, at)


def share_items(meeting: Meeting, by: Person, at: datetime) -> None:
    """Open what of the agenda is not open yet, with its meeting."""
    for item in meeting.items.filter(shared_at=None).select_for_update():
        before = item.circle_facts()
        item.shared_at = at
        item.save(update_fields=["shared_at"])
        _note(item, before, by, at)


def _note(record: Shared, before: dict[str, Any], by: Person, at: datetime) -> None:
    ledger.note_followed(record, before, by=by, at=at, party=acting_party(record, by, at))
