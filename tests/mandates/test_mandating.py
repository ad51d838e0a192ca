"""From clauses to mandates."""

from __future__ import annotations

from datetime import date

import pytest

from comity.instruments.models import Suggestion
from comity.mandates.models import Mandate
from comity.mandates.services import mandating, rules
from comity.parties.ledger import Entry
from comity.parties.services import NotTheSecretariat
from comity.tlp import Label
from tests import make

from .world import World

pytestmark = pytest.mark.django_db


def accept(clause, kind, value, state="accepted"):
    make.suggestion(clause, kind=kind, value=value, state=state)


def test_a_proposal_is_what_was_accepted_of_a_clause():
    world = World()
    theme = make.theme("gcm-9")
    accept(world.clause, "addressee", f"party:{world.mexico.slug}")
    accept(world.clause, "addressee", f"body:{world.plenary.slug}")
    accept(world.clause, "addressee", f"party:{world.belize.slug}", "dropped")
    accept(world.clause, "due", "2026-12-31")
    accept(world.clause, "theme", theme.code)
    (proposal,) = mandating.mandates_from(world.text, on=make.TODAY)
    assert proposal.addressees == [world.mexico, world.plenary]
    assert (proposal.due_on, proposal.themes) == (date(2026, 12, 31), [theme])
    assert proposal.action == {"en": "Keep a helpline.", "es": "Mantener una línea."}
    assert (proposal.label, proposal.with_observers) == (Label.AMBER, False)


def test_members_of_a_body_are_its_members_of_that_day_and_nobody_else():
    world = World()
    make.membership(make.party(), world.plenary, until=date(2020, 1, 1))
    accept(world.clause, "addressee", f"members:{world.plenary.slug}")
    (proposal,) = mandating.mandates_from(world.text, on=make.TODAY)
    assert set(proposal.addressees) == {world.mexico, world.belize}


def test_what_names_nothing_here_is_said_and_not_invented():
    world = World()
    accept(world.clause, "addressee", "party:atlantis")
    (proposal,) = mandating.mandates_from(world.text, on=make.TODAY)
    assert (proposal.addressees, proposal.unknown) == ([], ["party:atlantis"])
    assert not proposal.can_be_given


def test_a_clause_is_proposed_once():
    world = World()
    accept(world.clause, "addressee", f"party:{world.mexico.slug}")
    mandating.give_all(
        mandating.mandates_from(world.text, on=make.TODAY), by=world.secretary, at=make.NOW
    )
    assert mandating.mandates_from(world.text, on=make.TODAY) == []


def test_giving_asks_every_addressee_once_and_writes_one_entry():
    world = World()
    mandate = world.give(addressees=[world.mexico, world.belize, world.mexico, world.plenary])
    assert [one.addressee for one in mandate.assignments.all()] == [
        world.mexico,
        world.belize,
        world.plenary,
    ]
    assert [entry.act for entry in Entry.objects.all()] == ["mandate.given"]
    assert mandate.is_shared
    assert mandate.author == world.secretary


def test_focal_points_are_mailed_in_their_language(mailoutbox):
    world = World()
    world.focal.language = "es"
    world.focal.save()
    world.give(addressees=[world.mexico])
    (message,) = mailoutbox
    assert message.to == [world.focal.email]
    assert "/es/mandates/assignments/" in message.body


def test_somebody_asked_for_many_is_mailed_once(mailoutbox):
    world = World()
    clauses = [make.clause(world.text) for _n in range(3)]
    for clause in clauses:
        accept(clause, "addressee", f"party:{world.mexico.slug}")
    proposals = mandating.mandates_from(world.text, on=make.TODAY)
    mandating.give_all(proposals, by=world.secretary, at=make.NOW)
    assert Mandate.objects.count() == 3
    assert [message.to for message in mailoutbox] == [[world.focal.email]]


def test_who_may_not_read_a_mandate_is_not_mailed_about_it(mailoutbox):
    world = World()
    network = make.body(dialogue=world.plenary.dialogue, parent=world.plenary)
    world.text.body, world.text.label = network, Label.STRICT
    world.text.save()
    world.give(addressees=[world.mexico], label=Label.STRICT)
    assert not mailoutbox


