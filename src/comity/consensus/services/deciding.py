"""What the room decides on a proposal: taken, taken in brackets, or not taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import cast

from django.db import transaction
from django.utils.translation import gettext as _

from comity.clauses.amend import Amendment, AmendmentKind, Changed, Gone, Line, amend
from comity.clauses.brackets import is_balanced
from comity.consensus.models import Proposal
from comity.consensus.rules import (
    ClauseHasChanged,
    ClauseIsGone,
    LooseBracket,
    NoReason,
    NotPublished,
    require_drafter,
    require_room,
    speaks_for,
)
from comity.instruments.models import Clause, Instrument
from comity.instruments.rules import office_of
from comity.instruments.services.desk import closed, require_changeable
from comity.parties import ledger
from comity.parties.dates import day_of
from comity.parties.models import Party, Person

from .amending import locked
from .opening import drafting_of
from .proposing import require_words, standing, words_of
from .publishing import already_decided
from .writing import NEW, lines_of, write_lines


@transaction.atomic
def take(
    proposal: Proposal,
    *,
    by: Person,
    at: datetime,
    stamp: int,
    in_brackets: bool = False,
    because: str = "",
) -> Proposal:
    """Take a published proposal into the text, as agreed or in brackets.

    Args:
        stamp: The text's, as the page showed it to who takes.

    Raises:
        NotTheRoom, NotInDrafting, NotPublished, AlreadyDecided.
        ClauseIsGone, ClauseHasChanged: it must be looked at again first.
        TextHasChanged, TextIsOffered: as for any change of the text.
    """
    drafting = drafting_of(proposal.text)
    text, found = drafting.instrument, locked(proposal)
    require_room(by, text, day_of(at))
    _require_open(found)
    require_changeable(text, stamp)
    made = _apply(text, found, in_brackets)
    if found.is_insert or (found.is_delete and not in_brackets):
        found.clause = made
    found.in_brackets = in_brackets
    _decide(found, Proposal.State.TAKEN, by, at, because)
    facts = {"proposal": found.pk, "language": found.language, "in_brackets": in_brackets}
    unequal = [] if found.is_delete and not in_brackets else [found.language]
    closed(text, "proposal.taken", by=by, at=at, facts=facts, unequal=unequal)
    return found


@transaction.atomic
def refuse(proposal: Proposal, *, by: Person, at: datetime, because: str) -> Proposal:
    """Record that the room does not take a proposal, and why.

    Raises:
        NotTheRoom, NotInDrafting, NotPublished, AlreadyDecided, NoReason.
    """
    drafting = drafting_of(proposal.text)
    text, found = drafting.instrument, locked(proposal)
    require_room(by, text, day_of(at))
    _require_open(found)
    if not because.strip():
        raise NoReason(
            _("Say in a few words why the proposal of %(party)s is not taken.")
            % {"party": found.party}
        )
    _decide(found, Proposal.State.REFUSED, by, at, because)
    facts = {"proposal": found.pk}
    ledger.write("proposal.refused", text, by=by, at=at, party=_acting(found, by, at), facts=facts)
    return found


@transaction.atomic
def look_again(
    proposal: Proposal, *, by: Person, at: datetime, stamp: int, after: Clause | None = None
) -> Proposal:
    """Say that a proposal stands, with the words it has, against the clause as it is now.

    Args:
        stamp: The text's, as the page showed the clause.
        after: For an insertion, the clause that it now follows; None leaves its place.

    Raises:
        NotTheRoom: neither the room nor the contact point of the party says so.
        NotInDrafting, AlreadyDecided, ClauseIsGone, NothingProposed, TextHasChanged.
    """
    drafting = drafting_of(proposal.text)
    text, found = drafting.instrument, locked(proposal)
    _require_looker(found, text, by, day_of(at))
    if not (found.is_draft or found.is_open):
        raise already_decided(found)
    require_changeable(text, stamp)
    place = after or _anchor(found)
    if place or not found.is_at_head:
        place = standing(text, place, "replace")
    found.before = words_of(place, found.language) if place and not found.is_insert else ""
    require_words(found.kind, found.before, found.words)
    if found.is_insert:
        found.after = place
    found.number, found.place = (place.number, place.position) if place else ("", 0)
    found.stamp += 1
    found.save(update_fields=["before", "after", "number", "place", "stamp"])
    _note_look(found, text, by, at)
    return found


def _note_look(proposal: Proposal, text: Instrument, by: Person, at: datetime) -> None:
    act, facts = "proposal.looked_at_again", {"proposal": proposal.pk, "stamp": text.stamp}
    if proposal.is_draft:
        party = proposal.party
        ledger.write(act, proposal, by=by, at=at, party=party, owner=party, facts=facts)
    else:
        ledger.write(act, text, by=by, at=at, party=_acting(proposal, by, at), facts=facts)


def _require_looker(proposal: Proposal, text: Instrument, by: Person, on: date) -> None:
    """Of a draft, the party's own people; of what is published, its contact point or the room."""
    if proposal.is_draft:
        require_drafter(by, proposal.party, text, on)
    elif not speaks_for(by, proposal.party, text, on):
        require_room(by, text, on)


