"""The mode of an agenda item: who opens what lies under it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Person

from .. import following, tree
from ..models import AgendaItem
from ..rules import ModeWasSwitched, WiderThanItsParent
from .acting import held_item, write


@transaction.atomic
def switch_mode(
    item: AgendaItem, *, mode: str, shown: str, with_parts: bool = False, by: Person, at: datetime
) -> None:
    """Open an item to observers or close it to them, with everything under it, at once.

    *Members only* narrows whatever is wider than TLP:AMBER to TLP:AMBER. Switching back lets
    observers in again, where the item had shut them out or ``by`` acts for the owner of a
    document, and widens no label: that takes an act of the owner.

    A part that would be wider than the item goes along. Opening opens no part by itself: what
    was closed for reasons of its own stays so, unless ``with_parts`` says to open them too.

    Args:
        shown: The mode the person saw when deciding.

    Raises:
        NotTheChair.
        ModeWasSwitched: somebody switched it meanwhile.
        WiderThanItsParent: it is part of an item in a narrower mode.
    """
    item = held_item(item, by, at)
    if item.mode != shown:
        raise ModeWasSwitched(
            _("Item %(item)s was meanwhile switched to “%(mode)s”. Look at it and decide again.")
            % {"item": item, "mode": item.get_mode_display()}
        )
    require_not_wider(item.parent, mode)
    before = {"mode": item.mode} | item.circle_facts()
    following.take_mode(item, mode)
    item.save(update_fields=["mode", "label", "with_observers"])
    after = {"mode": item.mode} | item.circle_facts()
    write("agendaitem.mode_switched", item, by, at, {"before": before, "after": after})
    following.carry_mode(item, by, at)
    _carry_down(item, with_parts, by, at)


def require_not_wider(parent: AgendaItem | None, mode: str) -> None:
    """Raises WiderThanItsParent."""
    if parent and AgendaItem.Mode(mode).is_wider_than(parent.mode):
        raise WiderThanItsParent(
            _(
                "Item %(item)s is in the mode “%(mode)s”, and no part of it is wider. "
                "Switch that item first, or move this one out of it."
            )
            % {"item": parent, "mode": parent.get_mode_display()}
        )


def parts_of(item: AgendaItem) -> list[AgendaItem]:
    """What is part of an item at any level, locked, each before its own parts."""
    rows = AgendaItem.objects.filter(meeting=item.meeting_id).order_by("position", "pk")
    keys = tree.below(tree.tree_of(rows.values_list("pk", "parent")), item.pk)
    found = {item.pk: item}
    for part in rows.filter(pk__in=keys).select_for_update():
        part.parent = found[part.parent_id or 0]
        found[part.pk] = part
    return list(found.values())[1:]


def _carry_down(item: AgendaItem, with_parts: bool, by: Person, at: datetime) -> None:
    parts = parts_of(item)
    opened: set[int] = set()
    if with_parts:
        read = AgendaItem.objects.visible_to(Reader.of(by, day_of(at)))
        opened = set(read.filter(pk__in=[part.pk for part in parts]).values_list("pk", flat=True))
    for part in parts:
        mode = item.mode if part.pk in opened else part.mode
        assert part.parent
        if AgendaItem.Mode(mode).is_wider_than(part.parent.mode):
            mode = part.parent.mode
        following.follow_parent(part, mode, by, at)
