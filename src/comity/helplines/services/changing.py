"""A line changes by two persons of its party: one proposes, another one releases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from comity.parties import ledger
from comity.parties.dates import day_of
from comity.parties.models import Party, Person
from comity.ui.said import plain, versions_of

from .. import notices, rules
from ..models import FACTS, Change, Line
from .confirming import take_word

TEXTS = ("name", "run_by", "note", "caution")
"""Those of ``FACTS`` that are said by language."""


def facts_of(line: Line) -> dict[str, Any]:
    """What a line says now, as a change keeps it."""
    said = {name: getattr(line, name) for name in FACTS}
    return said | {name: _versions(said[name]) for name in TEXTS}


def _versions(text: Any) -> dict[str, str]:
    """The texts that are there, by language."""
    return {code: words for code, words in (versions_of(text) or {}).items() if words}


def differing(line: Line | None, said: Mapping[str, Any]) -> list[str]:
    """The names of what a change would make of a line that it is not."""
    if line is None:
        return [name for name in FACTS if said.get(name)]
    now = facts_of(line)
    return [name for name in FACTS if name in said and said[name] != now[name]]


@transaction.atomic
def propose(
    party: Party, said: Mapping[str, Any], *, line: Line | None = None, by: Person, at: datetime
) -> Change:
    """Say what a line, or a new one, shall say; nothing changes before it is released.

    Raises:
        NotTheParty, NotACountry, LineWithdrawn, ChangeWaits, NothingChanged.
    """
    rules.require_party(by, party, at)
    rules.require_country(party)
    kind = Change.Kind.NEW
    if line is not None:
        line = _held(line)
        if not differing(line, said):
            words = _("Nothing differs from what “%(line)s” says now.")
            raise rules.NothingChanged(words % {"line": plain(line.name)})
        kind = Change.Kind.CHANGE
    return _propose(Change(party=party, line=line, kind=kind, said=dict(said)), by, at)


@transaction.atomic
def propose_withdrawal(line: Line, *, by: Person, at: datetime) -> Change:
    """Ask that a line be shown no more.

    Raises:
        NotTheParty, LineWithdrawn, ChangeWaits.
    """
    rules.require_party(by, line.party, at)
    line = _held(line)
    return _propose(Change(party=line.party, line=line, kind=Change.Kind.WITHDRAW), by, at)


def _held(line: Line) -> Line:
    """Raises LineWithdrawn, ChangeWaits."""
    line = Line.objects.select_for_update().get(pk=line.pk)
    rules.require_standing(line)
    rules.require_free(line)
    return line


def _propose(change: Change, by: Person, at: datetime) -> Change:
    change.proposed_by, change.proposed_at = by, at
    change.save()
    _write("line.proposed", change, by, at, {"kind": change.kind})
    notices.proposed(change, on=day_of(at))
    return change


@transaction.atomic
def release(change: Change, *, tried: bool = False, by: Person, at: datetime) -> Line:
    """Let a change be; with ``tried``, confirm the line by the same act.

    Where a number is new and nobody says that it was tried, the line is public again only when
    it is confirmed: the word that was given was given for another number.

    Raises:
        NotTheParty, ChangeOver, SamePerson.
    """
    change = _open(change, by, at)
    rules.require_second_person(change, by)
    line = _locked_line(change) or Line(party=change.party, position=change.party.lines.count())
    changed = differing(change.line, change.said)
    if change.kind == Change.Kind.WITHDRAW:
        line.withdrawn_at = at
    else:
        _say(line, change.said, changed)
    line.released_at = at
    line.save()
    change.line, change.released_by, change.released_at = line, by, at
    change.save()
    _write("line.released", change, by, at, {"line": line.pk, "changed": changed})
    return take_word(line, by, at) if tried and not line.withdrawn_at else line


def _locked_line(change: Change) -> Line | None:
    """So that a word given at the same moment is not lost."""
    if change.line is None:
        return None
    return Line.objects.select_for_update().get(pk=change.line.pk)


def _say(line: Line, said: Mapping[str, Any], changed: list[str]) -> None:
    for name in FACTS:
        value = said[name]
        if name in TEXTS:
            value = LazyI18nString(value) if value else ""
        setattr(line, name, value)
    line.__dict__.pop("reached_by", None)
    if line.confirmed_on and "numbers" in changed:
        line.confirmed_on = line.confirmed_until = line.confirmed_by = None
    elif line.confirmed_on:
        line.confirmed_until = line.holds_until(line.confirmed_on)


@transaction.atomic
def drop(change: Change, *, by: Person, at: datetime) -> Change:
    """Let nothing come of a change: whoever sits for the party may, the proposer included.

    Raises:
        NotTheParty, ChangeOver.
    """
    change = _open(change, by, at)
    change.dropped_by, change.dropped_at = by, at
    change.save()
    _write("line.change_dropped", change, by, at, {})
    return change


def _open(change: Change, by: Person, at: datetime) -> Change:
    """Raises NotTheParty, ChangeOver."""
    found = Change.objects.select_related("party").select_for_update(of=("self",))
    change = found.get(pk=change.pk)
    rules.require_party(by, change.party, at)
    rules.require_open(change)
    return change


def _write(act: str, change: Change, by: Person, at: datetime, facts: dict[str, Any]) -> None:
    ledger.write(act, change, by=by, at=at, party=change.party, owner=change.party, facts=facts)
