"""Reminders of what is due: a month and a week before, and the day after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comity.mandates.copies import copy
from comity.mandates.desk import SETTLED
from comity.mandates.models import Assignment
from comity.mandates.notices import reporters
from comity.mandates.standing import standings
from comity.notices.days import GRACE, days_before, once_a_day
from comity.notices.services import first_time, tell
from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Dialogue, Person

DAYS_BEFORE = (30, 7, -1)
"""Days before the due day; a negative one is after it."""
JUST_ASKED = timedelta(days=7)
"""Who was asked so lately needs no reminder that the day is coming."""
MORNING = time(6)
DONE = "mandates.reminded"


def remind(*, at: datetime) -> int:
    """Tell who has not reported what is due; returns how many persons were told.

    Done once a day, from six in the morning. Run twice it tells once: each person is told of an
    assignment once for each of the days, and once more where the due day was moved.
    """
    on = day_of(at)
    if timezone.localtime(at).time() < MORNING:
        return 0
    return once_a_day(DONE, on, lambda: sum(_remind(group, on) for group in _groups(on)))


def _groups(on: date) -> Iterable[list[Assignment]]:
    """What is to be reminded of, by addressee and dialogue: a mail says one of each."""
    found: dict[tuple[int | None, int | None, int], list[Assignment]] = {}
    for one in _near(on):
        key = (one.party_id, one.body_id, one.mandate.body.dialogue_id)
        found.setdefault(key, []).append(one)
    return found.values()


def _near(on: date) -> Iterator[Assignment]:
    days = Q(pk__in=[])
    for before in DAYS_BEFORE:
        day = on + timedelta(days=before)
        days |= Q(mandate__due_on__gt=day - GRACE, mandate__due_on__lte=day)
    asked = Assignment.objects.open().owed().filter(days, mandate__shared_at__isnull=False)
    rows = asked.select_related("mandate__body__dialogue", "party", "body")
    for one in rows.order_by("mandate__due_on", "pk"):
        is_new = day_of(one.mandate.shared_at) > on - JUST_ASKED
        if not (is_new and one.mandate.due_on >= on):
            yield one


@transaction.atomic
def _remind(group: Sequence[Assignment], on: date) -> int:
    """Tell the persons who report for one addressee in one dialogue, and its mailboxes."""
    told: dict[int, Assignment] = {}
    persons = 0
    for person in reporters(group[0], on):
        owed = _first_told(person, _owed(person, group, on), on)
        if owed and _tell(person, owed, on):
            told |= {one.pk: one for one in owed}
            persons += 1
    if told:
        rows = list(told.values())
        copy(rows, on=on, subject=_subject, template="mandates/mail/due.txt")
    return persons


def _owed(person: Person, group: Sequence[Assignment], on: date) -> list[Assignment]:
    """Of the group, what the person may read and what is neither done nor submitted."""
    wanted = Assignment.objects.filter(pk__in=[one.pk for one in group])
    rows = standings(wanted.order_by("mandate__due_on", "pk"), Reader.of(person, on), on)
    return [row.assignment for row in rows if row.cell.state not in SETTLED]


def _first_told(person: Person, owed: list[Assignment], on: date) -> list[Assignment]:
    """Of what is owed, what the person was not told on this day yet."""
    keys = {one.pk: f"due.{one.pk}.{_mark(one, on)}" for one in owed}
    new = first_time(person, keys.values())
    return [one for one in owed if keys[one.pk] in new]


def _mark(one: Assignment, on: date) -> str:
    due_on = one.mandate.due_on
    assert due_on is not None, "_near asks for a due day"
    return f"{due_on}.{days_before(due_on, DAYS_BEFORE, on)}"


def _tell(person: Person, owed: list[Assignment], on: date) -> bool:
    return tell(
        person,
        subject=lambda: _subject(owed[0].mandate.body.dialogue, len(owed)),
        template="mandates/mail/due.txt",
        context={"assignments": owed, "dialogue": owed[0].mandate.body.dialogue, "on": on},
        url=owed[0].get_absolute_url if len(owed) == 1 else lambda: reverse("mandates:assignments"),
        reason=lambda: (
            _("You receive this because you report for %(addressee)s.")
            % {"addressee": owed[0].addressee}
        ),
    )


def _subject(dialogue: Dialogue, count: int) -> str:
    return ngettext(
        "A report to %(dialogue)s is due", "%(count)s reports to %(dialogue)s are due", count
    ) % {"dialogue": dialogue.short, "count": count}
