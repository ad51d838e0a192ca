"""A party proposes an amendment; the secretariat takes or leaves it with a word."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from comity.parties import ledger
from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Party, Person
from comity.proceedings.models import Amendment, Conclusions, Kept, Point
from comity.proceedings.rules import (
    AmendmentDecided,
    NotAtTheTable,
    NotTheDelegation,
    TooLate,
)
from comity.proceedings.table import table_of

from .conclusions import closed, has_changed, opened, put_point, require_not_final, standing

Act = Amendment.Act
State = Amendment.State


@transaction.atomic
def propose(
    conclusions: Conclusions, party: Party, *, act: str, point: Point | None, text: Any = "",
    reason: str, by: Person, at: datetime,
) -> Amendment:  # fmt: skip
    """Propose to replace, delete or add a point, with a reason; all parties see it.

    Args:
        point: Which one; of an addition the one before it, None: at the end.

    Raises:
        NotTheDelegation, NotAtTheTable, ConclusionsAreFinal, TooLate.
        ConclusionsHaveChanged: the point is there no more.
    """
    held = Conclusions.objects.select_for_update().get(pk=conclusions.pk)
    require_not_final(held)
    _require_proposer(held, party, by, at)
    if not held.takes_amendments(at):
        raise TooLate(
            _("No amendment to “%(conclusions)s” is taken now: they are not circulated, or the "
              "deadline has passed. Write to the secretariat.")
            % {"conclusions": held}
        )  # fmt: skip
    point = standing(held, point) if point else None
    made = Amendment.objects.create(
        conclusions=held, point=point, act=act, party=party, by=by, reason=reason, proposed_at=at,
        text="" if act == Act.DELETE else text,
    )  # fmt: skip
    Kept.objects.filter(conclusions=held, place="amend", by=by).delete()
    facts = {"amendment": made.pk, "point": point.pk if point else None, "act": act}
    ledger.write("conclusions.amended", held, by=by, at=at, party=party, facts=facts)
    return made


def _require_proposer(held: Conclusions, party: Party, by: Person, at: datetime) -> None:
    table = table_of(held.meeting, day_of(at))
    if party.pk in table.proposes_for(Reader.of(by, day_of(at))):
        return
    if party.pk in table.speaks_for(Reader.of(by, day_of(at))):
        raise NotAtTheTable(
            _("%(party)s is an observer here: it speaks and reads, and proposes no words.")
            % {"party": party}
        )
    raise NotTheDelegation(
        _("Only the delegation of %(party)s proposes for it, while it is at the table.")
        % {"party": party}
    )


@transaction.atomic
def withdraw(amendment: Amendment, *, by: Person, at: datetime) -> None:
    """Take an amendment back, while nothing was decided on it.

    Raises:
        NotTheDelegation, NotAtTheTable, ConclusionsAreFinal, AmendmentDecided.
    """
    held = Conclusions.objects.select_for_update().get(pk=amendment.conclusions_id)
    require_not_final(held)
    _require_proposer(held, amendment.party, by, at)
    amendment = _open(amendment)
    amendment.state, amendment.decided_at, amendment.decided_by = State.WITHDRAWN, at, by
    amendment.save()
    facts = {"amendment": amendment.pk}
    ledger.write(
        "conclusions.amendment_withdrawn", held, by=by, at=at, party=amendment.party, facts=facts
    )


def _open(amendment: Amendment) -> Amendment:
    """Raises AmendmentDecided."""
    amendment = Amendment.objects.get(pk=amendment.pk)
    if amendment.state != State.OPEN:
        raise AmendmentDecided(
            _("The amendment of %(party)s is decided or withdrawn already. Look at it again.")
            % {"party": amendment.party}
        )
    return amendment


@transaction.atomic
def take(
    amendment: Amendment, *, text: Any = None, word: str = "", stamp: int,
    by: Person, at: datetime,
) -> None:  # fmt: skip
    """Do what an amendment proposes.

    Args:
        text: The words that go into the point; None: those proposed.

    Raises:
        NotTheDrafter, ConclusionsAreFinal, NotInThisState, AmendmentDecided.
        ConclusionsHaveChanged: since the drafter opened them, or its point is gone.
    """
    held = opened(amendment.conclusions, stamp=stamp, by=by, at=at)
    amendment = _open(amendment)
    _do(held, amendment, amendment.text if text is None else text, at)
    _decide(held, amendment, State.TAKEN, word=word, by=by, at=at)


def _do(held: Conclusions, amendment: Amendment, text: Any, at: datetime) -> None:
    point = amendment.point
    if amendment.act == Act.ADD:
        put_point(held, text=text, item=point.item if point else None, after=point)
        return
    if point is None:  # which the table forbids
        raise has_changed(held)
    point = standing(held, point)
    if amendment.act == Act.DELETE:
        point.removed_at = at
    else:
        point.text = text
    point.save(update_fields=["text", "removed_at"])


@transaction.atomic
def leave(amendment: Amendment, *, word: str, stamp: int, by: Person, at: datetime) -> None:
    """Leave the point as it is, and say why.

    Raises:
        NotTheDrafter, ConclusionsAreFinal, NotInThisState, AmendmentDecided,
        ConclusionsHaveChanged.
    """
    held = opened(amendment.conclusions, stamp=stamp, by=by, at=at)
    _decide(held, _open(amendment), State.LEFT, word=word, by=by, at=at)


def _decide(
    held: Conclusions, amendment: Amendment, state: str, *, word: str, by: Person, at: datetime
) -> None:
    amendment.state, amendment.word = State(state), word
    amendment.decided_by, amendment.decided_at = by, at
    amendment.save()
    facts = {"amendment": amendment.pk}
    closed(
        held, f"conclusions.amendment_{state}", by=by, at=at, point=amendment.point, facts=facts,
        place=f"decide-{amendment.pk}",
    )  # fmt: skip
