"""The invented reporting rounds: open as recorded, with a few replies, and nobody was mailed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from comity.instruments.models import Instrument
from comity.mandates.models import Answer, Mandate, Question, Reply, Report, Round
from comity.mandates.services.asked import asked_parties
from comity.parties.models import Body, Party, Person
from comity.parties.rows import said

from .files import Row, rows
from .records import _keeper, _person, _record


def load_rounds(at: datetime) -> None:
    for row in rows("rounds", "round"):
        round_ = _round(row, at)
        questions = [
            _question(round_, place, one) for place, one in enumerate(row["question"], start=1)
        ]
        asked = asked_parties(round_, list(round_.mandates.all()), at.date())
        replies = {one["party"]: one for one in row.get("reply", [])}
        for party, is_institution in asked.items():
            reply = _reply(round_, party, is_institution, replies.get(party.slug), at)
            for question, given in zip(questions, _answers(replies, party), strict=False):
                _answer(reply, question, given)
        drafts = Report.objects.in_course().filter(assignment__mandate__in=round_.mandates.all())
        drafts.filter(owner__in=asked).update(round=round_)


def _round(row: Row, at: datetime) -> Round:
    round_ = Round(
        title=said(row["title"]),
        since=date.fromisoformat(row["since"]),
        until=date.fromisoformat(row["until"]),
        deadline_on=date.fromisoformat(row["deadline"]),
        reminders=row["reminders"],
        label=row["label"],
        with_observers=row["with_observers"],
        with_institutions=row.get("with_institutions", False),
        body=Body.objects.get(slug=row["body"]),
        owner=_keeper(row["dialogue"]),
        opened_at=at,
        offered_at=at,
        shared_at=at,
    )
    _record(round_, at)
    texts = Instrument.objects.filter(slug__in=row["instruments"])
    round_.instruments.set(texts)
    round_.mandates.set(Mandate.objects.open().filter(clause__instrument__in=texts))
    return round_


def _question(round_: Round, place: int, row: Row) -> Question:
    return Question.objects.create(
        round=round_,
        position=place,
        kind=row["kind"],
        words=said(row["words"]),
        unit=said(row["unit"]) if "unit" in row else "",
        choices=said(row["choices"]) if "choices" in row else "",
        is_required=row.get("required", True),
    )


def _reply(
    round_: Round, party: Party, is_institution: bool, row: Row | None, at: datetime
) -> Reply:
    """Asked and not opened where the file says nothing of the party."""
    state = row["state"] if row else Reply.State.ASKED
    by: Person | None = _person(row["by"]) if row else None
    is_in = state in {Reply.State.SUBMITTED, Reply.State.ACCEPTED}
    reply = Reply(
        round=round_,
        owner=party,
        body=round_.body,
        author=by,
        label=round_.label,
        with_observers=round_.with_observers,
        language=row["language"] if row else "es",
        is_institution=is_institution,
        state=state,
        opened_at=at if row else None,
        saved_at=at if row else None,
        offered_at=at if is_in else None,
        submitted_at=at if is_in else None,
        submitted_by=by if is_in else None,
        shared_at=at if state == Reply.State.ACCEPTED else None,
        stamp=1 if row else 0,
    )
    if row:
        _record(reply, at)
    else:
        reply.save()
    return reply


def _answers(replies: dict[str, Row], party: Party) -> list[dict[str, Any]]:
    row = replies.get(party.slug)
    return row["answers"] if row else []


def _answer(reply: Reply, question: Question, given: dict[str, Any]) -> None:
    if given:
        number = Decimal(given["number"]) if "number" in given else None
        Answer.objects.create(
            reply=reply,
            question=question,
            text=given.get("text", ""),
            number=number,
            choice=given.get("choice"),
            yes=given.get("yes"),
        )