def _acting(proposal: Proposal, by: Person, at: datetime) -> Party | None:
    """The office that decides, or the party itself."""
    office = office_of(by, proposal.text.body.dialogue, day_of(at))
    return office or proposal.party


def _require_open(proposal: Proposal) -> None:
    if proposal.is_draft:
        raise NotPublished(_("The proposal is not published yet, so the room does not decide."))
    if not proposal.is_open:
        raise already_decided(proposal)


def _anchor(proposal: Proposal) -> Clause | None:
    """The clause it changes or follows; an insertion at the head has none."""
    return proposal.after if proposal.is_insert else proposal.clause


def _apply(text: Instrument, proposal: Proposal, in_brackets: bool) -> Clause | None:
    """Write what the text says with the proposal in it; the clause that an insertion became."""
    if proposal.anchor_id is None and not proposal.is_at_head:
        raise _gone(proposal)
    kind = cast(AmendmentKind, proposal.kind)
    amendment = Amendment(kind, proposal.anchor_id, proposal.before, proposal.words)
    lines = lines_of(text, proposal.language)
    if in_brackets and not is_balanced(_now(lines, proposal)):
        raise LooseBracket(
            _(
                "A square bracket in the clause as it is has no partner. "
                "Strike it first, then take the proposal in brackets."
            )
        )
    try:
        after = amend(lines, amendment, key=NEW, bracketed=in_brackets)
    except Gone as gone:
        raise _gone(proposal) from gone
    except Changed as changed:
        raise _changed(proposal) from changed
    return write_lines(text, proposal.language, lines, after)


def _now(lines: Sequence[Line], proposal: Proposal) -> str:
    """What the clause that is changed says; "" for an insertion."""
    if proposal.is_insert:
        return ""
    return next((line.text for line in lines if line.key == proposal.clause_id), "")


def _decide(proposal: Proposal, state: str, by: Person, at: datetime, because: str) -> None:
    proposal.state, proposal.decided_because = state, because.strip()
    proposal.decided_by, proposal.decided_at = by, at
    proposal.save(
        update_fields=[
            "state", "decided_by", "decided_at", "decided_because", "in_brackets", "clause"
        ]
    )  # fmt: skip


def _gone(proposal: Proposal) -> ClauseIsGone:
    if proposal.is_insert:
        return ClauseIsGone(
            _(
                "The clause after which %(party)s wants to insert is not in the text any more. "
                "Look at the proposal again and say after which clause it now stands."
            )
            % {"party": proposal.party}
        )
    return ClauseIsGone(
        _(
            "The clause that %(party)s wants otherwise is not in the text any more. "
            "Refuse the proposal, or ask the party to withdraw it and to propose anew."
        )
        % {"party": proposal.party}
    )


def _changed(proposal: Proposal) -> ClauseHasChanged:
    return ClauseHasChanged(
        _(
            "The clause has changed since %(party)s wrote its proposal, so it was not taken. "
            "Look at it again, against the clause as it is now."
        )
        % {"party": proposal.party}
    )
