"""Documents that came after the day on which those of a meeting were due."""

from __future__ import annotations

from datetime import date

from comity.documents.languages import RevisionLine
from comity.documents.models import Revision
from comity.parties.dates import day_of

from .models import Meeting


def late_on(current: Revision | RevisionLine | None, meeting: Meeting) -> date | None:
    """The day of a document's revision in force, where that is after the due day; None: it was
    in time."""
    if meeting.documents_due_on is None or current is None:
        return None
    made_on = day_of(current.made_at)
    return made_on if made_on > meeting.documents_due_on else None
