"""What is recorded of a protocol's life: law, entry into force, reviews, and who asked for it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from comity.instruments.models import Clause, Instrument, Protocol
from comity.instruments.protocol_rules import (
    KINDS,
    AsksForItself,
    NotAProtocol,
    ReviewBeforeReview,
)
from comity.instruments.rules import acting_for, require_speaker
from comity.parties import ledger
from comity.parties.dates import PartialDate, Precision, day_of
from comity.parties.models import Person
from comity.parties.services import require_secretariat


@transaction.atomic
def describe_protocol(
    text: Instrument,
    *,
    by: Person,
    at: datetime,
    law: str = "",
    in_force: PartialDate | None = None,
    review_on: date | None = None,
) -> Protocol:
    """Record, or correct, what is known of a text's life; None and "": not known.

    Raises:
        NotTheSecretariat, NotTheSpeaker, NotAProtocol, ReviewBeforeReview.
    """
    text = _opened(text, by, at)
    protocol = Protocol.objects.filter(instrument=text).first() or Protocol(instrument=text)
    _require_later(text, protocol.reviewed_on, review_on)
    protocol.law = law.strip()
    protocol.in_force_on = in_force.first if in_force else None
    protocol.in_force_precision = in_force.precision if in_force else Precision.DAY
    protocol.review_on = review_on
    protocol.save()
    _write("described", text, by, at, review=_iso(review_on))
    return protocol


@transaction.atomic
def record_review(
    text: Instrument, *, on: date, next_on: date | None, by: Person, at: datetime
) -> Protocol:
    """Write down that the text was looked at again, and when it will be the next time.

    Raises:
        NotTheSecretariat, NotTheSpeaker, NotAProtocol, ReviewBeforeReview.
    """
    text = _opened(text, by, at)
    protocol = Protocol.objects.filter(instrument=text).first() or Protocol(instrument=text)
    _require_later(text, on, next_on)
    protocol.reviewed_on, protocol.review_on = on, next_on
    protocol.save()
    _write("reviewed", text, by, at, on=_iso(on), review=_iso(next_on))
    return protocol


@transaction.atomic
def say_who_asked(
    text: Instrument, clause: Clause | None, *, by: Person, at: datetime
) -> Instrument:
    """Record the clause of an adopted text that asked for this one; None: take it back.

    Raises:
        NotTheSecretariat, AsksForItself, NotAProtocol: the clause is of a text in review.
    """
    text = Instrument.objects.select_for_update().get(pk=text.pk)
    require_secretariat(by, text.body.dialogue, day_of(at))
    if clause and clause.instrument_id == text.pk:
        raise AsksForItself(
            _("A clause of “%(text)s” cannot have asked for it. Choose an earlier text.")
            % {"text": text}
        )
    if clause and not clause.instrument.is_adopted:
        raise NotAProtocol(
            _("The text of this clause is not adopted yet, and asks for nothing before it is.")
        )
    text.asked_by = clause
    text.save(update_fields=["asked_by"])
    _write("asked_for", text, by, at, clause=clause.pk if clause else None)
    return text


def _opened(text: Instrument, by: Person, at: datetime) -> Instrument:
    """The text, locked; for a party's own, its speakers act, else the secretariat."""
    text = Instrument.objects.select_for_update().get(pk=text.pk)
    if text.is_national:
        require_speaker(by, text.owner, text.body.dialogue, day_of(at))
    else:
        require_secretariat(by, text.body.dialogue, day_of(at))
    if text.kind not in KINDS:
        raise NotAProtocol(
            _("“%(text)s” is no protocol, strategy, plan or guideline, and has no reviews.")
            % {"text": text}
        )
    return text


def _require_later(text: Instrument, last: date | None, next_: date | None) -> None:
    if last and next_ and next_ <= last:
        raise ReviewBeforeReview(
            _("The next review of “%(text)s” must come after the last one. Write a later day.")
            % {"text": text}
        )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _write(act: str, text: Instrument, by: Person, at: datetime, **facts: Any) -> None:
    party = acting_for(by, text, day_of(at))
    ledger.write(f"protocol.{act}", text, by=by, at=at, party=party, facts=facts)
