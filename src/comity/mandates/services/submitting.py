"""One button for a party at the end of a round: submit everything that is ready."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Person
from comity.refusals import Refusal

from ..models import Reply, Report
from . import replies, reporting, round_rules


@dataclass
class Outcome:
    """``left``: (record, why), of what was begun and could not be submitted."""

    submitted: list[Any] = field(default_factory=list)
    left: list[tuple[Any, str]] = field(default_factory=list)


@transaction.atomic
def submit_ready(reply: Reply, *, by: Person, at: datetime) -> Outcome:
    """Submit the answers and each begun report of the party in the round that is ready; what is
    not ready stays a draft and is named with the reason.

    Raises:
        NotTheParty, RoundClosed.
    """
    if not round_rules.speaks_in_reply(by, reply, day_of(at)):
        raise round_rules.not_the_party(reply.owner)
    round_rules.require_open_for(reply, day_of(at))
    outcome = Outcome()
    for report in _begun(reply, by, at):
        _try(outcome, report, lambda one=report: reporting.submit(one, by=by, at=at))
    if reply.is_with_its_writer and reply.round.questions.exists():
        _try(outcome, reply, lambda: replies.submit_reply(reply, by=by, at=at))
    return outcome


def _begun(reply: Reply, by: Person, at: datetime) -> list[Report]:
    seen = Report.objects.visible_to(Reader.of(by, day_of(at))).in_course()
    drafts = seen.filter(
        owner=reply.owner,
        assignment__party=reply.owner,
        assignment__mandate__in=reply.round.mandates.all(),
    ).select_related("assignment__mandate")
    return [one for one in drafts.order_by("assignment") if one.is_with_its_writer]


def _try(outcome: Outcome, thing: Any, act: Any) -> None:
    try:
        with transaction.atomic():
            act()
    except Refusal as refusal:
        outcome.left.append((thing, str(refusal)))
    else:
        outcome.submitted.append(thing)
