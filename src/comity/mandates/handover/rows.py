"""What this room itself puts into the hand-over pack: open mandates, and rounds that end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comity.parties.access import Reader
from comity.parties.models import Dialogue
from comity.parties.registry import Row

from .. import words
from ..cells import Cell
from ..models import Assignment, Mandate, Round
from ..standing import standings, without_silent_support


def mandates(dialogue: Dialogue, reader: Reader, on: date) -> Iterable[Row]:
    """Every open mandate, and how many of its addressees are how far."""
    asked = Assignment.objects.open().filter(mandate__body__dialogue=dialogue)
    cells: dict[int, list[Cell]] = defaultdict(list)
    for standing in without_silent_support(standings(asked, reader, on)):
        cells[standing.assignment.mandate_id].append(standing.cell)
    seen = Mandate.objects.visible_to(reader).open().filter(body__dialogue=dialogue)
    for one in seen.select_related("body").order_by("due_on", "pk"):
        yield Row(
            one.passing_title,
            one.get_absolute_url(),
            _standing(cells[one.pk]),
            due_on=one.due_on,
            is_overdue=one.is_overdue(on),
            body=one.body,
        )


def _standing(cells: list[Cell]) -> str:
    """“7 addressees: Done 2, No report 5”."""
    counted = Counter(cell.state for cell in cells)
    if not counted:
        return _("asked of nobody yet")
    whole = ngettext("%(count)s addressee", "%(count)s addressees", len(cells))
    parts = [f"{words.STATES[state]} {counted[state]}" for state in words.STATES if counted[state]]
    return _("%(addressees)s: %(states)s") % {
        "addressees": whole % {"count": len(cells)},
        "states": ", ".join(parts),
    }


def rounds(dialogue: Dialogue, reader: Reader, on: date) -> Iterable[Row]:
    """The last days of rounds that are open or prepared."""
    seen = Round.objects.visible_to(reader).filter(body__dialogue=dialogue, closed_at=None)
    for one in seen.select_related("body").order_by("deadline_on"):
        note = _("reports are due") if one.opened_at else _("reports will be due")
        yield Row(
            one.passing_title,
            one.get_absolute_url(),
            note,
            due_on=one.deadline_on,
            is_overdue=one.deadline_on < on,
            body=one.body,
        )
