"""A meeting to come, with a chair, a host, a party that is invited, and an observer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone

from comity.delegations.models import Convocation, Delegation
from comity.meetings.models import Meeting
from comity.parties.models import Body, Party, Person
from tests import make


@dataclass
class Table:
    """Everybody around one meeting; ``party`` is a member with a focal point."""

    label: str = "AMBER"
    body: Body = field(init=False)
    at: datetime = field(default_factory=timezone.now)

    def __post_init__(self) -> None:
        self.body = make.plenary()
        self.secretary = make.secretary(self.body)
        self.host = make.party("The host")
        self.of_host = make.delegate(of=self.host, body=self.body, role="officer")
        self.party = make.party("Belize")
        self.focal_point: Person = make.delegate(of=self.party, body=self.body)
        self.officer: Person = make.delegate(of=self.party, body=self.body, role="officer")
        self.observer_party = make.party("An observer", kind="institution")
        self.observer: Person = make.delegate(
            of=self.observer_party, body=self.body, as_="observer"
        )
        self.starts: date = timezone.localdate(self.at) + timedelta(days=40)
        self.meeting: Meeting = make.meeting(
            "The XV Conference",
            body=self.body,
            label=self.label,
            host=self.host,
            starts_on=self.starts,
            ends_on=self.starts + timedelta(days=1),
        )
        self.convocation: Convocation = make.convocation(self.meeting)

    def delegation(self, of: Party | None = None, **fields: object) -> Delegation:
        return make.delegation(self.meeting, party=of or self.party, **fields)

    def member(self, name: str = "", **fields: object) -> tuple[Party, Person]:
        """One more member with a focal point."""
        party = make.party(name, **fields)
        return party, make.delegate(of=party, body=self.body)

    def observers_welcome(self) -> None:
        self.meeting.with_observers = True
        self.meeting.save()

    def name_logistics(self) -> Person:
        self.convocation.logistics = self.of_host
        self.convocation.save()
        return self.of_host
