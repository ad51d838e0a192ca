"""What the rules of helplines forbid, and who acts."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Party, Person
from comity.refusals import Conflict, Refusal
from comity.ui.said import plain

from .models import Change, Line


class NotTheParty(Refusal):
    """A line is the word of its party: somebody who sits for it proposes, releases, confirms."""


class NotACountry(Refusal):
    """A line is found by country or territory."""


class SamePerson(Refusal):
    """Who proposes a change does not release it."""


class NothingChanged(Refusal):
    """Proposed is what differs."""


class ChangeWaits(Conflict):
    """A line has one change at a time that waits."""


class ChangeOver(Conflict):
    """A change that was released or dropped does not change any more."""


class LineWithdrawn(Conflict):
    """A line that was withdrawn is not changed and not confirmed."""


def require_party(by: Person, party: Party, at: datetime) -> None:
    """Raises NotTheParty."""
    if party.pk not in Reader.of(by, day_of(at)).parties:
        raise NotTheParty(
            _("Only somebody who sits for %(party)s does this. Ask its focal point.")
            % {"party": plain(party.name)}
        )


def require_country(party: Party) -> None:
    """Raises NotACountry."""
    if party.kind not in {Party.Kind.STATE, Party.Kind.TERRITORY} or not party.code:
        raise NotACountry(
            _(
                "Helplines are listed by country and territory, and %(party)s is neither. "
                "Ask the state where the line answers to enter it."
            )
            % {"party": plain(party.name)}
        )


def require_standing(line: Line) -> None:
    """Raises LineWithdrawn."""
    if line.withdrawn_at:
        words = _("“%(line)s” was withdrawn. Propose a new line in its place.")
        raise LineWithdrawn(words % {"line": plain(line.name)})


def require_free(line: Line) -> None:
    """Raises ChangeWaits."""
    if line.changes.waiting().exists():
        words = _("A change of “%(line)s” waits already. Release it or drop it first.")
        raise ChangeWaits(words % {"line": plain(line.name)})


def require_open(change: Change) -> None:
    """Raises ChangeOver."""
    if not change.is_open:
        words = _("This change of “%(line)s” was decided already. Look at the line as it is now.")
        raise ChangeOver(words % {"line": plain(change.title)})


def require_second_person(change: Change, by: Person) -> None:
    """Raises SamePerson."""
    if by.pk == change.proposed_by_id:
        raise SamePerson(
            _(
                "You proposed this change of “%(line)s”; another person who sits for %(party)s "
                "releases it."
            )
            % {"line": plain(change.title), "party": plain(change.party.name)}
        )
