"""Reminders that a protocol must be looked at again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from comity.instruments.models import Instrument, Protocol
from comity.instruments.notices import reads, releasers, secretaries
from comity.notices.days import GRACE, days_before, once_a_day
from comity.notices.services import tell
from comity.parties.dates import day_of
from comity.parties.models import Person, Seat

DAYS = (90, 30, 0)
"""Days before a review on which those who prepare the text are told; on the day itself last."""
DONE = "instruments.reviews"


def remind_reviews(*, at: datetime) -> int:
    """Tell who prepares a text that its review is near; returns how many mails there are.

    Looked at once a day; each person is told once for each reminder of a review.
    """
    on = day_of(at)
    return once_a_day(
        DONE, on, lambda: sum(_remind(protocol, days, on) for protocol, days in _due(on))
    )


def _due(on: date) -> Iterator[tuple[Protocol, int]]:
    near = Protocol.objects.reviewed_by(on + timedelta(days=max(DAYS)))
    known = near.filter(instrument__adopted_at__isnull=False, review_on__gt=on - GRACE)
    for protocol in known.select_related("instrument__body__dialogue", "instrument__owner"):
        day = protocol.review_on
        if day and (days := days_before(day, DAYS, on)) is not None:
            yield protocol, days


@transaction.atomic
def _remind(protocol: Protocol, days: int, on: date) -> int:
    text = protocol.instrument
    return sum(
        _tell(person, protocol, days) for person in keepers(text, on) if reads(person, text, on)
    )


def keepers(text: Instrument, on: date) -> list[Person]:
    """Who prepares the text: the speakers of the party whose own it is, else the secretariat."""
    if not text.is_national:
        return list(secretaries(text.body.dialogue, on).order_by("pk"))
    held = Seat.objects.current(on).filter(party=text.owner, body__dialogue=text.body.dialogue)
    return list(releasers(text, on).filter(seats__in=held).order_by("pk"))


def _tell(person: Person, protocol: Protocol, days: int) -> bool:
    text = protocol.instrument
    return tell(
        person,
        subject=lambda: _("“%(text)s” is to be reviewed") % {"text": text.passing_title},
        template="instruments/mail/review.txt",
        context={"text": text, "protocol": protocol, "days": days},
        url=text.get_absolute_url,
        kind="duty",
        once=f"protocol.{protocol.pk}.{protocol.review_on}.{days}",
        reason=lambda: _("You receive this because your party or secretariat keeps this text."),
    )
