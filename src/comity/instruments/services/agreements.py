"""Keeping the register of agreements: terms, signatures, renewal, termination."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from comity.instruments.agreements import Agreement, Signature
from comity.instruments.models import Clause, Footnote, Instrument
from comity.instruments.rules import office_of
from comity.parties import ledger
from comity.parties.dates import PartialDate, Precision, day_of
from comity.parties.models import Party, Person
from comity.parties.services import require_secretariat
from comity.refusals import Conflict, Refusal
from comity.tlp import Label
from comity.ui.said import plain_day

KINDS = (Instrument.Kind.MEMORANDUM, Instrument.Kind.AGREEMENT, Instrument.Kind.PROTOCOL)
"""Kinds of texts that are signed and have a term."""


class NotAnAgreement(Refusal):
    """Only memoranda, agreements and protocols that were adopted stand in the register."""


class EndsBeforeItBegins(Refusal):
    """An agreement is in force before it ends."""


class AlreadyEnded(Conflict):
    """What was terminated is neither renewed nor terminated again."""


class NotRenewable(Refusal):
    """The agreement foresees no renewal."""


class NotLater(Refusal):
    """A renewal ends later than the term it follows."""


class NotAtTheTable(Refusal):
    """Only a party to the dialogue signs."""


class ClauseIsElsewhere(Refusal):
    """A reservation to an agreement is on one of its own clauses."""


@dataclass(frozen=True)
class Reservation:
    """What a party handed in with its signature."""

    clause: Clause
    words: str
    language: str


@dataclass(frozen=True)
class Terms:
    """What the text says of its own life; None and "": the register does not know."""

    in_force: PartialDate | None = None
    ends_on: date | None = None
    renewal: str = ""
    renews_on: date | None = None
    notice_months: int | None = None
    alarm_days: Sequence[int] = ()


@transaction.atomic
def register_agreement(
    instrument: Instrument, terms: Terms, *, by: Person, at: datetime
) -> Agreement:
    """Enter an adopted text into the register, or correct what the register says of it.

    Raises:
        NotTheSecretariat, NotAnAgreement, EndsBeforeItBegins.
    """
    text = Instrument.objects.select_for_update().get(pk=instrument.pk)
    require_secretariat(by, text.body.dialogue, day_of(at))
    _require_signable(text)
    begins, starts = _known(terms.in_force)
    if begins and terms.ends_on and terms.ends_on < begins:
        raise EndsBeforeItBegins(
            _("“%(text)s” cannot end before it is in force. Write a later day.") % {"text": text}
        )
    agreement = Agreement.objects.filter(instrument=text).first() or Agreement(instrument=text)
    is_new = agreement.pk is None
    agreement.in_force_on, agreement.in_force_precision = begins, starts
    agreement.ends_on, agreement.renews_on = terms.ends_on, terms.renews_on
    agreement.renewal, agreement.notice_months = terms.renewal, terms.notice_months
    agreement.alarm_days = sorted(set(terms.alarm_days), reverse=True)
    agreement.save()
    _write("registered" if is_new else "corrected", agreement, by, at, renewal=terms.renewal)
    return agreement


def _require_signable(text: Instrument) -> None:
    if text.kind not in KINDS or not text.is_adopted:
        raise NotAnAgreement(
            _(
                "“%(text)s” is no adopted memorandum, agreement or protocol. "
                "Adopt it first, or correct its kind while it is in review."
            )
            % {"text": text}
        )


def _known(day: PartialDate | None) -> tuple[date | None, Precision]:
    return (day.first, day.precision) if day else (None, Precision.DAY)


@transaction.atomic
def record_signature(
    agreement: Agreement,
    party: Party,
    *,
    signed: PartialDate | None = None,
    ratified: PartialDate | None = None,
    in_force: PartialDate | None = None,
    signatory: str = "",
    reservation: Reservation | None = None,
    by: Person,
    at: datetime,
) -> Signature:
    """Write down that a party signed, or correct what was written down.

    Args:
        reservation: What the party handed in with its signature: it stands on its clause, like
            one that the party puts there itself.

    Raises:
        NotTheSecretariat, NotAtTheTable.
        ClauseIsElsewhere: the reservation is on a clause of another text.
    """
    agreement = _locked(agreement, by, at)
    dialogue = agreement.instrument.body.dialogue
    if not party.memberships.filter(body__dialogue=dialogue).exists():
        raise NotAtTheTable(
            _("%(party)s is not at the table of %(dialogue)s. Enter its membership first.")
            % {"party": party, "dialogue": dialogue}
        )
    signed_on, signed_precision = _known(signed)
    ratified_on, ratified_precision = _known(ratified)
    in_force_on, in_force_precision = _known(in_force)
    signature, _made = Signature.objects.update_or_create(
        agreement=agreement,
        party=party,
        defaults={
            "signed_on": signed_on,
            "signed_precision": signed_precision,
            "ratified_on": ratified_on,
            "ratified_precision": ratified_precision,
            "in_force_on": in_force_on,
            "in_force_precision": in_force_precision,
            "signatory": signatory.strip(),
        },
    )
    kept = _hand_in(agreement, party, reservation, by, at) if reservation else None
    facts = {"signature": signature.pk, "signed": party.pk}
    if kept:
        facts |= {"footnote": kept.pk, "clause": kept.clause_id}
    _write("signed", agreement, by, at, **facts)
    return signature


def _hand_in(
    agreement: Agreement, party: Party, reservation: Reservation, by: Person, at: datetime
) -> Footnote:
    """Put a reservation on its clause; on a public text it waits for a second person."""
    text = agreement.instrument
    if reservation.clause.instrument_id != text.pk:
        raise ClauseIsElsewhere(
            _("This clause is not one of “%(text)s”. Choose another.") % {"text": text}
        )
    return Footnote.objects.create(
        clause=reservation.clause,
        party=party,
        kind=Footnote.Kind.RESERVATION,
        words=LazyI18nString({reservation.language: reservation.words.strip()}),
        added_by=by,
        added_at=at,
        is_later=True,
        released_at=None if text.tlp is Label.CLEAR else at,
    )


@transaction.atomic
def renew(
    agreement: Agreement, *, until: date, renews_on: date | None = None, by: Person, at: datetime
) -> Agreement:
    """Begin another term, to its last day ``until``.

    Raises:
        NotTheSecretariat, AlreadyEnded, NotRenewable, NotLater.
    """
    agreement = _locked(agreement, by, at)
    _require_lasting(agreement)
    if agreement.renewal == Agreement.Renewal.NONE:
        raise NotRenewable(
            _("“%(text)s” foresees no renewal. Correct its terms, or register a new agreement.")
            % {"text": agreement.instrument}
        )
    after = agreement.ends_on or agreement.in_force_on
    if after and until <= after:
        raise NotLater(
            _("The term of “%(text)s” runs until %(day)s already. Write a later day.")
            % {"text": agreement.instrument, "day": plain_day(after)}
        )
    agreement.ends_on, agreement.renews_on, agreement.renewed_on = until, renews_on, day_of(at)
    agreement.save()
    _write("renewed", agreement, by, at, until=until.isoformat())
    return agreement


@transaction.atomic
def terminate(agreement: Agreement, *, on: date, by: Person, at: datetime) -> Agreement:
    """Write down that the agreement ends on a day, its last one, and is renewed no more.

    Raises:
        NotTheSecretariat, AlreadyEnded, EndsBeforeItBegins.
    """
    agreement = _locked(agreement, by, at)
    _require_lasting(agreement)
    if agreement.in_force_on and on < agreement.in_force_on:
        raise EndsBeforeItBegins(
            _("“%(text)s” cannot end before it is in force. Write a later day.")
            % {"text": agreement.instrument}
        )
    agreement.terminated_on = on
    agreement.save()
    _write("terminated", agreement, by, at, on=on.isoformat())
    return agreement


def _locked(agreement: Agreement, by: Person, at: datetime) -> Agreement:
    found = Agreement.objects.select_for_update(of=("self",)).select_related(
        "instrument__body__dialogue"
    )
    agreement = found.get(pk=agreement.pk)
    require_secretariat(by, agreement.instrument.body.dialogue, day_of(at))
    return agreement


def _require_lasting(agreement: Agreement) -> None:
    if agreement.terminated_on:
        raise AlreadyEnded(
            _("“%(text)s” was terminated. Register a new agreement instead.")
            % {"text": agreement.instrument}
        )


def _write(act: str, agreement: Agreement, by: Person, at: datetime, **facts: Any) -> None:
    """The entry is on the text, whose circle it is read in."""
    text = agreement.instrument
    ledger.write(
        f"agreement.{act}",
        text,
        by=by,
        at=at,
        party=office_of(by, text.body.dialogue, day_of(at)),
        facts={"agreement": agreement.pk} | facts,
    )
