"""Approving what a party nominated, or returning it with a comment."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from comity.parties import ledger
from comity.parties.dates import day_of
from comity.parties.models import Person
from comity.parties.services import SamePerson

from .. import notices, rules
from ..models import Delegate, Delegation
from . import arranging
from .inviting import acting_for

State = Delegate.State


def _held(delegation: Delegation, by: Person, at: datetime) -> Delegation:
    """The delegation, locked, for an accreditor who did not hand it in."""
    found = Delegation.objects.select_related("meeting__body__dialogue", "party")
    locked = found.select_for_update(of=("self",)).get(pk=delegation.pk)
    rules.require_accreditor(by, locked.meeting, at)
    rules.require_open(locked.meeting, at)
    if locked.submitted_by_id == by.pk:
        raise SamePerson(
            _(
                "You submitted the delegation of %(party)s. Another person accredits it: "
                "ask a colleague of the secretariat or the presidency."
            )
            % {"party": locked.party}
        )
    return locked


def _submitted(delegation: Delegation, delegates: list[Delegate] | None) -> list[Delegate]:
    """Those of them (None: all) that wait to be judged.

    Raises:
        NotSubmitted: nobody does; or one of those chosen does not, or not any more.
    """
    waiting = delegation.delegates.there().filter(state=State.SUBMITTED).select_for_update()
    if delegates is not None:
        waiting = waiting.filter(pk__in=[one.pk for one in delegates])
    found = list(waiting)
    if not found or (delegates is not None and len(found) < len(delegates)):
        raise rules.NotSubmitted(
            _(
                "%(party)s has changed its delegation meanwhile, or somebody has judged it. "
                "Look at it again."
            )
            % {"party": delegation.party}
        )
    return found


@transaction.atomic
def approve(
    delegation: Delegation, delegates: list[Delegate] | None = None, *, by: Person, at: datetime
) -> list[Delegate]:
    """Accredit delegates (None: all that wait). The party is told; whoever has an address gets
    the form for practical arrangements.

    Raises:
        NotTheAccreditor, MeetingOver, SamePerson, NotSubmitted.
    """
    it = _held(delegation, by, at)
    found = _submitted(it, delegates)
    for one in found:
        is_first = not one.was_approved
        one.state, one.comment, one.was_approved = State.APPROVED, "", True
        one.judged_at, one.judged_by = at, by
        one.badge += not is_first  # what the badge says has changed
        one.save()
        if is_first and one.email:
            arranging.ask(one, at=at)
    facts = {"delegates": [one.pk for one in found]}
    ledger.write(
        "delegation.approved", it, by=by, at=at, party=acting_for(it.meeting, by, at), facts=facts
    )
    notices.approved(it, found, on=day_of(at))
    return found


@transaction.atomic
def send_back(
    delegation: Delegation,
    delegates: list[Delegate] | None = None,
    *,
    comment: str,
    by: Person,
    at: datetime,
) -> list[Delegate]:
    """Return delegates (None: all that wait) to the party, saying why.

    Raises:
        NotTheAccreditor, MeetingOver, SamePerson, NotSubmitted, NeedsComment.
    """
    it = _held(delegation, by, at)
    if not comment.strip():
        words = _("Say what %(party)s is to change, so that it need not guess.")
        raise rules.NeedsComment(words % {"party": it.party})
    found = _submitted(it, delegates)
    for one in found:
        one.state, one.comment = State.RETURNED, comment.strip()
        one.judged_at, one.judged_by = at, by
        one.save()
    facts = {"delegates": [one.pk for one in found]}
    ledger.write(
        "delegation.returned", it, by=by, at=at, party=acting_for(it.meeting, by, at), facts=facts
    )
    notices.returned(it, found, on=day_of(at))
    return found


@transaction.atomic
def renew_badge(delegate: Delegate, *, by: Person, at: datetime) -> Delegate:
    """A badge was lost: the next one has another code, and the lost one opens nothing.

    Raises:
        NotTheDesk, NotApproved.
    """
    one = Delegate.objects.select_for_update().get(pk=delegate.pk)
    it = one.delegation
    rules.require_desk(by, it.meeting, at)
    arranging.require_approved(one)
    one.badge += 1
    one.save(update_fields=["badge"])
    facts = {"delegate": one.pk, "badge": one.badge}
    party = acting_for(it.meeting, by, at)
    ledger.write("delegate.badge_renewed", it, by=by, at=at, party=party, facts=facts)
    return one
