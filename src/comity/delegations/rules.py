"""What the rules of delegations forbid, and who acts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from comity.meetings.models import Meeting
from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Party, Person, Seat
from comity.refusals import Conflict, Refusal
from comity.ui.said import plain

from .models import Convocation, Delegation

SPEAKS = (Seat.Role.HEAD, Seat.Role.FOCAL_POINT, Seat.Role.ALTERNATE)
"""Who answers an invitation and nominates for a party."""


class NotTheParty(Refusal):
    """A party's head, focal point or alternate answers and nominates for it."""


class NotTheAccreditor(Refusal):
    """The chair of the meeting accredits, and the host where it was asked to."""


class NotTheDesk(Refusal):
    """The chair of the meeting and its host keep the registration desk."""


class NotInvitable(Refusal):
    """Invited are parties of the bodies that meet; observers, where the meeting is open to them."""


class NotOpenYet(Refusal):
    """Parties are invited to a meeting that was announced, on days that are known."""


class MeetingOver(Conflict):
    """A meeting that was cancelled, or is over, takes no more delegations."""


class NoHost(Refusal):
    """Logistics is a person of the party that hosts the meeting."""


class NotComing(Refusal):
    """Who does not come nominates nobody."""


class OneHead(Refusal):
    """A delegation has exactly one head."""


class QuotaReached(Refusal):
    """A delegation is no larger than its quota."""


class NothingToSubmit(Refusal):
    """Submitted is what was not submitted yet."""


class NotSubmitted(Conflict):
    """Approved and returned is what was submitted."""


class NeedsComment(Refusal):
    """What is returned says why."""


class Withdrawn(Conflict):
    """A delegate who was withdrawn does not change any more."""


class NotApproved(Refusal):
    """Badges, practical arrangements and check-in are for delegates who were approved."""


class LinkOver(Refusal):
    """The address of a form opens nothing any more."""

    status = 410


class LikelySamePerson(Refusal):
    """A delegate is nominated once; whoever confirms says that this is another person."""

    def __init__(self, sentence: str, others: list[Any]) -> None:
        super().__init__(sentence)
        self.others = others


def named(meeting: Meeting) -> str:
    """What a refusal calls a meeting."""
    return plain(meeting.passing_title)


def last_day(meeting: Meeting) -> date:
    return meeting.ends_on or meeting.starts_on


def require_open(meeting: Meeting, at: datetime) -> None:
    """Raises MeetingOver."""
    if meeting.cancelled_at:
        words = _("“%(meeting)s” was cancelled. Its delegations do not change any more.")
        raise MeetingOver(words % {"meeting": named(meeting)})
    if last_day(meeting) < day_of(at):
        words = _("“%(meeting)s” is over. Its delegations do not change any more.")
        raise MeetingOver(words % {"meeting": named(meeting)})


def is_host(reader: Reader, meeting: Meeting) -> bool:
    return (meeting.host_id, meeting.body.dialogue_id) in reader.drafts


def keeps_desk(reader: Reader, meeting: Meeting) -> bool:
    """Whether the reader keeps the registration desk, prints badges, sees who answered."""
    return reader.leads(meeting.body.dialogue_id) or is_host(reader, meeting)


def accredits(reader: Reader, meeting: Meeting, convocation: Convocation | None) -> bool:
    if reader.leads(meeting.body.dialogue_id):
        return True
    return bool(convocation and convocation.host_accredits and is_host(reader, meeting))


def speaks(reader: Reader, party: Party | int, meeting: Meeting, on: date) -> bool:
    """Whether the reader answers and nominates for a party."""
    key = party if isinstance(party, int) else party.pk
    dialogue = meeting.body.dialogue_id
    if (key, dialogue) not in reader.drafts:
        return False
    seats = Seat.objects.current(on).filter(
        person=reader.person, party=key, body__dialogue=dialogue, role__in=SPEAKS
    )
    return seats.exists()


def require_speaker(by: Person, delegation: Delegation, at: datetime) -> None:
    """Raises NotTheParty."""
    on = day_of(at)
    if not speaks(Reader.of(by, on), delegation.party_id, delegation.meeting, on):
        raise NotTheParty(
            _(
                "The delegation of %(party)s is nominated by its head, focal point or alternate "
                "in this dialogue. Ask one of them to do this."
            )
            % {"party": delegation.party}
        )


def require_accreditor(by: Person, meeting: Meeting, at: datetime) -> None:
    """Raises NotTheAccreditor."""
    convocation = Convocation.objects.filter(meeting=meeting).first()
    if not accredits(Reader.of(by, day_of(at)), meeting, convocation):
        raise NotTheAccreditor(
            _(
                "Delegations to “%(meeting)s” are accredited by the secretariat and the "
                "presidency. Ask one of them to do this."
            )
            % {"meeting": named(meeting)}
        )


def require_desk(by: Person, meeting: Meeting, at: datetime) -> None:
    """Raises NotTheDesk."""
    if not keeps_desk(Reader.of(by, day_of(at)), meeting):
        raise NotTheDesk(
            _(
                "The registration desk of “%(meeting)s” is kept by the secretariat, the "
                "presidency and the host. Ask one of them to do this."
            )
            % {"meeting": named(meeting)}
        )
