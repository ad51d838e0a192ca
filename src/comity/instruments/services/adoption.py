"""From a reviewed draft to a text that binds: one person offers it, another adopts it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from comity.instruments import notices
from comity.instruments.models import Instrument
from comity.instruments.rules import (
    AlreadyAdopted,
    LanguagesNotEqual,
    NothingOperative,
    NotOffered,
    office_of,
    require_adopter,
)
from comity.parties import ledger
from comity.parties.dates import PartialDate, day_of
from comity.parties.models import Person
from comity.parties.services import require_secretariat
from comity.ui.locales import language_name, page_language

from .desk import has_changed, opened
from .filing import carry_circle


@transaction.atomic
def offer(instrument: Instrument, *, by: Person, at: datetime, stamp: int) -> Instrument:
    """Offer a reviewed text to a second person for adoption; from now on it stands still.

    Raises:
        NothingOperative, LanguagesNotEqual, and what ``opened`` raises.
    """
    text = opened(instrument, stamp=stamp, by=by, at=at)
    require_complete(text)
    text.offered_at, text.offered_by = at, by
    _save(text, "offered_at", "offered_by")
    _write(text, "instrument.offered", by, at)
    notices.offered(text, by=by, at=at)
    return text


@transaction.atomic
def take_back(instrument: Instrument, *, by: Person, at: datetime) -> Instrument:
    """Take an offer back, so that the text can be changed again.

    Raises:
        NotTheSecretariat, NotOffered, AlreadyAdopted.
    """
    text = Instrument.objects.select_for_update().get(pk=instrument.pk)
    require_secretariat(by, text.body.dialogue, day_of(at))
    _require_offered(text)
    text.offered_at = text.offered_by = None
    _save(text, "offered_at", "offered_by")
    _write(text, "instrument.taken_back", by, at)
    return text


@transaction.atomic
def adopt(
    instrument: Instrument,
    *,
    by: Person,
    at: datetime,
    stamp: int,
    adopted_on: PartialDate,
    symbol: str = "",
) -> Instrument:
    """Adopt an offered text: it is shared, and never changes again.

    Args:
        stamp: The instrument's, as the adopter read it.
        adopted_on: When the parties adopted it, as exactly as it is known.

    Raises:
        NotTheAdopter, SamePerson, NotOffered, NothingOperative, LanguagesNotEqual.
        AlreadyAdopted: somebody was faster.
        TextHasChanged: it is another text than the one read.
    """
    text = Instrument.objects.select_for_update().get(pk=instrument.pk)
    _require_offered(text)
    require_adopter(by, text, day_of(at))
    if stamp != text.stamp:
        raise has_changed(text)
    require_complete(text)
    text.adopted_on, text.adopted_precision = adopted_on.first, adopted_on.precision
    text.symbol = symbol or text.symbol
    text.adopted_at, text.adopted_by, text.shared_at = at, by, at
    _save(
        text, "adopted_on", "adopted_precision", "symbol", "adopted_at", "adopted_by", "shared_at"
    )
    _write(text, "instrument.adopted", by, at)
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


def require_complete(text: Instrument) -> None:
    """Raises NothingOperative, LanguagesNotEqual."""
    if not text.clauses.operative().exists():
        raise NothingOperative(
            _(
                "“%(text)s” has no clause yet, only headings and other paragraphs. "
                "Say in the review which paragraphs are clauses."
            )
            % {"text": text}
        )
    missing, unequal = parity(text)
    if missing or unequal:
        raise LanguagesNotEqual(_parity_sentence(text, missing, unequal))


def parity(text: Instrument) -> tuple[list[str], list[str]]:
    """The languages the body requires that are missing, and those that are not equal."""
    there = dict(text.versions.values_list("language", "is_equal"))
    required = text.body.required_languages
    missing = [language for language in required if language not in there]
    return missing, [one for one in required if one in there and not there[one]]


def _parity_sentence(text: Instrument, missing: list[str], unequal: list[str]) -> str:
    words = {"text": text, "missing": _names(missing), "unequal": _names(unequal)}
    if missing and unequal:
        return (
            _(
                "“%(text)s” is missing in %(missing)s, and not yet equal in %(unequal)s. Its body "
                "requires these languages: add the first, and mark the second as equal."
            )
            % words
        )
    if missing:
        return (
            _("“%(text)s” is missing in %(missing)s, which its body requires. Add it first.")
            % words
        )
    return (
        _(
            "“%(text)s” is not yet equal in %(unequal)s, which its body requires. "
            "Compare it clause by clause and mark it as equal first."
        )
        % words
    )


def _names(languages: list[str]) -> str:
    return ", ".join(language_name(code, page_language()) for code in languages)


def _save(text: Instrument, *fields: str) -> None:
    """Save the text and carry its circle to the files it was read from."""
    text.stamp += 1
    text.save(update_fields=[*fields, "stamp"])
    carry_circle(text)


def _write(text: Instrument, act: str, by: Person, at: datetime) -> None:
    party = office_of(by, text.body.dialogue, day_of(at))
    ledger.write(act, text, by=by, at=at, party=party, facts={"stamp": text.stamp})
