"""The life of an agreement in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from comity.parties.dates import Precision
from comity.ui.said import plain

from .agreements import Agreement, Signature

SHAPES = {
    Agreement.State.COMING: "planned",
    Agreement.State.IN_FORCE: "open",
    Agreement.State.ENDING: "under_way",
    Agreement.State.ENDED: "closed",
    Agreement.State.UNKNOWN: "none",
}


def shape_of(state: Agreement.State | None) -> str:
    """The state whose shape tells it apart where colour does not."""
    return SHAPES.get(state, "none") if state else "none"


class Moment(NamedTuple):
    """One line of the timeline; ``first`` orders it and ``precision`` says what is known."""

    first: date
    precision: str
    words: str


def timeline(agreement: Agreement, signatures: list[Signature]) -> list[Moment]:
    """What happened and what is to come, in order. What is not known is not there."""
    return sorted(_moments(agreement, signatures), key=lambda moment: moment.first)


def _moments(it: Agreement, signatures: list[Signature]) -> Iterator[Moment]:
    text, day = it.instrument, Precision.DAY
    known: list[tuple[date | None, str, str]] = [
        (text.adopted_on, text.adopted_precision, _("The text was adopted.")),
        (it.in_force_on, it.in_force_precision, _("Entry into force.")),
        (it.renewed_on, day, _("The last renewal was recorded.")),
        (it.ends_on, day, _("Last day of the term.")),
        (it.renews_on, day, _("Renewal.")),
        (it.terminated_on, day, _("Last day in force; it was terminated.")),
    ]
    if it.notice_months:
        known.append((it.decides_on, day, _("Whoever wants it to end gives notice before this.")))
    for one in signatures:
        party = plain(one.party.name)
        known += [
            (one.signed_on, one.signed_precision, _("Signed: %(party)s") % {"party": party}),
            (one.ratified_on, one.ratified_precision,
             _("Ratified: %(party)s") % {"party": party}),
            (one.in_force_on, one.in_force_precision,
             _("In force for: %(party)s") % {"party": party}),
        ]  # fmt: skip
    for first, precision, words in known:
        if first:
            yield Moment(first, precision, words)


def unknown(agreement: Agreement) -> list[str]:
    """What the register does not know, in words."""
    missing = {
        _("entry into force"): agreement.in_force_on,
        _("term"): agreement.ends_on,
        _("renewal"): agreement.renewal,
        _("months of notice"): agreement.notice_months,
    }
    return [words for words, value in missing.items() if value in (None, "")]
