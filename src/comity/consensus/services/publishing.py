"""What a party prepared goes to the other parties: the act of its contact point."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from comity.consensus import notices
from comity.consensus.models import Comment, Drafting, Position, Proposal
from comity.consensus.rules import (
    AlreadyDecided,
    AlreadyPublished,
    NothingProposed,
    require_contact_point,
    require_drafter,
    require_own,
)
from comity.parties import ledger
from comity.parties.dates import day_of
from comity.parties.models import Person

from .amending import locked, locked_position
from .commenting import require_commenter
from .opening import drafting_of


@transaction.atomic
def publish(proposal: Proposal, *, by: Person, at: datetime) -> Proposal:
    """Publish one proposal before, or after, the rest of the position.

    Raises:
        NotTheContactPoint, NotADrafter, NotInDrafting, AlreadyPublished.
    """
    drafting = drafting_of(proposal.text)
    found = locked(proposal)
    text = drafting.instrument
    require_contact_point(by, found.party, text, day_of(at))
    require_drafter(by, found.party, text, day_of(at))
    if not found.is_draft:
        raise AlreadyPublished(_("The proposal is published or withdrawn already."))
    found.state = Proposal.State.PUBLISHED
    found.published_at, found.published_by = at, by
    found.save(update_fields=["state", "published_at", "published_by"])
    facts = {"proposal": found.pk, "late": drafting.is_late(day_of(at))}
    ledger.write("proposal.published", text, by=by, at=at, party=found.party, facts=facts)
    return found


@transaction.atomic
def publish_position(position: Position, *, by: Person, at: datetime) -> Position:
    """Publish a party's position as a whole: its remarks, and all proposals and comments that
    wait in it. What is for colleagues stays with them.

    Raises:
        NotTheContactPoint, NotInDrafting.
        NotADrafter, ObserversDoNotComment: the party may not say this here any more.
        NothingProposed: there is nothing in it that was not published before.
    """
    drafting = drafting_of(position.drafting.instrument)
    found = locked_position(position)
    require_contact_point(by, found.owner, drafting.instrument, day_of(at))
    facts = _publish_parts(found, drafting, by, at)
    if not any(facts.values()) and not (found.statement and not found.is_shared):
        raise NothingProposed(
            _("There is nothing new in the position of %(party)s. Write first, then publish it.")
            % {"party": found.owner}
        )
    found.shared_at, found.published_by, found.withdrawn_at = at, by, None
    found.save(update_fields=["shared_at", "published_by", "withdrawn_at"])
    late = {"late": drafting.is_late(day_of(at))}
    ledger.write("position.published", found, by=by, at=at, party=found.owner, facts=facts | late)
    notices.published(found, by=by, at=at)
    return found


def _publish_parts(
    position: Position, drafting: Drafting, by: Person, at: datetime
) -> dict[str, list[int]]:
    """Publish what waits in a position; the keys of it, as the ledger keeps them."""
    text, on = drafting.instrument, day_of(at)
    proposals = Proposal.objects.filter(position=position).drafts()
    comments = Comment.objects.filter(position=position).waiting()
    keys = {
        "proposals": list(proposals.values_list("pk", flat=True)),
        "comments": list(comments.values_list("pk", flat=True)),
    }
    if keys["proposals"]:
        require_drafter(by, position.owner, text, on)
    if keys["comments"] or position.statement:
        require_commenter(by, position.owner, drafting, on)
    published = {"published_at": at, "published_by": by}
    Proposal.objects.filter(pk__in=keys["proposals"]).update(
        state=Proposal.State.PUBLISHED, **published
    )
    Comment.objects.filter(pk__in=keys["comments"]).update(**published)
    return keys


@transaction.atomic
def withdraw(proposal: Proposal, *, by: Person, at: datetime, because: str = "") -> Proposal:
    """Withdraw a proposal that nobody has decided on; a published one by the contact point.

    Raises:
        NotTheContactPoint, NotOfTheParty, AlreadyDecided.
    """
    found = locked(proposal)
    text, on = found.text, day_of(at)
    require_own(found.position, by, on)
    if not found.is_draft:
        require_contact_point(by, found.party, text, on)
    if found.state not in {Proposal.State.DRAFT, Proposal.State.PUBLISHED}:
        raise already_decided(found)
    found.state = Proposal.State.WITHDRAWN
    found.decided_by, found.decided_at, found.decided_because = by, at, because.strip()
    found.save(update_fields=["state", "decided_by", "decided_at", "decided_because"])
    if found.published_at:
        facts = {"proposal": found.pk}
        ledger.write("proposal.withdrawn", text, by=by, at=at, party=found.party, facts=facts)
    else:
        owner = found.party
        ledger.write("proposal.discarded", found, by=by, at=at, party=owner, owner=owner)
    return found


@transaction.atomic
def withdraw_position(position: Position, *, by: Person, at: datetime) -> Position:
    """Withdraw a published position: every proposal of it that is still open, its comments, and
    its remarks, which go back to the party.

    Raises:
        NotTheContactPoint; AlreadyDecided: it is not published.
    """
    found = locked_position(position)
    require_contact_point(by, found.owner, found.drafting.instrument, day_of(at))
    if not found.is_shared:
        raise AlreadyDecided(_("The position is not published, so there is nothing to withdraw."))
    open_ = Proposal.objects.filter(position=found).open()
    keys = list(open_.values_list("pk", flat=True))
    Proposal.objects.filter(pk__in=keys).update(
        state=Proposal.State.WITHDRAWN, decided_by=by, decided_at=at
    )
    Comment.objects.filter(position=found).published().standing().update(withdrawn_at=at)
    found.shared_at, found.withdrawn_at = None, at
    found.save(update_fields=["shared_at", "withdrawn_at"])
    facts = {"proposals": keys}
    ledger.write("position.withdrawn", found, by=by, at=at, party=found.owner, facts=facts)
    return found


def already_decided(proposal: Proposal) -> AlreadyDecided:
    return AlreadyDecided(
        _("The proposal of %(party)s was decided on before: %(state)s. Nothing was done again.")
        % {"party": proposal.party, "state": proposal.get_state_display()}
    )
