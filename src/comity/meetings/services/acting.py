"""Who acts, on which locked rows, and how it is written down."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from comity.documents.sharing import acting_party
from comity.parties import ledger
from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Party, Person

from ..models import AgendaItem, Meeting
from ..rules import require_chair


def held(meeting: Meeting, by: Person, at: datetime) -> Meeting:
    """The meeting's row, locked, for a person who may act on it.

    Whatever changes the agenda holds its meeting first, so that two who act wait for each other.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    require_chair(by, meeting.body.dialogue, at)
    return meeting


def held_item(item: AgendaItem, by: Person, at: datetime) -> AgendaItem:
    meeting = held(item.meeting, by, at)
    item = AgendaItem.objects.select_for_update().get(pk=item.pk)
    item.meeting = meeting
    return item


def write(
    act: str, thing: Meeting | AgendaItem, by: Person, at: datetime, facts: Any = None
) -> None:
    ledger.write(act, thing, by=by, at=at, party=party_of(thing, by, at), facts=facts)


def party_of(thing: Meeting | AgendaItem, by: Person, at: datetime) -> Party | None:
    """The party for which a person acts in the dialogue: the owner where it may be."""
    if owner := acting_party(thing, by, at):
        return owner
    reader = Reader.of(by, day_of(at))
    dialogue = thing.body.dialogue_id
    parties = [party for party, held in sorted(reader.drafts) if held == dialogue]
    return Party.objects.filter(pk__in=parties).first()
