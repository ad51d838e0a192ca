"""Practical arrangements: asked for, written by party or link, read by one, erased in time."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from comity.meetings.models import Meeting
from comity.parties import ledger
from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Person

from .. import notices, rules
from ..models import Arrangement, Convocation, Delegate
from ..models.arrangements import FIELDS


def digest_of(token: str) -> str:
    """Only this is kept: the database alone opens no form."""
    return hashlib.sha256(token.encode()).hexdigest()


def require_approved(delegate: Delegate) -> None:
    """Raises NotApproved."""
    if delegate.withdrawn_at or delegate.state != Delegate.State.APPROVED:
        raise rules.NotApproved(
            _("%(name)s is not approved. Wait for the approval, then do this.")
            % {"name": delegate.full_name}
        )


def ask(delegate: Delegate, *, at: datetime) -> str:
    """Mail the delegate the one address of the form, which is returned and not kept; an earlier
    one opens nothing any more. Called within the transaction of an act."""
    token = secrets.token_urlsafe(32)
    it, _made = Arrangement.objects.get_or_create(delegate=delegate)
    it.digest, it.asked_at = digest_of(token), at
    it.save(update_fields=["digest", "asked_at"])
    return notices.asked_for_arrangements(delegate, token)


@transaction.atomic
def send_link(delegate: Delegate, *, by: Person, at: datetime) -> str:
    """Mail the form to the delegate again, says the party.

    Raises:
        NotTheParty, MeetingOver, NotApproved: nobody, too, without an address.
    """
    one = _held(delegate, by, at)
    if not one.email:
        words = _("%(name)s has no e-mail here. Enter it, or fill in the form yourself.")
        raise rules.NotApproved(words % {"name": one.full_name})
    url = ask(one, at=at)
    _write("arrangement.asked", one, by, at)
    return url


@transaction.atomic
def write(delegate: Delegate, said: Mapping[str, str], *, by: Person, at: datetime) -> None:
    """Write the arrangements of a delegate for the party, in place of what stood there; the party
    does not read them back.

    Raises:
        NotTheParty, MeetingOver, NotApproved.
    """
    _keep(_held(delegate, by, at), said, by, at)


def find(token: str) -> Arrangement | None:
    """The form that an address opens; None unless it was given out."""
    whole = Arrangement.objects.select_related("delegate__delegation__meeting__host")
    return whole.filter(digest=digest_of(token)).first()


def require_usable(it: Arrangement, at: datetime) -> None:
    """Raises LinkOver."""
    delegate, meeting = it.delegate, it.delegate.delegation.meeting
    is_over = rules.last_day(meeting) < day_of(at) or meeting.cancelled_at
    if is_over or delegate.withdrawn_at or delegate.state != Delegate.State.APPROVED:
        raise rules.LinkOver(
            _("This form has ended. Ask the focal point of %(party)s if anything is still needed.")
            % {"party": delegate.delegation.party}
        )


@transaction.atomic
def write_by_link(it: Arrangement, said: Mapping[str, str], *, at: datetime) -> None:
    """Write one's own arrangements, without an account. Raises LinkOver."""
    require_usable(it, at)
    _keep(it.delegate, said, None, at)


def _held(delegate: Delegate, by: Person, at: datetime) -> Delegate:
    found = Delegate.objects.select_related("delegation__meeting__body", "delegation__party")
    one = found.select_for_update(of=("self",)).get(pk=delegate.pk)
    rules.require_speaker(by, one.delegation, at)
    rules.require_open(one.delegation.meeting, at)
    require_approved(one)
    return one


def _keep(delegate: Delegate, said: Mapping[str, str], by: Person | None, at: datetime) -> None:
    it, _made = Arrangement.objects.select_for_update().get_or_create(delegate=delegate)
    for name in FIELDS:
        setattr(it, name, said.get(name, ""))
    it.written_at, it.written_by = at, by
    it.save()
    _write("arrangement.written", delegate, by, at)


def _write(act: str, delegate: Delegate, by: Person | None, at: datetime) -> None:
    it = delegate.delegation
    ledger.write(act, it, by=by, at=at, party=it.party, facts={"delegate": delegate.pk})


def note_reading(meeting: Meeting, found: list[Arrangement], *, by: Person, at: datetime) -> None:
    """Write down who read the arrangements of whom: what they say of health is read by no eye
    unseen."""
    if found:
        facts = {"delegates": [one.delegate_id for one in found]}
        ledger.write("arrangements.read", meeting, by=by, at=at, party=meeting.host, facts=facts)


def may_read(reader: Reader, meeting: Meeting) -> bool:
    """Whether the reader is the person named for logistics, and sits for the host."""
    named = Convocation.objects.filter(meeting=meeting, logistics=reader.person or 0)
    return rules.is_host(reader, meeting) and named.exists()


def erase_due(at: datetime) -> int:
    """Erase the arrangements of meetings whose time has come; returns how many were erased."""
    on, erased = day_of(at), 0
    there = Arrangement.objects.values("delegate__delegation__meeting")
    held = Convocation.objects.filter(meeting__in=there).select_related("meeting__body")
    for convocation in held:
        if convocation.erase_on <= on:
            erased += _erase(convocation.meeting, at)
    return erased


@transaction.atomic
def _erase(meeting: Meeting, at: datetime) -> int:
    """Deleted, not emptied; two workers at once erase once."""
    found = Arrangement.objects.filter(delegate__delegation__meeting=meeting)
    keys = list(found.select_for_update().values_list("delegate", flat=True))
    if not keys:
        return 0
    found.filter(delegate__in=keys).delete()
    facts = {"delegates": sorted(keys)}
    ledger.write("arrangements.erased", meeting, by=None, at=at, party=meeting.host, facts=facts)
    return len(keys)
