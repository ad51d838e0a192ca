"""How far mandates, reports and evidence travel, and what follows when a circle changes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from comity.documents.files import read_upload
from comity.documents.models import Document
from comity.mandates.models import Report
from comity.mandates.services import evidence, reporting
from comity.parties.ledger import Entry
from comity.parties.services import SamePerson, TooNarrow, TooWide, relabel
from comity.tlp import Label
from tests import make

from .world import World

pytestmark = pytest.mark.django_db


def change(record, label, by, *, with_observers=False):
    relabel(record, label=Label(label), with_observers=with_observers, by=by, at=make.NOW)
    record.refresh_from_db()


def circle(record):
    record.refresh_from_db()
    return str(record.label), record.with_observers


def attach(report, by) -> Document:
    upload = read_upload(SimpleUploadedFile("proof.txt", b"It was done."))
    return evidence.add_evidence(report, upload, by=by, at=make.NOW)


def followed(thing):
    name = f"{thing._meta.label_lower}:{thing.pk}"
    return Entry.objects.filter(act="label.followed", thing=name)


BOUNDS = [
    ("AMBER", False, "AMBER+STRICT", False, None),
    ("AMBER", False, "GREEN", False, TooWide),
    ("AMBER", False, "AMBER+STRICT", True, TooWide),
    ("AMBER", True, "AMBER+STRICT", True, None),
    ("GREEN", False, "AMBER", True, None),
    ("CLEAR", False, "GREEN", False, None),
    ("AMBER", False, "RED", False, TooNarrow),
    ("RED", False, "AMBER", False, TooWide),
    ("RED", False, "AMBER+STRICT", False, None),
    ("RED", True, "AMBER+STRICT", True, TooWide),
]


@pytest.mark.parametrize(("label", "switch", "wish", "observers", "refusal"), BOUNDS)
def test_a_mandate_is_within_its_text_and_read_by_whom_it_asks(
    label, switch, wish, observers, refusal
):
    world = World()
    mandate = world.give()
    world.text.label, world.text.with_observers = label, switch
    world.text.save()
    refuses(refusal, mandate, wish, world.secretary, observers)


@pytest.mark.parametrize(("label", "switch", "wish", "observers", "refusal"), BOUNDS)
def test_a_report_is_within_its_mandate_and_read_by_the_secretariat(
    label, switch, wish, observers, refusal
):
    world = World()
    report = world.draft(world.assignment())
    mandate = report.assignment.mandate
    mandate.label, mandate.with_observers = label, switch
    mandate.save()
    refuses(refusal, report, wish, world.officer, observers)


def refuses(refusal, record, wish, by, observers):
    if refusal is None:
        change(record, wish, by, with_observers=observers)
        assert circle(record) == (wish, observers)
        return
    before = circle(record)
    with pytest.raises(refusal, match="read by no wider circle"):
        change(record, wish, by, with_observers=observers)
    assert circle(record) == before


def test_evidence_follows_its_report_and_keeps_its_uploader_as_author():
    world = World()
    report = world.draft(world.assignment())
    document = attach(report, world.officer)
    reporting.submit(report, by=world.focal, at=make.NOW)
    reporting.accept(report, by=world.secretary, at=make.NOW)
    assert followed(document).count() == 2, "offered, then shared"
    change(report, "AMBER+STRICT", world.focal)
    assert circle(document) == ("AMBER+STRICT", False)
    assert document.author == world.officer
    entry = followed(document).last()
    assert (entry.by, entry.party, entry.label) == (world.focal, world.mexico, "AMBER+STRICT")
    assert (entry.facts["before"]["label"], entry.facts["after"]["label"]) == (
        "AMBER",
        "AMBER+STRICT",
    )


def test_evidence_that_is_alike_already_writes_no_entry():
    world = World()
    report = world.draft(world.assignment(), sitting="mine")
    document = attach(report, world.focal)
    for words in ("One.", "One. Two."):
        world.draft(report.assignment, sitting="mine", progress=words)
    assert not followed(document).exists()


def test_no_report_takes_its_evidence_out_of_the_red_circle():
    world = World()
    report = world.draft(world.assignment())
    document = attach(report, world.officer)
    change(document, "RED", world.officer)
    reporting.submit(report, by=world.focal, at=make.NOW)
    reporting.accept(report, by=world.secretary, at=make.NOW)
    assert circle(document) == ("RED", False)
    for person in (world.secretary, world.focal, world.neighbour):
        assert not Document.objects.visible_to(make.reader(person)).filter(reports=report).exists()


def test_narrowing_a_mandate_narrows_the_wider_of_its_reports_with_their_evidence():
    world = World(with_observers=True)
    mandate = world.give(with_observers=True)
    wide = world.draft(mandate.assignments.get(party=world.mexico), with_observers=True)
    document = attach(wide, world.focal)
    narrow = world.draft(
        mandate.assignments.get(party=world.belize), by=world.neighbour, label=Label.STRICT
    )
    change(mandate, "AMBER", world.secretary)
    assert (circle(wide), circle(document)) == (("AMBER", False), ("AMBER", False))
    change(mandate, "AMBER+STRICT", world.secretary)
    assert circle(wide) == circle(document) == ("AMBER+STRICT", False)
    assert circle(narrow) == ("AMBER+STRICT", False)
    counts = [followed(thing).count() for thing in (wide, document, narrow)]
    assert counts == [2, 2, 0]


def test_widening_a_mandate_leaves_its_reports_as_they_are():
    world = World()
    report = world.accepted(world.assignment(label=Label.STRICT))
    change(report.assignment.mandate, "AMBER", world.secretary)
    assert circle(report) == ("AMBER+STRICT", False)
    assert not followed(report).exists()


def test_who_wrote_submitted_or_proved_a_report_does_not_publish_it():
    world = World(label="CLEAR")
    clerk = make.delegate(of=world.mexico, body=world.plenary, role="officer")
    report = world.draft(world.assignment(label=Label.CLEAR), by=clerk, label=Label.AMBER)
    document = attach(report, world.officer)
    reporting.submit(report, by=world.focal, at=make.NOW)
    reporting.accept(report, by=world.secretary, at=make.NOW)
    for person in (clerk, world.officer, world.focal):
        with pytest.raises(SamePerson, match=f"You prepared Report {report.pk} of Mexico"):
            change(report, "CLEAR", person)
    change(report, "CLEAR", make.delegate(of=world.mexico, body=world.plenary))
    assert circle(document) == ("CLEAR", False)


def test_a_report_and_an_assignment_are_named_without_the_words_of_the_mandate(sign_in):
    world = World()
    report = world.draft(world.assignment())
    assignment = report.assignment
    assert str(report) == f"Report {report.pk} of Mexico"
    assert str(assignment) == f"Assignment {assignment.pk} of Mexico"
    response = sign_in(world.officer).get(report.circle_url)
    assert response.status_code == 200
    assert "Keep a helpline." not in response.content.decode()


@pytest.mark.parametrize(
    ("mandate", "label", "says"),
    [("AMBER", "AMBER", True), ("AMBER", "AMBER+STRICT", False), ("AMBER+STRICT",) * 2 + (False,)],
)
def test_mails_leave_out_all_words_where_report_or_mandate_is_watched(
    mandate, label, says, mailoutbox
):
    world = World(label=mandate)
    report = world.submitted(world.assignment(label=Label(mandate)), label=Label(label))
    reporting.return_with_comment(report, comment="Since when?", by=world.secretary, at=make.NOW)
    report = reporting.submit(report, by=world.focal, at=make.NOW)
    reporting.accept(report, by=world.secretary, at=make.NOW)
    # Two were asked; the secretariat of two was told twice.
    assert len(mailoutbox) == 2 + 2 + 1 + 2 + 1
    for message in mailoutbox[2:]:
        assert ("Keep a helpline." in message.body) is says
        assert f"TLP:{label}" in message.body
    assert ("Since when?" in mailoutbox[4].body) is says


def test_a_mail_tells_the_words_of_a_mandate_only_to_who_may_read_it(mailoutbox):
    world = World()
    report = world.submitted()
    seat = world.focal.seats.get()
    make.seat(world.focal, of=world.mexico, body=make.plenary())
    seat.until = make.TODAY - timedelta(days=1)
    seat.save()
    reporting.accept(report, by=world.secretary, at=make.NOW)
    (message,) = [one for one in mailoutbox if "was accepted" in one.subject]
    assert message.to == [world.focal.email]
    assert Report.objects.visible_to(make.reader(world.focal)).filter(pk=report.pk).exists()
    assert "Keep a helpline." not in message.body


def test_a_narrowed_text_narrows_its_mandates_and_their_reports():
    office = make.delegate(body=make.plenary())
    text = make.instrument(owner=office.seats.get().party, body=office.seats.get().body)
    mandate = make.mandate(clause=make.clause(text))
    report = make.report(make.assignment(mandate))
    narrow = make.mandate(clause=make.clause(text), label="AMBER+STRICT")
    change(text, "AMBER", office)
    assert circle(mandate) == circle(report) == ("AMBER", False)
    assert circle(narrow) == ("AMBER+STRICT", False)
    assert followed(mandate).count() == followed(report).count() == 1


def test_no_mail_tells_of_a_report_whom_its_page_would_not_show_it(mailoutbox):
    world = World()
    report = world.submitted()
    world.focal.seats.update(until=make.TODAY - timedelta(days=1))
    told = len(mailoutbox)
    reporting.accept(report, by=world.secretary, at=make.NOW)
    assert len(mailoutbox) == told
