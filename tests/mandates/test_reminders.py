"""Reminders come a month and a week before the day and the day after, once, to who owes it."""

from datetime import date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from comity.mandates.services.reminders import DAYS_BEFORE, remind
from comity.notices.days import GRACE, days_before
from tests import make

from .world import World

pytestmark = pytest.mark.django_db

DUE = date(2026, 9, 30)


@pytest.fixture
def world():
    return World()


def at(day: date, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time().replace(hour=hour)))


def days_told(mailoutbox, days=range(-40, 10)) -> list[int]:
    """Before or after which days of DUE a mail left, seen from each morning."""
    found = []
    for number in days:
        mailoutbox.clear()
        remind(at=at(DUE + timedelta(days=number)))
        if mailoutbox:
            found.append(number)
    return found


def test_reminders_leave_on_their_days_and_no_others(world, mailoutbox):
    world.give(due_on=DUE)
    assert days_told(mailoutbox) == [-30, -7, 1]


def test_the_persons_who_report_are_told_in_their_language(world, mailoutbox):
    world.focal.language = "es"
    world.focal.save()
    world.give(due_on=DUE)
    mailoutbox.clear()
    assert remind(at=at(DUE - timedelta(days=7))) == 2
    mails = {mail.to[0]: mail for mail in mailoutbox}
    assert set(mails) == {world.focal.email, world.neighbour.email}
    assert mails[world.focal.email].extra_headers["Content-Language"] == "es"
    assert "Keep a helpline" in mails[world.neighbour.email].body
    assert "due on 30 September 2026" in mails[world.neighbour.email].body


def test_after_the_day_it_says_so(world, mailoutbox):
    world.give(due_on=DUE)
    mailoutbox.clear()
    remind(at=at(DUE + timedelta(days=1)))
    assert "was due on 30 September 2026" in mailoutbox[0].body


def test_many_that_are_due_come_in_one_mail(world, mailoutbox):
    for number in range(3):
        action = {"en": f"Keep a helpline {number}."}
        world.give(due_on=DUE, addressees=[world.mexico], action=action)
    mailoutbox.clear()
    remind(at=at(DUE - timedelta(days=7)))
    (mail,) = mailoutbox
    assert mail.subject.startswith("3 reports")
    assert mail.body.count("Keep a helpline") == 3


@pytest.mark.parametrize(("what", "is_told"), [("draft", True), ("submitted", False)])
def test_who_has_submitted_is_left_in_peace(world, mailoutbox, what, is_told):
    assignment = world.assignment(due_on=DUE, addressees=[world.mexico])
    getattr(world, what)(assignment)
    mailoutbox.clear()
    assert bool(remind(at=at(DUE - timedelta(days=7)))) is is_told


def test_what_is_closed_is_not_due_any_more(world, mailoutbox):
    mandate = world.give(due_on=DUE)
    mandate.closed_on = DUE
    mandate.save()
    assert days_told(mailoutbox) == []


def test_run_twice_it_tells_once(world, mailoutbox):
    world.give(due_on=DUE)
    mailoutbox.clear()
    remind(at=at(DUE - timedelta(days=7)))
    cache.clear()
    remind(at=at(DUE - timedelta(days=6)))
    assert len(mailoutbox) == 2


def test_what_the_site_missed_while_it_was_down_is_made_up_for(world, mailoutbox):
    world.give(due_on=DUE)
    assert days_told(mailoutbox, range(-5, 10)) == [-5, 1]


def test_who_was_asked_this_week_is_not_reminded_yet(world, mailoutbox):
    world.give(due_on=DUE, at=at(DUE - timedelta(days=9)))
    assert days_told(mailoutbox, range(-9, 10)) == [1]


def test_a_day_that_was_moved_is_reminded_of_anew(world, mailoutbox):
    mandate = world.give(due_on=DUE)
    assert days_told(mailoutbox, range(-40, -6)) == [-30, -7]
    mandate.due_on = DUE + timedelta(days=60)
    mandate.save()
    assert days_told(mailoutbox, range(-6, 70)) == [30, 53, 61]


def test_nobody_is_woken_at_night(world, mailoutbox):
    world.give(due_on=DUE)
    assert remind(at=at(DUE - timedelta(days=7), hour=5)) == 0


def test_the_words_of_what_is_watched_stay_on_the_page(world, mailoutbox):
    text = make.instrument(
        body=world.plenary, owner=world.office.party, label="AMBER+STRICT", author=world.secretary
    )
    mandate = make.mandate("Quetzal", clause=make.clause(text), label="AMBER+STRICT",
                           due_on=DUE, shared_at=make.NOW)  # fmt: skip
    make.assignment(mandate, party=world.mexico)
    remind(at=at(DUE - timedelta(days=7)))
    (mail,) = mailoutbox
    assert "Quetzal" not in mail.subject + mail.body
    assert "TLP:AMBER+STRICT" in mail.body


def test_a_mailbox_of_the_party_gets_a_copy_without_what_it_may_not_be_told(world, mailoutbox):
    make.mailbox(world.mexico, world.plenary.dialogue, language="fr", address="office@example.org")
    world.give(due_on=DUE)
    text = make.instrument(body=world.plenary, owner=world.office.party, label="AMBER+STRICT")
    hidden = make.mandate("Quetzal", clause=make.clause(text), label="AMBER+STRICT", due_on=DUE)
    make.assignment(hidden, party=world.mexico)
    mailoutbox.clear()
    remind(at=at(DUE - timedelta(days=7)))
    (copy,) = [mail for mail in mailoutbox if mail.to == ["office@example.org"]]
    assert "Keep a helpline" in copy.body
    assert "Quetzal" not in copy.body
    assert "STRICT" not in copy.body
    assert "List-Unsubscribe" in copy.extra_headers
    assert len(mailoutbox) == 3


def test_the_days_of_grace_of_one_reminder_do_not_reach_the_next():
    found = [
        days_before(DUE, DAYS_BEFORE, DUE + timedelta(days=number)) for number in range(-40, 10)
    ]
    assert [days for days in found if days is not None] == [
        days for days in DAYS_BEFORE for _day in range(GRACE.days)
    ]
