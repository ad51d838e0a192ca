"""Each act on what a sitting shows makes a new edition of its page, in the same transaction.

The page of the day, and the process that tells phones to look again, know what is new by this
number alone.
"""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet

from comity.documents.models import Document, Rendition, Revision
from comity.meetings.models import AgendaItem, Meeting

from .models import Conclusions, Edition, FloorRequest, Sitting


def renew(thing: Any) -> None:
    """Count up the edition of every sitting that may show ``thing``."""
    meetings = _meetings_of(thing)
    if meetings is not None:
        editions = Edition.objects.filter(sitting__meeting__in=meetings)
        # By key, so that the database locks one row after the other in one order.
        keys = list(editions.order_by("pk").values_list("pk", flat=True))
        if keys:
            Edition.objects.filter(pk__in=keys).update(number=F("number") + 1)


def _meetings_of(thing: Any) -> list[int] | QuerySet | None:
    if isinstance(thing, Meeting):
        return [thing.pk]
    if isinstance(thing, AgendaItem | Sitting | Conclusions):
        return [thing.meeting_id]
    if isinstance(thing, FloorRequest):
        return [thing.sitting.meeting_id]
    if isinstance(thing, Document):
        return AgendaItem.objects.filter(documents=thing.pk).values("meeting")
    if isinstance(thing, Revision):
        return _meetings_of(thing.document)
    return _meetings_of(thing.revision) if isinstance(thing, Rendition) else None
