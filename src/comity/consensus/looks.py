"""When a person last looked at a drafting."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from .models import Drafting, Look


def look(drafting: Drafting, person: Any, *, at: datetime) -> datetime | None:
    """Note that a person looks now; return when it was the last time, None for the first."""
    if not person.is_authenticated:
        return None
    before = Look.objects.filter(drafting=drafting, person=person).first()
    if before is None:
        Look.objects.get_or_create(drafting=drafting, person=person, defaults={"at": at})
        return None
    Look.objects.filter(pk=before.pk).update(at=at)
    return before.at
