"""The example region into an empty database."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from comity.parties.models import Dialogue

from .records import load_documents, load_instruments, load_mandates, load_meetings, load_reports
from .table import (
    load_bodies,
    load_dialogues,
    load_memberships,
    load_parties,
    load_people,
    load_presidencies,
    load_themes,
)


@transaction.atomic
def load(at: datetime) -> None:
    """Load the example as recorded at ``at``; does nothing where a dialogue is there already."""
    if Dialogue.objects.exists():
        return
    load_parties()
    load_dialogues()
    load_bodies()
    load_memberships()
    load_presidencies()
    load_themes()
    load_people()
    load_meetings(at)
    load_documents(at)
    load_instruments(at)
    load_reports(load_mandates(at), at)
