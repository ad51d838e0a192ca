"""What an addressee says: written, submitted, returned, accepted."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from comity.documents.files import read_upload
from comity.documents.models import Document
from comity.mandates.models import Remark, Report
from comity.mandates.services import evidence, mandating, reporting, rules
from comity.parties.ledger import Entry
from comity.parties.services import NotTheSecretariat, SamePerson
from comity.tlp import Label
from tests import make

from .world import World

pytestmark = pytest.mark.django_db


def sees(person, report) -> bool:
    return Report.objects.visible_to(make.reader(person)).filter(pk=report.pk).exists()


def upload(name="proof.txt", content=b"It was done."):
    return read_upload(SimpleUploadedFile(name, content))


def test_a_draft_is_read_by_its_party_alone():
    world = World()
    report = world.draft(world.assignment())
    persons = (world.focal, world.officer, world.neighbour, world.secretary, world.observer)
    assert [sees(person, report) for person in persons] == [True, True, False, False, False]


def test_submitted_the_secretariat_reads_it_accepted_all_members_do():
    world = World()
    report = world.submitted()
    assert sees(world.secretary, report)
    assert not sees(world.neighbour, report)
    reporting.accept(report, by=world.secretary, at=make.NOW)
    assert sees(world.neighbour, report)
    assert not sees(world.observer, report)


def test_only_the_addressee_reports():
    world = World()
    assignment = world.assignment()
    for person in (world.neighbour, world.secretary, world.observer, make.person()):
        with pytest.raises(rules.NotTheAddressee, match="Only Mexico reports"):
            world.draft(assignment, by=person)
    assert not Report.objects.exists()


def test_an_officer_writes_and_the_focal_point_submits():
    world = World()
    report = world.draft(world.assignment(), by=world.officer)
    with pytest.raises(rules.NotTheAddressee):
        reporting.submit(report, by=world.officer, at=make.NOW)
    assert reporting.submit(report, by=world.focal, at=make.NOW).state == "submitted"


@pytest.mark.parametrize("fields", [{"status": ""}, {"progress": "  "}])
def test_a_report_that_says_nothing_is_not_submitted(fields):
    world = World()
    report = world.draft(world.assignment(), **fields)
    with pytest.raises(rules.NothingSaid):
        reporting.submit(report, by=world.focal, at=make.NOW)
    report.refresh_from_db()
    assert (report.state, report.offered_at) == ("draft", None)


def test_nobody_reports_on_a_closed_mandate_and_what_was_saved_stays():
    world = World()
    assignment = world.assignment()
    report = world.draft(assignment)
    mandating.close_mandate(assignment.mandate, by=world.secretary, at=make.NOW)
    with pytest.raises(rules.MandateClosed, match="reopen"):
        reporting.submit(report, by=world.focal, at=make.NOW)
    with pytest.raises(rules.MandateClosed):
        world.draft(assignment, stamp=report.stamp, progress="More.")
    assert Report.objects.get().progress == "A line is open."


def test_what_was_submitted_before_the_mandate_closed_can_still_be_accepted():
    world = World()
    report = world.submitted()
    mandating.close_mandate(report.assignment.mandate, by=world.secretary, at=make.NOW)
    assert reporting.accept(report, by=world.secretary, at=make.NOW).is_shared


def test_there_is_one_report_in_course():
    world = World()
    assignment = world.assignment()
    first = world.draft(assignment)
    again = world.draft(assignment, stamp=first.stamp, progress="Two lines are open.")
    assert (again.pk, again.progress) == (first.pk, "Two lines are open.")


def test_a_stale_page_is_told_so_and_changes_nothing():
    world = World()
    assignment = world.assignment()
    world.draft(assignment, sitting="mine")
    with pytest.raises(rules.ChangedMeanwhile) as refusal:
        world.draft(assignment, by=world.officer, sitting="theirs", progress="Other words.")
    assert refusal.value.status == 409
    assert Report.objects.get().progress == "A line is open."


def test_the_page_that_saved_last_may_save_again_under_its_old_stamp():
    world = World()
    assignment = world.assignment()
    for words in ("One.", "One. Two.", "One. Two. Three."):
        world.draft(assignment, stamp=0, sitting="mine", progress=words)
    assert Report.objects.get().progress == "One. Two. Three."


def test_typing_is_not_an_act_but_beginning_and_relabelling_are():
    world = World()
    assignment = world.assignment()
    for words in ("One.", "One. Two."):
        world.draft(assignment, sitting="mine", progress=words)
    world.draft(assignment, sitting="mine", label=Label.STRICT)
    acts = Entry.objects.filter(act__startswith="report.").values_list("act", flat=True)
    assert list(acts) == ["report.begun", "report.relabelled"]


@pytest.mark.parametrize("label", [Label.CLEAR, Label.GREEN, Label.RED])
def test_a_report_is_no_wider_than_its_mandate_and_never_red(label):
    world = World()
    with pytest.raises(rules.WiderThanItsMandate):
        world.draft(world.assignment(), label=label)


def test_a_submitted_report_is_not_touched_until_it_is_returned():
    world = World()
    report = world.submitted()
    for act in (
        lambda: world.draft(report.assignment, stamp=report.stamp),
        lambda: reporting.submit(report, by=world.focal, at=make.NOW),
        lambda: evidence.add_evidence(report, upload(), by=world.focal, at=make.NOW),
    ):
        with pytest.raises(rules.WithTheSecretariat):
            act()


def test_returned_with_a_comment_mended_and_submitted_again(mailoutbox):
    world = World()
    report = world.submitted()
    reporting.return_with_comment(
        report, comment=" Say since when. ", by=world.secretary, at=make.NOW
    )
    report.refresh_from_db()
    assert report.state == "returned"
    assert mailoutbox[-1].to == [world.focal.email]
    assert "Say since when." in mailoutbox[-1].body
    world.draft(report.assignment, stamp=report.stamp, progress="Open since May.")
    report.refresh_from_db()
    assert report.state == "returned"
    assert not sees(world.secretary, report), "what is being mended is the writer's alone"
    again = reporting.submit(report, by=world.focal, at=make.NOW)
    assert sees(world.secretary, again)
    assert again.progress == "Open since May."


def test_a_remark_is_between_the_addressee_and_the_secretariat():
    world = World()
    report = world.submitted()
    reporting.return_with_comment(report, comment="Why?", by=world.secretary, at=make.NOW)
    report.refresh_from_db()
    reporting.submit(report, by=world.focal, at=make.NOW)
    reporting.accept(report, by=world.secretary, at=make.NOW)
    readers = (world.focal, world.secretary, world.neighbour, world.observer)
    seen = [Remark.objects.visible_to(make.reader(person)).exists() for person in readers]
    assert seen == [True, True, False, False]


def test_a_report_is_returned_for_a_reason():
    world = World()
    report = world.submitted()
    with pytest.raises(rules.NothingSaid):
        reporting.return_with_comment(report, comment=" ", by=world.secretary, at=make.NOW)
    assert not Remark.objects.exists()


@pytest.mark.parametrize("state", ["draft", "returned", "accepted"])
def test_only_what_was_submitted_is_judged(state):
    world = World()
    report = make.report(world.assignment(), state=state, offered_at=make.NOW)
    with pytest.raises(rules.NotSubmitted):
        reporting.accept(report, by=world.secretary, at=make.NOW)
    with pytest.raises(rules.NotSubmitted):
        reporting.return_with_comment(report, comment="No.", by=world.secretary, at=make.NOW)


def test_only_the_secretariat_accepts_and_not_who_submitted():
    world = World()
    with pytest.raises(NotTheSecretariat):
        reporting.accept(world.submitted(), by=world.neighbour, at=make.NOW)
    mandate = world.give(addressees=[world.plenary])
    own = world.submitted(mandate.assignments.get(), by=world.secretary)
    with pytest.raises(SamePerson):
        reporting.accept(own, by=world.secretary, at=make.NOW)
    assert reporting.accept(own, by=world.second, at=make.NOW).is_shared


def wrote(world: World, report: Report) -> None:
    world.draft(report.assignment, by=world.second, stamp=report.stamp, progress="Two lines.")


def added_evidence(world: World, report: Report) -> None:
    evidence.add_evidence(report, upload(), by=world.second, at=make.NOW)


@pytest.mark.parametrize("prepared", [wrote, added_evidence])
def test_nobody_accepts_what_they_wrote_or_proved_though_another_submitted(prepared):
    world = World()
    asked = world.give(addressees=[world.plenary]).assignments.get()
    report = world.draft(asked, by=world.secretary)
    prepared(world, report)
    report = reporting.submit(report, by=world.secretary, at=make.NOW)
    for person in (world.secretary, world.second):
        with pytest.raises(SamePerson, match="You prepared this report"):
            reporting.accept(report, by=person, at=make.NOW)
        waiting = Report.objects.submitted().prepared_by_others(person.pk)
        assert not waiting.exists()
    third = make.seat(of=world.office.party, body=world.office.body).person
    assert Report.objects.submitted().prepared_by_others(third.pk).exists()
    assert reporting.accept(report, by=third, at=make.NOW).is_shared


def test_everybody_who_saved_words_in_it_prepared_it_and_publishes_it_not():
    world = World()
    report = world.draft(world.assignment(), by=world.officer)
    report = world.draft(report.assignment, by=world.focal, stamp=report.stamp)
    assert report.preparers() >= {world.officer.pk, world.focal.pk}


def test_for_a_body_the_party_reports_that_is_the_secretariat_now_and_not_one_that_was():
    world = World()
    network = make.body(dialogue=world.plenary.dialogue, parent=world.plenary)
    assignment = world.give(addressees=[network]).assignments.get()
    make.membership(world.mexico, world.plenary, "secretariat", until=date(2020, 1, 1))
    assert rules.writing_party(world.focal, assignment, make.TODAY) is None
    make.seat(world.focal, of=world.office.party, body=world.office.body)
    assert rules.writing_party(world.focal, assignment, make.TODAY) == world.office.party


def test_what_was_accepted_is_never_rewritten_a_new_report_starts_from_its_words():
    world = World()
    report = world.accepted(progress="Open since May.", next_steps="Staff at night.")
    reader = make.reader(world.focal)
    fresh = reporting.starting_point(report.assignment, reader=reader, language="fr")
    assert (fresh.pk, fresh.progress, fresh.next_steps, fresh.language) == (
        None,
        "Open since May.",
        "Staff at night.",
        "en",
    )
    newer = world.draft(report.assignment, progress="Open day and night.")
    report.refresh_from_db()
    assert (newer.pk != report.pk, report.progress) == (True, "Open since May.")


def test_a_new_report_does_not_start_from_words_its_writer_may_not_read():
    world = World(with_observers=True)
    network = make.body(dialogue=world.plenary.dialogue, parent=world.plenary)
    guest = make.party("Observers' league")
    make.membership(guest, world.plenary, "observer")
    head = make.delegate(of=guest, body=network, role="head")
    mandate = world.give(addressees=[network], with_observers=True)
    assignment = mandate.assignments.get()
    own = world.submitted(assignment, by=world.secretary, progress="For members alone.")
    reporting.accept(own, by=world.second, at=make.NOW)
    assert rules.writing_party(head, assignment, make.TODAY) == guest

    def start(person):
        reader = make.reader(person)
        return reporting.starting_point(assignment, reader=reader, language="en").progress

    assert (start(head), start(world.secretary)) == ("", "For members alone.")


def test_done_by_all_closes_nothing_by_itself():
    world = World()
    report = world.accepted(world.assignment(addressees=[world.mexico]), status="done")
    assert report.assignment.mandate.is_open


def test_for_a_body_its_head_or_the_secretariat_reports_in_the_name_of_its_own_party():
    world = World()
    network = make.body(dialogue=world.plenary.dialogue, parent=world.plenary)
    head = make.delegate(of=world.belize, body=network, role="head")
    make.membership(world.mexico, network)
    make.seat(world.officer, of=world.mexico, body=network, role="officer")
    assignment = world.give(addressees=[network]).assignments.get()
    with pytest.raises(rules.NotTheAddressee):
        world.draft(assignment, by=world.officer)
    report = world.draft(assignment, by=head)
    assert report.owner == world.belize
    assert sees(head, report)
    with pytest.raises(rules.InOtherHands, match="Belize is writing"):
        world.draft(assignment, by=world.secretary)


def test_evidence_travels_with_its_report():
    world = World()
    report = world.draft(world.assignment())
    document = evidence.add_evidence(report, upload(), by=world.officer, at=make.NOW)

    def readers():
        return [
            Document.objects.visible_to(make.reader(person)).filter(pk=document.pk).exists()
            for person in (world.focal, world.secretary, world.neighbour, world.observer)
        ]

    assert readers() == [True, False, False, False]
    report = reporting.submit(report, by=world.focal, at=make.NOW)
    assert readers() == [True, True, False, False]
    reporting.accept(report, by=world.secretary, at=make.NOW)
    assert readers() == [True, True, True, False]


def test_evidence_takes_the_label_its_report_is_given_later():
    world = World()
    report = world.draft(world.assignment())
    document = evidence.add_evidence(report, upload(), by=world.focal, at=make.NOW)
    world.draft(report.assignment, stamp=report.stamp, label=Label.STRICT)
    document.refresh_from_db()
    assert (document.label, document.author) == (Label.STRICT, world.focal)
    followed = Entry.objects.filter(act="label.followed", thing=f"documents.document:{document.pk}")
    assert followed.get().facts["after"]["label"] == "AMBER+STRICT"


def test_the_switch_for_observers_is_a_change_of_circle():
    world = World(with_observers=True)
    assignment = world.assignment(with_observers=True)
    report = world.draft(assignment)
    world.draft(assignment, stamp=report.stamp, with_observers=True)
    entry = Entry.objects.get(act="report.relabelled")
    assert entry.facts == {
        "before": {"label": "AMBER", "with_observers": False},
        "after": {"label": "AMBER", "with_observers": True},
    }


def test_a_draft_wider_than_its_mandate_by_now_is_not_submitted():
    world = World()
    report = world.draft(world.assignment())
    Report.objects.filter(pk=report.pk).update(label=Label.GREEN)
    with pytest.raises(rules.WiderThanItsMandate):
        reporting.submit(report, by=world.focal, at=make.NOW)
    assert not sees(world.secretary, report)


def test_evidence_taken_off_stays_with_its_party():
    world = World()
    report = world.draft(world.assignment())
    document = evidence.add_evidence(report, upload(), by=world.focal, at=make.NOW)
    evidence.remove_evidence(report, document, by=world.officer, at=make.NOW)
    assert not report.evidence.exists()
    document.refresh_from_db()
    assert not document.is_shared


def test_every_step_is_one_entry_and_tells_the_right_people(mailoutbox):
    world = World()
    report = world.submitted()
    reporting.accept(report, by=world.second, at=make.NOW)
    acts = Entry.objects.values_list("act", flat=True)
    assert list(acts) == ["mandate.given", "report.begun", "report.submitted", "report.accepted"]
    told = [(message.to[0], message.subject) for message in mailoutbox]
    assert told[2:] == [
        (world.secretary.email, "Mexico has submitted a report"),
        (world.second.email, "Mexico has submitted a report"),
        (world.focal.email, "The report of Mexico was accepted"),
    ]


def test_a_remark_is_read_by_nobody_who_may_not_read_its_report():
    world = World()
    report = world.submitted()
    reporting.return_with_comment(report, comment="Why?", by=world.secretary, at=make.NOW)
    Report.objects.update(label="RED")
    readers = (world.focal, world.officer, world.secretary)
    seen = [Remark.objects.visible_to(make.reader(person)).exists() for person in readers]
    assert seen == [True, False, False]
