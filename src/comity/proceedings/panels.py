"""What this room shows on the page of a meeting and on everybody's desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from comity.meetings.models import Meeting
from comity.parties.access import Reader
from comity.parties.registry import Row

from .models import Conclusions, Sitting
from .table import table_of

LONGEST_DESK = 20


def of_meeting(meeting: Meeting, reader: Reader, on: date) -> dict[str, Any] | None:
    """The ways to the day itself, its record and the conclusions; none for the public."""
    if not reader.is_seated:
        return None
    is_chair = reader.leads(meeting.body.dialogue_id)
    is_theirs = is_chair or bool(table_of(meeting, on).speaks_for(reader))
    found = Conclusions.objects.visible_to(reader).filter(meeting=meeting).first()
    sitting = Sitting.objects.visible_to(reader).filter(meeting=meeting).first()
    if not (is_theirs or found or sitting):
        return None
    is_free = is_chair and not found and not Conclusions.objects.filter(meeting=meeting).exists()
    return {
        "now_url": reverse("proceedings:now", args=[meeting.slug]) if is_theirs or sitting else "",
        "is_on": bool(sitting and not sitting.is_over),
        "record_url": reverse("proceedings:record", args=[meeting.slug]) if is_theirs else "",
        "conclusions": found,
        "draft_url": reverse("proceedings:draft", args=[meeting.slug]) if is_free else "",
    }


def sitting_now(reader: Reader, on: date) -> Iterable[Row]:
    """Meetings that sit while the reader looks at the desk."""
    if not reader.is_seated:
        return
    sittings = Sitting.objects.visible_to(reader).in_course()
    for sitting in sittings.select_related("meeting__body__dialogue")[:LONGEST_DESK]:
        meeting = sitting.meeting
        url = sitting.get_absolute_url()
        yield Row(meeting.passing_title, url, _("is sitting now"), due_on=on, body=meeting.body)


def waiting(reader: Reader, on: date) -> Iterable[Row]:
    """Conclusions that another person put forward, for the reader to make final."""
    if not reader.led:
        return
    found = Conclusions.objects.visible_to(reader).open().exclude(offered_by=None)
    found = found.filter(body__dialogue__in=reader.led).exclude(offered_by=reader.person)
    for one in found.select_related("meeting", "body__dialogue")[:LONGEST_DESK]:
        url = one.get_absolute_url()
        yield Row(one.passing_title, url, _("wait for you to make them final"), body=one.body)


def due(reader: Reader, on: date) -> Iterable[Row]:
    """Conclusions to which the reader's party may still propose amendments."""
    if not reader.is_seated:
        return
    found = Conclusions.objects.visible_to(reader).open().filter(offered_by=None)
    found = found.filter(deadline_at__date__gte=on)
    for one in found.select_related("meeting__body__dialogue", "body__dialogue")[:LONGEST_DESK]:
        if table_of(one.meeting, on).proposes_for(reader):
            deadline = timezone.localdate(one.deadline_at)
            url = one.get_absolute_url()
            yield Row(one.passing_title, url, _("take amendments"), due_on=deadline, body=one.body)
