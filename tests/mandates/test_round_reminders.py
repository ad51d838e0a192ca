"""Rounds remind on their own days, those who have not replied; desks say what is due."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.utils import timezone

from comity.mandates import round_desk
from comity.mandates.services import replies, rounds
from comity.mandates.services.replies import Given
from comity.mandates.services.round_reminders import day_reached, remind_rounds
from comity.mandates.services.rounds import Asking
from comity.tlp import Label
from tests import make
from tests.mandates.test_rounds import DEADLINE, Rounds

pytestmark = pytest.mark.django_db

NUMBER = Asking({"en": "How many?"}, "number", unit={"en": "persons"})


@pytest.fixture
def here() -> Rounds:
    cache.clear()
    return Rounds()


def at(day: date, hour: int = 9) -> datetime:
    cache.clear()
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))


def answer(here: Rounds, round_) -> None:
    reply, (question,) = here.reply(round_), round_.questions.all()
    replies.save_reply(
        reply,
        answers={question.pk: Given(number=Decimal(1))},
        by=here.focal,
        at=make.NOW,
        stamp=0,
        label=Label.AMBER,
        with_observers=False,
        language="en",
    )
    replies.submit_reply(reply, by=here.focal, at=make.NOW)


def days_told(here: Rounds, mailoutbox, days=range(-20, 12)) -> list[int]:
    """On which days from the deadline a mail to Mexico left, seen from each morning."""
    found = []
    for number in days:
        mailoutbox.clear()
        remind_rounds(at=at(DEADLINE + timedelta(days=number)))
        if any(here.focal.email in mail.to for mail in mailoutbox):
            found.append(number)
    return found


def test_reminders_leave_on_the_rounds_own_days(here: Rounds, mailoutbox):
    here.opened(NUMBER, reminders=[-10, -2, 5])
    assert days_told(here, mailoutbox) == [-10, -2, 5]


def test_an_extension_moves_a_partys_reminders(here: Rounds, mailoutbox):
    opened = here.opened(NUMBER, reminders=[-2])
    until = DEADLINE + timedelta(days=6)
    rounds.extend_for(here.reply(opened), until, reason="Late.", by=here.secretary, at=make.NOW)
    assert days_told(here, mailoutbox) == [4]


def test_who_has_submitted_everything_is_left_alone(here: Rounds, mailoutbox):
    opened = here.opened(NUMBER, reminders=[-2])
    answer(here, opened)
    here.submitted(here.mandate.assignments.get(party=here.mexico))
    assert days_told(here, mailoutbox) == []


def test_nobody_is_reminded_twice_on_a_day_nor_before_morning(here: Rounds):
    here.opened(NUMBER, reminders=[-2])
    day = DEADLINE - timedelta(days=2)
    assert remind_rounds(at=at(day, hour=5)) == 0
    assert remind_rounds(at=at(day)) == 2
    assert remind_rounds(at=at(day)) == 0


def test_a_closed_round_reminds_nobody(here: Rounds):
    opened = here.opened(NUMBER, reminders=[-2])
    rounds.close_round(opened, by=here.secretary, at=make.NOW)
    assert remind_rounds(at=at(DEADLINE - timedelta(days=2))) == 0


@pytest.mark.parametrize(
    ("days", "on", "reached"),
    [
        ([-7, 1], date(2026, 3, 24), -7),
        ([-7, 1], date(2026, 3, 26), -7),
        ([-7, 1], date(2026, 3, 27), None),
        ([-7, -5], date(2026, 3, 26), -5),
        ([], DEADLINE, None),
    ],
)
def test_a_day_is_made_up_for_within_three(days, on, reached):
    assert day_reached(DEADLINE, days, on) == reached


def test_desks_say_what_is_due_waiting_and_coming(here: Rounds):
    opened = here.opened(NUMBER)
    focal, secretary = make.reader(here.focal), make.reader(here.secretary)
    (row,) = round_desk.due(focal, make.TODAY)
    assert (row.due_on, row.is_overdue) == (DEADLINE, False)
    (coming,) = round_desk.coming(secretary, make.TODAY)
    assert "0 of 2" in str(coming.note)
    assert not list(round_desk.waiting(secretary, make.TODAY))
    answer(here, opened)
    here.submitted(here.mandate.assignments.get(party=here.mexico))
    assert not list(round_desk.due(focal, make.TODAY))
    assert len(list(round_desk.waiting(secretary, make.TODAY))) == 1
    (coming,) = round_desk.coming(secretary, make.TODAY)
    assert "1 of 2" in str(coming.note)


def test_others_find_nothing_of_it_on_their_desk(here: Rounds):
    here.opened(NUMBER)
    observer = make.reader(here.observer)
    for section in (round_desk.due, round_desk.waiting, round_desk.coming):
        assert not list(section(observer, make.TODAY))
