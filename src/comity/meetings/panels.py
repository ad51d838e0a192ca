"""What this room shows on pages of the rooms below, and on everybody's desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from comity.documents.models import Document
from comity.notices.services import followed
from comity.parties.access import Reader
from comity.parties.dates import Precision
from comity.parties.models import Body, Dialogue
from comity.parties.registry import Row
from comity.ui.days import range_text
from comity.ui.locales import page_language
from comity.ui.said import said

from .models import Meeting, MeetingQuerySet, meetings_of

SHOWN = 5
RECENT = timedelta(days=60)
LONGEST_DESK = 20


def of_dialogue(dialogue: Dialogue, reader: Reader, on: date) -> dict[str, Any]:
    found = Meeting.objects.visible_to(reader).of_dialogue(dialogue)
    may_add = reader.leads(dialogue.pk)
    return _panel(found, on, f"?dialogue={dialogue.slug}", may_add)


def of_body(body: Body, reader: Reader, on: date) -> dict[str, Any]:
    query = f"?body={body.slug}" if body.parent_id else f"?dialogue={body.dialogue.slug}"
    return _panel(meetings_of(body, reader), on, query, reader.leads(body.dialogue_id))


def _panel(found: MeetingQuerySet, on: date, query: str, may_add: bool) -> dict[str, Any]:
    coming = list(found.coming(on).listed().order_by("starts_on", "pk")[:SHOWN])
    following = next((one for one in coming if not one.is_cancelled), None)
    return {
        "next": following,
        "coming": [one for one in coming if one is not following],
        "recent": list(found.past(on).listed().order_by("-starts_on", "-pk")[:SHOWN]),
        "all_url": reverse("meetings:meetings") + query,
        "add_url": reverse("meetings:add") if may_add else "",
    }


def coming(reader: Reader, on: date) -> Iterable[Row]:
    """The next meetings in what the reader sits in or follows."""
    if not reader.is_seated:
        return
    found = Meeting.objects.visible_to(reader).coming(on).filter(_near(reader))
    for meeting in found.listed().order_by("starts_on", "pk")[:LONGEST_DESK]:
        language = page_language()
        is_exact = meeting.precision == Precision.DAY
        when = range_text(meeting.starts_on, meeting.ends_on, meeting.precision, language)
        parts = [
            when if meeting.ends_on or not is_exact else "",
            "" if meeting.is_watched else said(meeting.place, language).text,
        ]
        if meeting.is_cancelled:
            parts.insert(0, _("cancelled"))
        yield Row(
            meeting.passing_title,
            meeting.get_absolute_url(),
            " · ".join(part for part in parts if part),
            due_on=meeting.starts_on if is_exact else None,
            body=meeting.body,
        )


def _near(reader: Reader) -> Q:
    dialogues = reader.dialogues | reader.dialogues_observed
    met = Meeting.bodies.through.objects.filter(body__in=followed(reader))
    return Q(body__dialogue__in=dialogues) | Q(pk__in=met.values("meeting"))


def changed(reader: Reader, on: date) -> Iterable[Row]:
    """Documents and meetings shared of late in the bodies that the reader follows."""
    if not reader.is_seated:
        return
    bodies = followed(reader)
    shared = Q(body__in=bodies, shared_at__date__gte=on - RECENT)
    documents = Document.objects.visible_to(reader).filter(shared).select_related("body")
    meetings = Meeting.objects.visible_to(reader).filter(shared).select_related("body")
    for it, words in [
        *((one, _("is a new document")) for one in documents.newest_first()[:LONGEST_DESK]),
        *((one, _("was announced")) for one in meetings.order_by("-shared_at")[:LONGEST_DESK]),
    ]:
        yield Row(it.passing_title, it.get_absolute_url(), words, at=it.shared_at, body=it.body)
