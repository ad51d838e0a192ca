"""Who is reminded that a position is due, and when."""

from __future__ import annotations

from datetime import timedelta

import pytest

from comity.consensus.position_reminders import remind
from comity.consensus.services import publish_position
from tests import make
from tests.consensus.drafted import Table

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def asked(days: int) -> Table:
    """A text on which positions are due in so many days."""
    table = Table()
    table.drafting.due_on = make.TODAY + days * DAY
    table.drafting.save()
    return table


@pytest.mark.parametrize(
    ("days", "told"), [(8, 0), (7, 2), (5, 2), (4, 0), (2, 0), (1, 2), (0, 2), (-1, 0)]
)
def test_a_week_and_a_day_before_the_parties_that_are_silent_are_told(days, told, mailoutbox):
    """With the days of grace of every reminder; never after the due day."""
    asked(days)
    assert remind(at=make.NOW) == told == len(mailoutbox)


def test_each_is_told_once_for_a_step_and_anew_for_a_moved_day():
    table = asked(7)
    assert remind(at=make.NOW) == 2
    assert remind(at=make.NOW + DAY) == 0
    table.drafting.due_on += DAY
    table.drafting.save()
    assert remind(at=make.NOW + 2 * DAY) == 2


def test_those_who_published_and_those_who_only_prepare_are_left_alone(mailoutbox):
    table = asked(1)
    table.draft(table.belize)
    publish_position(table.drafting.positions.get(), by=table.belize.person, at=make.NOW)
    officer = table.colleague(table.panama)
    mailoutbox.clear()
    assert remind(at=make.NOW) == 1
    (mail,) = mailoutbox
    assert mail.to == [table.panama.person.email]
    assert mail.to != [officer.person.email]
    assert "A declaration on return" in mail.subject


@pytest.mark.parametrize(
    "change",
    [
        lambda table: setattr(table.drafting, "closed_at", make.NOW),
        lambda table: setattr(table.text, "offered_at", make.NOW),
        lambda table: setattr(table.text, "adopted_at", make.NOW),
    ],
)
def test_nobody_is_reminded_of_a_text_that_takes_no_position(change):
    table = asked(1)
    change(table)
    table.drafting.save()
    table.text.save()
    assert remind(at=make.NOW) == 0
