"""The verbs of functional mailboxes: added by a party, confirmed by who reads them, told, removed.

A mailbox is read by persons we do not know, so it is told only what every member of the dialogue
may read anyway: shared records up to TLP:AMBER. Of all else it learns that something waits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from comity.parties import ledger
from comity.parties.access import Reader, Shared
from comity.parties.dates import day_of
from comity.parties.models import Dialogue, Membership, Party, Person
from comity.parties.services import NotAtTheTable, NotTheAdministrator
from comity.refusals import Refusal
from comity.tlp import Label

from .letters import Notice, Words, absolute, footing, headers_of, stop_url
from .models import Mailbox

TOLD = (Label.CLEAR, Label.GREEN, Label.AMBER)
QUESTION_LASTS = timedelta(days=14)
CONFIRMING = Signer(salt="comity.notices.mailbox")


class AlreadyAdded(Refusal):
    """The mailbox is told already, or was asked."""


class QuestionOver(Refusal):
    """The address to confirm a mailbox came to its end."""

    status = 410


@dataclass(frozen=True)
class Office:
    """Stands where a person's name stands in the words of a mail."""

    name: str


def _require_administrator(by: Person, party: Party, on: date) -> None:
    if party.pk not in Reader.of(by, on).administered:
        raise NotTheAdministrator(
            _("Only an administrator of %(party)s changes its mailboxes. Ask one of them.")
            % {"party": party}
        )


@transaction.atomic
def add_mailbox(
    party: Party, dialogue: Dialogue, *, address: str, language: str, by: Person, at: datetime
) -> Mailbox:
    """Let an office's address get copies of what the party is asked in a dialogue; nothing but
    the question whether it wants them is sent before somebody there says yes.

    Raises:
        NotTheAdministrator, NotAtTheTable, AlreadyAdded.
    """
    _require_administrator(by, party, day_of(at))
    if not party.memberships.current(day_of(at)).filter(body__dialogue=dialogue).exists():
        raise NotAtTheTable(
            _("%(party)s is not in %(dialogue)s on this day. Choose a dialogue it belongs to.")
            % {"party": party, "dialogue": dialogue}
        )
    address = address.strip().lower()
    Party.objects.select_for_update().get(pk=party.pk)  # two who add it at once add it in turn
    same = Mailbox.objects.current().filter(party=party, dialogue=dialogue, address=address)
    if same.filter(confirmed_at__isnull=False).exists():
        raise AlreadyAdded(
            _("%(address)s already gets copies of what %(party)s is asked in %(dialogue)s.")
            % {"address": address, "party": party, "dialogue": dialogue}
        )
    same.update(ended_at=at)
    mailbox = Mailbox.objects.create(
        party=party,
        dialogue=dialogue,
        address=address,
        language=language,
        added_by=by,
        added_at=at,
    )
    facts = {"dialogue": dialogue.slug}
    ledger.write("mailbox.added", mailbox, by=by, at=at, party=party, owner=party, facts=facts)
    _ask(mailbox)
    return mailbox


def _ask(mailbox: Mailbox) -> None:
    token = CONFIRMING.sign(str(mailbox.pk))
    _send(
        mailbox,
        subject=lambda: _("May copies come to this address?"),
        template="notices/mail/mailbox.txt",
        context={"mailbox": mailbox},
        url=reverse("notices:mailbox", args=[token]),
        reason=lambda: (
            _("You receive this because an administrator of %(party)s entered this address.")
            % {"party": mailbox.party}
        ),
    )


def find_mailbox(token: str) -> Mailbox | None:
    """The mailbox that an address to confirm names; None unless this site signed it."""
    try:
        key = CONFIRMING.unsign(token)
    except BadSignature:
        return None
    return Mailbox.objects.select_related("party", "dialogue").filter(pk=int(key)).first()


