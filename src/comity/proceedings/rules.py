"""Who does what on the day and on the conclusions, and every refusal of this room."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.meetings.models import AgendaItem, Meeting
from comity.meetings.rules import NotTheChair
from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Party, Person, Seat, presiding
from comity.parties.registry import Limit
from comity.refusals import Conflict, Refusal
from comity.tlp import Label

from .models import Conclusions
from .speakers import OBSERVER, may_speak
from .table import Table


class SittingOver(Conflict):
    """A sitting that was ended takes nothing more."""


class SittingBegun(Conflict):
    """A meeting has one sitting."""


class ItemHasChanged(Conflict):
    """Another item is in course than the one that was shown."""


class ListHasChanged(Conflict):
    """The request is no longer in the state in which it was shown."""


class NotAtTheTable(Refusal):
    """Only parties of the bodies that meet take the floor and propose."""


class NotTheDelegation(Refusal):
    """A delegation asks for itself; the chair may ask on its behalf."""


class ClosedToObservers(Refusal):
    """Observers speak only where the mode of the item lets them."""


class ListIsClosed(Refusal):
    """The chair closed the list of speakers."""


class AlreadyOnTheList(Conflict):
    """A delegation is on the list of an item once at a time."""


class NotTheDrafter(Refusal):
    """Conclusions are drafted by the secretariat and the presidency."""


class NoConclusionsUnderRed(Refusal):
    """Conclusions go to all participants, which TLP:RED excludes."""


class ConclusionsHaveChanged(Conflict):
    """Somebody changed the conclusions since the editor opened them."""


class ConclusionsAreFinal(Conflict):
    """Final conclusions never change again."""


class NotInThisState(Conflict):
    """The conclusions are not where this act belongs: drafted, circulated, put forward, final."""


class TooLate(Refusal):
    """The deadline for amendments has passed."""


class DeadlineDoesNotFit(Refusal):
    """A deadline lies ahead."""


class AmendmentDecided(Conflict):
    """An amendment is taken, left or withdrawn once."""


class NothingToConclude(Refusal):
    """Conclusions without one point say nothing."""


def require_chair(meeting: Meeting, by: Person, at: datetime) -> None:
    """Raises NotTheChair."""
    if not Reader.of(by, day_of(at)).leads(meeting.body.dialogue_id):
        raise NotTheChair(
            _(
                "“%(meeting)s” is chaired by the secretariat and the presidency of %(dialogue)s. "
                "Ask one of them to do this."
            )
            % {"meeting": meeting, "dialogue": meeting.body.dialogue}
        )


def office_for(meeting: Meeting, by: Person, at: datetime) -> Party | None:
    """The party for which the person chairs: the secretariat's, else the presidency's."""
    on, dialogue = day_of(at), meeting.body.dialogue
    seat = Seat.objects.of_secretariat(dialogue, on).filter(person=by).first()
    return seat.party if seat else presiding(dialogue, on)


def require_at_table(party: Party, table: Table) -> None:
    """Raises NotAtTheTable."""
    if party.pk not in table.roles:
        raise NotAtTheTable(
            _(
                "%(party)s is not, or no longer, in a body that meets here. "
                "Choose a party that is at the table."
            )
            % {"party": party}
        )


def lets_observers(item: AgendaItem) -> bool:
    return item.mode != AgendaItem.Mode.MEMBERS_ONLY


def require_may_speak(party: Party, item: AgendaItem, table: Table) -> None:
    """Raises NotAtTheTable, ClosedToObservers; the item is not named to whom it is closed to."""
    require_at_table(party, table)
    role = table.roles[party.pk]
    if role == OBSERVER and not may_speak(role, lets_observers=lets_observers(item)):
        raise ClosedToObservers(
            _(
                "The item in course is for members only, and %(party)s is an observer. "
                "Ask again when the item is open to observers."
            )
            % {"party": party}
        )


def drafts_conclusions(reader: Reader, meeting: Meeting) -> bool:
    return reader.leads(meeting.body.dialogue_id)


def require_drafter(meeting: Meeting, by: Person, at: datetime) -> None:
    """Raises NotTheDrafter."""
    if not drafts_conclusions(Reader.of(by, day_of(at)), meeting):
        raise NotTheDrafter(
            _(
                "The conclusions of “%(meeting)s” are drafted by the secretariat and the "
                "presidency of %(dialogue)s. Propose an amendment, or ask one of them."
            )
            % {"meeting": meeting, "dialogue": meeting.body.dialogue}
        )


_NOT_FINAL = gettext_lazy("conclusions that are not final stay among the participants")
_NEVER_RED = gettext_lazy("conclusions are for all participants")


def limit_of_conclusions(one: Any) -> Limit | None:
    """Until they are final, conclusions are no wider than TLP:AMBER; and never TLP:RED."""
    if isinstance(one, Conclusions) and one.is_final:
        return Limit(Label.CLEAR, True, _NEVER_RED, narrowest=Label.STRICT)
    return Limit(Label.AMBER, True, _NOT_FINAL, narrowest=Label.STRICT)
