"""A party's reply to a round: opened, written, submitted; accepted or returned.

It follows the life of a report: the party's own until submitted, then the secretariat's to
accept or return, then shared with the circle of its label.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from comity.documents import services as documents
from comity.documents.files import Upload
from comity.documents.models import Document
from comity.parties import ledger
from comity.parties.dates import day_of
from comity.parties.models import Person
from comity.parties.services import SamePerson, require_secretariat
from comity.tlp import Label
from comity.ui.said import plain

from .. import round_notices
from ..models import Answer, Question, Reply
from . import round_rules, rules
from .circles import keep_answers_alike
from .rounds import count_choices

State = Reply.State
LARGEST = 10**16


@dataclass(frozen=True)
class Given:
    """What is said to one question. ``text``: the words; beside a number its unit where the
    question names none; beside a yes where the evidence is."""

    text: str = ""
    number: Decimal | None = None
    choice: int | None = None
    yes: bool | None = None


def _held(reply: Reply) -> Reply:
    locked = Reply.objects.select_for_update(of=("self",)).select_related(
        "round", "owner", "body__dialogue"
    )
    found: Reply = locked.get(pk=reply.pk)
    return found


@transaction.atomic
def note_opened(reply: Reply, *, by: Person, at: datetime) -> None:
    """The first opening by a seat of the party; any other one is not noted."""
    if reply.state != State.ASKED or not round_rules.writes_reply(by, reply, day_of(at)):
        return
    reply = _held(reply)
    if reply.state == State.ASKED:
        reply.state, reply.opened_at = State.OPENED, at
        reply.save(update_fields=["state", "opened_at"])
        ledger.write("reply.opened", reply, by=by, at=at, party=reply.owner)


@transaction.atomic
def save_reply(
    reply: Reply,
    *,
    answers: Mapping[int, Given],
    by: Person,
    at: datetime,
    stamp: int,
    sitting: str = "",
    label: Label,
    with_observers: bool,
    language: str,
) -> Reply:
    """Keep what was written; a closed round keeps it too, as the draft of its author.

    Args:
        answers: Key of the question → what is said; questions left out stay as they are.
        stamp, sitting: As in ``reporting.save_draft``.

    Raises:
        NotTheParty, WiderThanItsRound.
        WithTheSecretariat: it is submitted.
        ChangedMeanwhile: somebody else saved it since.
        NotAsked: another round's question, or a choice that it does not offer.
    """
    reply = _held(reply)
    _require_writer(reply, by, at)
    _require_in_hand(reply)
    _require_circle(reply, label, with_observers)
    _require_fresh(reply, stamp, sitting)
    _write_answers(reply, answers)
    before = _chosen(reply)
    reply.label, reply.with_observers, reply.language = label, with_observers, language
    is_begun = reply.state not in {State.DRAFT, State.RETURNED}
    if is_begun:
        reply.state = State.DRAFT
    reply.opened_at = reply.opened_at or at
    # What is being mended is the writer's alone again until it is submitted.
    reply.offered_at = None
    reply.author = reply.author or by
    reply.saved_at, reply.stamp, reply.sitting = at, reply.stamp + 1, sitting
    reply.save()
    reply.drafters.add(by)
    _write_of_saving(reply, before, is_begun, by, at)
    keep_answers_alike(reply, by, at)
    return reply


def _chosen(reply: Reply) -> dict[str, Any]:
    return {"label": str(reply.label), "with_observers": reply.with_observers}


def _write_of_saving(
    reply: Reply, before: dict[str, Any], is_begun: bool, by: Person, at: datetime
) -> None:
    """Typing is not an act: beginning and another circle are."""
    after = _chosen(reply)
    if is_begun:
        ledger.write("reply.begun", reply, by=by, at=at, party=reply.owner, facts=after)
    elif before != after:
        facts = {"before": before, "after": after}
        ledger.write("reply.relabelled", reply, by=by, at=at, party=reply.owner, facts=facts)


def _require_writer(reply: Reply, by: Person, at: datetime) -> None:
    if not round_rules.writes_reply(by, reply, day_of(at)):
        raise round_rules.not_the_party(reply.owner)


def _require_in_hand(reply: Reply) -> None:
    if not reply.is_with_its_writer:
        raise rules.WithTheSecretariat(
            _(
                "The reply of %(party)s is with the secretariat since it was submitted. "
                "Ask the secretariat to return it before you change it."
            )
            % {"party": reply.owner}
        )


def _require_circle(reply: Reply, label: Label, with_observers: bool) -> None:
    if label is Label.RED or rules.is_wider(label, with_observers=with_observers, than=reply.round):
        raise round_rules.WiderThanItsRound(
            _(
                "A reply is read by no wider circle than its round, which is %(label)s, and not "
                "under TLP:RED, which the secretariat could not read. Choose another label."
            )
            % {"label": reply.round.tlp.words}
        )


def _require_fresh(reply: Reply, stamp: int, sitting: str) -> None:
    is_own = bool(sitting) and reply.sitting == sitting
    if reply.stamp != stamp and not is_own:
        raise rules.ChangedMeanwhile(
            _(
                "Somebody else saved this draft since you opened it. What you typed is still "
                "here, beside what they saved. Save again to keep yours."
            )
        )


def _write_answers(reply: Reply, answers: Mapping[int, Given]) -> None:
    asked = {question.pk: question for question in reply.round.questions.all()}
    for key, given in answers.items():
        question = asked.get(key)
        if question is None or not _is_offered(question, given):
            raise round_rules.NotAsked(
                _("“%(round)s” does not ask that. Open its page again and answer what it asks.")
                % {"round": round_rules.round_named(reply.round)}
            )
        values = {name: getattr(given, name) for name in ("number", "choice", "yes")}
        Answer.objects.update_or_create(
            reply=reply, question=question, defaults=values | {"text": given.text.strip()}
        )


def _is_offered(question: Question, given: Given) -> bool:
    if given.number is not None and abs(given.number) >= LARGEST:
        return False
    return given.choice is None or 1 <= given.choice <= count_choices(question)


@transaction.atomic
def add_evidence(
    reply: Reply, question: Question, upload: Upload, *, by: Person, at: datetime
) -> Document:
    """Attach a file to the answer to one question of a reply in hand.

    Raises:
        NotTheParty, WithTheSecretariat, NotAsked.
    """
    reply = _held(reply)
    _require_writer(reply, by, at)
    _require_in_hand(reply)
    _write_answers(reply, {} if _has_answer(reply, question) else {question.pk: Given()})
    document = documents.add_document(
        title=LazyI18nString({reply.language: upload.name}),
        body=reply.body,
        owner=reply.owner,
        by=by,
        at=at,
        label=reply.label,
        with_observers=reply.with_observers,
        files={reply.language: upload},
    )
    reply.answers.get(question=question).evidence.add(document)
    if reply.offered_at:
        # What is being mended is the writer's alone again until it is submitted.
        reply.offered_at = None
        reply.save(update_fields=["offered_at"])
    facts = {"question": question.pk, "document": document.pk}
    ledger.write("reply.evidence_added", reply, by=by, at=at, party=reply.owner, facts=facts)
    return document


def _has_answer(reply: Reply, question: Question) -> bool:
    return reply.answers.filter(question=question).exists()


@transaction.atomic
def remove_evidence(reply: Reply, document: Document, *, by: Person, at: datetime) -> None:
    """Take a file off a reply in hand. The file stays its party's own, shared with nobody.

    Raises:
        NotTheParty, WithTheSecretariat.
    """
    reply = _held(reply)
    _require_writer(reply, by, at)
    _require_in_hand(reply)
    for answer in reply.answers.filter(evidence=document):
        answer.evidence.remove(document)
    document = Document.objects.select_for_update().get(pk=document.pk)
    document.offered_at = None
    document.save()
    facts = {"document": document.pk}
    ledger.write("reply.evidence_removed", reply, by=by, at=at, party=reply.owner, facts=facts)


@transaction.atomic
def submit_reply(reply: Reply, *, by: Person, at: datetime) -> Reply:
    """Give the answers to the secretariat of the dialogue; its reports are submitted each.

    Raises:
        NotTheParty: ``by`` may not speak for the party.
        RoundClosed, WithTheSecretariat, WiderThanItsRound.
        AnswerMissing: see ``missing``.
    """
    reply = _held(reply)
    if not round_rules.speaks_in_reply(by, reply, day_of(at)):
        raise round_rules.not_the_party(reply.owner)
    _require_in_hand(reply)
    round_rules.require_open_for(reply, day_of(at))
    _require_circle(reply, reply.tlp, reply.with_observers)
    faults = missing(reply)
    if faults:
        raise round_rules.AnswerMissing(" ".join(faults.values()))
    reply.state, reply.offered_at = State.SUBMITTED, at
    reply.submitted_at, reply.submitted_by = at, by
    reply.stamp, reply.sitting = reply.stamp + 1, ""
    reply.save()
    ledger.write("reply.submitted", reply, by=by, at=at, party=reply.owner)
    keep_answers_alike(reply, by, at)
    round_notices.submitted(reply, on=day_of(at))
    return reply


def missing(reply: Reply) -> dict[int, str]:
    """Key of the question → what it still lacks before the reply can be submitted."""
    answers = {answer.question_id: answer for answer in reply.answers.select_related("question")}
    found = {}
    for number, question in enumerate(reply.round.questions.all(), start=1):
        words = _lacks(question, answers.get(question.pk), number)
        if words:
            found[question.pk] = words
    return found


def _lacks(question: Question, answer: Answer | None, number: int) -> str:
    named = {"number": number}
    if answer is None or answer.value is None:
        if not question.is_required:
            return ""
        return _("Question %(number)s needs an answer.") % named
    if question.kind == Question.Kind.NUMBER and not (plain(question.unit) or answer.text):
        return _("Question %(number)s: say in which unit the number is, such as persons.") % named
    is_yes = question.kind == Question.Kind.YES_NO and answer.yes
    if is_yes and not answer.text and not answer.evidence.exists():
        return (
            _("Question %(number)s: a yes needs evidence, a file or words that say where it is.")
            % named
        )
    return ""


def _require_submitted(reply: Reply) -> None:
    if reply.state != State.SUBMITTED:
        raise rules.NotSubmitted(
            _(
                "The reply of %(party)s is not waiting for the secretariat: it is %(state)s. "
                "Open it again to see how it stands."
            )
            % {"party": reply.owner, "state": reply.get_state_display()}
        )


@transaction.atomic
def accept_reply(reply: Reply, *, by: Person, at: datetime) -> Reply:
    """Take the reply as said; it is shared with the circle of its label and never rewritten.

    Raises:
        NotTheSecretariat, NotSubmitted.
        SamePerson: ``by`` wrote in it, submitted it, or added evidence to it.
    """
    reply = _held(reply)
    require_secretariat(by, reply.body.dialogue, day_of(at))
    _require_submitted(reply)
    if by.pk in reply.preparers():
        raise SamePerson(
            _(
                "You prepared this reply. To accept it, "
                "ask another person of the secretariat of %(dialogue)s."
            )
            % {"dialogue": reply.body.dialogue}
        )
    reply.state, reply.shared_at, reply.comment = State.ACCEPTED, at, ""
    reply.save()
    ledger.write("reply.accepted", reply, by=by, at=at, party=reply.owner)
    keep_answers_alike(reply, by, at)
    round_notices.accepted(reply, on=day_of(at))
    return reply


@transaction.atomic
def return_reply(reply: Reply, *, comment: str, by: Person, at: datetime) -> Reply:
    """Give the reply back to its party, saying why.

    Raises:
        NotTheSecretariat, NotSubmitted.
        NothingSaid: no comment.
    """
    reply = _held(reply)
    require_secretariat(by, reply.body.dialogue, day_of(at))
    _require_submitted(reply)
    if not comment.strip():
        raise rules.NothingSaid(
            _("Say in the comment what %(addressee)s should revise, then return the reply.")
            % {"addressee": reply.owner}
        )
    reply.state, reply.stamp, reply.comment = State.RETURNED, reply.stamp + 1, comment.strip()
    reply.save()
    ledger.write("reply.returned", reply, by=by, at=at, party=reply.owner)
    round_notices.returned(reply, on=day_of(at))
    return reply
