"""What this room shows on desks and on the pages of parties, dialogues, bodies and texts."""

from __future__ import annotations

from datetime import date

import pytest

from comity.mandates import desk, panels
from comity.mandates.services import mandating, reporting
from comity.parties import registry
from comity.tlp import Label
from tests import make

from .world import World

pytestmark = pytest.mark.django_db


def titles(function, person) -> list[str]:
    return [str(row.title) for row in function(make.reader(person), make.TODAY)]


def test_due_from_me_is_what_my_party_has_not_settled():
    world = World()
    world.give(action={"en": "Later"}, due_on=date(2026, 9, 1))
    world.give(action={"en": "Sooner"}, due_on=date(2026, 1, 1))
    settled = world.assignment(action={"en": "Settled"})
    world.accepted(settled, status="done")
    world.submitted(world.assignment(action={"en": "Submitted"}))
    closed = world.give(action={"en": "Closed"})
    mandating.close_mandate(closed, by=world.secretary, at=make.NOW)
    world.give(action={"en": "Others'"}, addressees=[world.belize])
    assert titles(desk.due, world.focal) == ["Sooner", "Later"]
    rows = list(desk.due(make.reader(world.focal), make.TODAY))
    assert [row.is_overdue for row in rows] == [True, False]
    assert titles(desk.due, world.observer) == []


def test_what_was_returned_is_due_again():
    world = World()
    report = world.submitted()
    reporting.return_with_comment(report, comment="Why?", by=world.secretary, at=make.NOW)
    (row,) = desk.due(make.reader(world.focal), make.TODAY)
    assert "Returned" in str(row.note)


def test_a_body_s_assignment_is_due_from_its_head():
    world = World()
    network = make.body(dialogue=world.plenary.dialogue, parent=world.plenary)
    head = make.delegate(body=network, role="head")
    officer = make.delegate(body=network, role="officer")
    make.membership(head.seats.get().party, world.plenary)
    make.membership(officer.seats.get().party, world.plenary)
    world.give(addressees=[network])
    assert titles(desk.due, head) == ["Keep a helpline."]
    assert titles(desk.due, officer) == []


def test_submitted_reports_wait_for_the_secretariat_but_not_for_who_submitted():
    world = World()
    world.submitted()
    world.submitted(
        world.give(addressees=[world.plenary], action={"en": "Ours"}).assignments.get(),
        by=world.secretary,
    )
    assert titles(desk.waiting, world.secretary) == ["Keep a helpline."]
    assert sorted(titles(desk.waiting, world.second)) == ["Keep a helpline.", "Ours"]
    assert titles(desk.waiting, world.focal) == []


def test_what_changed_is_accepted_reports_and_mandates_of_bodies_followed():
    world = World(label="CLEAR")
    world.accepted(world.assignment(label=Label.CLEAR), label=Label.CLEAR)
    stranger = make.delegate(body=make.plenary())
    assert titles(desk.changed, world.neighbour) == ["Keep a helpline."] * 2
    assert titles(desk.changed, stranger) == []
    make.follow(stranger, world.plenary)
    assert titles(desk.changed, stranger) == ["Keep a helpline."] * 2


def test_a_party_s_page_shows_what_it_owes_as_far_as_the_reader_sees():
    world = World()
    world.give()
    owed = panels.owes(world.mexico, make.reader(world.neighbour), make.TODAY)
    assert len(owed["rows"]) == 1
    assert panels.owes(world.mexico, make.reader(None), make.TODAY) is None


def test_the_words_of_watched_mandates_are_not_shown_in_passing():
    world = World(label="AMBER+STRICT")
    world.give(action={"en": "Watched words"}, label=Label.STRICT)
    reader = make.reader(world.focal)
    shown = titles(desk.due, world.focal) + titles(desk.changed, world.focal)
    owed = panels.owes(world.mexico, reader, make.TODAY)["rows"]
    listed = panels.of_text(world.text, reader, make.TODAY)["mandates"]
    shown += [str(line.title) for line in owed] + [str(title) for _mandate, title in listed]
    assert set(shown) == {"A mandate under TLP:AMBER+STRICT"}


def test_a_dialogue_and_a_body_count_their_mandates_as_far_as_the_reader_sees():
    world = World()
    world.give(due_on=date(2020, 1, 1))
    mandating.close_mandate(world.give(action={"en": "B"}), by=world.secretary, at=make.NOW)
    reader = make.reader(world.focal)
    for count in (
        panels.of_dialogue(world.plenary.dialogue, reader, make.TODAY),
        panels.of_body(world.plenary, reader, make.TODAY),
    ):
        assert (count["total"], count["open"], count["late"]) == (2, 1, 1)
    anyone = make.reader(None)
    assert panels.of_dialogue(world.plenary.dialogue, anyone, make.TODAY) is None
    assert panels.of_body(world.plenary, anyone, make.TODAY) is None


def test_a_text_s_page_leads_its_secretariat_to_making_mandates():
    world = World()
    assert panels.of_text(world.text, make.reader(world.focal), make.TODAY) is None
    assert panels.of_text(world.text, make.reader(world.secretary), make.TODAY)["may_give"]


@pytest.mark.parametrize("kind", ["party", "dialogue", "body", "instrument"])
def test_every_panel_renders(kind):
    world = World()
    world.give()
    thing = {
        "party": world.mexico, "dialogue": world.plenary.dialogue, "body": world.plenary,
        "instrument": world.text,
    }[kind]  # fmt: skip
    html = "".join(registry.panels(kind, thing, make.reader(world.secretary), make.TODAY))
    assert "/en/mandates/" in html


def test_asked_of_us_is_one_question_on_the_desk_and_in_the_list(sign_in):
    world = World()
    network = make.body(dialogue=world.plenary.dialogue, parent=world.plenary)
    make.seat(world.officer, of=world.mexico, body=network, role="officer")
    world.give(action={"en": "Of Mexico"}, addressees=[world.mexico])
    world.give(action={"en": "Of the network"}, addressees=[network])
    assert titles(desk.due, world.officer) == ["Of Mexico"]
    html = sign_in(world.officer).get("/en/mandates/asked/").content.decode()
    assert "Of Mexico" in html
    assert "Of the network" not in html


def test_the_matrix_and_the_own_party_s_page_lead_to_what_is_asked_of_us(client, sign_in):
    world = World(label="CLEAR")
    world.give(label=Label.CLEAR)
    link = 'href="/en/mandates/asked/"'
    for address in ("/en/mandates/", world.mexico.get_absolute_url()):
        assert link not in client.get(address).getvalue().decode()
    for address in ("/en/mandates/", world.mexico.get_absolute_url()):
        assert link in sign_in(world.focal).get(address).getvalue().decode()


def test_a_report_that_the_secretariat_may_not_read_does_not_wait_for_it():
    world = World()
    report = world.submitted()
    report.label = Label.RED
    report.save()
    assert titles(desk.waiting, world.secretary) == []


def test_a_report_narrower_than_its_mandate_has_changed_for_its_readers_alone():
    world = World(label="CLEAR")
    world.accepted(world.assignment(label=Label.CLEAR), label=Label.AMBER)
    stranger = make.delegate(body=make.plenary())
    make.follow(stranger, world.plenary)
    assert len(titles(desk.changed, world.neighbour)) == 2
    assert len(titles(desk.changed, stranger)) == 1
