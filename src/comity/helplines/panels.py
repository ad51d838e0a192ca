"""What helplines show on somebody's desk, and on the page of a party."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comity.parties.access import Reader
from comity.parties.models import Party
from comity.parties.registry import Row
from comity.ui.said import plain

from .models import Change, Line

SOON = timedelta(days=14)


def due(reader: Reader, on: date) -> Iterator[Row]:
    """Lines of the reader's parties whose confirmation ends soon, has ended, or never was."""
    if not reader.is_seated:
        return
    near = Q(confirmed_until=None) | Q(confirmed_until__lte=on + SOON)
    lines = Line.objects.standing().filter(near, party__in=reader.parties)
    for line in lines.select_related("party"):
        yield Row(
            line.name,
            line.get_absolute_url(),
            note=_("Helpline: try its numbers and confirm it"),
            due_on=line.confirmed_until,
            is_overdue=bool(line.confirmed_until and line.confirmed_until < on),
        )


def waiting(reader: Reader, on: date) -> Iterator[Row]:
    """Changes that somebody else who sits for the reader's party has proposed."""
    if not reader.is_seated:
        return
    open_ = Change.objects.waiting().filter(party__in=reader.parties)
    for change in open_.exclude(proposed_by=reader.person).select_related("party", "line"):
        words = _("Helpline of %(party)s: release it or drop it")
        yield Row(
            plain(change.title),
            change.get_absolute_url(),
            note=words % {"party": plain(change.party.name)},
            at=change.proposed_at,
        )


def of_party(party: Party, reader: Reader, on: date) -> dict[str, Any] | None:
    """The lines of a party that anybody is shown, and the way in for whoever sits for it."""
    lines = list(Line.objects.of_party(party).public(on))
    is_own = party.pk in reader.parties and party.kind in {"state", "territory"}
    if not lines and not is_own:
        return None
    return {
        "lines": [(line, line.is_confirmed(on)) for line in lines],
        "own_url": reverse("helplines:lines") if is_own else "",
    }
