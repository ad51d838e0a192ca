"""The parity gate: the languages a body requires are equal, or the presidency has said why not."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from comity.instruments.models import Instrument, Override
from comity.instruments.rules import (
    LanguagesNotEqual,
    NoReasonGiven,
    NothingToOverride,
    NotThePresidency,
    TextIsFrozen,
)
from comity.parties import ledger
from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Person, presiding
from comity.ui.locales import language_name, page_language


def parity(text: Instrument) -> tuple[list[str], list[str]]:
    """The languages the body requires that are missing, and those that are not equal; a party
    writes its own text in its own languages."""
    if text.is_national:
        return [], []
    there = dict(text.versions.values_list("language", "is_equal"))
    required = text.body.required_languages
    missing = [language for language in required if language not in there]
    return missing, [one for one in required if one in there and not there[one]]


def require_parity(text: Instrument) -> None:
    """Raises LanguagesNotEqual; what the presidency has overridden does not hinder."""
    free = {one for given in text.overrides.all() for one in given.languages}
    missing, unequal = ([one for one in found if one not in free] for found in parity(text))
    if missing or unequal:
        raise LanguagesNotEqual(_sentence(text, missing, unequal))


@transaction.atomic
def override_parity(
    instrument: Instrument, *, because: str, language: str, by: Person, at: datetime
) -> Override:
    """Let a text pass the gate without the languages that lack today, for a reason.

    It stays on the text for ever, with the reason. A language that falls behind later is not
    covered by it: the presidency then says so anew, and both stay.

    Args:
        language: That of the reason.

    Raises:
        NotThePresidency: the secretariat alone does not.
        TextIsFrozen, NoReasonGiven, NothingToOverride.
    """
    text = Instrument.objects.select_for_update().get(pk=instrument.pk)
    _require_presidency(text, by, at)
    if text.is_adopted:
        raise TextIsFrozen(_("“%(text)s” has been adopted already.") % {"text": text})
    if not because.strip():
        raise NoReasonGiven(_("Say why the text need not wait. The reason stays on it for ever."))
    missing, unequal = parity(text)
    if not missing and not unequal:
        raise NothingToOverride(
            _("“%(text)s” is equal in every language its body requires. Nothing was changed.")
            % {"text": text}
        )
    chair = presiding(text.body.dialogue, day_of(at))
    assert chair is not None, "somebody presides, or nobody of the presidency had come this far"
    given = Override.objects.create(
        instrument=text,
        languages=sorted([*missing, *unequal]),
        because=because.strip(),
        language=language,
        party=chair,
        by=by,
        at=at,
    )
    facts = {"missing": missing, "unequal": unequal, "stamp": text.stamp}
    ledger.write("parity.overridden", text, by=by, at=at, party=chair, facts=facts)
    return given


def presides(reader: Reader, text: Instrument) -> bool:
    return text.body.dialogue_id in reader.presidencies


def _require_presidency(text: Instrument, by: Person, at: datetime) -> None:
    if not presides(Reader.of(by, day_of(at)), text):
        raise NotThePresidency(
            _(
                "Only the presidency of %(dialogue)s lets a text be adopted before its languages "
                "are equal. Ask it, or complete the languages first."
            )
            % {"dialogue": text.body.dialogue}
        )


def _sentence(text: Instrument, missing: list[str], unequal: list[str]) -> str:
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
