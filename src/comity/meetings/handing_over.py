"""What this room puts into the hand-over pack of a dialogue."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from comity.parties.access import Reader
from comity.parties.models import Dialogue
from comity.parties.registry import Row
from comity.ui.days import range_text
from comity.ui.locales import page_language
from comity.ui.said import plain

from .models import Meeting


def calendar(dialogue: Dialogue, reader: Reader, on: date) -> Iterable[Row]:
    """The meetings to come, and until when their documents are asked for."""
    found = Meeting.objects.visible_to(reader).of_dialogue(dialogue).coming(on)
    for meeting in found.filter(cancelled_at=None).select_related("body").order_by("starts_on"):
        url, body = meeting.get_absolute_url(), meeting.body
        yield Row(meeting.passing_title, url, _when(meeting), due_on=meeting.starts_on, body=body)
        if meeting.documents_due_on and meeting.documents_due_on >= on:
            note = _("last day for documents")
            day = meeting.documents_due_on
            yield Row(meeting.passing_title, url, note, due_on=day, body=body)


def _when(meeting: Meeting) -> str:
    """Its days as exactly as they are known, and its place where the title may be said."""
    days = range_text(meeting.starts_on, meeting.ends_on, meeting.precision, page_language())
    place = "" if meeting.is_watched else plain(meeting.place)
    return f"{days} · {place}" if place else days
