"""Documents that came after the day on which those of a meeting were due."""

from __future__ import annotations

from datetime import date

from comity.documents.models import Document
from comity.parties.dates import day_of

from .models import Meeting


def late_on(document: Document, meeting: Meeting) -> date | None:
    """The day of its current revision, where that is after the due day; None: it was in time.

    Asks nothing of the database when the document came ``with_files()``.
    """
    current = document.current
    if meeting.documents_due_on is None or current is None:
        return None
    made_on = day_of(current.made_at)
    return made_on if made_on > meeting.documents_due_on else None
