"""Who is told when a meeting moves or is cancelled. Decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import partial

from django.db.models import Q
from django.utils.translation import gettext as _

from comity.notices.services import tell
from comity.parties.access import Reader
from comity.parties.dates import Precision, day_of
from comity.parties.models import Person, Seat

from .calendars import invitation_ics
from .models import Meeting
from .moments import days_and_hours

Invited = Callable[[Meeting, date], Iterable[int]]
_invited: list[Invited] = []


def tell_also(function: Invited) -> None:
    """Let an upper room name the keys of persons who were invited by mail, with the meeting for
    their calendar: they are told too, and their calendars with them."""
    if function not in _invited:
        _invited.append(function)


def moved(meeting: Meeting, was: Meeting, *, by: Person, at: datetime) -> None:
    """Those who sit where it meets: the new days and hours, and the old ones."""
    invited = _keys_of_invited(meeting, day_of(at))
    for person in hearers(meeting, day_of(at), invited):
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
                calendar=_entry(meeting, person) if person.pk in invited else None,
            )


def cancelled(meeting: Meeting, *, by: Person, at: datetime) -> None:
    """The same persons: that it does not take place. Why, the page tells those who may read it."""
    invited = _keys_of_invited(meeting, day_of(at))
    for person in hearers(meeting, day_of(at), invited):
        if person != by:
            tell(
                person,
                subject=lambda: _("Cancelled: %(meeting)s") % {"meeting": meeting.passing_title},
                template="meetings/mail/cancelled.txt",
                context={"meeting": meeting, "when": partial(days_and_hours, meeting)},
                url=meeting.get_absolute_url(),
                reason=_reason,
                calendar=_entry(meeting, person) if person.pk in invited else None,
            )


def _reason() -> str:
    return _("You receive this because you have a seat or a place in this meeting.")


def _keys_of_invited(meeting: Meeting, on: date) -> set[int]:
    return {key for function in _invited for key in function(meeting, on)}


def _entry(meeting: Meeting, person: Person) -> Callable[[], bytes] | None:
    """What moves the entry in the calendar of an invited person, or takes it away; None: the day
    is not known any more, and calendars cannot say so."""
    if meeting.precision != Precision.DAY:
        return None
    link = "" if meeting.is_watched else meeting.link
    return partial(
        invitation_ics, meeting, language=person.language, attendee=person, link=link
    )  # fmt: skip


def hearers(meeting: Meeting, on: date, invited: Iterable[int]) -> Iterator[Person]:
    """Persons with a seat in a body that meets or in the secretariat, and the invited; as far as
    they may read the meeting."""
    seats = Seat.objects.current(on).filter(body__in=meeting.bodies.all())
    office = Seat.objects.of_secretariat(meeting.body.dialogue, on)
    named = Q(seats__in=seats) | Q(seats__in=office) | Q(pk__in=invited)
    for person in Person.objects.filter(named, is_active=True).distinct().order_by("pk"):
        if Meeting.objects.visible_to(Reader.of(person, on)).filter(pk=meeting.pk).exists():
            yield person
