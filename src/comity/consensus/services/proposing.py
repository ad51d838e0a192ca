"""Proposing a change of one clause, as a draft inside the party."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _

from comity.clauses.brackets import is_balanced
from comity.consensus.models import Drafting, Proposal
from comity.consensus.rules import (
    ClauseIsGone,
    LanguageIsNotThere,
    LooseBracket,
    NothingProposed,
    require_drafter,
)
from comity.instruments.models import Clause, ClauseText, Instrument
from comity.parties import ledger
from comity.parties.dates import day_of
from comity.parties.models import Party, Person
from comity.ui.locales import language_name, page_language

from .opening import drafting_of, position_of

Kind = Literal["replace", "insert", "delete"]
KINDS: dict[str, Kind] = {"replace": "replace", "insert": "insert", "delete": "delete"}
"""By the word that a form or a row holds."""


@transaction.atomic
def propose(
    text: Instrument,
    *,
    kind: Kind,
    clause: Clause | None = None,
    after: Clause | None = None,
    language: str,
    words: str = "",
    reason: str = "",
    party: Party,
    by: Person,
    at: datetime,
    written_for: str | None = None,
    sitting: str = "",
) -> Proposal:
    """Prepare a change of one clause in one language; the party's contact point publishes it.

    Args:
        clause: What is replaced or deleted.
        after: What an insertion follows; None at the head of the text.
        written_for: What the clause said where the words were written, if that was elsewhere and
            earlier: the proposal is then looked at again before anybody takes it.
        sitting: The form in which it is typed, where that keeps it meanwhile.

    Raises:
        NotInDrafting, NotADrafter, NotOfTheParty, LanguageIsNotThere.
        ClauseIsGone: the clause, or the one it would follow, is not in the text any more.
        NothingProposed: no words, or those that the clause has already.
        LooseBracket: a bracket in the words has no partner.
    """
    drafting = drafting_of(text)
    require_drafter(by, party, drafting.instrument, day_of(at))
    _require_language(drafting.instrument, language)
    anchor = standing(drafting.instrument, after if kind == "insert" else clause, kind)
    before = "" if kind == "insert" or anchor is None else words_of(anchor, language)
    if before and written_for is not None:
        before = written_for
    words = "" if kind == "delete" else tidied(words)
    require_words(kind, before, words)
    made = Proposal.objects.create(
        position=position_of(drafting, party, by=by, at=at, language=language),
        kind=kind,
        clause=None if kind == "insert" else anchor,
        after=anchor if kind == "insert" else None,
        number=anchor.number if anchor else "",
        place=anchor.position if anchor else 0,
        language=language,
        before=before,
        words=words,
        reason=tidied(reason),
        written_by=by,
        written_at=at,
        sitting=sitting,
    )
    _write(drafting, made, by, at)
    return made


def _write(drafting: Drafting, made: Proposal, by: Person, at: datetime) -> None:
    """What a party prepares is in its own slice of the ledger alone."""
    party = made.position.owner
    facts = {"text": drafting.instrument_id, "kind": made.kind, "language": made.language}
    ledger.write("proposal.drafted", made, by=by, at=at, party=party, owner=party, facts=facts)


def tidied(words: str) -> str:
    """As it is kept: one kind of line break, and nothing around it."""
    return words.replace("\r\n", "\n").strip()


def words_of(clause: Clause, language: str) -> str:
    """What a clause says in a language, as it is now; "" where it says nothing."""
    said = ClauseText.objects.filter(clause=clause, language=language).first()
    return said.text if said else ""


def standing(text: Instrument, clause: Clause | None, kind: str) -> Clause | None:
    """The clause as it stands in the text; None for an insertion at the head.

    Raises:
        ClauseIsGone.
    """
    if clause is None and kind == "insert":
        return None
    found = text.clauses.filter(pk=clause.pk).first() if clause else None
    if found is None:
        raise ClauseIsGone(
            _(
                "The clause is not in “%(text)s” any more: it was deleted or joined with another. "
                "Look at the text as it is now, and propose on what stands there."
            )
            % {"text": text}
        )
    return found


def require_words(kind: str, before: str, words: str) -> None:
    """Raises NothingProposed, LooseBracket."""
    if kind == "delete":
        return
    if not is_balanced(words):
        raise LooseBracket(
            _("A square bracket in the words has no partner. Close each one that you open.")
        )
    if not words:
        raise NothingProposed(
            _("The proposal has no words. Write what the clause should say, or propose to delete.")
        )
    if kind == "replace" and " ".join(before.split()) == " ".join(words.split()):
        raise NothingProposed(
            _("These are the words that the clause has already. Change what you want otherwise.")
        )


def _require_language(text: Instrument, language: str) -> None:
    if not text.versions.filter(language=language).exists():
        raise LanguageIsNotThere(
            _(
                "“%(text)s” is not there in %(language)s. Propose in a language in which it is, "
                "or ask the secretariat to add this one."
            )
            % {"text": text, "language": language_name(language, page_language())}
        )
