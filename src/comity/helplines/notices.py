"""Who is told what about helplines: those who speak for the party."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from comity.notices.services import tell
from comity.parties.models import Party, Person, Seat
from comity.ui.said import plain

from .models import Change, Line

Role = Seat.Role


def speakers(party: Party, on: date) -> list[Person]:
    """Focal points of a party in any dialogue; everybody who sits for it, where it has none."""
    seats = Seat.objects.current(on).filter(party=party, person__is_active=True)
    focal = seats.filter(role=Role.FOCAL_POINT)
    return _persons(focal if focal.exists() else seats)


def _persons(seats: Iterable[Seat]) -> list[Person]:
    keys = [seat.person_id for seat in seats]
    return list(Person.objects.filter(pk__in=keys).order_by("pk"))


def proposed(change: Change, *, on: date) -> None:
    """Ask everybody else who sits for the party to look at it: any of them releases it."""
    seats = Seat.objects.current(on).filter(party=change.party, person__is_active=True)
    for person in _persons(seats.exclude(person=change.proposed_by)):
        tell(
            person,
            subject=lambda: _("A helpline waits for your release"),
            template="helplines/mail/proposed.txt",
            context={"change": change},
            url=change.get_absolute_url,
            reason=lambda: _reason(change.party),
        )


def to_confirm(line: Line, days: int, *, on: date, once: str) -> int:
    """Ask the party for its word; returns how many persons were told."""
    return sum(
        tell(
            person,
            subject=lambda: _("Does “%(line)s” still answer?") % {"line": plain(line.name)},
            template="helplines/mail/to_confirm.txt",
            context={"line": line, "is_over": days < 0},
            url=line.get_absolute_url,
            reason=lambda: _reason(line.party),
            once=once,
        )
        for person in speakers(line.party, on)
    )


def _reason(party: Party) -> str:
    words = _("You receive this because you sit for %(party)s.")
    return words % {"party": plain(party.name)}
