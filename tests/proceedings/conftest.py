"""A meeting that sits: a chair, a member, an observer, and an item with a document."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from comity.documents.models import Document
from comity.meetings.models import AgendaItem, Meeting
from comity.parties.models import Body, Party, Person
from comity.proceedings.models import Sitting
from comity.proceedings.now import forget
from tests import make


@dataclass
class Room:
    """Everybody and everything in it."""

    body: Body
    chair: Person
    other_chair: Person
    member: Person
    observer: Person
    meeting: Meeting
    item: AgendaItem
    second: AgendaItem
    document: Document
    sitting: Sitting

    def party_of(self, person: Person) -> Party:
        return person.seats.get().party


@pytest.fixture(autouse=True)
def _forgets() -> None:
    """What another test saw is not remembered."""
    forget()


@pytest.fixture
def room(db: None) -> Room:
    body = make.plenary()
    chair = make.secretary(body)
    office = chair.seats.get().party
    circle = {"body": body, "owner": office, "label": "AMBER", "with_observers": True}
    meeting = make.meeting("The XIV Conference", **circle)
    item = make.agenda_item("Asylum", meeting=meeting, number="1", position=1, **circle)
    second = make.agenda_item("Return", meeting=meeting, number="2", position=2, **circle)
    document = make.document("A draft", symbol="CRM/XIV/3", **circle)
    item.documents.add(document)
    return Room(
        body=body,
        chair=chair,
        other_chair=make.secretary(body),
        member=make.delegate(body=body),
        observer=make.delegate(body=body, as_="observer"),
        meeting=meeting,
        item=item,
        second=second,
        document=document,
        sitting=make.sitting(meeting, current=item),
    )