REFUSED = {
    "not the secretariat": (NotTheSecretariat, lambda w: {"by": w.focal}),
    "no words": (rules.NothingAsked, lambda _w: {"action": {"en": "  "}}),
    "nobody": (rules.NobodyAsked, lambda _w: {"addressees": []}),
    "wider label": (rules.WiderThanItsText, lambda _w: {"label": Label.GREEN}),
    "with observers": (rules.WiderThanItsText, lambda _w: {"with_observers": True}),
    "RED": (rules.NobodyCouldReport, lambda _w: {"label": Label.RED}),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_leaves_nothing_behind(case, mailoutbox):
    world = World()
    refusal, fields = REFUSED[case]
    with pytest.raises(refusal):
        world.give(**fields(world))
    assert not Mandate.objects.exists()
    assert not mailoutbox


def test_one_refusal_among_many_gives_none():
    world = World()
    good = mandating.Proposal(world.clause, {"en": "Do it."}, [world.mexico])
    bad = mandating.Proposal(make.clause(world.text), {"en": "Do it."}, [])
    with pytest.raises(rules.NobodyAsked):
        mandating.give_all([good, bad], by=world.secretary, at=make.NOW)
    assert not Mandate.objects.exists()


def test_only_an_adopted_text_gives_mandates():
    world = World()
    clause = make.clause(make.instrument(body=world.plenary, adopted=False))
    with pytest.raises(rules.NotAdopted, match="Adopt it first"):
        world.give(clause=clause)


def test_two_people_with_one_click_each_give_one_mandate():
    world = World()
    world.give()
    with pytest.raises(rules.AlreadyAsked):
        world.give(by=world.second)
    assert Mandate.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "switch", "label", "wish", "is_wider"),
    [
        ("CLEAR", False, "CLEAR", False, False),
        ("GREEN", False, "CLEAR", False, True),
        ("GREEN", False, "AMBER", True, False),
        ("AMBER", False, "AMBER", True, True),
        ("AMBER", True, "AMBER", True, False),
        ("AMBER", False, "AMBER+STRICT", True, True),
        ("AMBER", False, "AMBER+STRICT", False, False),
        ("AMBER+STRICT", False, "AMBER", False, True),
    ],
)
def test_a_mandate_is_no_wider_than_its_text(text, switch, label, wish, is_wider):
    than = make.instrument(label=text, with_observers=switch)
    assert rules.is_wider(Label(label), with_observers=wish, than=than) is is_wider


def test_a_refusal_does_not_tell_the_words_of_a_watched_mandate():
    world = World(label="AMBER+STRICT")
    mandate = world.give(label=Label.STRICT)
    assert rules.brief(mandate) == "A mandate under TLP:AMBER+STRICT"


def test_one_more_addressee_is_asked_and_told(mailoutbox):
    world = World()
    mandate = world.give(addressees=[world.mexico])
    mandating.assign(mandate, world.belize, by=world.secretary, at=make.NOW)
    assert mandate.assignments.count() == 2
    assert mailoutbox[-1].to == [world.neighbour.email]
    with pytest.raises(rules.AlreadyAsked):
        mandating.assign(mandate, world.belize, by=world.secretary, at=make.NOW)


ACTS = {
    "close": lambda mandate, by: mandating.close_mandate(mandate, by=by, at=make.NOW),
    "change the date": lambda mandate, by: mandating.change_due(
        mandate, date(2027, 1, 1), by=by, at=make.NOW
    ),
    "assign": lambda mandate, by: mandating.assign(mandate, make.party(), by=by, at=make.NOW),
}


@pytest.mark.parametrize("act", ACTS)
def test_only_the_secretariat_acts_on_a_mandate(act):
    world = World()
    mandate = world.give()
    with pytest.raises(NotTheSecretariat):
        ACTS[act](mandate, world.focal)
    ACTS[act](mandate, world.secretary)


@pytest.mark.parametrize("act", ["change the date", "assign"])
def test_a_closed_mandate_is_reopened_first(act):
    world = World()
    mandate = world.give()
    mandating.close_mandate(mandate, by=world.secretary, at=make.NOW)
    with pytest.raises(rules.MandateClosed, match="reopen"):
        ACTS[act](mandate, world.secretary)
    with pytest.raises(rules.AlreadyClosed):
        mandating.close_mandate(mandate, by=world.secretary, at=make.NOW)
    mandating.reopen(mandate, by=world.secretary, at=make.NOW)
    ACTS[act](mandate, world.secretary)
    acts = list(Entry.objects.values_list("act", flat=True))
    assert acts[:3] == ["mandate.given", "mandate.closed", "mandate.reopened"]


def test_suggestions_are_kinds_this_room_knows():
    assert set(Suggestion.Kind.values) == {"addressee", "due", "theme"}


@pytest.mark.parametrize(
    ("accepted", "due"),
    [
        ("2026-12-05", date(2026, 12, 5)),
        ("2026-02", date(2026, 2, 28)),
        ("2026", date(2026, 12, 31)),
    ],
)
def test_a_month_or_year_accepted_as_due_ends_with_its_last_day(accepted, due):
    world = World()
    accept(world.clause, "addressee", f"party:{world.mexico.slug}")
    accept(world.clause, "due", accepted)
    (proposal,) = mandating.mandates_from(world.text, on=make.TODAY)
    assert (proposal.due_on, proposal.unknown) == (due, [])
