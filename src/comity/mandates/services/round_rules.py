"""What the rules of reporting rounds forbid, and the small facts that decide it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from comity.parties.access import Reader
from comity.parties.models import Party, Person, Seat
from comity.refusals import Conflict, Refusal

from ..models import Reply, Round
from .rules import SPEAKS


class NotTheirRound(Refusal):
    """The secretariat and the presidency of a dialogue prepare and lead its rounds."""


class NotAPeriod(Refusal):
    """A period has an end, which lies after its beginning."""


class NothingToAsk(Refusal):
    """A round asks for reports on mandates, or has questions of its own."""


class NobodyToAsk(Refusal):
    """A round is put to somebody who may read it."""


class NotAligned(Refusal):
    """Every language version of a question asks the same."""


class DeadlinePassed(Refusal):
    """A round opens with time to answer; an extension lies after the deadline."""


class RoundNotOpen(Conflict):
    """The round is in another state than this act needs."""


class RoundClosed(Conflict):
    """The round is closed for this party; what it wrote is kept as a draft."""


class NotAsked(Refusal):
    """Only what a round asks is answered in it, by those whom it asks."""


class NotTheParty(Refusal):
    """A reply is its party's own."""


class WiderThanItsRound(Refusal):
    """A reply is read by no wider circle than its round."""


class AnswerMissing(Refusal):
    """A submitted reply answers every question that needs an answer, wholly."""


def round_named(round_: Round) -> str:
    """What a refusal calls a round: its title, or of a watched one that there is one."""
    return str(round_.passing_title)


def require_prepared(round_: Round) -> None:
    """Raises RoundNotOpen."""
    if round_.opened_at is not None:
        raise RoundNotOpen(
            _(
                "“%(round)s” was opened, and what it asks does not change any more. "
                "Close it and prepare another one."
            )
            % {"round": round_named(round_)}
        )


def require_open_for(reply: Reply, on: date) -> None:
    """Raises RoundClosed."""
    if not reply.is_open_on(on):
        raise RoundClosed(
            _(
                "“%(round)s” is closed for %(party)s. What you wrote is kept as a draft. "
                "Ask the secretariat of %(dialogue)s to extend it; then submit."
            )
            % {
                "round": round_named(reply.round),
                "party": reply.owner,
                "dialogue": reply.body.dialogue,
            }
        )


def writes_reply(person: Person, reply: Reply, on: date) -> bool:
    """Whether the person has a seat of the party in the dialogue of the round."""
    return (reply.owner_id, reply.body.dialogue_id) in Reader.of(person, on).drafts


def speaks_in_reply(person: Person, reply: Reply, on: date) -> bool:
    """Whether the person submits for the party: its head, focal point or alternate."""
    seats = Seat.objects.current(on).filter(
        person=person, party=reply.owner_id, body__dialogue=reply.body.dialogue_id, role__in=SPEAKS
    )
    return writes_reply(person, reply, on) and seats.exists()


def not_the_party(party: Party) -> NotTheParty:
    return NotTheParty(
        _(
            "The reply of %(party)s is written by its own seats, and submitted by its head, "
            "focal point or alternate. Ask one of them to do this."
        )
        % {"party": party}
    )
