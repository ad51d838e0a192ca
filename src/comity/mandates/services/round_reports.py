"""In which round a report is filed, and whether it still may be."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from comity.parties.models import Party

from ..models import Assignment, Reply, Report, Round
from . import round_rules


def round_asking(assignment: Assignment, party: Party, on: date) -> Round | None:
    """The round that asks this of the party now; of several the one whose deadline is soonest."""
    if assignment.party_id is None:
        asking = Round.objects.open().filter(mandates=assignment.mandate_id)
        return asking.order_by("deadline_on", "pk").first()
    still = Q(round__closed_at=None) | Q(extended_until__gte=on)
    replies = Reply.objects.filter(
        still, owner=party, round__mandates=assignment.mandate_id, round__opened_at__isnull=False
    )
    reply = replies.select_related("round").order_by("round__deadline_on", "pk").first()
    return reply.round if reply else None


def file_in_round(report: Report, party: Party, on: date) -> None:
    """Note in the draft which round asks it; not saved. A round that has closed keeps it."""
    report.round = round_asking(report.assignment, party, on) or report.round


def require_round(report: Report, party: Party, on: date) -> None:
    """File a report that is being submitted; not saved.

    Raises:
        RoundClosed: it was written for a round that is closed for the party, and none asks now.
    """
    file_in_round(report, party, on)
    round_ = report.round
    if round_ is None or round_.is_open:
        return
    reply = Reply.objects.filter(round=round_, owner=party).first()
    if reply is None or not reply.is_open_on(on):
        raise round_rules.RoundClosed(
            _(
                "“%(round)s” is closed for %(party)s. The report is kept as a draft. "
                "Ask the secretariat of %(dialogue)s to extend it; then submit."
            )
            % {
                "round": round_rules.round_named(round_),
                "party": party,
                "dialogue": round_.body.dialogue,
            }
        )
