"""An agenda that begins with that of an earlier meeting."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Person

from .. import clocks, following, tree
from ..models import AgendaItem, Meeting
from ..rules import AgendaNotEmpty, HoursDoNotFit, NoSuchClock
from .acting import held, write
from .hours import item_starts


@transaction.atomic
def begin_with(meeting: Meeting, earlier: Meeting, *, by: Person, at: datetime) -> int:
    """Give a meeting without agenda the items of an earlier one, as far as the person reads them:
    titles, numbers, modes, minutes, leads, and what is part of what; no documents. An item keeps
    its time of day where this meeting has hours, counted from its first day; where that day or
    that time does not exist here, it has none.

    Returns:
        How many items there are now.

    Raises:
        NotTheChair.
        AgendaNotEmpty: the meeting has items already.
    """
    meeting = held(meeting, by, at)
    if meeting.items.exists():
        raise AgendaNotEmpty(
            _("%(meeting)s has an agenda already. Remove its items first, or add to them.")
            % {"meeting": meeting.passing_title}
        )
    read = AgendaItem.objects.visible_to(Reader.of(by, day_of(at))).filter(meeting=earlier)
    rows = {row.pk: row for row in read.order_by("position", "pk").select_related("lead")}
    order = tree.tree_of((row.pk, row.parent_id) for row in rows.values())
    made: dict[int, AgendaItem] = {}
    for position, (key, parent, _level) in enumerate(tree.walk(order), start=1):
        item = _copied(rows[key], earlier, meeting, by)
        item.position, item.parent = position, made[parent] if parent else None
        following.take_mode(item, rows[key].mode)
        item.save()
        made[key] = item
    meeting.agenda_stamp += 1
    meeting.save(update_fields=["agenda_stamp"])
    facts = {"meeting": meeting.pk, "earlier": earlier.pk, "items": len(made)}
    write("agenda.begun", meeting, by, at, facts)
    return len(made)


def _copied(row: AgendaItem, earlier: Meeting, meeting: Meeting, by: Person) -> AgendaItem:
    item = AgendaItem(
        meeting=meeting, title=row.title, number=row.number, minutes=row.minutes, lead=row.lead
    )
    item.takes_circle_of(meeting)
    item.author = by
    if row.starts_at and meeting.has_hours:
        local = clocks.shown_in(row.starts_at, earlier.clocks)
        days = timedelta(days=(local.date() - earlier.starts_on).days)
        local = datetime.combine(meeting.starts_on, local.time()) + days
        try:
            item.starts_at = item_starts(meeting, local)
        except (HoursDoNotFit, NoSuchClock):
            item.starts_at = None
    return item
