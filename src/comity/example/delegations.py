"""The invented delegations to the invented meeting: as recorded, and nobody was mailed."""

from __future__ import annotations

from datetime import date, datetime

from comity.delegations.models import Convocation, Delegate, Delegation
from comity.meetings.models import Meeting
from comity.parties import ledger
from comity.parties.models import Membership, Party

from .files import Row, rows
from .records import _person


def load_delegations(at: datetime) -> None:
    for row in rows("delegations", "convocation"):
        _convocation(row, at)
    for row in rows("delegations", "delegation"):
        _delegation(row, at)


def _convocation(row: Row, at: datetime) -> None:
    meeting = Meeting.objects.get(slug=row["meeting"])
    convocation = Convocation.objects.create(
        meeting=meeting,
        answer_by=date.fromisoformat(row["answer_by"]),
        nominate_by=date.fromisoformat(row["nominate_by"]),
        quotas=row["quotas"],
        order_language=row["order_language"],
        logistics=_person(row["logistics"]),
    )
    ledger.write("recorded", convocation, by=None, at=at)
    for slug in row["invited"]:
        party = Party.objects.get(slug=slug)
        held = Membership.objects.current(meeting.starts_on).filter(party=party)
        role = held.filter(body__in=meeting.bodies.all()).values_list("role", flat=True)[0]
        invited = Delegation.objects.create(meeting=meeting, party=party, role=role, invited_at=at)
        ledger.write("recorded", invited, by=None, at=at)


def _delegation(row: Row, at: datetime) -> None:
    it = Delegation.objects.get(meeting__slug=row["meeting"], party__slug=row["party"])
    by = _person(row["by"]) if "by" in row else None
    it.answer, it.answered_at, it.answered_by = row["answer"], at, by
    if row.get("delegate"):
        it.submitted_at, it.submitted_by = at, by
    it.save()
    for position, one in enumerate(row.get("delegate", []), start=1):
        is_approved = row["state"] == Delegate.State.APPROVED
        Delegate.objects.create(
            delegation=it,
            position=position,
            state=row["state"],
            was_approved=is_approved,
            judged_at=at if is_approved else None,
            **one,
        )
