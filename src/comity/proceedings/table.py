"""Who is at the table of a meeting on a day, and for whom of them a reader speaks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from comity.meetings.models import Meeting
from comity.parties.access import Reader
from comity.parties.models import Membership

INNERMOST = ["secretariat", "member", "associate", "observer"]


@dataclass(frozen=True)
class Table:
    """The parties of the bodies that meet, each in its innermost class; their dialogues."""

    roles: dict[int, str]
    dialogues: frozenset[int]

    def speaks_for(self, reader: Reader) -> frozenset[int]:
        """The parties at the table for which the reader sits in one of its dialogues."""
        return frozenset(
            party
            for party, dialogue in reader.drafts
            if party in self.roles and dialogue in self.dialogues
        )

    def proposes_for(self, reader: Reader) -> frozenset[int]:
        """Of those, the ones that may propose words: an observer speaks and does not draft."""
        return frozenset(
            party for party in self.speaks_for(reader) if self.roles[party] != "observer"
        )


def table_of(meeting: Meeting, on: date) -> Table:
    """One question for any number of parties."""
    met = Meeting.bodies.through.objects.filter(meeting=meeting).values("body")
    current = Membership.objects.current(on).order_by()
    rows = current.filter(Q(body__in=met) | Q(body=meeting.body_id))
    roles: dict[int, str] = {}
    dialogues: set[int] = set()
    for party, role, dialogue in rows.values_list("party", "role", "body__dialogue"):
        roles[party] = min(role, roles.get(party, role), key=INNERMOST.index)
        dialogues.add(dialogue)
    return Table(roles, frozenset(dialogues | {meeting.body.dialogue_id}))
