"""The verbs of this room: inviting and ending seats, widening and narrowing a circle."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from comity.refusals import Conflict, Refusal
from comity.tlp import Label

from . import ledger, notices, registry
from .access import Reader, Shared
from .dates import day_of
from .models import Body, Dialogue, Invitation, Party, Person, Seat

INVITATION_LASTS = timedelta(days=14)


class NotTheAdministrator(Refusal):
    """Only an administrator of the party acts on its seats."""


class NotTheSecretariat(Refusal):
    """Only the dialogue's secretariat does this."""


class NotTheOwner(Refusal):
    """Only the owner party, or the author of a RED record, changes its circle."""


class AlreadySeated(Refusal):
    """The person holds this seat."""


class AlreadyInvited(Conflict):
    """An invitation to this seat is open."""


class InvitationOver(Refusal):
    """The invitation was used, withdrawn, or came to its end."""

    status = 410


class NotAtTheTable(Refusal):
    """The party holds no membership in the body."""


class LastAdministrator(Refusal):
    """A party keeps at least one administrator."""


class TooWide(Refusal):
    """What a record belongs to bounds how wide its circle may be."""


class TooNarrow(Refusal):
    """Somebody whose office it is to read a record could not read it any more."""


class SamePerson(Refusal):
    """What leaves a circle is prepared by one person and released by another."""


def require_secretariat(person: Person, dialogue: Dialogue, on: date) -> None:
    """Raises NotTheSecretariat unless the person is of the dialogue's secretariat that day."""
    if dialogue.pk not in Reader.of(person, on).secretariats:
        raise NotTheSecretariat(
            _("Only the secretariat of %(dialogue)s does this. Ask it to do so.")
            % {"dialogue": dialogue}
        )


def _require_administrator(person: Person, party: Party, on: date) -> None:
    if party.pk not in Reader.of(person, on).administered:
        raise NotTheAdministrator(
            _("Only an administrator of %(party)s changes its seats. Ask one of them to do this.")
            % {"party": party}
        )


