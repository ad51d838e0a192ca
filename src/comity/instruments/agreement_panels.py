"""What the register of agreements shows on pages of texts and parties, and on the desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from comity.parties.access import Reader
from comity.parties.models import Party
from comity.parties.registry import Row

from .agreement_words import shape_of
from .agreements import Agreement, AgreementQuerySet
from .models import Instrument
from .services.agreements import KINDS

SHOWN = 10


def of_text(text: Instrument, reader: Reader, on: date) -> dict[str, Any] | None:
    """How an agreement stands, and for its secretariat the way to enter it."""
    agreement = Agreement.objects.filter(instrument=text).first()
    may_register = (
        text.kind in KINDS and text.is_adopted and text.body.dialogue_id in reader.secretariats
    )
    if agreement is None and not may_register:
        return None
    state = agreement.state(on) if agreement else None
    return {"it": agreement, "text": text, "state": state, "shape": shape_of(state)}


def of_party(party: Party, reader: Reader, on: date) -> dict[str, Any] | None:
    """The agreements that the party signed."""
    signed = list(_seen(reader).filter(signatures__party=party)[: SHOWN + 1])
    if not signed:
        return None
    lines = [(one, one.state(on), shape_of(one.state(on))) for one in signed[:SHOWN]]
    url = f"{reverse('instruments:agreements')}?party={party.slug}"
    return {"lines": lines, "all_url": url}


def coming(reader: Reader, on: date) -> Iterable[Row]:
    """What the reader's dialogues or parties must decide on, from the first alarm on."""
    theirs = _seen(reader).filter(terminated_on=None).prefetch_related("signatures")
    for one in theirs if reader.is_seated else ():
        day = one.decides_on
        is_near = day is not None and day - timedelta(days=one.alarms[0]) <= on <= day
        if is_near and _decides(reader, one):
            text = one.instrument
            note = _("to be renewed, or notice given")
            url = one.get_absolute_url()
            yield Row(text.passing_title, url, note, due_on=day, body=text.body)


def _decides(reader: Reader, agreement: Agreement) -> bool:
    signed = {one.party_id for one in agreement.signatures.all()}
    dialogue = agreement.instrument.body.dialogue_id
    sits_for = {party for party, of in reader.drafts if of == dialogue}
    return dialogue in reader.secretariats or bool(signed & sits_for)


def _seen(reader: Reader) -> AgreementQuerySet:
    seen: AgreementQuerySet = Agreement.objects.visible_to(reader)
    return seen.select_related("instrument__body__dialogue").order_by(
        "-instrument__adopted_on", "-pk"
    )
