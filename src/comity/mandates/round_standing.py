"""How a round stands: of each party that is asked a state and counts, never a word of a draft."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comity.parties.access import Reader
from comity.parties.models import Party

from .models import Assignment, Mandate, Question, Reply, Report, Round

STATES = {
    "asked": _("Not opened"),
    "opened": _("Opened"),
    "draft": _("Being written"),
    "submitted": _("Submitted"),
    "returned": _("Returned"),
    "accepted": _("Accepted"),
}
SHAPES = {"asked": "none", "opened": "open", "accepted": "done"}
"""The shape of a state where it is not named as the state is."""
IN = frozenset({"submitted", "accepted"})

Place = tuple[int, int]
"""A round and a party in it, by their keys."""


@dataclass(frozen=True)
class PartyStanding:
    """One party in a round. ``asked``: how many reports; ``reported``: of these with the
    secretariat or accepted. ``saved_at`` is the last keeping of its answers."""

    reply: int
    party: Party
    is_institution: bool
    state: str
    asked: int
    reported: int
    saved_at: datetime | None
    due_on: date
    is_extended: bool
    is_owed: bool
    """Whether anything is asked of it; an institution may have nothing it must answer."""
    is_late: bool

    @property
    def words(self) -> Any:
        return STATES[self.state]

    @property
    def shape(self) -> str:
        return SHAPES.get(self.state, self.state)

    @property
    def is_complete(self) -> bool:
        return self.state in IN and self.reported >= self.asked

    @property
    def url(self) -> str:
        return reverse("mandates:reply", args=[self.reply])


def state_of(state: str, *, has_questions: bool, asked: int, begun: int, reported: int) -> str:
    """The state of a party, whose reports count beside its answers. Pure.

    Where the round has no question, a party whose every report is in has submitted.
    """
    if not has_questions and asked and reported >= asked:
        return "submitted"
    is_begun = bool(begun or reported)
    return "draft" if state in {"asked", "opened"} and is_begun else state


def standing(
    round_: Round, on: date, replies: Sequence[Reply] | None = None
) -> list[PartyStanding]:
    """Every party of the round, or those of ``replies``. For its secretariat, its presidency and
    the party itself: whoever calls this asks first who reads (``may_watch``)."""
    if replies is None:
        replies = list(round_.replies.select_related("owner"))
    for reply in replies:
        reply.round = round_
    return standings(replies, on)


def standings(replies: Sequence[Reply], on: date) -> list[PartyStanding]:
    """The same for replies of any rounds, each with its round, in their order; the questions to
    the database are as many for one as for all."""
    rounds = {reply.round_id for reply in replies}
    owners = {reply.owner_id for reply in replies}
    questioned = set(Question.objects.filter(round__in=rounds).values_list("round", flat=True))
    asked = _asked(rounds, owners)
    begun, reported = _reports(rounds, owners)
    return [
        _standing(
            reply,
            on,
            has_questions=reply.round_id in questioned,
            asked=asked[reply.round_id, reply.owner_id],
            begun=begun[reply.round_id, reply.owner_id],
            reported=reported[reply.round_id, reply.owner_id],
        )
        for reply in replies
    ]


def _standing(
    reply: Reply, on: date, *, has_questions: bool, asked: int, begun: int, reported: int
) -> PartyStanding:
    state = state_of(
        reply.state, has_questions=has_questions, asked=asked, begun=begun, reported=reported
    )
    is_owed = has_questions or asked > 0
    is_in = state in IN and reported >= asked
    due_on = reply.due_on()
    return PartyStanding(
        reply=reply.pk,
        party=reply.owner,
        is_institution=reply.is_institution,
        state=state,
        asked=asked,
        reported=min(reported, asked),
        saved_at=reply.saved_at,
        due_on=due_on,
        is_extended=reply.extended_until is not None,
        is_owed=is_owed,
        is_late=is_owed and not is_in and due_on < on,
    )


def may_watch(round_: Round, reader: Reader) -> bool:
    """Whether the reader sees how far each party is: the secretariat and the presidency."""
    return reader.leads(round_.body.dialogue_id)


def _asked(rounds: Iterable[int], owners: Iterable[int]) -> Counter[Place]:
    rows = Assignment.objects.filter(party__in=owners, mandate__rounds__in=rounds, is_support=False)
    return Counter(rows.values_list("mandate__rounds", "party"))


def _reports(rounds: Iterable[int], owners: Iterable[int]) -> tuple[Counter[Place], Counter[Place]]:
    """Assignments of the party with a report begun in the round, and with one that is in."""
    rows = Report.objects.filter(
        round__in=rounds, owner__in=owners, assignment__party=F("owner"),
        assignment__is_support=False,
    ).values_list("round", "owner", "assignment", "state")  # fmt: skip
    begun = {tuple(place) for *place, _state in rows}
    reported = {tuple(place) for *place, state in rows if state in IN}
    return (
        Counter((key, owner) for key, owner, _assignment in begun),
        Counter((key, owner) for key, owner, _assignment in reported),
    )


def assignments_of(reply: Reply, reader: Reader) -> Any:
    """What the round asks of the party, as far as the reader may see it, in the texts' order."""
    asked = Assignment.objects.visible_to(reader).filter(
        party=reply.owner_id, mandate__in=reply.round.mandates.values("pk")
    )
    return asked.order_by(
        "is_support", "-mandate__given_on", "mandate__clause__instrument",
        "mandate__clause__position", "pk",
    )  # fmt: skip


def others_for(reply: Reply, reader: Reader) -> Any:
    """Mandates of the round on which an institution is not asked, and may report."""
    seen = Mandate.objects.visible_to(reader).open().filter(rounds=reply.round_id)
    return seen.exclude(assignments__party=reply.owner_id)


def in_round(assignment: Assignment, reader: Reader) -> dict[str, Any] | None:
    """The reply to which a report on ``assignment`` belongs, and what the round asks next of the
    party; None where no open round asks it."""
    replies = Reply.objects.visible_to(reader).filter(
        owner=assignment.party_id,
        round__mandates=assignment.mandate_id,
        round__in=Round.objects.visible_to(reader).open(),
    )
    reply = replies.select_related("round").order_by("round__deadline_on", "pk").first()
    if reply is None:
        return None
    asked = list(assignments_of(reply, reader).values_list("pk", flat=True))
    place = asked.index(assignment.pk) + 1 if assignment.pk in asked else len(asked)
    return {
        "url": reply.get_absolute_url(),
        "place": place,
        "count": len(asked),
        "next": asked[place] if place < len(asked) else None,
    }
