"""A line that was never confirmed is not public; one whose time is over says so by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from comity.helplines.models import Line
from comity.helplines.shown import first_line_of
from comity.parties.access import ANYONE
from tests import make
from tests.make import TODAY

pytestmark = pytest.mark.django_db
LONG_AGO = TODAY - timedelta(days=91)


def test_a_line_never_confirmed_is_not_public():
    line = make.line(confirmed_on=None)
    assert not Line.objects.public(TODAY).exists()
    assert not Line.objects.visible_to(ANYONE).exists()
    assert first_line_of(line.party, TODAY) is None


def test_its_own_party_and_the_secretariat_read_it_before():
    body = make.plenary()
    focal = make.delegate(body=body)
    line = make.line(focal.seats.get().party, confirmed_on=None)
    for person, sees in [(focal, True), (make.secretary(body), True), (make.delegate(), False)]:
        seen = Line.objects.visible_to(make.reader(person)).filter(pk=line.pk)
        assert seen.exists() is sees


@pytest.mark.parametrize(("days", "holds"), [(0, True), (90, True), (91, False), (400, False)])
def test_a_confirmation_holds_for_ninety_days(days: int, holds: bool):
    line = make.line(confirmed_on=TODAY)
    on = TODAY + timedelta(days=days)
    assert line.is_confirmed(on) is holds
    assert Line.objects.confirmed(on).exists() is holds
    assert Line.objects.public(on).exists()


def test_unconfirmed_lines_drop_below_confirmed_ones():
    party = make.party()
    old = make.line(party, "Old", confirmed_on=LONG_AGO, position=0)
    new = make.line(party, "New", position=1)
    assert list(Line.objects.public(TODAY)) == [new, old]
    assert list(Line.objects.public(LONG_AGO)) == [old, new]


def test_a_poster_carries_a_confirmed_line_alone():
    party = make.party()
    make.line(party, confirmed_on=LONG_AGO)
    assert first_line_of(party, TODAY) is None
    chat = {"way": "chat", "written": "https://example.org", "is_free": True, "from_abroad": True}
    line = make.line(party, numbers=[chat, make.NUMBER])
    assert first_line_of(party, TODAY) == line
    assert line.printed_number() == "555-0100"


def test_a_withdrawn_line_is_gone():
    make.line(withdrawn_at=make.NOW)
    assert not Line.objects.public(TODAY).exists()
    assert not Line.objects.confirmed(TODAY).exists()
