"""The order of the agenda, and how two who change it at once are told apart."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.ledger import name_of
from comity.parties.models import Entry, Person
from comity.refusals import Refusal

from .. import following, tree
from ..models import AgendaItem, Meeting
from ..rules import AgendaChanged, AgendaTooDeep, PartOfItself
from .acting import write
from .modes import parts_of

ACTS = {"agendaitem.added", "agendaitem.moved", "agendaitem.removed", "agenda.begun"}


def require_shown(meeting: Meeting, shown: int, by: Person, at: datetime) -> None:
    """Raises AgendaChanged."""
    if meeting.agenda_stamp != shown:
        raise AgendaChanged(
            _(
                "%(what)s Nothing was moved for you: the agenda is shown as it is now. "
                "Look at it and move again."
            )
            % {"what": _what_happened(meeting, by, at)}
        )


def _what_happened(meeting: Meeting, by: Person, at: datetime) -> str:
    """Who changed the order last, and which item, where the person may read it."""
    entries = Entry.objects.filter(act__in=ACTS, facts__meeting=meeting.pk).select_related("by")
    last = entries.order_by("-number").first()
    if last is None or last.by is None:
        return _("The agenda was changed meanwhile.")
    items = AgendaItem.objects.visible_to(Reader.of(by, day_of(at))).filter(meeting=meeting)
    moved = next((item for item in items if name_of(item) == last.thing), None)
    if moved is None or last.act == "agendaitem.removed":
        return _("%(person)s changed the agenda meanwhile.") % {"person": last.by.name}
    words = {"person": last.by.name, "item": moved.number or moved.passing_title}
    if last.act == "agendaitem.added":
        return _("%(person)s added item %(item)s meanwhile.") % words
    return _("%(person)s moved item %(item)s meanwhile.") % words


def set_order(
    item: AgendaItem,
    by: Person,
    at: datetime,
    *,
    way: tree.Way | None = None,
    parent: AgendaItem | None = None,
    before: AgendaItem | None = None,
) -> None:
    """Move a held item one step, or to a place, and write it down where that changes anything."""
    rows = list(item.meeting.items.order_by("position", "pk"))
    was = tree.tree_of((row.pk, row.parent_id) for row in rows)
    try:
        if way:
            moved = tree.move(was, item.pk, way, _shown_to(item.meeting, by, at))
        else:
            moved = tree.place(was, item.pk, _key(parent), _key(before))
    except tree.TooDeep:
        raise _too_deep(item) from None
    except tree.IntoItself:
        raise PartOfItself(
            _("Item %(item)s cannot become part of itself. Choose a place outside it.")
            % {"item": item}
        ) from None
    if moved == was:
        return
    _keep(item.meeting, moved)
    item.refresh_from_db(fields=["parent", "position"])
    facts = {"meeting": item.meeting_id, "parent": item.parent_id, "position": item.position}
    write("agendaitem.moved", item, by, at, facts)
    _fit_under_parent(item, by, at)


def settle(
    meeting: Meeting, before: tree.Tree, item: AgendaItem, parent: AgendaItem | None
) -> None:
    """Give a new item its place: the last part of ``parent``.

    Raises:
        AgendaTooDeep.
    """
    try:
        moved = tree.place(before, item.pk, _key(parent))
    except tree.TooDeep:
        raise _too_deep(item) from None
    _keep(meeting, moved)
    item.refresh_from_db(fields=["position"])


def _key(item: AgendaItem | None) -> int | None:
    return item.pk if item else None


def _too_deep(item: AgendaItem) -> Refusal:
    return AgendaTooDeep(
        _("An agenda has three levels. Item %(item)s, or a part of it, would be on a fourth.")
        % {"item": item}
    )


def _shown_to(meeting: Meeting, by: Person, at: datetime) -> set[int]:
    read = AgendaItem.objects.visible_to(Reader.of(by, day_of(at))).filter(meeting=meeting)
    return set(read.values_list("pk", flat=True))


def _keep(meeting: Meeting, moved: tree.Tree) -> None:
    """Store parents and positions where they are others now, and raise the stamp."""
    rows = {row.pk: row for row in meeting.items.select_for_update()}
    changed = []
    for position, (key, parent, _level) in enumerate(tree.walk(moved), start=1):
        row = rows[key]
        if (row.position, row.parent_id) != (position, parent):
            row.position, row.parent_id = position, parent
            changed.append(row)
    AgendaItem.objects.bulk_update(changed, ["position", "parent"], batch_size=200)
    meeting.agenda_stamp += 1
    meeting.save(update_fields=["agenda_stamp"])


def _fit_under_parent(item: AgendaItem, by: Person, at: datetime) -> None:
    """What lies in a narrower item now is as narrow, with all its parts."""
    for part in [item, *parts_of(item)]:
        if part.parent is None:
            continue
        is_wider = AgendaItem.Mode(part.mode).is_wider_than(part.parent.mode)
        following.follow_parent(part, part.parent.mode if is_wider else part.mode, by, at)
