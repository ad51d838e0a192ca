"""A follow-up report from the wish to the shared file."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from comity.documents.typesetting import TypesettingFailed
from comity.mandates.followup.painting import forms as painting
from comity.mandates.models import FollowUp, FollowUpFile
from comity.mandates.services import followups
from comity.mandates.services.followups import Wish
from comity.mandates.services.writing_followups import STALE, write_next, write_waiting
from comity.parties.ledger import Entry
from comity.parties.services import SamePerson, TooWide, relabel
from comity.tlp import Label
from tests import make
from tests.mandates.following import follow_up

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(days=1)


@pytest.fixture
def painted(monkeypatch):
    """The forms are painted in no time; how they look is asked elsewhere."""
    made = []

    def paint(paper, form, **_about):
        made.append((paper.language, form))
        return f"{form} in {paper.language}".encode()

    monkeypatch.setattr("comity.mandates.services.writing_followups.paint", paint)
    return made


class World:
    def __init__(self) -> None:
        self.body = make.plenary()
        self.secretary = make.secretary(self.body)
        self.office = self.secretary.seats.get()
        self.second = make.seat(of=self.office.party, body=self.office.body).person
        self.member = make.delegate(body=self.body)

    def ask(self, *, by=None, **fields) -> FollowUp:
        circle = {"label": Label.AMBER, "with_observers": False, "languages": ["en"]}
        circle |= {name: fields.pop(name) for name in list(circle) if name in fields}
        wish = Wish(**{"body": self.body, "until": make.TODAY} | fields)
        return followups.ask_for_follow_up(wish, **circle, by=by or self.secretary, at=make.NOW)

    def written(self, **fields) -> FollowUp:
        made = self.ask(**fields)
        assert write_next(make.NOW)
        made.refresh_from_db()
        return made


# Asking


def test_secretariat_and_presidency_have_reports_written_and_no_other():
    world = World()
    chair = make.delegate(body=world.body)
    make.presidency(chair.seats.get().party, world.body.dialogue)
    assert world.ask().owner == world.office.party
    assert world.ask(by=chair, label=Label.CLEAR).owner == chair.seats.get().party
    with pytest.raises(followups.NotTheirReport, match="secretariat and its presidency"):
        world.ask(by=world.member)


def test_a_report_has_a_circle():
    with pytest.raises(followups.NoCircle):
        World().ask(label=Label.RED)


def test_the_presidency_has_no_report_written_for_a_body_it_is_not_in():
    world = World()
    chair = make.delegate(body=world.body)
    make.presidency(chair.seats.get().party, world.body.dialogue)
    network = make.body(parent=world.body, dialogue=world.body.dialogue)
    with pytest.raises(followups.NotOfTheCircle, match="you are not one of them"):
        world.ask(by=chair, body=network, label=Label.STRICT)
    assert world.ask(by=chair, body=network, label=Label.AMBER)


def test_a_period_ends_after_it_begins():
    with pytest.raises(followups.NotAPeriod, match="Change one of them"):
        World().ask(since=date(2026, 4, 1))


def test_the_same_report_is_written_once_at_a_time():
    world = World()
    world.ask()
    with pytest.raises(followups.AlreadyAsked):
        world.ask()
    assert world.ask(label=Label.GREEN)


def test_it_has_a_title_in_every_language_unless_it_is_given_one():
    world = World()
    assert set(world.ask().title.data) >= {"en", "es", "fr"}
    named = world.ask(label=Label.GREEN, title={"en": "Ten years on"})
    assert named.title.data == {"en": "Ten years on"}


# Writing


def test_every_form_is_written_in_every_language(painted):
    made = World().written(languages=["es", "en"])
    assert made.state == "ready"
    assert made.progress == 100
    assert made.written_at == make.NOW
    assert set(painted) == {
        (lang, form) for lang in ("en", "es") for form in ("docx", "pdf", "html")
    }
    for file in made.files.all():
        with file.file.open() as kept:
            words = kept.read()
        assert words == f"{file.form} in {file.language}".encode()
        assert file.size == len(words)


def test_who_waits_sees_how_far_it_is(monkeypatch):
    made = World().ask()
    seen = []

    def paint(paper, form, **_about):
        seen.append(FollowUp.objects.get(pk=made.pk).progress)
        return b"x"

    monkeypatch.setattr("comity.mandates.services.writing_followups.paint", paint)
    write_next(make.NOW)
    assert seen == [10, 40, 70]


def test_nothing_waits_nothing_is_done():
    assert write_next(make.NOW) is False


def test_all_that_wait_are_written_in_one_round(painted):
    world = World()
    made = [world.ask(), world.ask(label=Label.GREEN)]
    write_waiting(make.NOW)
    assert {FollowUp.objects.get(pk=one.pk).state for one in made} == {"ready"}


def test_a_report_that_another_worker_has_is_left_to_it(painted):
    made = World().ask()
    FollowUp.objects.filter(pk=made.pk).update(state="working", begun_at=make.NOW)
    assert write_next(make.NOW + STALE) is False


def test_what_was_left_half_written_is_begun_anew_once(painted):
    made = World().ask()
    FollowUp.objects.filter(pk=made.pk).update(state="working", begun_at=make.NOW)
    late = make.NOW + 2 * STALE
    assert write_next(late)
    made.refresh_from_db()
    assert made.state == "ready"
    FollowUp.objects.filter(pk=made.pk).update(
        state="working", begun_at=make.NOW, fault="interrupted"
    )
    assert write_next(late) is False
    made.refresh_from_db()
    assert (made.state, made.fault) == ("failed", "interrupted")


def test_pages_that_cannot_be_set_leave_a_sentence_and_no_file(monkeypatch):
    def paint(paper, form, **_about):
        raise TypesettingFailed("out of ink.")

    monkeypatch.setattr("comity.mandates.services.writing_followups.paint", paint)
    made = World().written()
    assert (made.state, made.fault) == ("failed", "typesetting: out of ink.")


def test_what_a_worker_cannot_answer_for_is_told_to_its_caller_and_to_the_reader(monkeypatch):
    def paint(paper, form, **_about):
        raise ZeroDivisionError

    monkeypatch.setattr("comity.mandates.services.writing_followups.paint", paint)
    made = World().ask()
    with pytest.raises(ZeroDivisionError):
        write_next(make.NOW)
    made.refresh_from_db()
    assert (made.state, made.fault) == ("failed", "broken")


def test_a_record_narrowed_while_it_is_written_is_not_in_it(monkeypatch):
    world = World()
    report = make.report(make.assignment(make.mandate(body=world.body)), owner=world.office.party)
    made = world.ask(label=Label.GREEN)

    def paint(paper, form, **_about):
        if form == "pdf":
            relabel(
                report, label=Label.AMBER, with_observers=False, by=world.secretary, at=make.NOW
            )
        return b"x"

    monkeypatch.setattr("comity.mandates.services.writing_followups.paint", paint)
    write_next(make.NOW)
    made.refresh_from_db()
    assert (made.state, made.content) == ("waiting", {})
    assert not made.files.exists()
    write_next(LATER)
    made.refresh_from_db()
    assert made.state == "ready"
    assert made.content["left_out"]["narrower_reports"] == 1


# Sharing


def test_what_is_clear_is_published_by_four_eyes(painted):
    world = World()
    made = world.written(label=Label.CLEAR)
    assert followups.share_follow_up(made, by=world.secretary, at=make.NOW) is False
    with pytest.raises(SamePerson):
        followups.share_follow_up(made, by=world.secretary, at=make.NOW)
    assert followups.share_follow_up(made, by=world.second, at=make.NOW)


def test_only_what_is_written_is_shared(painted):
    world = World()
    with pytest.raises(followups.NotReady, match="not written yet"):
        followups.share_follow_up(world.ask(), by=world.secretary, at=make.NOW)


def test_a_report_is_never_read_more_widely_than_it_was_written_for(painted):
    world = World()
    made = world.written()
    followups.share_follow_up(made, by=world.secretary, at=make.NOW)
    for label, switch in [(Label.GREEN, False), (Label.AMBER, True)]:
        with pytest.raises(TooWide):
            relabel(made, label=label, with_observers=switch, by=world.second, at=make.NOW)
    relabel(made, label=Label.STRICT, with_observers=False, by=world.second, at=make.NOW)
    relabel(made, label=Label.AMBER, with_observers=False, by=world.second, at=make.NOW)


def test_a_shared_report_is_taken_back_when_a_record_in_it_is_narrowed(
    painted, django_capture_on_commit_callbacks
):
    world = World()
    mandate = make.mandate(body=world.body, label="GREEN", owner=world.office.party)
    make.report(make.assignment(mandate), progress="numbat")
    made, wider = world.written(label=Label.GREEN), world.written(label=Label.AMBER)
    for one in (made, wider):
        followups.share_follow_up(one, by=world.secretary, at=make.NOW)
    file = made.files.first().file
    with django_capture_on_commit_callbacks(execute=True):
        relabel(mandate, label=Label.AMBER, with_observers=False, by=world.secretary, at=make.NOW)
    made.refresh_from_db()
    wider.refresh_from_db()
    assert (made.state, made.fault, made.content) == ("failed", "narrowed", {})
    assert not made.is_shared
    assert not file.storage.exists(file.name)
    assert wider.is_shared
    assert Entry.objects.filter(act="followup.taken_back").count() == 1


def test_a_report_is_written_again_from_what_is_there_by_now(painted):
    world = World()
    made = world.written()
    make.mandate(body=world.body)
    followups.write_again(made, by=world.second, at=make.NOW)
    write_next(LATER)
    made.refresh_from_db()
    assert len(made.content["mandates"]) == 1
    followups.share_follow_up(made, by=world.secretary, at=make.NOW)
    with pytest.raises(followups.NotReady):
        followups.write_again(made, by=world.secretary, at=make.NOW)


# Pages


def test_a_report_is_asked_for_on_a_page(sign_in):
    world = World()
    client = sign_in(world.secretary)
    address = reverse("mandates:ask_follow_up", args=[world.body.slug])
    assert client.get(address).status_code == 200
    answer = client.post(address, {"until": "", "label": "AMBER", "languages": ["en"]})
    assert answer.status_code == 422
    assert "Say on which day the period ends" in answer.content.decode()
    answer = client.post(
        address, {"until": "2026-03-02", "label": "AMBER", "languages": ["en", "fr"]}
    )
    made = FollowUp.objects.get()
    assert answer.url == made.get_absolute_url()
    assert made.languages == ["en", "fr"]
    assert "waits to be written" in client.get(answer.url).content.decode()


def test_only_those_who_lead_the_dialogue_find_the_page(sign_in):
    world = World()
    address = reverse("mandates:ask_follow_up", args=[world.body.slug])
    assert sign_in(world.member).get(address).status_code == 404


def test_a_written_report_is_read_part_by_part(sign_in, painted):
    world = World()
    mandate = make.mandate("Keep a helpline", body=world.body)
    make.report(make.assignment(mandate), progress="A line is <open>.")
    made = world.written()
    client = sign_in(world.secretary)
    html = client.get(made.get_absolute_url()).content.decode()
    assert "What was left out, and why" in html
    links = re.findall(r'href="([^"]*/parts/[^"]*)"', html)
    assert len(links) == 6
    pages = [client.get(link).content.decode() for link in links]
    assert any("A line is &lt;open&gt;." in page for page in pages)
    assert client.get(links[0].replace("summary", "nowhere")).status_code == 404


def test_a_report_is_nobodys_before_it_is_shared(client, sign_in, painted):
    world = World()
    made = world.written(label=Label.CLEAR)
    addresses = [
        made.get_absolute_url(),
        reverse("mandates:follow_up_part", args=[made.pk, "summary"]),
        made.files.first().get_absolute_url(),
    ]
    assert {status(client, address) for address in addresses} == {404}
    FollowUp.objects.filter(pk=made.pk).update(shared_at=make.NOW)
    assert {status(client, address) for address in addresses} == {200}


def status(client, address):
    """A file is read to its end: the client then closes it without closing the database."""
    answer = client.get(address)
    if answer.streaming:
        answer.getvalue()
    return answer.status_code


def test_a_file_is_saved_and_never_shown(client, painted):
    made = World().written(label=Label.CLEAR)
    FollowUp.objects.filter(pk=made.pk).update(shared_at=make.NOW)
    answer = client.get(made.files.get(form="html").get_absolute_url())
    assert answer.getvalue() == b"html in en"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert answer.headers["Content-Language"] == "en"


def test_reading_and_saving_a_watched_report_is_written_down(sign_in, painted):
    world = World()
    made = world.written(label=Label.STRICT)
    client = sign_in(world.secretary)
    for address in (made.get_absolute_url(), made.files.first().get_absolute_url()):
        assert status(client, address) == 200
    acts = Entry.objects.filter(thing=f"mandates.followup:{made.pk}").values_list("act", flat=True)
    assert {"read", "downloaded"} <= set(acts)


def test_a_fault_is_told_in_a_sentence(sign_in):
    world = World()
    made = world.ask()
    FollowUp.objects.filter(pk=made.pk).update(state="failed", fault="narrowed")
    html = sign_in(world.secretary).get(made.get_absolute_url()).content.decode()
    assert "a narrower circle now" in html
    assert "Write it again" in html


def test_the_list_shows_those_of_one_body_and_a_watched_title_to_nobody_in_passing(sign_in):
    world = World()
    ours = follow_up(
        world.body, title=make.said("numbat"), label="AMBER+STRICT", shared_at=make.NOW
    )
    follow_up(make.plenary(), title=make.said("quokka"), shared_at=make.NOW)
    client = sign_in(world.member)
    address = reverse("mandates:follow_ups")
    html = client.get(address, {"body": world.body.slug}).content.decode()
    assert ours.get_absolute_url() in html
    assert "numbat" not in html
    assert "quokka" not in html
    assert "quokka" in client.get(address).content.decode()
    assert client.get(address, {"body": "nowhere"}).status_code == 404


def test_the_page_of_a_body_leads_to_its_reports(sign_in):
    world = World()
    follow_up(world.body, title=make.said("Ten years on"), shared_at=make.NOW)
    html = sign_in(world.secretary).get(world.body.get_absolute_url()).content.decode()
    assert "Ten years on" in html
    assert reverse("mandates:ask_follow_up", args=[world.body.slug]) in html


def test_sharing_from_the_page(sign_in, painted):
    world = World()
    made = world.written(label=Label.CLEAR)
    share = reverse("mandates:share_follow_up", args=[made.pk])
    assert sign_in(world.secretary).post(share).status_code == 302
    assert sign_in(world.second).post(share).status_code == 302
    assert FollowUp.objects.get(pk=made.pk).is_shared
    again = reverse("mandates:write_follow_up_again", args=[made.pk])
    assert sign_in(world.second).post(again).status_code == 409
    assert painting.FORMS.keys() == {file.form for file in FollowUpFile.objects.all()}
