"""The hand-over pack: who takes it along, what is in it, and what is never in it."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from docx import Document

from comity.parties.ledger import Entry
from comity.parties.troika import troika
from tests import make
from tests.entering import entered

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("comity.mandates.views.hand_over.timezone.localdate", lambda *_at: ON)
    monkeypatch.setattr("django.utils.timezone.now", lambda: make.NOW)


ON = make.TODAY
SOON = ON + timedelta(days=40)


class World:
    """A dialogue with its secretariat, the last, present and next presidency, and a member."""

    def __init__(self) -> None:
        self.body = make.plenary()
        self.dialogue = self.body.dialogue
        self.secretary = make.secretary(self.body)
        terms = {
            "past": {"since": date(2024, 1, 1), "until": date(2024, 12, 31)},
            "present": {"since": date(2025, 1, 1), "until": date(2026, 12, 31)},
            "coming": {"since": date(2027, 1, 1)},
            "long_ago": {"since": date(2020, 1, 1), "until": date(2020, 12, 31)},
        }
        for name, term in terms.items():
            person = make.delegate(body=self.body)
            make.presidency(person.seats.get().party, self.dialogue, **term)
            setattr(self, name, person)
        self.member = make.delegate(body=self.body)

    @property
    def address(self) -> str:
        return reverse("mandates:hand_over", args=[self.dialogue.slug])

    def page(self, person) -> str:
        answer = entered(person).get(self.address)
        assert answer.status_code == 200
        return answer.content.decode()

    def file(self, person, form="html", language="en"):
        where = reverse("mandates:hand_over_file", args=[self.dialogue.slug, form])
        return entered(person).get(where, {"in": language})


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("secretary", 200),
        ("past", 200),
        ("present", 200),
        ("coming", 200),
        ("long_ago", 404),
        ("member", 404),
    ],
)
@pytest.mark.parametrize("form", ["", "html"])
def test_the_secretariat_and_the_troika_open_it_and_nobody_else(who, status, form):
    here = World()
    person = getattr(here, who)
    answer = here.file(person) if form else entered(person).get(here.address)
    assert answer.status_code == status


def test_the_presidency_of_another_dialogue_does_not_open_it():
    here, other = World(), World()
    assert entered(other.present).get(here.address).status_code == 404


def test_it_holds_what_is_open_and_to_come_with_its_days():
    here = World()
    mandate = make.mandate("Report on helplines", body=here.body, due_on=ON - timedelta(days=1))
    make.assignment(mandate, party=make.party())
    make.mandate("Closed long ago", body=here.body, closed_on=ON)
    make.meeting("The next meeting", body=here.body, starts_on=SOON)
    make.meeting("An old meeting", body=here.body, starts_on=date(2020, 1, 1))
    make.instrument("A draft", adopted=False, body=here.body, offered_at=make.NOW, label="AMBER")
    make.round_("A round", body=here.body, deadline_on=SOON)
    reviewed = make.instrument("A protocol", kind="protocol", body=here.body)
    make.protocol(reviewed, review_on=SOON)
    memorandum = make.instrument("A memorandum", kind="memorandum", body=here.body)
    make.agreement(memorandum, ends_on=SOON, renewal="explicit")
    shown = here.page(here.secretary)
    for words in (
        "Report on helplines", "1 addressee: No report 1", "overdue", "The next meeting",
        "A draft", "offered for adoption", "A round", "A protocol", "to be reviewed",
        "A memorandum", here.member.name,
    ):  # fmt: skip
        assert words in shown, words
    assert "Closed long ago" not in shown
    assert "An old meeting" not in shown


def test_it_holds_what_is_under_silence_what_is_drafted_and_who_is_invited():
    here = World()
    text = make.instrument(
        "A text in drafting", adopted=False, shared_at=make.NOW, body=here.body, label="AMBER"
    )
    make.drafting(text, due_on=SOON)
    other = make.instrument(
        "A text under silence", adopted=False, shared_at=make.NOW, body=here.body, label="AMBER"
    )
    make.silence(make.drafting(other, closed_at=make.NOW))
    meeting = make.meeting("The next meeting", body=here.body, starts_on=SOON)
    make.convocation(meeting, answer_by=ON, nominate_by=ON + timedelta(days=9))
    shown = here.page(here.secretary)
    members = make.Membership.objects.filter(body=here.body, role="member").count()
    for words in (
        f"positions are due; {members} are missing", "silence ends on",
        "last day to answer the invitation", "last day to name the delegates",
    ):  # fmt: skip
        assert words in shown, words


def test_a_cancelled_meeting_is_not_handed_over():
    here = World()
    make.meeting("Called off", body=here.body, starts_on=SOON, cancelled_at=make.NOW)
    assert "Called off" not in here.page(here.secretary)


def test_everybody_finds_in_it_what_that_person_may_see():
    here = World()
    network = make.body("A network", dialogue=here.dialogue, parent=here.body)
    make.mandate("For the network alone", body=network, label="AMBER+STRICT")
    make.mandate("For the dialogue", body=here.body, label="AMBER")
    assert "For the dialogue" in here.page(here.coming)
    assert "For the network alone" not in here.page(here.coming)
    assert "A mandate under TLP:AMBER+STRICT" not in here.page(here.coming)
    assert "A mandate under TLP:AMBER+STRICT" in here.page(here.secretary)
    assert "For the network alone" not in here.page(here.secretary)


def test_a_party_s_own_unpublished_text_is_handed_over_to_nobody_else():
    here = World()
    regional = make.instrument(kind="protocol", body=here.body)
    owner = here.member.seats.get().party
    make.national(regional, "A law in the making", adopted=False, owner=owner)
    for person in (here.secretary, here.present, here.coming):
        assert "A law in the making" not in here.page(person)


def test_the_word_file_opens_and_says_the_same_in_another_language():
    here = World()
    make.mandate({"en": "Report on it", "es": "Informar al respecto"}, body=here.body)
    answer = here.file(here.coming, "docx", "es")
    assert answer.headers["Content-Language"] == "es"
    word = Document(io.BytesIO(answer.content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert "Informar al respecto" in cells
    assert any("AMBER+STRICT" in p.text for p in word.sections[0].header.paragraphs)


@pytest.mark.parametrize(("form", "first"), [("pdf", b"%PDF"), ("html", b"<!doctype html>")])
def test_the_other_forms_come_as_files_that_nobody_else_keeps(form, first):
    here = World()
    answer = here.file(here.secretary, form)
    assert answer.content[: len(first)].lower() == first.lower()
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "attachment" in answer.headers["Content-Disposition"]


def test_an_unknown_form_is_not_there():
    here = World()
    assert here.file(here.secretary, "exe").status_code == 404
    assert not Entry.objects.exists()


def test_each_download_is_in_the_ledger_where_the_secretariat_reads_it():
    here = World()
    here.file(here.coming, "html", "fr")
    entry = Entry.objects.visible_to(make.reader(here.secretary)).get()
    assert entry.act == "dialogue.handed_over"
    assert (entry.by, entry.party) == (here.coming, here.coming.seats.get().party)
    assert entry.facts == {"dialogue": here.dialogue.slug, "form": "html", "language": "fr"}


def test_the_troika_is_the_last_the_present_and_the_next():
    here = World()
    found = troika(here.dialogue, ON)
    people = (here.past, here.present, here.coming)
    assert [term.party for term in found] == [one.seats.get().party for one in people]
    assert list(troika(make.dialogue(), ON)) == [None, None, None]


def test_the_page_of_the_dialogue_shows_the_way_to_those_who_may_take_it():
    here = World()
    url = here.dialogue.get_absolute_url()
    assert here.address in entered(here.past).get(url).content.decode()
    assert here.address not in entered(here.member).get(url).content.decode()


def test_its_queries_do_not_grow_with_the_mandates(django_assert_max_num_queries):
    here = World()
    for _number in range(15):
        make.assignment(make.mandate(body=here.body), party=here.member.seats.get().party)
    client = entered(here.secretary)
    client.get(here.address)
    with django_assert_max_num_queries(35):
        client.get(here.address)
