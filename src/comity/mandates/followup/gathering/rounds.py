"""What a round asked besides the mandates, and what its parties answered."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from comity.parties.models import Party

from ...models import Answer, Question, Reply, Round
from ..content import Answer as KeptAnswer
from ..content import Question as KeptQuestion
from ..content import Texts
from .selecting import Selection
from .values import number, texts


@dataclass(frozen=True)
class OfRound:
    """Empty where there is no round, or the readers may not see it."""

    title: Texts = field(default_factory=dict)
    questions: list[KeptQuestion] = field(default_factory=list)
    parties: list[Party] = field(default_factory=list)
    """Those that were asked."""
    silent: list[str] = field(default_factory=list)
    records: dict[str, list[int]] = field(default_factory=dict)


def read_round(selection: Selection) -> OfRound:
    asked = selection.follow_up.round_id
    round_ = Round.objects.visible_to(selection.reader).filter(pk=asked).first() if asked else None
    if round_ is None:
        return OfRound()
    replies = selection.replies()
    parties = {reply.owner_id: reply.owner for reply in replies.select_related("owner")}
    seen = replies.visible_to(selection.reader).filter(state=Reply.State.ACCEPTED)
    owners = {reply.pk: f"party:{parties[reply.owner_id].slug}" for reply in seen}
    answered = set(owners.values())
    return OfRound(
        title=texts(round_.title),
        questions=_questions(selection, round_, owners),
        parties=list(parties.values()),
        silent=[
            key for party in parties.values() if (key := f"party:{party.slug}") not in answered
        ],
        records={"mandates.round": [round_.pk], "mandates.reply": sorted(owners)},
    )


def _questions(selection: Selection, round_: Round, owners: dict[int, str]) -> list[KeptQuestion]:
    answers: dict[int, list[KeptAnswer]] = defaultdict(list)
    rows = Answer.objects.visible_to(selection.reader).filter(reply__in=list(owners))
    for row in rows.select_related("question", "reply").order_by("reply__owner__slug"):
        value = _value(row)
        if value:
            answers[row.question_id].append(
                KeptAnswer(owners[row.reply_id], value, row.reply.language)
            )
    asked = Question.objects.visible_to(selection.reader).filter(round=round_)
    return [
        KeptQuestion(
            texts(one.words), one.kind, texts(one.unit), texts(one.choices), answers[one.pk]
        )
        for one in asked.order_by("position", "pk")
    ]


def _value(answer: Answer) -> str:
    match answer.question.kind:
        case Question.Kind.NUMBER:
            return number(answer.number)
        case Question.Kind.CHOICE:
            return str(answer.choice or "")
        case Question.Kind.YES_NO:
            return {True: "yes", False: "no", None: ""}[answer.yes]
    return answer.text
