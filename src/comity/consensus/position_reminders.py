"""Reminding the contact points of parties that their position on a text is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from comity.instruments.notices import reads
from comity.notices.days import days_before, once_a_day
from comity.notices.services import tell
from comity.parties.dates import day_of
from comity.parties.models import Person, Seat

from .expected import expected
from .models import Drafting
from .rules import SPEAKS

STEPS = (7, 1)
"""Days before the positions are due."""


def remind(*, at: datetime) -> int:
    """Tell each contact point once for each step and due day; returns how many were told."""
    on = day_of(at)
    return once_a_day("positions", on, lambda: sum(_remind(one, on) for one in _due(on)))


def _due(on: date) -> Iterator[Drafting]:
    found = Drafting.objects.open().filter(due_on__gte=on, instrument__offered_at=None)
    yield from found.select_related("instrument__body__dialogue").order_by("due_on", "pk")


@transaction.atomic
def _remind(drafting: Drafting, on: date) -> int:
    if drafting.due_on is None or (step := days_before(drafting.due_on, STEPS, on)) is None:
        return 0
    once = f"position.{drafting.pk}.{drafting.due_on:%Y%m%d}.{step}"
    return sum(_tell(person, drafting, once) for person in _speakers(drafting, on))


def _speakers(drafting: Drafting, on: date) -> Iterator[Person]:
    """Who can publish what is missing, and reads the text."""
    text = drafting.instrument
    seats = Seat.objects.current(on).filter(
        body__dialogue=text.body.dialogue_id, party__in=expected(drafting, on), role__in=SPEAKS
    )
    for person in Person.objects.filter(seats__in=seats, is_active=True).distinct().order_by("pk"):
        if reads(person, text, on):
            yield person


def _tell(person: Person, drafting: Drafting, once: str) -> bool:
    text = drafting.instrument
    return tell(
        person,
        subject=lambda: (
            _("The position of your party on “%(text)s” is due") % {"text": text.passing_title}
        ),
        template="consensus/mail/position_due.txt",
        context={"text": text, "drafting": drafting},
        url=drafting.get_absolute_url,
        reason=lambda: (
            _("You receive this because you speak for a party in %(dialogue)s.")
            % {"dialogue": text.body.dialogue}
        ),
        once=once,
    )
