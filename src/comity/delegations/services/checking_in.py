"""The registration desk: who was seen, by which desk, by its clock and by ours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Min, QuerySet
from django.utils.translation import gettext as _

from comity.meetings.models import Meeting
from comity.parties import ledger
from comity.parties.models import Person

from .. import rules
from ..codes import is_signed, key_in
from ..models import CheckIn, Delegate
from .inviting import acting_for

SLIP = timedelta(minutes=2)
"""A clock may be ahead of ours by so much."""
LONGEST_AWAY = timedelta(days=3)
"""A desk without network for longer is a clock that is wrong."""


@dataclass(frozen=True)
class Sighting:
    """What a desk says: whom it saw, and when by its own clock.

    ``key`` is made by the desk, once for each sighting; ``code`` stands where no ``delegate`` does.
    """

    key: str
    delegate: int | None = None
    code: str = ""
    said_at: datetime | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of a sighting: since when the delegate is checked in, or why not."""

    key: str
    delegate: Delegate | None = None
    since: datetime | None = None
    is_first: bool = False
    refusal: str = ""


def counting_time(said: datetime | None, received: datetime) -> datetime:
    """The desk's own time, where it can be right; else the time of receipt.

    It cannot be right after it was received, nor so long before that no desk was away so long.
    """
    if said is None or said > received + SLIP or said < received - LONGEST_AWAY:
        return received
    return min(said, received)


@transaction.atomic
def check_in(
    meeting: Meeting, sightings: Sequence[Sighting], *, desk: str = "", by: Person, at: datetime
) -> list[Outcome]:
    """Keep what a desk saw. Each sighting is kept once, however often it is sent; of several of
    one delegate the earliest counts. One that is refused does not keep the others from it.

    Raises:
        NotTheDesk.
    """
    rules.require_desk(by, meeting, at)
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    delegates = _delegates(meeting, sightings)
    before = _since(delegates.values())
    kept = set(
        CheckIn.objects.filter(key__in=[one.key for one in sightings]).values_list("key", flat=True)
    )
    new: dict[str, CheckIn] = {}
    outcomes: dict[str, str | int] = {}
    for one in sightings:
        found = _who(one, delegates)
        if isinstance(found, str):
            outcomes[one.key] = found
            continue
        outcomes[one.key] = found.pk
        if one.key not in kept and one.key not in new:
            new[one.key] = CheckIn(
                delegate=found, key=one.key, desk=desk, said_at=one.said_at, received_at=at,
                counts_at=counting_time(one.said_at, at), by=by,
            )  # fmt: skip
    CheckIn.objects.bulk_create(new.values())
    if new:
        facts = {"delegates": [one.delegate_id for one in new.values()]}
        party = acting_for(meeting, by, at)
        ledger.write("delegates.checked_in", meeting, by=by, at=at, party=party, facts=facts)
    since = _since(delegates.values())
    return [_outcome(one, outcomes[one.key], delegates, before, since) for one in sightings]


def _delegates(meeting: Meeting, sightings: Iterable[Sighting]) -> dict[int, Delegate]:
    named = (one.delegate or key_in(one.code) for one in sightings)
    keys = [key for key in named if key]
    found = Delegate.objects.of_meeting(meeting).filter(pk__in=keys)
    return {one.pk: one for one in found.select_related("delegation__party")}


def _who(one: Sighting, delegates: dict[int, Delegate]) -> Delegate | str:
    """The delegate, or the sentence that says why not."""
    key = one.delegate or key_in(one.code)
    found = delegates.get(key) if key else None
    if found is None or (not one.delegate and not is_signed(one.code, found.pk, found.badge)):
        return _("This code is of no badge of this meeting, or of one that was replaced. Look for "
                 "the name in the list.")  # fmt: skip
    if found.withdrawn_at or found.state != Delegate.State.APPROVED:
        words = _("%(name)s of %(party)s is not accredited. Ask the secretariat.")
        return words % {"name": found.full_name, "party": found.delegation.party}
    return found


def _since(delegates: Iterable[Delegate]) -> dict[int, datetime]:
    return _earliest(CheckIn.objects.filter(delegate__in=[one.pk for one in delegates]))


def _earliest(rows: QuerySet[CheckIn]) -> dict[int, datetime]:
    return dict(rows.order_by().values_list("delegate").annotate(Min("counts_at")))


def _outcome(
    one: Sighting,
    found: str | int,
    delegates: dict[int, Delegate],
    before: dict[int, datetime],
    since: dict[int, datetime],
) -> Outcome:
    if isinstance(found, str):
        return Outcome(one.key, refusal=found)
    return Outcome(one.key, delegates[found], since.get(found), found not in before)


def since_when(meeting: Meeting) -> dict[int, datetime]:
    """Delegate → since when checked in."""
    return _earliest(CheckIn.objects.filter(delegate__delegation__meeting=meeting))
