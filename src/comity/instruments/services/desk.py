"""Opening a text for one change and closing it again: the stamp, the lock, the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from comity.instruments.models import Clause, ClauseText, Instrument
from comity.instruments.rules import (
    TextHasChanged,
    TextIsFrozen,
    TextIsHeld,
    TextIsOffered,
    acting_for,
    require_keeper,
)
from comity.parties import ledger, registry
from comity.parties.dates import day_of
from comity.parties.models import Person


def opened(instrument: Instrument, *, stamp: int, by: Person, at: datetime) -> Instrument:
    """Lock the text for a change by somebody who saw it at ``stamp``.

    Raises:
        NotTheSecretariat, NotTheirText, TextIsFrozen, TextIsOffered, TextIsHeld, TextHasChanged.
    """
    text = Instrument.objects.select_for_update().get(pk=instrument.pk)
    require_keeper(by, text, day_of(at))
    require_changeable(text, stamp)
    return text


def require_changeable(text: Instrument, stamp: int) -> None:
    """Raises TextIsFrozen, TextIsOffered, TextIsHeld, TextHasChanged."""
    if text.is_adopted:
        raise TextIsFrozen(
            _(
                "“%(text)s” has been adopted, and an adopted text does not change. "
                "Nothing was changed."
            )
            % {"text": text}
        )
    if text.is_offered:
        raise TextIsOffered(
            _("“%(text)s” is offered for adoption. Take it back first, then change it.")
            % {"text": text}
        )
    if because := registry.held(text):
        raise TextIsHeld(
            _("“%(text)s” cannot be changed now: %(because)s.") % {"text": text, "because": because}
        )
    if stamp != text.stamp:
        raise has_changed(text)


def has_changed(text: Instrument) -> TextHasChanged:
    return TextHasChanged(
        _(
            "Somebody changed “%(text)s” since you opened it, so your change was not saved. "
            "Your words are kept below: compare them with the text as it is now, and save again."
        )
        % {"text": text}
    )


def closed(
    text: Instrument,
    act: str,
    *,
    by: Person,
    at: datetime,
    facts: dict[str, Any] | None = None,
    unequal: Iterable[str] = (),
) -> None:
    """Count the change, take equality from the languages it touched, and write it down."""
    languages = sorted(set(unequal))
    if languages:
        _unmark(text, languages)
    text.stamp += 1
    text.save(update_fields=["stamp"])
    ledger.write(
        act,
        text,
        by=by,
        at=at,
        party=acting_for(by, text, day_of(at)),
        facts={"stamp": text.stamp, **(facts or {})},
    )


def _unmark(text: Instrument, languages: list[str]) -> None:
    """The others were read against the first: where it changes, none of them is equal."""
    others = text.versions.filter(is_first=False)
    if not text.versions.filter(is_first=True, language__in=languages).exists():
        others = others.filter(language__in=languages)
    others.update(is_equal=False)


def clause_of(text: Instrument, clause: Clause) -> Clause:
    """The clause as it is now, in the opened text.

    Raises:
        TextHasChanged: it is no longer there.
    """
    found = text.clauses.filter(pk=clause.pk).first()
    if found is None:
        raise has_changed(text)
    return found


def words_in(clause: Clause, language: str) -> ClauseText | None:
    return clause.texts.filter(language=language).first()
