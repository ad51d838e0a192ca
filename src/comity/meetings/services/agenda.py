"""The agenda: its items, what is part of what, and their order."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from comity.parties.models import Party, Person

from .. import following, tree
from ..models import AgendaItem, Meeting
from ..rules import ItemHasDocuments, ItemHasParts
from .acting import held, held_item, write
from .hours import item_starts
from .modes import require_not_wider
from .order import require_shown, set_order, settle

SAID = ("title", "number", "minutes", "lead")
"""What a form of an item holds besides its time."""


@transaction.atomic
def add_item(
    meeting: Meeting, *, title: Any, number: str = "", mode: str = AgendaItem.Mode.OPEN,
    parent: AgendaItem | None = None, starts: datetime | None = None, minutes: int | None = None,
    lead: Party | None = None, by: Person, at: datetime,
) -> AgendaItem:  # fmt: skip
    """Add an item at the end of the agenda, or as the last part of ``parent``, in its circle.

    Args:
        starts: What the clocks show where the meeting is held.

    Raises:
        NotTheChair, WiderThanItsParent, AgendaTooDeep, HoursDoNotFit, NoSuchClock.
    """
    meeting = held(meeting, by, at)
    parent = parent and meeting.items.select_for_update().get(pk=parent.pk)
    require_not_wider(parent, mode)
    item = AgendaItem(meeting=meeting, title=title, number=number, minutes=minutes, lead=lead)
    item.starts_at = item_starts(meeting, starts)
    item.takes_circle_of(meeting)
    item.author, item.parent = by, parent
    following.take_mode(item, mode)
    item.save()
    before = tree.tree_of(meeting.items.exclude(pk=item.pk).values_list("pk", "parent"))
    before[None].append(item.pk)
    settle(meeting, before, item, parent)
    write("agendaitem.added", item, by, at, {"mode": item.mode, "meeting": meeting.pk})
    if parent:
        following.follow_parent(item, mode, by, at)
    return item


@transaction.atomic
def change_item(item: AgendaItem, *, by: Person, at: datetime, **said: Any) -> AgendaItem:
    """Correct what is said of an item; what is not given stays. The mode has its own verb.

    Args:
        said: Of ``SAID``, and ``starts``: what the clocks show where the meeting is held.

    Raises:
        NotTheChair, HoursDoNotFit, NoSuchClock.
    """
    item = held_item(item, by, at)
    if "starts" in said:
        item.starts_at = item_starts(item.meeting, said.pop("starts"))
    for name, value in said.items():
        setattr(item, name, value)
    item.save(update_fields=[*SAID, "starts_at"])
    write("agendaitem.changed", item, by, at)
    return item


@transaction.atomic
def move_item(item: AgendaItem, *, way: tree.Way, shown: int, by: Person, at: datetime) -> None:
    """Move an item with its parts one step: up, down, into the one above, out of its parent.
    Where there is nothing in that direction it stays.

    Args:
        shown: The stamp of the agenda that the person saw.

    Raises:
        NotTheChair, AgendaTooDeep.
        AgendaChanged: somebody changed the order meanwhile.
    """
    item = held_item(item, by, at)
    require_shown(item.meeting, shown, by, at)
    set_order(item, by, at, way=way)


@transaction.atomic
def place_item(
    item: AgendaItem, *, parent: AgendaItem | None, before: AgendaItem | None = None, shown: int,
    by: Person, at: datetime,
) -> None:  # fmt: skip
    """Put an item with its parts before another part of ``parent``, or last. An item put under
    one in a narrower mode takes that mode, as when the other one is switched.

    Args:
        parent: None: an item of the agenda itself.
        shown: The stamp of the agenda that the person saw.

    Raises:
        NotTheChair, AgendaTooDeep, PartOfItself.
        AgendaChanged: somebody changed the order meanwhile.
    """
    item = held_item(item, by, at)
    require_shown(item.meeting, shown, by, at)
    set_order(item, by, at, parent=parent, before=before)


@transaction.atomic
def remove_item(item: AgendaItem, *, by: Person, at: datetime) -> None:
    """Take an item off the agenda.

    Raises:
        NotTheChair.
        ItemHasDocuments, ItemHasParts: something lies under it.
    """
    item = held_item(item, by, at)
    if item.documents.exists():
        raise ItemHasDocuments(
            _("Documents are under item %(item)s. Remove them from the item first.")
            % {"item": item}
        )
    if item.parts.exists():
        raise ItemHasParts(
            _("Other items are part of item %(item)s. Move or remove them first.") % {"item": item}
        )
    write("agendaitem.removed", item, by, at, {"meeting": item.meeting_id})
    item.meeting.agenda_stamp += 1
    item.meeting.save(update_fields=["agenda_stamp"])
    item.delete()
