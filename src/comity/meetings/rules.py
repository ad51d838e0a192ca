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

from .models import AgendaItem

WIDEST_UNDER_MEMBERS_ONLY = Label.AMBER


class NotTheChair(Refusal):
    """Meetings are prepared by the dialogue's secretariat and its presidency."""


class DatesDoNotFit(Refusal):
    """A meeting ends on or after the day it begins, both known equally exactly."""


class ItemHasDocuments(Refusal):
    """An item goes only once nothing lies under it."""


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


def limit_of_document(document: Document) -> Limit | None:
    if not document.items.filter(mode=AgendaItem.Mode.MEMBERS_ONLY).exists():
        return None
    return Limit(WIDEST_UNDER_MEMBERS_ONLY, False, _BECAUSE)
