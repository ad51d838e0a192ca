"""Who is told when a meeting moves or is cancelled. Decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from comity.notices.services import tell
from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Person, Seat

from .models import Meeting
from .moments import days_and_hours

Others = Callable[[Meeting, date], Any]
_others: list[Others] = []


def tell_also(function: Others) -> None:
    """Let an upper room name the keys of persons who are told too: delegates, for example."""
    if function not in _others:
        _others.append(function)


def moved(meeting: Meeting, was: Meeting, *, by: Person, at: datetime) -> None:
    """Those who sit where it meets: the new days and hours, and the old ones."""
    for person in hearers(meeting, day_of(at)):
        if person != by:
            tell(
                person,
                subject=lambda: _("Moved: %(meeting)s") % {"meeting": meeting.passing_title},
                template="meetings/mail/moved.txt",
                context={
                    "meeting": meeting,
                    "when": partial(days_and_hours, meeting),
                    "was": partial(days_and_hours, was),
                },
                url=meeting.get_absolute_url(),
                reason=_reason,
            )


def cancelled(meeting: Meeting, *, by: Person, at: datetime) -> None:
    """The same persons: that it does not take place. Why, the page tells those who may read it."""
    for person in hearers(meeting, day_of(at)):
        if person != by:
            tell(
                person,
                subject=lambda: _("Cancelled: %(meeting)s") % {"meeting": meeting.passing_title},
                template="meetings/mail/cancelled.txt",
                context={"meeting": meeting, "when": partial(days_and_hours, meeting)},
                url=meeting.get_absolute_url(),
                reason=_reason,
            )


def _reason() -> str:
    return _("You receive this because you have a seat or a place in this meeting.")


def hearers(meeting: Meeting, on: date) -> Iterator[Person]:
    """Persons with a seat in a body that meets or in the secretariat, and those whom upper rooms
    name; as far as they may read the meeting."""
    seats = Seat.objects.current(on).filter(body__in=meeting.bodies.all())
    office = Seat.objects.of_secretariat(meeting.body.dialogue, on)
    named = Q(seats__in=seats) | Q(seats__in=office)
    for others in _others:
        named |= Q(pk__in=others(meeting, on))
    for person in Person.objects.filter(named, is_active=True).distinct().order_by("pk"):
        if Meeting.objects.visible_to(Reader.of(person, on)).filter(pk=meeting.pk).exists():
            yield person
