"""What a party says on a clause: adding it, releasing it, another language, taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from comity.instruments.models import Clause, Footnote, Instrument
from comity.instruments.notices import said_on
from comity.instruments.rules import (
    AlreadyReleased,
    AlreadyWithdrawn,
    LanguageIsThere,
    NobodyToRelease,
    NoReasonGiven,
    NotAMember,
    TextIsNotTheirsYet,
    require_speaker,
    speaks_for,
)
from comity.parties import ledger
from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Membership, Party, Person
from comity.parties.services import SamePerson
from comity.tlp import Label

from .desk import clause_of

TABLE = (Membership.Role.MEMBER, Membership.Role.ASSOCIATE)
"""The classes whose parties agree on a text, and may say what they do not agree to."""


@transaction.atomic
def add_footnote(
    clause: Clause,
    *,
    party: Party,
    kind: str,
    words: Mapping[str, str],
    by: Person,
    at: datetime,
) -> Footnote:
    """Put a party's footnote, reservation or explanation on a clause, where it stays.

    While the text is drafted, stands under silence or is offered it becomes part of it; after
    the adoption it is a statement with a date. On a text that is public it waits for a second
    person.

    Args:
        words: Language → words, in at least one.

    Raises:
        NotTheSpeaker, NotAMember, TextIsNotTheirsYet, NoReasonGiven.
        TextHasChanged: the clause is not in the text any more.
    """
    text = Instrument.objects.select_for_update().get(pk=clause.instrument_id)
    found = clause_of(text, clause)
    _require_place(text)
    on = day_of(at)
    require_speaker(by, party, text.body.dialogue, on)
    require_at_table(party, text, on)
    made = Footnote(
        clause=found,
        party=party,
        kind=kind,
        words=LazyI18nString(_given(words)),
        added_by=by,
        added_at=at,
        is_later=text.is_adopted,
    )
    if text.tlp is not Label.CLEAR:
        made.released_at = at
    made.save()
    if text.is_offered:  # Who adopts it adopts what was read.
        text.stamp += 1
        text.save(update_fields=["stamp"])
    _write("footnote.added", made, by=by, at=at, kind=kind)
    if not made.is_held:
        said_on(made, by=by, at=at)
    return made


def _require_place(text: Instrument) -> None:
    """Raises TextIsNotTheirsYet."""
    if text.is_national:
        raise TextIsNotTheirsYet(
            _(
                "“%(text)s” is a text of %(owner)s alone. "
                "Footnotes stand on texts that parties agree on together."
            )
            % {"text": text, "owner": text.owner}
        )
    if not text.is_shared:
        raise TextIsNotTheirsYet(
            _("“%(text)s” is not open to the parties yet. The secretariat circulates it first.")
            % {"text": text}
        )


@transaction.atomic
def release_footnote(footnote: Footnote, *, by: Person, at: datetime) -> Footnote:
    """Let everybody read what a party says on a public text: a second person of it does, or one
    of those who adopt.

    Raises:
        NobodyToRelease, SamePerson, AlreadyReleased.
    """
    found, text = _locked(footnote)
    if not may_release(found, text, Reader.of(by, day_of(at)), by, day_of(at)):
        raise NobodyToRelease(
            _(
                "The head, focal point or alternate of %(party)s, the secretariat or the "
                "presidency releases this. Ask one of them."
            )
            % {"party": found.party}
        )
    if found.added_by_id == by.pk:
        raise SamePerson(_("You wrote this yourself. Ask another person to release it."))
    if not found.is_held:
        raise AlreadyReleased(_("This is released already. Nothing was done a second time."))
    found.released_by, found.released_at = by, at
    found.save(update_fields=["released_by", "released_at"])
    _write("footnote.released", found, by=by, at=at)
    said_on(found, by=by, at=at)
    return found


def may_release(footnote: Footnote, text: Instrument, reader: Reader, by: Person, on: date) -> bool:
    """Whether the reader is of those who release it; another than who wrote it does."""
    own = speaks_for(by, footnote.party, text.body.dialogue, on)
    return own or reader.leads(text.body.dialogue_id)


@transaction.atomic
def translate_footnote(
    footnote: Footnote, *, words: Mapping[str, str], by: Person, at: datetime
) -> Footnote:
    """Add languages to what a party said; what is there is never changed.

    Raises:
        NotTheSpeaker, LanguageIsThere, NoReasonGiven.
    """
    found, text = _locked(footnote)
    require_speaker(by, found.party, text.body.dialogue, day_of(at))
    given, there = _given(words), dict(found.words.data)
    if twice := sorted(set(given) & set(there)):
        raise LanguageIsThere(
            _("It is there in %(languages)s already, and what is said does not change.")
            % {"languages": ", ".join(twice)}
        )
    found.words = LazyI18nString(there | given)
    found.save(update_fields=["words"])
    _write("footnote.translated", found, by=by, at=at, languages=sorted(given))
    return found


@transaction.atomic
def withdraw_footnote(footnote: Footnote, *, by: Person, at: datetime) -> Footnote:
    """Write down that a party takes back what it said. It stays readable, and says so.

    Raises:
        NotTheSpeaker, AlreadyWithdrawn.
    """
    found, text = _locked(footnote)
    require_speaker(by, found.party, text.body.dialogue, day_of(at))
    if found.is_withdrawn:
        raise AlreadyWithdrawn(_("This is withdrawn already. Nothing was done a second time."))
    found.withdrawn_by, found.withdrawn_at = by, at
    found.save(update_fields=["withdrawn_by", "withdrawn_at"])
    _write("footnote.withdrawn", found, by=by, at=at)
    return found


def require_at_table(party: Party, text: Instrument, on: date) -> None:
    """Raises NotAMember."""
    if not is_at_table(party, text, on):
        raise NotAMember(
            _(
                "%(party)s is neither member nor associate of %(body)s today, so it puts nothing "
                "on its texts. What it said before stays."
            )
            % {"party": party, "body": text.body}
        )


def is_at_table(party: Party, text: Instrument, on: date) -> bool:
    held = party.memberships.current(on).filter(body=text.body_id, role__in=TABLE)
    return bool(held.exists())


def _given(words: Mapping[str, str]) -> dict[str, str]:
    given = {
        language: one.replace("\r\n", "\n").strip()
        for language, one in words.items()
        if one.strip()
    }
    if not given:
        raise NoReasonGiven(_("Nothing is written. Write it in at least one language."))
    return given


def _locked(footnote: Footnote) -> tuple[Footnote, Instrument]:
    rows = Footnote.objects.select_for_update(of=("self",)).select_related("party", "clause")
    found = rows.get(pk=footnote.pk)
    text = Instrument.objects.select_related("body__dialogue").get(pk=found.clause.instrument_id)
    found.clause.instrument = text
    return found, text


def _write(act: str, footnote: Footnote, *, by: Person, at: datetime, **facts: object) -> None:
    """The entry is on the text, whose circle it is read in."""
    facts |= {"footnote": footnote.pk, "clause": footnote.clause_id}
    text = footnote.clause.instrument
    ledger.write(act, text, by=by, at=at, party=footnote.party, facts=facts)
