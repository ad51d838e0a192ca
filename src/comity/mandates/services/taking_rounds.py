"""Takes over what a pack answers to the questions of a round, into the party's reply."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from comity.refusals import Refusal

from ..models import Answer, Question, Reply
from ..owed import said_to
from ..packs import findings
from ..packs.asked import QUESTIONS, Row
from ..packs.fields import YES
from ..packs.merging import merge
from . import replies
from .replies import Given
from .taking import NotSeen, Taking, spot
from .taking_reports import SUBMITTED


def take_answer(taking: Taking, row: Row, written: Mapping[str, str]) -> list[str]:
    """Put what was answered to one question beside what the reply says already."""
    question, reply = _asked(taking, row)
    now = said_to(question, Answer.objects.filter(reply=reply, question=question).first())
    merged = merge(row.said, now, written)
    if merged.fresh:
        _save(taking, question, reply, now | merged.fresh)
    elif merged.newer and not reply.is_with_its_writer:
        _save(taking, question, reply, now)  # refuses, and says why
    taking.keep_newer(row, merged.newer)
    return list(merged.fresh)


def submit_answers(taking: Taking) -> None:
    """Submit the reply if questions of it were answered and none is left to put right.

    ``taken`` then names ``SUBMITTED`` beside the answers.
    """
    rows = [row for row in taking.asked.of_sheet(QUESTIONS) if row.mark in taking.taken]
    if not rows:
        return
    _question, reply = _asked(taking, rows[0])
    if not reply.is_with_its_writer:
        return
    asked = {row.mark for row in taking.asked.of_sheet(QUESTIONS)}
    if asked & {one.mark for one in taking.findings if one.is_error}:
        why = _("Put right what is said about it, then submit it on the site.")
        taking.findings.append(findings.not_submitted(spot(rows[0]), why))
        return
    try:
        replies.submit_reply(reply, by=taking.by, at=taking.at)
    except Refusal as refusal:
        taking.findings.append(findings.not_submitted(spot(rows[0]), str(refusal)))
    else:
        for row in rows:
            taking.taken[row.mark].append(SUBMITTED)


def overwrite_answer(taking: Taking, row: Row, name: str, value: str) -> None:
    question, reply = _asked(taking, row)
    now = said_to(question, Answer.objects.filter(reply=reply, question=question).first())
    _save(taking, question, reply, now | {name: value})


def _asked(taking: Taking, row: Row) -> tuple[Question, Reply]:
    question = Question.objects.visible_to(taking.reader).filter(pk=row.key).first()
    mine = Reply.objects.visible_to(taking.reader).filter(owner=taking.asked.party_key)
    reply = mine.filter(round=question.round_id).first() if question else None
    if question is None or reply is None:
        raise NotSeen(
            _(
                "You may not see the reporting round that asks this, so you cannot answer it. "
                "Ask the colleague who made the pack to send it back."
            )
        )
    return question, reply


def _save(taking: Taking, question: Question, reply: Reply, said: Mapping[str, str]) -> None:
    has_words = any(said.get(name) for name in ("answer", "more", "unit"))
    replies.save_reply(
        reply,
        answers={question.pk: _given(question, said)},
        by=taking.by,
        at=taking.at,
        stamp=reply.stamp,
        label=reply.tlp,
        with_observers=reply.with_observers,
        language=taking.language if has_words else reply.language,
    )


def _given(question: Question, said: Mapping[str, str]) -> Given:
    """From the words of a pack to what the reply keeps."""
    answer, more, unit = (said.get(name, "") for name in ("answer", "more", "unit"))
    if question.kind == Question.Kind.NUMBER:
        return Given(text=unit, number=Decimal(answer) if answer else None)
    if question.kind == Question.Kind.CHOICE:
        return Given(choice=int(answer) if answer else None)
    if question.kind == Question.Kind.YES_NO:
        return Given(text=more, yes=answer == YES if answer else None)
    return Given(text=answer)