def digest_of_token(token: str) -> str:
    """Only this is kept once the mail has left: the database alone opens no seat."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(
    party: Party,
    *,
    email: str,
    body: Body,
    role: str,
    language: str,
    by: Person,
    at: datetime,
) -> Invitation:
    """Offer a seat of ``party`` in ``body`` to the holder of an address, by mail.

    Raises:
        NotTheAdministrator, NotAtTheTable, AlreadySeated.
        AlreadyInvited: as when the button was pressed twice; each mail would hold another address.
    """
    party = Party.objects.select_for_update().get(pk=party.pk)
    _require_administrator(by, party, day_of(at))
    _require_new(party, body, email.strip().lower(), at)
    return _offer(
        party, email=email, body=body, role=role, language=language,
        is_administrator=False, by=by, at=at,
    )[0]  # fmt: skip


@transaction.atomic
def invite_as_operator(
    party: Party,
    *,
    email: str,
    body: Body,
    role: str,
    language: str,
    is_administrator: bool,
    at: datetime,
) -> tuple[Invitation, str]:
    """Offer a seat in nobody's name: so the first administrator of a party comes in.

    Only a command calls this, never a page. Returns the invitation and the address that takes it.

    Raises:
        NotAtTheTable, AlreadySeated.
    """
    return _offer(
        party, email=email, body=body, role=role, language=language,
        is_administrator=is_administrator, by=None, at=at,
    )  # fmt: skip


def _require_new(party: Party, body: Body, email: str, at: datetime) -> None:
    if party.invitations.open(at).filter(body=body, email=email).exists():
        raise AlreadyInvited(
            _(
                "%(email)s is already invited to a seat of %(party)s in %(body)s. Withdraw that "
                "invitation first if it was lost or names another role."
            )
            % {"email": email, "party": party, "body": body}
        )


def _offer(
    party: Party,
    *,
    email: str,
    body: Body,
    role: str,
    language: str,
    is_administrator: bool,
    by: Person | None,
    at: datetime,
) -> tuple[Invitation, str]:
    if not party.memberships.current(day_of(at)).filter(body=body).exists():
        raise NotAtTheTable(
            _("%(party)s is not in %(body)s on this day. Choose a body it belongs to.")
            % {"party": party, "body": body}
        )
    email = email.strip().lower()
    held = Seat.objects.current(day_of(at)).filter(person__email=email, party=party, body=body)
    if held.exists():
        raise AlreadySeated(
            _("%(email)s already has a seat of %(party)s in %(body)s. Nothing needs to be done.")
            % {"email": email, "party": party, "body": body}
        )
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        party=party,
        body=body,
        role=role,
        email=email,
        language=language,
        is_administrator=is_administrator,
        digest=digest_of_token(token),
        invited_by=by,
        invited_at=at,
        expires_at=at + INVITATION_LASTS,
    )
    ledger.write(
        "seat.offered",
        invitation,
        by=by,
        at=at,
        party=party,
        facts={"body": body.slug, "role": role, "administrator": is_administrator},
    )
    return invitation, notices.invited(invitation, token)


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Person, at: datetime) -> None:
    """Take an offer back before it is used.

    Raises:
        NotTheAdministrator, InvitationOver.
    """
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    _require_administrator(by, invitation.party, day_of(at))
    require_open(invitation, at)
    invitation.withdrawn_at = at
    invitation.save()
    ledger.write("seat.offer_withdrawn", invitation, by=by, at=at, party=invitation.party)


def find_invitation(token: str) -> Invitation | None:
    return Invitation.objects.filter(digest=digest_of_token(token)).first()


def require_open(invitation: Invitation, at: datetime) -> None:
    if invitation.accepted_at or invitation.withdrawn_at or invitation.expires_at <= at:
        raise InvitationOver(
            _(
                "This invitation of %(party)s was used, withdrawn or has ended. "
                "Ask the party's administrator for a new one."
            )
            % {"party": invitation.party}
        )


@transaction.atomic
def accept_invitation(invitation: Invitation, *, name: str, password: str, at: datetime) -> Seat:
    """Take the seat. A person already known keeps name and password.

    Raises:
        InvitationOver.
    """
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    require_open(invitation, at)
    person = Person.objects.filter(email=invitation.email).first()
    if person is None:
        person = Person.objects.create_user(
            invitation.email, password, name=name, language=invitation.language
        )
    seat = Seat.objects.create(
        person=person,
        party=invitation.party,
        body=invitation.body,
        role=invitation.role,
        is_administrator=invitation.is_administrator,
        since=day_of(at),
    )
    invitation.accepted_at = at
    invitation.save()
    ledger.write(
        "seat.taken",
        seat,
        by=person,
        at=at,
        party=invitation.party,
        facts={"body": invitation.body.slug, "role": invitation.role},
    )
    return seat


@transaction.atomic
def end_seat(seat: Seat, *, by: Person, at: datetime) -> None:
    """End a seat: from this moment it gives nothing.

    The day before is its last one, so that nothing new is read today.

    Raises:
        NotTheAdministrator, LastAdministrator.
        Conflict: the seat has already ended.
    """
    seat = _held(seat, by, at)
    others = seat.party.seats.current(day_of(at)).filter(is_administrator=True).exclude(pk=seat.pk)
    if seat.is_administrator and not others.exists():
        raise LastAdministrator(
            _(
                "%(person)s is the last administrator of %(party)s. "
                "Make another person administrator first."
            )
            % {"person": seat.person, "party": seat.party}
        )
    yesterday = day_of(at) - timedelta(days=1)
    seat.since = min(seat.since, yesterday) if seat.since else None
    seat.until = yesterday
    seat.save()
    ledger.write("seat.ended", seat, by=by, at=at, party=seat.party)


@transaction.atomic
def make_administrator(seat: Seat, *, by: Person, at: datetime) -> None:
    """Let the holder of a seat invite and end its party's seats.

    Raises:
        NotTheAdministrator.
        Conflict: the seat has already ended.
    """
    seat = _held(seat, by, at)
    seat.is_administrator = True
    seat.save()
    ledger.write("seat.made_administrator", seat, by=by, at=at, party=seat.party)


def _held(seat: Seat, by: Person, at: datetime) -> Seat:
    """A current seat, locked with its party: of two administrators who end each other's seats in
    one instant, one stays."""
    party = Party.objects.select_for_update().get(pk=seat.party_id)
    seat = party.seats.select_for_update().get(pk=seat.pk)
    _require_administrator(by, party, day_of(at))
    if not seat.is_current(day_of(at)):
        raise Conflict(_("This seat has already ended. Nothing needs to be done."))
    return seat


@transaction.atomic
def relabel(
    record: Shared,
    *,
    label: Label,
    with_observers: bool,
    by: Person,
    at: datetime,
    recipients: list[Person] | None = None,
) -> None:
    """Narrow or widen the circle of a record: the owner's act (of RED, the author's).

    Widening to TLP:CLEAR publishes, so another person than the author does it.

    Raises:
        NotTheOwner, SamePerson, TooWide.
    """
    record = type(record)._default_manager.select_for_update().get(pk=record.pk)
    _require_owner(record, by, day_of(at))
    if label is Label.CLEAR and record.tlp is not Label.CLEAR and by.pk in record.preparers():
        raise SamePerson(
            _(
                "You prepared %(record)s. To publish it as TLP:CLEAR, "
                "ask another person of %(owner)s."
            )
            % {"record": record, "owner": record.owner}
        )
    require_within_limits(record, label, with_observers)
    before = record.circle_facts()
    act = _act_of(record, label, with_observers)
    record.label, record.with_observers = label, with_observers
    record.save()
    if recipients is not None:
        record.recipients.set(recipients)
    facts = {"before": before, "after": record.circle_facts()}
    ledger.write(act, record, by=by, at=at, party=record.owner, facts=facts)
    registry.carry_circle(record, by, at)


def _act_of(record: Shared, label: Label, with_observers: bool) -> str:
    if label is record.tlp and with_observers == record.with_observers:
        return "label.recipients_changed"
    if label is record.tlp:
        return "label.widened" if with_observers else "label.narrowed"
    return "label.narrowed" if label.is_narrower_than(record.tlp) else "label.widened"


def decides_circle(record: Shared, reader: Reader) -> bool:
    """The owner's seats in that dialogue decide how far a record travels; of TLP:RED its author
    alone, while seated there."""
    if (record.owner_id, record.body.dialogue_id) not in reader.drafts:
        return False
    return record.tlp is not Label.RED or record.author_id == reader.person


def _require_owner(record: Shared, by: Person, on: date) -> None:
    if not decides_circle(record, Reader.of(by, on)):
        raise NotTheOwner(
            _("Only %(owner)s changes who may read %(record)s. Ask it to do so.")
            % {"owner": record.owner, "record": record}
        )


def require_within_limits(record: Shared, label: Label, with_observers: bool) -> None:
    """Raises TooWide, TooNarrow: the rooms bound how wide the record may be."""
    for limit in registry.limits(record):
        words = {"record": record, "because": limit.because, "label": limit.widest.words}
        is_wider = limit.widest.is_narrower_than(label)
        if limit.widest is limit.narrowest and label is not limit.widest:
            raise (TooWide if is_wider else TooNarrow)(
                _("%(record)s can only be %(label)s: %(because)s.") % words
            )
        if is_wider or (with_observers and not limit.with_observers):
            raise TooWide(
                _("%(record)s may not be shared so widely: %(because)s. Choose a narrower circle.")
                % words
            )
        if label.is_narrower_than(limit.narrowest):
            raise TooNarrow(
                _("%(record)s cannot be kept so narrow: %(because)s. Choose a wider circle.")
                % words
            )
