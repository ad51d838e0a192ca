"""The pages of mandates and reports, and bad input on them."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from comity.mandates.models import Mandate, Report
from comity.mandates.services import mandating, reporting
from comity.parties.ledger import Entry
from comity.tlp import Label
from tests import make

from .world import World

pytestmark = pytest.mark.django_db


def typed(**fields):
    return {
        "status": "under_way",
        "progress": "A line is open since May.",
        "limitations": "",
        "next_steps": "",
        "best_practice": "",
        "language": "en",
        "label": "AMBER",
        "stamp": "0",
        "sitting": "mine",
    } | fields


def form_at(assignment) -> str:
    return f"/en/mandates/assignments/{assignment.pk}/report/"


def keep_at(assignment) -> str:
    return f"/en/mandates/assignments/{assignment.pk}/keep/"


def page(response, status=200) -> str:
    assert response.status_code == status
    return response.content.decode()


def test_every_page_answers_a_member_and_a_stranger_finds_nothing(client, sign_in):
    world = World()
    report = world.accepted()
    assignment = report.assignment
    paths = [
        f"/en/mandates/{assignment.mandate_id}/",
        f"/en/mandates/assignments/{assignment.pk}/",
        f"/en/mandates/reports/{report.pk}/",
    ]
    for path in paths:
        assert client.get(path).status_code == 404, path
    member = sign_in(world.neighbour)
    for path in [*paths, "/en/mandates/asked/", f"/en/mandates/asked/{world.mexico.slug}/"]:
        assert "TLP:AMBER" in page(member.get(path)), path


def test_the_mandate_s_page_names_its_clause_only_to_who_reads_the_text(client):
    world = World(label="CLEAR", symbol="CRM/XIV/DEC/1")
    mandate = world.give(label=world.text.tlp)
    assert "CRM/XIV/DEC/1" in page(client.get(f"/en/mandates/{mandate.pk}/"))
    world.text.label = "AMBER"
    world.text.save()
    assert "CRM/XIV/DEC/1" not in page(client.get(f"/en/mandates/{mandate.pk}/"))


def test_a_mandate_s_page_names_a_watched_text_by_its_label_alone(sign_in):
    world = World(label="AMBER+STRICT", title={"en": "A title of its own"}, symbol="X/1")
    mandate = world.give(label=Label.STRICT)
    for address in (mandate.get_absolute_url(), "/en/mandates/"):
        html = sign_in(world.focal).get(address).getvalue().decode()
        assert "A title of its own" not in html
        assert "X/1" not in html
    html = page(sign_in(world.focal).get(mandate.get_absolute_url()))
    assert "A text under TLP:AMBER+STRICT" in html


def test_opening_a_watched_report_is_written_down(sign_in):
    world = World(label="AMBER+STRICT")
    assignment = world.assignment(label=world.text.tlp)
    report = world.accepted(assignment)
    page(sign_in(world.neighbour).get(f"/en/mandates/reports/{report.pk}/"))
    assert Entry.objects.filter(act="read", thing=f"mandates.report:{report.pk}").exists()


def read(person, thing) -> int:
    """How many readings of a thing by a person the ledger holds."""
    name = f"{thing._meta.label_lower}:{thing.pk}"
    return Entry.objects.filter(act="read", by=person, thing=name).count()


def watched(world: World, **fields) -> Report:
    return world.draft(world.assignment(label=world.text.tlp), sitting="theirs", **fields)


def test_a_refused_judgement_shows_a_watched_report_and_is_written_down(sign_in):
    world = World(label="AMBER+STRICT")
    report = reporting.submit(watched(world), by=world.focal, at=make.NOW)
    judge = f"/en/mandates/reports/{report.pk}/judge/"
    page(sign_in(world.secretary).post(judge, {"return": "1", "comment": ""}), 422)
    page(sign_in(world.second).post(judge, {"return": "1", "comment": "x" * 10_001}), 422)
    for person in (world.secretary, world.second):
        assert (read(person, report), read(person, report.assignment.mandate)) == (1, 1)


@pytest.mark.parametrize(
    ("fields", "status"),
    [(None, 200), ({"label": "PURPLE"}, 422), ({"save": "1", "label": "AMBER+STRICT"}, 409)],
)
def test_the_form_shows_a_watched_draft_and_is_written_down(fields, status, sign_in):
    world = World(label="AMBER+STRICT")
    report = watched(world, by=world.officer)
    client, path = sign_in(world.focal), form_at(report.assignment)
    page(client.get(path) if fields is None else client.post(path, typed(**fields)), status)
    assert (read(world.focal, report), read(world.focal, report.assignment.mandate)) == (1, 1)


def test_a_form_that_starts_from_a_watched_report_is_a_reading_of_it(sign_in):
    world = World()
    report = world.accepted(label=Label.STRICT)
    assert "A line is open." in page(sign_in(world.focal).get(form_at(report.assignment)))
    assert read(world.focal, report) == 1


def test_keeping_a_watched_draft_while_it_is_typed_reads_nothing(sign_in):
    world = World(label="AMBER+STRICT")
    assignment = world.assignment(label=world.text.tlp)
    client = sign_in(world.focal)
    for words in ("One.", "One. Two."):
        client.post(keep_at(assignment), typed(progress=words, label="AMBER+STRICT"))
    assert not Entry.objects.filter(act="read").exists()


@pytest.mark.parametrize(
    ("act", "fields"), [("assign", {"addressee": "party:atlantis"}), ("due", {"due_on": "soon"})]
)
def test_a_refused_act_on_a_watched_mandate_shows_it_and_is_written_down(act, fields, sign_in):
    world = World(label="AMBER+STRICT")
    mandate = world.give(label=world.text.tlp)
    page(sign_in(world.secretary).post(f"/en/mandates/{mandate.pk}/{act}/", fields), 422)
    assert read(world.secretary, mandate) == 1


def test_the_words_of_a_watched_mandate_stay_out_of_a_refusal_by_page(sign_in):
    world = World(label="AMBER+STRICT")
    mandate = world.give(label=world.text.tlp)
    mandating.close_mandate(mandate, by=world.secretary, at=make.NOW)
    html = page(sign_in(world.secretary).post(f"/en/mandates/{mandate.pk}/close/"), 409)
    assert "Keep a helpline." not in html


def test_who_may_not_see_the_mandate_is_not_told_its_words_by_its_report(sign_in):
    world = World()
    report = world.draft(world.assignment())
    network = make.body(dialogue=world.plenary.dialogue, parent=world.plenary)
    Mandate.objects.update(label="AMBER+STRICT", body=network)
    mandating.close_mandate(report.assignment.mandate, by=world.secretary, at=make.NOW)
    document = make.document(owner=report.owner, body=report.body, label="AMBER")
    report.evidence.add(document)
    client = sign_in(world.officer)
    html = page(client.get(report.get_absolute_url()))
    assert "Keep a helpline." not in html
    assert "Continue the report" not in html
    path = f"/en/mandates/reports/{report.pk}/evidence/{document.pk}/remove/"
    assert client.post(path).status_code == 404


def test_a_report_says_its_own_language(sign_in):
    world = World()
    report = world.accepted(language="es", progress="Hay una línea.")
    html = page(sign_in(world.neighbour).get(f"/en/mandates/reports/{report.pk}/"))
    assert '<div lang="es"><p>Hay una línea.</p></div>' in html


def test_only_who_may_act_is_shown_a_button(client, sign_in):
    world = World()
    assignment = world.assignment()
    path = f"/en/mandates/assignments/{assignment.pk}/"
    assert "Report on this" in page(sign_in(world.focal).get(path))
    assert "Report on this" not in page(sign_in(world.neighbour).get(path))
    path = f"/en/mandates/{assignment.mandate_id}/"
    assert "Close the mandate" in page(sign_in(world.secretary).get(path))
    assert "Close the mandate" not in page(sign_in(world.focal).get(path))


def test_the_way_from_typing_to_acceptance(sign_in):
    world = World()
    assignment = world.assignment()
    client = sign_in(world.focal)
    assert 'data-keep="' in page(client.get(form_at(assignment)))
    file = SimpleUploadedFile("proof.txt", b"It was done.")
    response = client.post(form_at(assignment), typed(submit="1", evidence=[file]))
    report = Report.objects.get()
    assert response["Location"] == report.get_absolute_url()
    assert (report.state, report.evidence.count()) == ("submitted", 1)
    judge = f"/en/mandates/reports/{report.pk}/judge/"
    client = sign_in(world.secretary)
    assert "proof.txt" in page(client.get(report.get_absolute_url()))
    client.post(judge, {"comment": "Since when?", "return": "1"})
    client = sign_in(world.focal)
    html = page(client.get(form_at(assignment)))
    assert "Since when?" in html
    assert "A line is open since May." in html
    stamp = re.search(r'name="stamp" value="(\d+)"', html).group(1)
    client.post(form_at(assignment), typed(submit="1", stamp=stamp, progress="Since May 2025."))
    sign_in(world.secretary).post(judge, {"accept": "1"})
    report.refresh_from_db()
    assert (report.state, report.progress) == ("accepted", "Since May 2025.")


def test_the_form_of_a_new_report_starts_from_the_last_accepted_one(sign_in):
    world = World()
    report = world.accepted(progress="Open since May.")
    assert "Open since May." in page(sign_in(world.focal).get(form_at(report.assignment)))


def test_a_mandate_just_closed_is_said_and_everything_typed_is_still_there(sign_in):
    world = World()
    assignment = world.assignment()
    mandating.close_mandate(assignment.mandate, by=world.secretary, at=make.NOW)
    response = sign_in(world.focal).post(
        form_at(assignment), typed(submit="1", next_steps="Staff at night.")
    )
    html = page(response, 422)
    assert "Ask the secretariat" in html
    assert "A line is open since May." in html
    assert "Staff at night." in html
    assert not Report.objects.exists()


def test_a_stale_draft_keeps_what_was_typed_and_shows_what_was_saved(sign_in):
    world = World()
    assignment = world.assignment()
    world.draft(assignment, by=world.officer, progress="Their words.", sitting="theirs")
    client = sign_in(world.focal)
    html = page(client.post(form_at(assignment), typed(save="1", progress="My words.")), 409)
    assert "My words." in html
    assert "Their words." in html
    assert Report.objects.get().progress == "Their words."
    stamp = re.search(r'name="stamp" value="(\d+)"', html).group(1)
    client.post(form_at(assignment), typed(save="1", stamp=stamp, progress="My words."))
    assert Report.objects.get().progress == "My words."


def test_evidence_that_is_not_what_it_says_is_named_and_the_words_are_saved(sign_in):
    world = World()
    assignment = world.assignment()
    files = [
        SimpleUploadedFile("act.pdf", b"MZ\x90\x00 not a PDF"),
        SimpleUploadedFile("proof.txt", b"It was done."),
    ]
    response = sign_in(world.focal).post(form_at(assignment), typed(submit="1", evidence=files))
    html = page(response, 422)
    assert "act.pdf is not a" in html
    assert "A line is open since May." in html
    report = Report.objects.get()
    assert (report.state, report.evidence.count()) == ("draft", 1)


def test_a_report_without_a_word_is_kept_as_a_draft_and_not_submitted(sign_in):
    world = World()
    assignment = world.assignment()
    client = sign_in(world.focal)
    html = page(client.post(form_at(assignment), typed(submit="1", progress="")), 422)
    assert "then submit the report" in html
    stamp = re.search(r'name="stamp" value="(\d+)"', html).group(1)
    assert stamp == "1", "the form goes on from what has just been saved"


def test_drafts_are_kept_while_typing(sign_in):
    world = World()
    assignment = world.assignment()
    client = sign_in(world.focal)
    for words in ("One.", "One. Two."):
        response = client.post(keep_at(assignment), typed(progress=words))
        assert (response.status_code, response.content) == (204, b"")
    assert Report.objects.get().progress == "One. Two."


def test_keeping_a_draft_needs_few_queries(sign_in, django_assert_max_num_queries):
    world = World()
    assignment = world.accepted().assignment
    client = sign_in(world.focal)
    still = {"still_progress": "on"}
    assert client.post(keep_at(assignment), typed(**still)).status_code == 204
    with django_assert_max_num_queries(18):
        assert client.post(keep_at(assignment), typed(**still)).status_code == 204


@pytest.mark.parametrize(
    ("fields", "status"),
    [({"label": "PURPLE"}, 422), ({"label": "CLEAR"}, 422), ({"sitting": "other"}, 409)],
)
def test_keeping_says_what_stands_in_the_way(fields, status, sign_in):
    world = World()
    assignment = world.assignment()
    world.draft(assignment, by=world.officer, sitting="theirs")
    response = sign_in(world.focal).post(keep_at(assignment), typed(**fields))
    assert response.status_code == status
    assert response["Content-Type"] == "application/json"


def test_keeping_for_somebody_else_s_party_is_refused(sign_in):
    world = World()
    response = sign_in(world.neighbour).post(keep_at(world.assignment()), typed())
    assert response.status_code == 422
    assert not Report.objects.exists()


def test_whoever_submitted_is_not_offered_to_accept(sign_in):
    world = World()
    assignment = world.give(addressees=[world.plenary]).assignments.get()
    report = world.submitted(assignment, by=world.secretary)
    html = page(sign_in(world.secretary).get(report.get_absolute_url()))
    assert "Accept the report" not in html
    response = sign_in(world.secretary).post(
        f"/en/mandates/reports/{report.pk}/judge/", {"accept": "1"}
    )
    assert "ask another person" in page(response, 422)


def test_a_return_without_a_comment_is_refused_on_the_page(sign_in):
    world = World()
    report = world.submitted()
    response = sign_in(world.secretary).post(
        f"/en/mandates/reports/{report.pk}/judge/", {"return": "1", "comment": ""}
    )
    assert "what Mexico should revise" in page(response, 422)


def test_evidence_is_taken_off_by_its_button(sign_in):
    world = World()
    assignment = world.assignment()
    client = sign_in(world.focal)
    file = SimpleUploadedFile("proof.txt", b"It was done.")
    client.post(form_at(assignment), typed(save="1", evidence=[file]))
    report = Report.objects.get()
    path = f"/en/mandates/reports/{report.pk}/evidence/{report.evidence.get().pk}/remove/"
    assert path in page(client.get(form_at(assignment)))
    client.post(path)
    assert not report.evidence.exists()


def proposing(world: World) -> None:
    make.suggestion(
        world.clause, kind="addressee", value=f"party:{world.mexico.slug}", state="accepted"
    )


def test_the_secretariat_gives_all_proposals_with_one_act(sign_in):
    world = World()
    proposing(world)
    path = f"/en/mandates/from/{world.text.slug}/"
    client = sign_in(world.secretary)
    assert "Keep a helpline." in page(client.get(path))
    client.post(path, {"clause": [world.clause.pk]})
    assert [str(one.addressee) for one in Mandate.objects.get().assignments.all()] == ["Mexico"]


def test_nobody_else_gives_mandates(client, sign_in):
    world = World()
    proposing(world)
    path = f"/en/mandates/from/{world.text.slug}/"
    assert sign_in(world.focal).get(path).status_code == 422
    assert sign_in(world.observer).get(path).status_code == 404


def test_one_mandate_is_changed_before_it_is_given(sign_in):
    world = World()
    proposing(world)
    path = f"/en/mandates/from/{world.text.slug}/{world.clause.pk}/"
    client = sign_in(world.secretary)
    assert "Mantener una línea." in page(client.get(path))
    fields = {
        "action_en": "Keep a helpline day and night.",
        "action_es": "",
        "parties": [world.belize.pk],
        "due_on": "2026-12-31",
        "label": "AMBER+STRICT",
    }
    client.post(path, fields)
    mandate = Mandate.objects.get()
    assert (str(mandate.action), mandate.label) == (
        "Keep a helpline day and night.",
        "AMBER+STRICT",
    )


@pytest.mark.parametrize("field", ["parties", "bodies", "themes"])
@pytest.mark.parametrize("key", ["9" * 30, "-1", "x", "99"])
def test_a_key_that_names_nothing_is_refused_on_the_page(field, key, sign_in):
    world = World()
    fields = {"action_en": "Changed words.", "label": "AMBER", field: [key]}
    path = f"/en/mandates/from/{world.text.slug}/{world.clause.pk}/"
    assert "Changed words." in page(sign_in(world.secretary).post(path, fields), 422)
    assert not Mandate.objects.exists()


def test_a_day_that_does_not_exist_is_named_and_what_was_typed_stays(sign_in):
    world = World()
    proposing(world)
    client = sign_in(world.secretary)
    fields = {"action_en": "Changed words.", "due_on": "2026-02-31", "label": "AMBER"}
    response = client.post(f"/en/mandates/from/{world.text.slug}/{world.clause.pk}/", fields)
    html = page(response, 422)
    assert "2026-02-31 is not a day of the calendar" in html
    assert "Changed words." in html
    mandate = world.give()
    html = page(client.post(f"/en/mandates/{mandate.pk}/due/", {"due_on": "2026-02-31"}), 422)
    assert "2026-02-31 is not a day of the calendar" in html


def test_the_secretariat_closes_reopens_postpones_and_asks_one_more(sign_in):
    world = World()
    mandate = world.give(addressees=[world.mexico])
    client = sign_in(world.secretary)
    path = f"/en/mandates/{mandate.pk}/"
    client.post(f"{path}due/", {"due_on": "2027-01-01"})
    client.post(f"{path}assign/", {"addressee": f"party:{world.belize.slug}"})
    client.post(f"{path}close/")
    mandate.refresh_from_db()
    assert (str(mandate.due_on), mandate.assignments.count(), mandate.is_open) == (
        "2027-01-01",
        2,
        False,
    )
    assert client.post(f"{path}close/").status_code == 409
    client.post(f"{path}reopen/")
    mandate.refresh_from_db()
    assert mandate.is_open


def test_when_all_say_done_the_secretariat_is_offered_to_close(sign_in):
    world = World()
    report = world.accepted(world.assignment(addressees=[world.mexico]), status="done")
    html = page(sign_in(world.secretary).get(f"/en/mandates/{report.assignment.mandate_id}/"))
    assert "close the mandate" in html


def test_lists_take_few_queries_however_long(sign_in, django_assert_max_num_queries):
    world = World()
    for number in range(50):
        of = make.mandate(f"{number}", clause=world.clause, body=world.plenary, label="AMBER")
        make.report(make.assignment(of, party=world.mexico))
    client = sign_in(world.focal)
    with django_assert_max_num_queries(10):
        page(client.get("/en/mandates/asked/"))


def test_a_mandate_asked_of_many_takes_few_queries(sign_in, django_assert_max_num_queries):
    world = World()
    mandate = world.give(addressees=[make.party() for _n in range(40)])
    client = sign_in(world.focal)
    with django_assert_max_num_queries(15):
        page(client.get(f"/en/mandates/{mandate.pk}/"))


def test_reports_kept_from_a_reader_are_kept_from_the_pages(sign_in):
    world = World()
    report = world.submitted(progress="Not yet for all.")
    client = sign_in(world.neighbour)
    assert client.get(f"/en/mandates/reports/{report.pk}/").status_code == 404
    html = page(client.get(f"/en/mandates/assignments/{report.assignment_id}/"))
    assert "No report yet that you may read." in html
    reporting.accept(report, by=world.secretary, at=make.NOW)
    html = page(client.get(f"/en/mandates/assignments/{report.assignment_id}/"))
    assert "Report of" in html


def test_the_history_of_a_mandate_tells_of_reports_that_its_reader_may_see(client, sign_in):
    world = World(label="CLEAR")
    report = world.accepted(world.assignment(label=Label.CLEAR), label=Label.AMBER)
    address = report.assignment.mandate.get_absolute_url()
    assert "Report of Mexico accepted" not in page(client.get(address))
    assert "Report of Mexico accepted" in page(sign_in(world.neighbour).get(address))


def test_the_comment_with_a_returned_report_stays_between_the_two_when_it_is_accepted(sign_in):
    world = World()
    report = world.submitted()
    reporting.return_with_comment(report, comment="Since when?", by=world.secretary, at=make.NOW)
    report = reporting.submit(report, by=world.focal, at=make.NOW)
    reporting.accept(report, by=world.secretary, at=make.NOW)
    readers = (world.focal, world.secretary, world.neighbour)
    pages = [page(sign_in(person).get(report.get_absolute_url())) for person in readers]
    assert ["Since when?" in html for html in pages] == [True, True, False]


def test_the_form_shows_no_draft_that_another_party_writes_for_the_same_body(sign_in):
    world = World()
    network = make.body(dialogue=world.plenary.dialogue, parent=world.plenary)
    head = make.delegate(of=world.belize, body=network, role="head")
    assignment = world.give(addressees=[network]).assignments.get()
    world.draft(assignment, by=world.secretary, progress="Not yet for all.")
    assert "Not yet for all." in page(sign_in(world.second).get(form_at(assignment)))
    assert "Not yet for all." not in page(sign_in(head).get(form_at(assignment)))


def test_evidence_that_its_party_may_not_read_is_neither_on_the_form_nor_taken_off(sign_in):
    world = World()
    report = world.draft(world.assignment())
    proof = make.document(
        "A name", owner=report.owner, body=report.body, label="RED", author=world.officer
    )
    report.evidence.add(proof)
    path = f"/en/mandates/reports/{report.pk}/evidence/{proof.pk}/remove/"
    addresses = [form_at(report.assignment), report.get_absolute_url()]
    for person, is_shown in [(world.officer, True), (world.focal, False)]:
        client = sign_in(person)
        assert ["A name" in page(client.get(one)) for one in addresses] == [is_shown] * 2
    assert client.post(path).status_code == 404
    assert report.evidence.get() == proof


def test_no_mandates_are_made_of_a_text_that_the_secretariat_may_not_read(sign_in):
    world = World()
    world.text.label = "RED"
    world.text.save()
    client = sign_in(world.secretary)
    for path in ("", f"{world.clause.pk}/"):
        assert client.get(f"/en/mandates/from/{world.text.slug}/{path}").status_code == 404
