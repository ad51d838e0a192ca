"""The pages of rounds and replies, as people use them."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from comity.mandates.matrix import Filters, Scope, matrix
from comity.mandates.models import Round
from comity.mandates.services import replies, rounds
from comity.mandates.services.rounds import Asking
from tests import make
from tests.mandates.test_replies import Replies
from tests.mandates.test_rounds import Rounds

pytestmark = pytest.mark.django_db

SECRET = "Quetzalcoatlus"


def url(name: str, *args) -> str:
    return reverse(f"mandates:{name}", args=args)


def planned(here: Rounds, **changes) -> dict:
    return {
        "title_en": "The round of 2026",
        "since": "2025-01-01",
        "until": "2025-12-31",
        "deadline_on": "2099-03-31",
        "reminders": "-14, -3, 2",
        "instruments": [here.text.pk],
        "label": "AMBER",
    } | changes


def asked(count: int, **fields) -> dict:
    data = {"q-TOTAL_FORMS": str(count), "q-INITIAL_FORMS": "0"}
    for number in range(count):
        data[f"q-{number}-kind"] = "text"
    return data | fields


def current(here: Rounds, *questions: Asking, **fields) -> Round:
    """Open on the day on which the test runs."""

    return here.opened(*questions, deadline_on=date(2099, 3, 31), **fields)


def test_the_secretariat_prepares_asks_and_opens(sign_in):
    here = Rounds()
    client = sign_in(here.secretary)
    answer = client.post(url("prepare_round", here.plenary.slug), planned(here), follow=True)
    round_ = Round.objects.get()
    assert "Open the round" in answer.content.decode()
    typed = asked(2, **{"q-0-question_en": "What?", "q-0-is_required": "on"})
    client.post(url("questions", round_.pk), typed | {"save": "1"})
    assert [str(one.words) for one in round_.questions.all()] == ["What?"]
    answer = client.post(url("open_round", round_.pk), follow=True)
    assert "0 of 2 parties" in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reminders": "soon"}, "is not a number of days"),
        ({"until": "2024-01-01"}, "ends before it begins"),
        ({"deadline_on": "31/31"}, "not a day of the calendar"),
        ({"label": "CLEAR"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_in_a_plan_is_said_and_kept(sign_in, changes, words):
    here = Rounds()
    client = sign_in(here.secretary)
    answer = client.post(url("prepare_round", here.plenary.slug), planned(here, **changes))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "The round of 2026" in answer.content.decode()


def test_the_circles_of_a_plan_are_said_in_the_language_of_the_page(sign_in):
    here = Rounds()
    with override("es"):
        page = sign_in(here.secretary).get(url("prepare_round", here.plenary.slug))
    assert "TLP:AMBER – los asientos del diálogo" in page.content.decode()


def test_adding_a_question_keeps_what_was_typed_and_saves_nothing(sign_in):
    here = Rounds()
    prepared = here.prepared()
    client = sign_in(here.secretary)
    typed = asked(1, **{"q-0-question_en": "Typed so far"}) | {"add": "1"}
    page = client.post(url("questions", prepared.pk), typed).content.decode()
    assert "Typed so far" in page
    assert "q-1-question_en" in page
    assert not prepared.questions.exists()


def test_uneven_questions_are_named_and_kept(sign_in):
    here = Rounds()
    prepared = here.prepared()
    typed = asked(1, **{"q-0-question_en": "Which?", "q-0-kind": "choice"}) | {"save": "1"}
    answer = sign_in(here.secretary).post(url("questions", prepared.pk), typed)
    assert answer.status_code == 422
    assert "Question 1 is asked in en" in answer.content.decode()


def test_those_who_are_asked_do_not_lead(sign_in):
    here = Rounds()
    round_ = current(here)
    client = sign_in(here.focal)
    for name in ("change_round", "questions"):
        assert client.get(url(name, round_.pk)).status_code == 404
    assert client.post(url("close_round", round_.pk)).status_code == 404
    assert client.get(url("prepare_round", here.plenary.slug)).status_code == 404


class Open(Replies):
    def opened(self, *questions: Asking, **fields) -> Round:

        return super().opened(*questions, **{"deadline_on": date(2099, 3, 31)} | fields)

    def typed(self, **changes) -> dict:
        text, choice, number, spent, law = (f"q{one.pk}" for one in self.questions)
        return {
            text: "Nothing stands in the way.",
            choice: "1",
            number: "12,5",
            spent: "",
            f"{spent}_text": "",
            law: "yes",
            f"{law}_text": "Law 5.",
            "language": "en",
            "label": "AMBER",
            "stamp": self.ours.stamp,
            "sitting": "a" * 32,
        } | {f"q{self.questions[int(key[1:])].pk}": value for key, value in changes.items()}


def test_one_page_holds_everything_that_is_asked(sign_in):
    here = Open()
    page = sign_in(here.focal).get(url("reply", here.ours.pk)).content.decode()
    assert url("write", here.mandate.assignments.get(party=here.mexico).pk) in page
    assert "Which unit?" in page
    assert here.ours.state == "opened"


def test_a_reply_that_the_reader_may_not_read_is_not_at_its_round(client):
    round_ = make.round_(label="CLEAR")
    public, hidden = (
        make.reply(round_, label=label, owner=make.party()) for label in ("CLEAR", "AMBER")
    )
    words = client.get(url("round", round_.pk)).content.decode()
    assert public.get_absolute_url() in words
    assert hidden.get_absolute_url() not in words


def test_answers_are_kept_submitted_and_accepted(sign_in):
    here = Open()
    address = url("reply", here.ours.pk)
    client = sign_in(here.focal)
    assert client.post(url("keep_reply", here.ours.pk), here.typed()).status_code == 204
    assert here.ours.state == "draft"
    client.post(address, here.typed() | {"submit": "1"})
    assert here.ours.state == "submitted"
    client = sign_in(here.secretary)
    assert "12.5 persons" in client.get(address).content.decode()
    client.post(url("judge_reply", here.ours.pk), {"accept": "1"})
    assert here.ours.state == "accepted"
    page = sign_in(here.neighbour).get(address).content.decode()
    assert "Nothing stands in the way." in page


def test_a_file_goes_with_a_yes(sign_in):
    here = Open()
    law = here.questions[-1].pk
    files = {f"q{law}_files": SimpleUploadedFile("law.txt", b"The law.")}
    sign_in(here.focal).post(url("reply", here.ours.pk), here.typed() | files | {"save": "1"})
    assert here.ours.evidence().count() == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"n2": "1.234"}, "may be read in two ways"),
        ({"n2": "a dozen"}, "is not a number"),
        ({"n2": ""}, "Question 3 needs an answer"),
        ({"n3": "5"}, "in which unit"),
    ],
)
def test_what_is_wrong_in_an_answer_is_said_and_kept(sign_in, typed, words):
    here = Open()
    sent = here.typed(**typed) | {"submit": "1"}
    answer = sign_in(here.focal).post(url("reply", here.ours.pk), sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert "Nothing stands in the way." in page
    assert here.ours.state != "submitted"


def test_a_round_closed_while_typing_keeps_the_words(sign_in):
    here = Open()
    rounds.close_round(here.round, by=here.secretary, at=make.NOW)
    sent = here.typed() | {"submit": "1"}
    answer = sign_in(here.focal).post(url("reply", here.ours.pk), sent)
    assert answer.status_code == 409
    assert "is closed for Mexico" in answer.content.decode()
    assert here.ours.answers.count() == 5
    assert "kept here as a draft" in answer.content.decode()


def test_a_draft_is_read_by_no_other_party_and_by_no_office(sign_in):
    here = Open()
    here.save(here.said(text=replies.Given(SECRET)))
    for person in (here.neighbour, here.secretary, here.observer):
        client = sign_in(person)
        assert client.get(url("reply", here.ours.pk)).status_code == 404
        for address in (
            url("round", here.round.pk),
            url("rounds"),
            here.plenary.get_absolute_url(),
        ):
            assert SECRET not in client.get(address).content.decode()


def test_the_secretariat_sees_states_and_others_who_was_asked(sign_in):
    here = Open()
    here.save()
    address = url("round", here.round.pk)
    page = sign_in(here.secretary).get(address).content.decode()
    assert "Being written" in page
    page = sign_in(here.neighbour).get(address).content.decode()
    assert "Being written" not in page
    assert "Who is asked" in page


def test_more_time_is_given_to_one_party(sign_in):
    here = Open()
    address = url("extend_round", here.round.pk, here.mexico.slug)
    client = sign_in(here.secretary)
    client.post(address, {"until": "2099-04-30", "reason": "A hurricane."})
    assert "A hurricane." in sign_in(here.focal).get(url("reply", here.ours.pk)).content.decode()
    assert (
        "A hurricane."
        not in sign_in(here.neighbour).get(url("round", here.round.pk)).content.decode()
    )


def test_one_button_submits_what_is_ready(sign_in):
    here = Open()
    here.draft(here.mandate.assignments.get(party=here.mexico))
    answer = sign_in(here.focal).post(url("submit_ready", here.ours.pk), follow=True)
    page = answer.content.decode()
    assert "1 thing was submitted." in page
    assert "Question 1 needs an answer" in page


def test_an_institution_stands_beside_the_states_and_leaves_no_gap(sign_in):
    here = Rounds(with_observers=True)
    here.mandate = here.give(action={"en": "For all."}, with_observers=True)
    iom = make.party("IOM", kind="institution")
    officer = make.seat(of=iom, body=here.plenary, as_="observer").person
    round_ = current(here, with_institutions=True, with_observers=True)
    reply = here.reply(round_, iom)
    client = sign_in(officer)
    assert "Other mandates of the round" in client.get(url("reply", reply.pk)).content.decode()
    client.post(url("support", reply.pk, here.mandate.pk))
    assignment = here.mandate.assignments.get(party=iom)
    assert assignment.is_support
    reader = make.reader(here.neighbour)
    keys = {
        key for row in matrix(Scope.of(reader), Filters(), make.TODAY).rows for key in row.cells
    }
    assert f"party:{iom.slug}" not in keys
    here.accepted(assignment, by=officer, with_observers=True)
    found = matrix(Scope.of(reader), Filters(), make.TODAY)
    columns = {column.key: column.group for column in found.columns}
    assert columns[f"party:{iom.slug}"] == "institutions"
    page = b"".join(sign_in(here.neighbour).get(url("matrix")).streaming_content).decode()
    assert "States and territories" in page
    page = client.get(url("mandate", here.mandate.pk)).content.decode()
    assert "Institutions in support" in page


def test_a_report_of_a_round_leads_to_the_next_one(sign_in):
    here = Rounds()
    second = here.give(action={"en": "Another."})
    round_ = current(here)
    client = sign_in(here.focal)
    own = here.reply(round_)
    first, last = (
        here.mandate.assignments.get(party=here.mexico),
        second.assignments.get(party=here.mexico),
    )
    page = client.get(url("write", first.pk)).content.decode()
    assert url("reply", own.pk) in page
    assert f'href="/en{url("write", last.pk).removeprefix("/en")}" rel="next"' in page
    assert 'rel="next"' not in client.get(url("write", last.pk)).content.decode()
