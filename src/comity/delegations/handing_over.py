"""What this room puts into the hand-over pack of a dialogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from comity.meetings.models import Meeting
from comity.parties.access import Reader
from comity.parties.models import Dialogue
from comity.parties.registry import Row

from .models import Convocation


def invitations(dialogue: Dialogue, reader: Reader, on: date) -> Iterable[Row]:
    """Until when the parties invited to the meetings to come answer, and name their delegates."""
    meetings = Meeting.objects.visible_to(reader).of_dialogue(dialogue).coming(on)
    found = Convocation.objects.visible_to(reader).filter(
        meeting__in=meetings.filter(cancelled_at=None)
    )
    for one in found.select_related("meeting__body").order_by("meeting__starts_on", "pk"):
        yield from _rows(one, on)


def _rows(one: Convocation, on: date) -> Iterator[Row]:
    if one.answer_by and one.answer_by >= on:
        yield _row(one, one.answer_by, _("last day to answer the invitation"))
    if one.nominate_by and one.nominate_by >= on:
        yield _row(one, one.nominate_by, _("last day to name the delegates"))


def _row(one: Convocation, day: date, note: Any) -> Row:
    meeting = one.meeting
    return Row(
        meeting.passing_title, meeting.get_absolute_url(), note, due_on=day, body=meeting.body
    )
