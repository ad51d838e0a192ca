"""Who signed an agreement, who ratified it, who did not; and with which reservations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from comity.parties.access import Reader
from comity.parties.models import Membership, Party
from comity.ui.said import plain, sort_key

from .agreements import Agreement, Signature
from .marks import Marked, marks_of
from .models import Footnote
from .services.footnotes import TABLE


@dataclass(frozen=True)
class Signing:
    """A party at the table of an agreement; ``signature`` None: it has not signed."""

    party: Party
    signature: Signature | None
    reservations: Sequence[Marked] = ()


def signings_of(agreement: Agreement, reader: Reader, on: date) -> list[Signing]:
    """Who signed, in the order of the register; then the members and associates of the body
    that have not, by name."""
    reservations = _reservations(agreement, reader)
    signatures = list(agreement.signatures.select_related("party"))
    held = Membership.objects.current(on).filter(body=agreement.instrument.body_id, role__in=TABLE)
    there = {one.party_id for one in signatures}
    missing = {one.party for one in held.select_related("party") if one.party_id not in there}
    signed = [Signing(one.party, one, reservations.get(one.party_id, ())) for one in signatures]
    waiting = sorted(missing, key=lambda party: sort_key(plain(party.name)))
    return signed + [Signing(one, None, reservations.get(one.pk, ())) for one in waiting]


def _reservations(agreement: Agreement, reader: Reader) -> dict[int, list[Marked]]:
    found: dict[int, list[Marked]] = {}
    for one in marks_of(agreement.instrument, reader):
        if one.footnote.kind == Footnote.Kind.RESERVATION:
            found.setdefault(one.footnote.party_id, []).append(one)
    return found
