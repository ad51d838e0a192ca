"""Looking at what is new: a private act, of which the ledger is not told."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from comity.parties.ledger import Head
from comity.parties.models import Person

from ..models import Look, Meeting


def newest_entry() -> int:
    """The number of the ledger's last entry: how far a look at this moment reaches."""
    head = Head.objects.filter(pk=1).first()
    return head.number if head else 0


@transaction.atomic
def look(meeting: Meeting, *, seen: int, by: Person, at: datetime) -> Look:
    """Remember that the person has seen everything up to an entry of the ledger.

    Two looks at once, or one that comes late over a slow line: the one that saw more stays.
    """
    Person.objects.select_for_update().get(pk=by.pk)
    seen = min(seen, newest_entry())
    found, _made = Look.objects.get_or_create(
        person=by, meeting=meeting, defaults={"seen": seen, "looked_at": at}
    )
    if seen >= found.seen:
        found.seen, found.looked_at = seen, at
        found.save(update_fields=["seen", "looked_at"])
    return found
