"""Who acts on meetings, and how wide what lies under an agenda item may travel."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.documents.models import Document
from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Dialogue, Person
from comity.parties.registry import Limit
from comity.refusals import Conflict, Refusal
from comity.tlp import Label

from .models import AgendaItem, Meeting

WIDEST_UNDER_MEMBERS_ONLY = Label.AMBER


class NotTheChair(Refusal):
    """Meetings are prepared by the dialogue's secretariat and its presidency."""


class DatesDoNotFit(Refusal):
    """A meeting ends on or after the day it begins, both known equally exactly."""


class HoursDoNotFit(Refusal):
    """Times are said of a meeting whose days and time zone are known, and lie within it."""


class NoSuchClock(Refusal):
    """Where the clocks are put forward, an hour of that day does not exist."""


class SeriesGoesRound(Refusal):
    """A meeting follows one that was before it, and in the end none."""


class MeetingCancelled(Conflict):
    """What is cancelled is not moved, announced or cancelled any more."""


class ItemHasDocuments(Refusal):
    """An item goes only once nothing lies under it."""


class ItemHasParts(Refusal):
    """An item goes only once nothing is part of it."""


class AgendaTooDeep(Refusal):
    """An agenda has three levels."""


class PartOfItself(Refusal):
    """An item is part of another one, never of itself or of its own parts."""


class AgendaChanged(Conflict):
    """The agenda is no longer in the order in which it was shown."""


class WiderThanItsParent(Refusal):
    """A part of an item is never in a wider mode than the item."""


class AgendaNotEmpty(Conflict):
    """Only an empty agenda begins with that of an earlier meeting."""


class TooWideForItem(Refusal):
    """Under a members-only item nothing is wider than TLP:AMBER."""


class ModeWasSwitched(Conflict):
    """The item is no longer in the mode in which it was shown."""


def require_chair(by: Person, dialogue: Dialogue, at: datetime) -> None:
    """Raises NotTheChair."""
    if not Reader.of(by, day_of(at)).leads(dialogue.pk):
        raise NotTheChair(
            _(
                "Meetings of %(dialogue)s are prepared by its secretariat and its presidency. "
                "Ask one of them to do this."
            )
            % {"dialogue": dialogue}
        )


_BECAUSE = gettext_lazy("an agenda item that it belongs to is members only")


def limit_of_item(item: Any) -> Limit | None:
    if item.mode != AgendaItem.Mode.MEMBERS_ONLY:
        return None
    return Limit(WIDEST_UNDER_MEMBERS_ONLY, False, _BECAUSE)


_BECAUSE_PART = gettext_lazy("the agenda item that it is part of is as narrow")


def limit_of_part(item: Any) -> Limit | None:
    """A part of an item is read by nobody who may not read the item."""
    if item.parent_id is None:
        return None
    return Limit(item.parent.tlp, item.parent.with_observers, _BECAUSE_PART)


def may_join(meeting: Meeting, reader: Reader) -> bool:
    """Whether the reader is told where to join: with a seat in the dialogue, never the public."""
    return meeting.body.dialogue_id in reader.dialogues | reader.dialogues_observed


def limit_of_document(document: Document) -> Limit | None:
    if not document.items.filter(mode=AgendaItem.Mode.MEMBERS_ONLY).exists():
        return None
    return Limit(WIDEST_UNDER_MEMBERS_ONLY, False, _BECAUSE)