@transaction.atomic
def confirm_mailbox(mailbox: Mailbox, *, at: datetime) -> None:
    """Say yes to the copies: the act of somebody who reads the mailbox.

    Raises:
        QuestionOver: two weeks passed, or the mailbox was removed.
    """
    mailbox = Mailbox.objects.select_for_update().get(pk=mailbox.pk)
    if mailbox.ended_at or mailbox.added_at + QUESTION_LASTS < at:
        raise QuestionOver(
            _(
                "This question of %(party)s has ended. Ask the party's administrator to add the "
                "address again."
            )
            % {"party": mailbox.party}
        )
    if mailbox.confirmed_at is None:
        mailbox.confirmed_at = at
        mailbox.save(update_fields=["confirmed_at"])
        party = mailbox.party
        ledger.write("mailbox.confirmed", mailbox, by=None, at=at, party=party, owner=party)


@transaction.atomic
def remove_mailbox(mailbox: Mailbox, *, by: Person, at: datetime) -> None:
    """No more copies, says the party.

    Raises:
        NotTheAdministrator.
    """
    _require_administrator(by, mailbox.party, day_of(at))
    _end(mailbox, "mailbox.removed", by, at)


@transaction.atomic
def leave_mailbox(mailbox: Mailbox, *, at: datetime) -> None:
    """No more copies, says who reads the mailbox."""
    _end(mailbox, "mailbox.left", None, at)


def _end(mailbox: Mailbox, act: str, by: Person | None, at: datetime) -> None:
    if Mailbox.objects.current().filter(pk=mailbox.pk).update(ended_at=at):
        ledger.write(act, mailbox, by=by, at=at, party=mailbox.party, owner=mailbox.party)


def reader_of_office(party: Party, dialogue: Dialogue, on: date) -> Reader:
    """What every seat of the party in the dialogue may read, with nothing by any one seat."""
    held = party.memberships.current(on).filter(body__dialogue=dialogue)
    roles = set(held.filter(body__parent=None).values_list("role", flat=True))
    roles |= set(held.filter(role=Membership.Role.SECRETARIAT).values_list("role", flat=True))
    inner = roles - {Membership.Role.OBSERVER}
    return Reader(
        parties=frozenset({party.pk} if held.exists() else ()),
        dialogues=frozenset({dialogue.pk} if inner else ()),
        dialogues_observed=frozenset({dialogue.pk} if roles and not inner else ()),
    )


def tellable(records: Sequence[Shared], party: Party, dialogue: Dialogue, on: date) -> set[int]:
    """Keys of those records, all of one kind, whose words a mailbox may be told."""
    if not records:
        return set()
    readable = type(records[0])._default_manager.visible_to(  # type: ignore[attr-defined]
        reader_of_office(party, dialogue, on)
    )
    kept = readable.filter(label__in=TOLD, shared_at__isnull=False)
    return set(kept.filter(pk__in=[one.pk for one in records]).values_list("pk", flat=True))


def tell_mailboxes(
    party: Party,
    dialogue: Dialogue,
    *,
    subject: Words,
    template: str,
    context: dict[str, Any],
    url: str | Words,
    reason: Words,
) -> int:
    """Copy to the party's mailboxes what its seats in a dialogue are told, as ``tell`` does; the
    template is given the party as ``person``. Returns how many were told.

    The context holds no record that is not ``tellable``.
    """
    told = Mailbox.objects.confirmed().filter(party=party, dialogue=dialogue)
    for mailbox in told.select_related("party"):
        _send(
            mailbox,
            subject=subject,
            template=template,
            context=context,
            url=url,
            reason=reason,
        )
    return len(told)


def _send(
    mailbox: Mailbox,
    *,
    subject: Words,
    template: str,
    context: dict[str, Any],
    url: str | Words,
    reason: Words,
) -> None:
    with override(mailbox.language):
        facts = {"person": Office(str(mailbox.party)), "reply_to": ""} | context
        text = get_template(template).template.render(  # type: ignore[attr-defined]
            Context(facts, autoescape=False)
        )
        address = absolute(url() if callable(url) else url, mailbox.language)
        stop = stop_url(mailbox)
        Notice(
            subject(),
            f"{text.strip()}\n\n{address}\n\n{footing('copy', reason(), stop)}",
            to=[mailbox.address],
            headers=headers_of("copy", mailbox),
            kind="duty",
            mailbox=mailbox,
        ).send()
