"""Calling a meeting together: what goes for all, who is invited, who sees to logistics."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from comity.meetings.models import Meeting
from comity.meetings.rules import require_chair
from comity.parties import ledger
from comity.parties.access import Reader
from comity.parties.dates import Precision, day_of
from comity.parties.models import Membership, Party, Person, Seat
from comity.tlp import Label

from .. import notices, rules
from ..models import Convocation, Delegation

Role = Membership.Role
INNERMOST = [Role.MEMBER, Role.ASSOCIATE, Role.OBSERVER, Role.SECRETARIAT]
"""As what a party is invited that is several things in the bodies that meet."""


def convocation_of(meeting: Meeting) -> Convocation:
    """The one of the meeting, or one that is not kept yet."""
    found = Convocation.objects.filter(meeting=meeting).select_related("logistics").first()
    return found or Convocation(meeting=meeting)


def welcomes_observers(meeting: Meeting) -> bool:
    return meeting.with_observers or meeting.label in {Label.CLEAR, Label.GREEN}


def invitable(meeting: Meeting) -> dict[Party, str]:
    """The parties that may be invited, with their class on the first day of the meeting."""
    held = Membership.objects.current(meeting.starts_on)
    held = held.filter(body__in=[*meeting.bodies.all(), meeting.body]).select_related("party")
    if not welcomes_observers(meeting):
        held = held.exclude(role=Role.OBSERVER)
    found: dict[Party, str] = {}
    for one in held:
        before = found.get(one.party, one.role)
        found[one.party] = min(one.role, before, key=INNERMOST.index)
    return found


def _held(meeting: Meeting, by: Person, at: datetime) -> Meeting:
    """The meeting, locked, for a person who leads its dialogue; it is still to come."""
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    require_chair(by, locked.body.dialogue, at)
    rules.require_open(locked, at)
    return locked


def acting_for(meeting: Meeting, by: Person, at: datetime) -> Party | None:
    """The party for which a person acts in the dialogue of the meeting."""
    dialogue = meeting.body.dialogue_id
    held = sorted(p for p, where in Reader.of(by, day_of(at)).drafts if where == dialogue)
    return Party.objects.filter(pk__in=held).first()


@transaction.atomic
def convene(
    meeting: Meeting,
    *,
    answer_by: date | None,
    nominate_by: date | None,
    quotas: Mapping[str, int],
    host_accredits: bool = False,
    order_language: str = "",
    erase_after: int = 30,
    by: Person,
    at: datetime,
) -> Convocation:
    """Say what goes for all delegations: days, quotas by class, order of the list.

    Raises:
        NotTheChair, MeetingOver.
    """
    meeting = _held(meeting, by, at)
    it = convocation_of(meeting)
    it.answer_by, it.nominate_by = answer_by, nominate_by
    it.quotas = {role: number for role, number in quotas.items() if role in Role.values}
    it.host_accredits, it.order_language = host_accredits, order_language
    it.erase_after = erase_after
    it.save()
    facts = {"quotas": it.quotas, "erase_after": erase_after, "host_accredits": host_accredits}
    _write("convocation.kept", it, by=by, at=at, facts=facts)
    return it


@transaction.atomic
def invite(
    meeting: Meeting, parties: Iterable[Party], *, by: Person, at: datetime
) -> list[Delegation]:
    """Invite parties; those invited before are left as they are. Each one's focal points are told.

    Raises:
        NotTheChair, MeetingOver, NotOpenYet.
        NotInvitable: one of them is not of the bodies that meet, or an observer of a meeting that
            is closed to observers. Nobody is invited then.
    """
    meeting = _held(meeting, by, at)
    _require_announced(meeting)
    may_come = invitable(meeting)
    chosen = list(parties)
    for party in chosen:
        if party not in may_come:
            raise rules.NotInvitable(
                _(
                    "%(party)s is not invited to “%(meeting)s”: it is not in the bodies that "
                    "meet, or is an observer and the meeting is closed to observers. "
                    "Take it off the list."
                )
                % {"party": party, "meeting": rules.named(meeting)}
            )
    convocation = convocation_of(meeting)
    convocation.save()
    there = set(Delegation.objects.filter(meeting=meeting).values_list("party", flat=True))
    made = [
        Delegation.objects.create(
            meeting=meeting, party=party, role=may_come[party], invited_at=at, invited_by=by
        )
        for party in chosen
        if party.pk not in there
    ]
    for delegation in made:
        _write("delegation.invited", delegation, by=by, at=at, facts={"class": delegation.role})
        notices.invited(delegation, convocation, on=day_of(at))
    return made


def _require_announced(meeting: Meeting) -> None:
    if not meeting.is_shared:
        words = _("“%(meeting)s” is not announced yet. Announce it, then invite.")
        raise rules.NotOpenYet(words % {"meeting": rules.named(meeting)})
    if meeting.precision != Precision.DAY:
        words = _("The days of “%(meeting)s” are not known yet. Enter them, then invite.")
        raise rules.NotOpenYet(words % {"meeting": rules.named(meeting)})


@transaction.atomic
def set_quota(delegation: Delegation, quota: int | None, *, by: Person, at: datetime) -> None:
    """Allow one party more or fewer delegates than its class; None: that of its class.

    Raises:
        NotTheChair, MeetingOver.
    """
    _held(delegation.meeting, by, at)
    Delegation.objects.filter(pk=delegation.pk).update(quota=quota)
    _write("delegation.quota_set", delegation, by=by, at=at, facts={"quota": quota})


def hosts(meeting: Meeting, on: date) -> list[Person]:
    """Persons with a current seat of the host in the dialogue."""
    seats = Seat.objects.current(on).filter(
        party=meeting.host_id, body__dialogue=meeting.body.dialogue_id, person__is_active=True
    )
    return list(dict.fromkeys(seat.person for seat in seats.select_related("person")))


@transaction.atomic
def name_logistics(meeting: Meeting, person: Person | None, *, by: Person, at: datetime) -> None:
    """Name the one person who reads the practical arrangements; None: nobody.

    Raises:
        NotTheChair, MeetingOver.
        NoHost: the person has no seat of the party that hosts the meeting.
    """
    meeting = _held(meeting, by, at)
    if person is not None and person not in hosts(meeting, day_of(at)):
        raise rules.NoHost(
            _(
                "%(person)s has no seat of the host of “%(meeting)s”. "
                "Enter the host of the meeting, and choose a person of it."
            )
            % {"person": person, "meeting": rules.named(meeting)}
        )
    it = convocation_of(meeting)
    it.logistics = person
    it.save()
    facts = {"person": person.pk if person else None}
    _write("convocation.logistics_named", it, by=by, at=at, facts=facts)


def _write(
    act: str, thing: Convocation | Delegation, *, by: Person, at: datetime, facts: dict[str, Any]
) -> None:
    party = acting_for(thing.meeting, by, at)
    ledger.write(act, thing, by=by, at=at, party=party, facts=facts)
