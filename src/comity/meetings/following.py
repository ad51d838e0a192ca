"""What an agenda item takes from its meeting, and a document from its agenda item.

Each record whose circle changes so has an entry of its own in the ledger: its owner reads there
what became of it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from comity.documents.models import Document
from comity.documents.sharing import acting_party
from comity.parties import ledger
from comity.parties.access import Reader, Shared
from comity.parties.dates import day_of
from comity.parties.models import Membership, Person
from comity.parties.services import decides_circle
from comity.tlp import Label

from .models import AgendaItem, Meeting
from .rules import WIDEST_UNDER_MEMBERS_ONLY


def follow_mode(document: Document, item: AgendaItem, *, by: Person, at: datetime) -> None:
    """Give a locked document the switch of its item.

    Closing is always possible. Observers are let in only where the item itself had shut them
    out, or where ``by`` decides it for the owner.
    """
    before = circle_of(document)
    if item.mode == AgendaItem.Mode.MEMBERS_ONLY:
        _narrow(document)
    if not item.with_observers:
        document.had_observers = document.had_observers or document.with_observers
        document.with_observers = False
    elif not _is_closed_elsewhere(document, item):
        is_let_in = document.had_observers or _may_open(document, item, by, at)
        document.with_observers = document.with_observers or is_let_in
        document.had_observers = False
    document.save(update_fields=["label", "with_observers", "had_observers"])
    note_followed(document, before, by, at)


def _narrow(document: Document) -> None:
    if WIDEST_UNDER_MEMBERS_ONLY.is_narrower_than(document.tlp):
        document.label = WIDEST_UNDER_MEMBERS_ONLY


def _is_closed_elsewhere(document: Document, item: AgendaItem) -> bool:
    closed = document.items.filter(mode=AgendaItem.Mode.MEMBERS_ONLY)
    return closed.exclude(pk=item.pk).exists()


def _may_open(document: Document, item: AgendaItem, by: Person, at: datetime) -> bool:
    """Whether the person sits for the owner there, or the secretariat of the dialogue owns it."""
    if decides_circle(document, Reader.of(by, day_of(at))):
        return True
    if document.tlp is Label.RED or document.body.dialogue_id != item.body.dialogue_id:
        return False
    secretariat = Membership.objects.current(day_of(at)).filter(
        role=Membership.Role.SECRETARIAT, body__dialogue=document.body.dialogue_id
    )
    return secretariat.filter(party=document.owner_id).exists()


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
            before = circle_of(item)
            item.label = meeting.label
            item.save(update_fields=["label"])
            if meeting.tlp is Label.RED:
                item.recipients.set(meeting.recipients.all())
            note_followed(item, before, by, at)


def share_items(meeting: Meeting, by: Person, at: datetime) -> None:
    """Open what of the agenda is not open yet, with its meeting."""
    for item in meeting.items.filter(shared_at=None).select_for_update():
        before = circle_of(item)
        item.shared_at = at
        item.save(update_fields=["shared_at"])
        note_followed(item, before, by, at)


def circle_of(record: Shared) -> dict[str, Any]:
    """What the ledger keeps of a circle before and after it follows another."""
    return {
        "label": str(record.label),
        "with_observers": record.with_observers,
        "shared": record.is_shared,
    }


def note_followed(record: Shared, before: dict[str, Any], by: Person, at: datetime) -> None:
    """One entry, where the circle is another one than before."""
    after = circle_of(record)
    if after != before:
        facts = {"before": before, "after": after}
        party = acting_party(record, by, at)
        ledger.write("label.followed", record, by=by, at=at, party=party, facts=facts)
