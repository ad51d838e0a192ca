"""Two persons of a party change a line; one confirms it; the ledger keeps each act."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction

from comity.helplines import panels, rules, services
from comity.helplines.models import Change, Line
from comity.helplines.services.changing import facts_of
from comity.parties.models import Entry, Membership
from comity.refusals import Conflict
from tests import make
from tests.make import NOW, TODAY

pytestmark = pytest.mark.django_db
OTHER = [make.NUMBER | {"written": "555-0199"}]


class Two:
    """A party with two persons who sit for it."""

    def __init__(self) -> None:
        self.body = make.plenary()
        self.party = make.party("Guatemala")
        self.first = make.delegate(of=self.party, body=self.body, role="focal_point")
        self.second = make.delegate(of=self.party, body=self.body, role="officer")


def acts() -> list[str]:
    return list(Entry.objects.filter(act__startswith="line.").values_list("act", flat=True))


def test_a_new_line_is_proposed_released_confirmed_and_then_public():
    two = Two()
    change = services.propose(two.party, make.line_facts("Line"), by=two.first, at=NOW)
    assert not Line.objects.exists()
    line = services.release(change, by=two.second, at=NOW)
    assert not Line.objects.public(TODAY).exists()
    services.confirm(line, by=two.first, at=NOW)
    assert Line.objects.public(TODAY).get() == line
    assert acts() == ["line.proposed", "line.released", "line.confirmed"]


def test_nobody_releases_what_they_proposed():
    two = Two()
    change = services.propose(two.party, make.line_facts(), by=two.first, at=NOW)
    with pytest.raises(rules.SamePerson, match="another person who sits for Guatemala"):
        services.release(change, by=two.first, at=NOW)
    assert not Line.objects.exists()


def test_only_the_party_acts():
    two, stranger = Two(), make.delegate()
    secretary = make.secretary(two.body)
    line = make.line(two.party)
    change = make.change(line, by=two.first)
    for by in (stranger, secretary):
        for act in (
            lambda by: services.confirm(line, by=by, at=NOW),
            lambda by: services.release(change, by=by, at=NOW),
            lambda by: services.drop(change, by=by, at=NOW),
            lambda by: services.propose(two.party, make.line_facts(), by=by, at=NOW),
            lambda by: services.propose_withdrawal(line, by=by, at=NOW),
        ):
            with pytest.raises(rules.NotTheParty, match="sits for Guatemala"):
                act(by)
    assert acts() == []


def test_a_line_has_one_change_at_a_time():
    two = Two()
    line = make.line(two.party)
    services.propose(two.party, make.line_facts("B"), line=line, by=two.first, at=NOW)
    with pytest.raises(rules.ChangeWaits):
        services.propose_withdrawal(line, by=two.first, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.change(line)


def test_a_change_that_changes_nothing_is_refused():
    two = Two()
    line = make.line(two.party)
    with pytest.raises(rules.NothingChanged):
        services.propose(two.party, facts_of(line), line=line, by=two.first, at=NOW)


def test_a_change_is_decided_once():
    two = Two()
    change = make.change(make.line(two.party), by=two.first)
    services.drop(change, by=two.first, at=NOW)
    with pytest.raises(rules.ChangeOver):
        services.release(change, by=two.second, at=NOW)
    with pytest.raises(rules.ChangeOver):
        services.drop(change, by=two.second, at=NOW)


def test_the_word_given_for_one_number_does_not_hold_for_another():
    two = Two()
    line = make.line(two.party)
    change = make.change(line, by=two.first, said=make.line_facts(numbers=OTHER))
    assert services.release(change, by=two.second, at=NOW).confirmed_on is None
    assert not Line.objects.public(TODAY).exists()


def test_who_tried_the_new_number_releases_and_confirms_at_once():
    two = Two()
    change = make.change(make.line(two.party), by=two.first, said=make.line_facts(numbers=OTHER))
    line = services.release(change, tried=True, by=two.second, at=NOW)
    assert line.is_confirmed(TODAY)
    assert line.printed_number() == "555-0199"
    assert acts() == ["line.released", "line.confirmed"]


def test_other_words_leave_the_confirmation_as_it_is():
    two = Two()
    change = make.change(make.line(two.party), said=make.line_facts("New", confirm_every=30))
    line = services.release(change, by=two.second, at=NOW)
    assert line.confirmed_on == TODAY
    assert line.confirmed_until == TODAY + timedelta(days=30)


def test_a_line_is_withdrawn_by_two_and_not_confirmed_afterwards():
    two = Two()
    line = make.line(two.party)
    change = services.propose_withdrawal(line, by=two.first, at=NOW)
    assert Line.objects.public(TODAY).exists()
    line = services.release(change, by=two.second, at=NOW)
    assert not Line.objects.public(TODAY).exists()
    with pytest.raises(rules.LineWithdrawn):
        services.confirm(line, by=two.second, at=NOW)


def test_an_institution_has_no_line():
    body = make.plenary()
    party = make.party("IOM", kind="institution")
    by = make.delegate(of=party, body=body)
    with pytest.raises(rules.NotACountry, match="IOM is neither"):
        services.propose(party, make.line_facts(), by=by, at=NOW)


def test_the_colleagues_are_asked_to_release(mailoutbox):
    two = Two()
    services.propose(two.party, make.line_facts("Línea"), by=two.first, at=NOW)
    (message,) = mailoutbox
    assert two.second.email in message.to
    assert "digit by digit" in message.body


@pytest.mark.parametrize(("days", "count"), [(60, 0), (76, 1), (87, 1), (90, 1), (97, 1), (120, 0)])
def test_the_party_is_reminded_before_its_word_ends_and_after(mailoutbox, days: int, count: int):
    two = Two()
    make.line(two.party, confirmed_on=TODAY)
    at = NOW + timedelta(days=days)
    assert services.remind(at=at) == count
    cache.clear()
    assert services.remind(at=at) == 0
    assert len(mailoutbox) == count


def test_nobody_is_reminded_of_a_withdrawn_line():
    two = Two()
    make.line(two.party, withdrawn_at=NOW)
    assert services.remind(at=NOW + timedelta(days=90)) == 0


def test_the_desk_shows_what_is_to_be_confirmed_and_released():
    two = Two()
    line = make.line(two.party, confirmed_on=TODAY - timedelta(days=91))
    make.line(two.party)
    make.change(line, by=two.first)
    first, second = make.reader(two.first), make.reader(two.second)
    assert [row.is_overdue for row in panels.due(first, TODAY)] == [True]
    assert list(panels.waiting(first, TODAY)) == []
    assert len(list(panels.waiting(second, TODAY))) == 1
    stranger = make.reader(make.delegate())
    assert not list(panels.due(stranger, TODAY))
    assert not list(panels.waiting(stranger, TODAY))


def test_no_word_of_a_change_is_in_the_ledger():
    two = Two()
    services.propose(two.party, make.line_facts("Línea secreta"), by=two.first, at=NOW)
    assert "secreta" not in str(list(Entry.objects.values_list("facts", flat=True)))
    assert Change.objects.get().said["name"] == {"en": "Línea secreta"}


def test_a_word_given_for_what_was_shown_does_not_hold_for_what_came_since():
    two = Two()
    line = make.line(two.party)
    with pytest.raises(Conflict, match="changed after you opened it"):
        services.confirm(line, by=two.first, at=NOW, seen="before")
    assert services.confirm(line, by=two.first, at=NOW, seen=line.version)


def test_a_secretariat_no_longer_reads_of_a_party_that_left():
    two = Two()
    line = make.line(two.party, confirmed_on=None)
    Membership.objects.filter(party=two.party).update(until=TODAY - timedelta(days=1))
    secretary = make.reader(make.secretary(two.body))
    assert line not in Line.objects.visible_to(secretary)
