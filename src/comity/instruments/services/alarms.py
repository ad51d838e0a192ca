"""Alarms before an agreement must be renewed, or notice be given."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from comity.instruments.agreements import Agreement
from comity.instruments.notices import focal_points, reads, secretaries
from comity.notices.days import days_before, once_a_day
from comity.notices.services import tell
from comity.parties.dates import day_of
from comity.parties.models import Person

DONE = "instruments.alarms"


def alarms(*, at: datetime) -> int:
    """Tell those who decide that the day is near; returns how many mails there are.

    Looked at once a day; each person is told once for each alarm of a term.
    """
    on = day_of(at)
    return once_a_day(
        DONE, on, lambda: sum(_alarm(agreement, days, on) for agreement, days in _due(on))
    )


def alarm_of(agreement: Agreement, on: date) -> int | None:
    """Which of its alarms it is, in days before it is decided on; None: none of them."""
    day = agreement.decides_on
    return None if day is None else days_before(day, agreement.alarms, on)


def _due(on: date) -> Iterator[tuple[Agreement, int]]:
    known = Agreement.objects.exclude(Q(ends_on=None) & Q(renews_on=None))
    shared = known.filter(terminated_on=None, instrument__adopted_at__isnull=False)
    for agreement in shared.select_related("instrument__body__dialogue"):
        if (days := alarm_of(agreement, on)) is not None:
            yield agreement, days


@transaction.atomic
def _alarm(agreement: Agreement, days: int, on: date) -> int:
    text = agreement.instrument
    readers = [person for person in deciders(agreement, on) if reads(person, text, on)]
    return sum(_tell(person, agreement, days) for person in readers)


def deciders(agreement: Agreement, on: date) -> list[Person]:
    """The secretariat, and the focal points of those who signed."""
    dialogue = agreement.instrument.body.dialogue
    parties = agreement.signatures.values("party")
    theirs = focal_points(dialogue, on).filter(
        seats__party__in=parties, seats__body__dialogue=dialogue
    )
    found = {person.pk: person for person in [*secretaries(dialogue, on), *theirs]}
    return [found[key] for key in sorted(found)]


def _tell(person: Person, agreement: Agreement, days: int) -> bool:
    text = agreement.instrument
    return tell(
        person,
        subject=lambda: _("“%(text)s” must be decided on soon") % {"text": text.passing_title},
        template="instruments/mail/alarm.txt",
        context={"text": text, "agreement": agreement},
        url=agreement.get_absolute_url,
        kind="duty",
        once=f"agreement.{agreement.pk}.{agreement.decides_on}.{days}",
        reason=lambda: (
            _(
                "You receive this because you are of the secretariat of %(dialogue)s, "
                "or the focal point of a party to the agreement."
            )
            % {"dialogue": text.body.dialogue}
        ),
    )
