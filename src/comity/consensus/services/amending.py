"""Changing what a party prepares, before it is published."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from comity.consensus.models import Position, Proposal
from comity.consensus.rules import (
    AlreadyPublished,
    PositionHasChanged,
    require_drafter,
)
from comity.instruments.models import Instrument
from comity.parties import ledger
from comity.parties.dates import day_of
from comity.parties.models import Party, Person

from .commenting import require_commenter
from .opening import drafting_of, position_of
from .proposing import require_words, tidied


@transaction.atomic
def change_proposal(
    proposal: Proposal,
    *,
    words: str,
    reason: str,
    by: Person,
    at: datetime,
    stamp: int,
    while_typing: bool = False,
) -> Proposal:
    """Write a draft anew, against the words it was written for.

    Args:
        stamp: The proposal's, as the writer opened it.
        while_typing: Kept, not saved: nobody else's page grows old by it, and only what the
            same person wrote last is kept over.

    Raises:
        AlreadyPublished; PositionHasChanged: a colleague saved it meanwhile; and what
        ``propose`` raises.
    """
    drafting = drafting_of(proposal.text)
    found = locked(proposal)
    require_drafter(by, found.party, drafting.instrument, day_of(at))
    if not found.is_draft:
        raise AlreadyPublished(
            _("The proposal is published, so its words stay. Withdraw it and propose anew.")
        )
    if stamp != found.stamp or (while_typing and found.written_by != by):
        raise changed_meanwhile(found.written_by)
    words = "" if found.is_delete else tidied(words)
    require_words(found.kind, found.before, words)
    found.words, found.reason = words, tidied(reason)
    found.written_by, found.written_at = by, at
    found.stamp = stamp if while_typing else stamp + 1
    found.save(update_fields=["words", "reason", "written_by", "written_at", "stamp"])
    if not while_typing:
        party = found.party
        ledger.write("proposal.changed", found, by=by, at=at, party=party, owner=party)
    return found


@transaction.atomic
def write_statement(
    text: Instrument,
    *,
    party: Party,
    statement: str,
    language: str,
    by: Person,
    at: datetime,
    stamp: int,
    while_typing: bool = False,
) -> Position:
    """Write the general remarks of a party's position while it is not published.

    Args:
        stamp: The position's, as the writer opened it; 0 where it was not begun.
        while_typing: As of ``change_proposal``.

    Raises:
        AlreadyPublished, PositionHasChanged, NotInDrafting; NotOfTheParty, NotADrafter,
        ObserversDoNotComment: as for a comment.
    """
    drafting = drafting_of(text)
    require_commenter(by, party, drafting, day_of(at))
    found = locked_position(position_of(drafting, party, by=by, at=at, language=language))
    if found.is_shared:
        raise AlreadyPublished(
            _("The position is published. Withdraw it first, then write its remarks anew.")
        )
    last = found.written_by
    if stamp != found.stamp or (while_typing and last not in {None, by}):
        raise changed_meanwhile(last)
    found.statement, found.language, found.written_by = tidied(statement), language, by
    found.stamp = stamp if while_typing else stamp + 1
    found.save(update_fields=["statement", "language", "written_by", "stamp"])
    if not while_typing:
        ledger.write("position.written", found, by=by, at=at, party=party)
    return found


def locked(proposal: Proposal) -> Proposal:
    """The proposal as it is now, for one act."""
    found = Proposal.objects.select_for_update(of=("self",))
    return found.select_related("position__owner", "position__drafting__instrument__body").get(
        pk=proposal.pk
    )


def locked_position(position: Position) -> Position:
    found = Position.objects.select_for_update(of=("self",))
    return found.select_related("owner", "drafting__instrument__body", "written_by").get(
        pk=position.pk
    )


def changed_meanwhile(by: Person | None) -> PositionHasChanged:
    return PositionHasChanged(
        _(
            "%(person)s saved this since you opened it, so yours was not saved. "
            "Your words are kept below: compare them, and save again."
        )
        % {"person": by or _("A colleague")}
    )
