"""From a reviewed draft to a text that binds: one person offers it, another adopts it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from comity.instruments import notices
from comity.instruments.models import Instrument
from comity.instruments.rules import (
    AgreedBySilence,
    AlreadyAdopted,
    NothingOperative,
    NotOffered,
    NotPublishable,
    acting_for,
    may_take_back,
    require_adopter,
    require_keeper,
)
from comity.parties import ledger, registry
from comity.parties.access import Reader
from comity.parties.dates import PartialDate, Precision, day_of
from comity.parties.models import Person
from comity.parties.services import SamePerson
from comity.tlp import Label

from .brackets import require_no_brackets
from .desk import has_changed, opened
from .filing import carry_circle
from .gate import require_parity
from .symbols import next_symbol


@transaction.atomic
def offer(instrument: Instrument, *, by: Person, at: datetime, stamp: int) -> Instrument:
    """Offer a reviewed text to a second person for adoption; from now on it stands still.

    Raises:
        NothingOperative, OpenBrackets, LanguagesNotEqual, and what ``opened`` raises.
    """
    text = opened(instrument, stamp=stamp, by=by, at=at)
    require_complete(text)
    text.offered_at, text.offered_by = at, by
    text.way = Instrument.Way.ROOM if text.is_circulated else ""
    _save(text, "offered_at", "offered_by", "way")
    _write(text, "instrument.offered", by, at)
    notices.offered(text, by=by, at=at)
    return text


@transaction.atomic
def take_back(instrument: Instrument, *, by: Person, at: datetime) -> Instrument:
    """Take an offer back, so that the text can be changed again.

    Raises:
        NotTheSecretariat, NotTheirText, NotOffered, AlreadyAdopted.
        AgreedBySilence.
    """
    text = Instrument.objects.select_for_update().get(pk=instrument.pk)
    if not may_take_back(Reader.of(by, day_of(at)), text):
        require_keeper(by, text, day_of(at))
    _require_offered(text)
    if text.is_agreed:
        raise AgreedBySilence(
            _(
                "A silence on “%(text)s” has passed, so the parties have agreed on it as it "
                "stands. It is not taken back: another person adopts it."
            )
            % {"text": text}
        )
    text.offered_at = text.offered_by = None
    text.way = ""
    _save(text, "offered_at", "offered_by", "way")
    _write(text, "instrument.taken_back", by, at)
    return text


@transaction.atomic
def adopt(
    instrument: Instrument,
    *,
    by: Person,
    at: datetime,
    stamp: int,
    adopted_on: PartialDate | None = None,
    symbol: str = "",
    label: Label | str = "",
) -> Instrument:
    """Adopt an offered text: it is shared, and never changes again.

    Args:
        stamp: The instrument's, as the adopter read it.
        adopted_on: When the parties adopted it, as exactly as it is known; today where it is not
            said. What passed under silence was adopted on the day of its deadline.
        symbol: Where there is none, a text that was drafted here gets the next of its series.
        label: To whom it is opened now, where that is not who drafted it.

    Raises:
        NotTheAdopter, SamePerson, NotOffered, NothingOperative, OpenBrackets, LanguagesNotEqual.
        AlreadyAdopted: somebody was faster.
        TextHasChanged: it is another text than the one read.
    """
    text = Instrument.objects.select_for_update().get(pk=instrument.pk)
    _require_offered(text)
    require_adopter(by, text, day_of(at))
    if stamp != text.stamp:
        raise has_changed(text)
    require_complete(text)
    before = text.circle_facts()
    day = text.agreed_at or at
    known = None if text.agreed_at else adopted_on
    text.adopted_on = known.first if known else day_of(day)
    text.adopted_precision = known.precision if known else Precision.DAY
    text.symbol = symbol.strip() or text.symbol or (next_symbol(text) if text.way else "")
    text.adopted_at, text.adopted_by, text.shared_at = at, by, at
    _open_to(text, label, by)
    _save(
        text, "adopted_on", "adopted_precision", "symbol", "adopted_at", "adopted_by",
        "shared_at", "label",
    )  # fmt: skip
    _write(text, "instrument.adopted", by, at, way=text.way, before=before,
           after=text.circle_facts())  # fmt: skip
    registry.carry_circle(text, by, at)
    registry.done("text adopted", text, by, at)
    notices.adopted(text, by=by, at=at)
    return text


def _require_offered(text: Instrument) -> None:
    if text.is_adopted:
        raise AlreadyAdopted(
            _("%(person)s has already adopted “%(text)s”. Nothing was done a second time.")
            % {"person": text.adopted_by or _("Somebody"), "text": text}
        )
    if not text.is_offered:
        raise NotOffered(
            _(
                "“%(text)s” is not offered for adoption. "
                "Whoever prepared it offers it first, or has taken it back to change it."
            )
            % {"text": text}
        )


def _open_to(text: Instrument, label: Label | str, by: Person) -> None:
    """Give the text the label under which it is opened. Raises NotPublishable, SamePerson."""
    wanted = Label(label) if label else text.tlp
    if wanted is Label.RED:
        raise NotPublishable(
            _("Nobody reads TLP:RED by office, so “%(text)s” could not be followed up.")
            % {"text": text}
        )
    if wanted is not text.tlp and wanted is Label.CLEAR and by.pk in text.preparers():
        raise SamePerson(
            _(
                "You helped to prepare “%(text)s”, so another person makes it public. "
                "Adopt it in its circle, or ask somebody else to adopt it."
            )
            % {"text": text}
        )
    text.label = wanted


def require_complete(text: Instrument) -> None:
    """Raises NothingOperative, OpenBrackets, LanguagesNotEqual.

    In a text from an archive a bracket is a sign like any other; in one that the parties drafted
    here it is a disagreement.
    """
    if not text.clauses.operative().exists():
        raise NothingOperative(
            _(
                "“%(text)s” has no clause yet, only headings and other paragraphs. "
                "Say in the review which paragraphs are clauses."
            )
            % {"text": text}
        )
    if text.is_circulated:
        require_no_brackets(text)
    require_parity(text)


def _save(text: Instrument, *fields: str) -> None:
    """Save the text and carry its circle to the files it was read from."""
    text.stamp += 1
    text.save(update_fields=[*fields, "stamp"])
    carry_circle(text)


def _write(text: Instrument, act: str, by: Person, at: datetime, **facts: object) -> None:
    party = acting_for(by, text, day_of(at))
    facts = {"stamp": text.stamp, **facts}
    ledger.write(act, text, by=by, at=at, party=party, facts=facts)
