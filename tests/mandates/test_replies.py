"""A party's reply to a round: written, submitted, accepted, returned; and read by nobody else."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.documents.files import read_upload
from comity.documents.models import Document
from comity.mandates.models import Answer, Question, Reply
from comity.mandates.services import replies, reporting, round_rules, rounds, rules
from comity.mandates.services.replies import Given
from comity.mandates.services.rounds import Asking
from comity.parties.access import ANYONE
from comity.parties.ledger import Entry
from comity.parties.services import NotTheSecretariat, SamePerson, relabel
from comity.refusals import Refusal
from comity.tlp import Label
from tests import make
from tests.mandates.test_rounds import Rounds

pytestmark = pytest.mark.django_db

ASKED = [
    Asking({"en": "What stands in the way?"}, "text"),
    Asking({"en": "Which unit?"}, "choice", choices={"en": "Police\nProsecution"}),
    Asking({"en": "How many were trained?"}, "number", unit={"en": "persons"}),
    Asking({"en": "How much was spent?"}, "number", is_required=False),
    Asking({"en": "Is there a law?"}, "yes_no"),
]


class Replies(Rounds):
    def __init__(self, *asked: Asking) -> None:
        super().__init__()
        self.round = self.opened(*(asked or ASKED))
        self.questions = list(self.round.questions.all())

    @property
    def ours(self) -> Reply:
        return self.reply(self.round)

    def said(self, **changes: Given | None) -> dict[int, Given]:
        kinds = ["text", "choice", "number", "spent", "law"]
        given = {
            "text": Given("Nothing."),
            "choice": Given(choice=2),
            "number": Given(number=Decimal(12)),
            "spent": Given(),
            "law": Given("Law 5 of 2024.", yes=True),
        } | changes
        pairs = zip(self.questions, kinds, strict=True)
        return {question.pk: given[kind] for question, kind in pairs if given[kind] is not None}

    def save(self, answers: dict[int, Given] | None = None, **fields) -> Reply:
        given = {
            "answers": self.said() if answers is None else answers,
            "by": self.focal,
            "at": make.NOW,
            "stamp": self.ours.stamp,
            "label": Label.AMBER,
            "with_observers": False,
            "language": "en",
        } | fields
        return replies.save_reply(self.ours, **given)

    def submit(self, **fields) -> Reply:
        return replies.submit_reply(self.ours, **{"by": self.focal, "at": make.NOW} | fields)


@pytest.fixture
def here() -> Replies:
    return Replies()


def test_a_reply_is_written_submitted_and_accepted(here: Replies):
    assert here.save().state == "draft"
    assert here.submit().state == "submitted"
    accepted = replies.accept_reply(here.ours, by=here.secretary, at=make.NOW)
    assert (accepted.state, accepted.is_shared) == ("accepted", True)
    acts = list(Entry.objects.filter(act__startswith="reply.").values_list("act", flat=True))
    assert acts == ["reply.begun", "reply.submitted", "reply.accepted"]


def test_another_party_neither_writes_nor_submits_it(here: Replies):
    with pytest.raises(round_rules.NotTheParty):
        here.save(by=here.neighbour)
    here.save()
    with pytest.raises(round_rules.NotTheParty):
        here.submit(by=here.neighbour)


def test_an_officer_writes_and_does_not_submit(here: Replies):
    here.save(by=here.officer)
    with pytest.raises(round_rules.NotTheParty, match="focal point or alternate"):
        here.submit(by=here.officer)


@pytest.mark.parametrize(
    ("kind", "given", "why"),
    [
        ("text", Given("  "), "Question 1 needs an answer"),
        ("choice", Given(), "Question 2 needs"),
        ("number", Given(), "Question 3 needs"),
        ("spent", Given(number=Decimal(3)), "in which unit"),
        ("law", Given(yes=True), "needs evidence"),
        ("law", Given("Somewhere."), "Question 5 needs"),
    ],
)
def test_every_needed_answer_is_whole_before_it_is_submitted(here: Replies, kind, given, why):
    here.save(here.said(**{kind: given}))
    with pytest.raises(round_rules.AnswerMissing, match=why):
        here.submit()
    assert here.ours.state == "draft"


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("spent", Given("United States dollars", number=Decimal(3))),
        ("law", Given(yes=False)),
        ("number", Given(number=Decimal(0))),
    ],
)
def test_these_answers_are_whole(here: Replies, kind, given):
    here.save(here.said(**{kind: given}))
    assert here.submit().state == "submitted"


def test_a_file_is_evidence_of_a_yes(here: Replies):
    here.save(here.said(law=Given(yes=True)))
    upload = read_upload(SimpleUploadedFile("law.txt", b"The law."))
    law = here.questions[-1]
    document = replies.add_evidence(here.ours, law, upload, by=here.focal, at=make.NOW)
    assert here.submit().state == "submitted"
    document.refresh_from_db()
    assert document.offered_at == make.NOW
    assert not Document.objects.visible_to(make.reader(here.neighbour)).exists()
    replies.accept_reply(here.ours, by=here.secretary, at=make.NOW)
    assert Document.objects.visible_to(make.reader(here.neighbour)).get() == document


def test_a_file_taken_off_stays_with_its_party(here: Replies):
    here.save()
    upload = read_upload(SimpleUploadedFile("law.txt", b"The law."))
    document = replies.add_evidence(
        here.ours, here.questions[-1], upload, by=here.focal, at=make.NOW
    )
    replies.remove_evidence(here.ours, document, by=here.focal, at=make.NOW)
    replies_files = here.ours.evidence()
    assert not replies_files.exists()
    assert not Document.objects.visible_to(make.reader(here.secretary)).exists()


def test_a_choice_that_is_not_offered_is_refused(here: Replies):
    with pytest.raises(round_rules.NotAsked):
        here.save(here.said(choice=Given(choice=3)))
    elsewhere = make.question()
    with pytest.raises(round_rules.NotAsked):
        here.save({elsewhere.pk: Given("Words.")})


def test_a_second_writer_is_told_and_loses_nothing(here: Replies):
    here.save(stamp=0, sitting="one")
    with pytest.raises(rules.ChangedMeanwhile):
        here.save(stamp=0, sitting="two")
    assert here.save(stamp=0, sitting="one").stamp == 2


def test_what_is_submitted_is_not_changed(here: Replies):
    here.save()
    here.submit()
    with pytest.raises(rules.WithTheSecretariat):
        here.save()
    with pytest.raises(rules.WithTheSecretariat):
        here.submit()


def test_who_prepared_it_does_not_accept_it(here: Replies):
    make.seat(here.secretary, of=here.mexico, body=here.plenary)
    here.save(by=here.secretary)
    here.submit()
    with pytest.raises(SamePerson):
        replies.accept_reply(here.ours, by=here.secretary, at=make.NOW)
    replies.accept_reply(here.ours, by=here.second, at=make.NOW)


def test_only_the_secretariat_accepts_or_returns(here: Replies):
    here.save()
    here.submit()
    for act in (replies.accept_reply, replies.return_reply):
        words = {"comment": "No."} if act is replies.return_reply else {}
        with pytest.raises(NotTheSecretariat):
            act(here.ours, by=here.neighbour, at=make.NOW, **words)


def test_a_returned_reply_says_why_and_is_its_writers_alone_again(here: Replies):
    here.save()
    here.submit()
    with pytest.raises(rules.NothingSaid):
        replies.return_reply(here.ours, comment=" ", by=here.secretary, at=make.NOW)
    returned = replies.return_reply(here.ours, comment="A date?", by=here.second, at=make.NOW)
    assert (returned.state, returned.comment) == ("returned", "A date?")
    here.save(here.said(text=Given("In March.")))
    secretariat = Reply.objects.visible_to(make.reader(here.secretary))
    assert not secretariat.filter(pk=here.ours.pk).exists()
    assert here.submit().state == "submitted"


def test_a_closed_round_keeps_what_was_typed_and_takes_nothing(here: Replies):
    here.save()
    rounds.close_round(here.round, by=here.secretary, at=make.NOW)
    here.save(here.said(text=Given("Typed while it closed.")))
    with pytest.raises(round_rules.RoundClosed, match="kept as a draft"):
        here.submit()
    assert here.ours.answers.get(question=here.questions[0]).text == "Typed while it closed."
    deadline = here.round.deadline_on
    rounds.extend_for(
        here.ours, deadline + timedelta(days=3), reason="Late.", by=here.secretary, at=make.NOW
    )
    assert here.submit().state == "submitted"


def test_a_reply_is_no_wider_than_its_round(here: Replies):
    for label, observers in [(Label.GREEN, False), (Label.RED, False), (Label.AMBER, True)]:
        with pytest.raises(round_rules.WiderThanItsRound):
            here.save(label=label, with_observers=observers)


def test_a_narrowed_round_narrows_its_replies(here: Replies):
    here.save()
    office = make.seat(of=here.round.owner, body=here.plenary).person
    relabel(here.round, label=Label.STRICT, with_observers=False, by=office, at=make.NOW)
    assert here.ours.tlp is Label.STRICT


class Play:
    """What the two parties and the secretariat may try in any order; refusals change nothing."""

    def __init__(self) -> None:
        self.here = Replies(Asking({"en": "What?"}, "text"))
        self.question = self.here.questions[0]
        self.word = 0

    def act(self, name: str) -> None:
        try:
            getattr(self, name)()
        except Refusal:
            return

    def write(self) -> None:
        self.word += 1
        self.here.save({self.question.pk: Given(f"Secret{self.word}")})

    def write_report(self) -> None:
        asked = self.here.mandate.assignments.get(party=self.here.mexico)
        course = asked.reports.in_course().first()
        self.here.draft(asked, stamp=course.stamp if course else 0, progress="SecretReport")

    def attach(self) -> None:
        upload = read_upload(SimpleUploadedFile("secret.txt", b"Secret."))
        replies.add_evidence(self.here.ours, self.question, upload, by=self.here.focal, at=make.NOW)

    def submit(self) -> None:
        self.here.submit()

    def submit_report(self) -> None:
        asked = self.here.mandate.assignments.get(party=self.here.mexico)
        course = asked.reports.in_course().first()
        if course:
            reporting.submit(course, by=self.here.focal, at=make.NOW)

    def give_back(self) -> None:
        replies.return_reply(self.here.ours, comment="Why?", by=self.here.secretary, at=make.NOW)

    def accept(self) -> None:
        replies.accept_reply(self.here.ours, by=self.here.second, at=make.NOW)

    def close(self) -> None:
        rounds.close_round(self.here.round, by=self.here.secretary, at=make.NOW)

    def extend(self) -> None:
        day = self.here.round.deadline_on + timedelta(days=9)
        rounds.extend_for(self.here.ours, day, reason="Time.", by=self.here.secretary, at=make.NOW)

    def check(self) -> None:
        here = self.here
        is_draft = here.ours.state not in {"submitted", "accepted", "returned"}
        others = [here.neighbour, here.observer]
        if here.ours.state != "accepted":
            for reader in [ANYONE, *map(make.reader, others)]:
                assert not Reply.objects.visible_to(reader).filter(owner=here.mexico).exists()
                assert not Answer.objects.visible_to(reader).exists()
                assert not Document.objects.visible_to(reader).exists()
        if is_draft:
            office = make.reader(here.secretary)
            assert not Answer.objects.visible_to(office).filter(reply__owner=here.mexico).exists()


ACTS = [
    "write", "write_report", "attach", "submit", "submit_report", "give_back", "accept", "close",
    "extend",
]  # fmt: skip


@given(acts=st.lists(st.sampled_from(ACTS), max_size=8))
@settings(max_examples=8)
def test_no_sequence_of_acts_shows_a_draft_to_another_party(acts):
    play = Play()
    for name in acts:
        play.act(name)
        play.check()


def test_questions_and_answers_are_read_with_their_round_and_reply(here: Replies):
    here.save()
    assert Question.objects.visible_to(make.reader(here.neighbour)).exists()
    assert not Question.objects.visible_to(ANYONE).exists()
    assert not Answer.objects.visible_to(make.reader(here.neighbour)).exists()
    assert Answer.objects.visible_to(make.reader(here.officer)).exists()
