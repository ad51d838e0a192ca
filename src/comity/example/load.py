"""The example region into an empty database."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from comity.parties.models import Dialogue
from comity.parties.rows import read
from comity.parties.structure import bring_in

from .agreements import load_agreements, load_projects
from .campaigns import load_campaigns
from .delegations import load_delegations
from .drafting import load_drafting
from .files import DATA
from .helplines import load_helplines
from .indicators import load_indicators
from .measures import load_crosswalk, load_measures
from .news import load_news
from .people import load_people
from .protocols import load_protocols
from .records import load_documents, load_instruments, load_mandates, load_meetings, load_reports
from .rounds import load_rounds


@transaction.atomic
def load(at: datetime) -> None:
    """Load the example as recorded at ``at``; does nothing where a dialogue is there already."""
    if Dialogue.objects.exists():
        return
    bring_in(read(DATA), by=None, at=at)
    load_people()
    load_meetings(at)
    load_delegations(at)
    load_documents(at)
    load_instruments(at)
    load_protocols(at)
    load_agreements(at)
    load_projects(at)
    mandates = load_mandates(at)
    load_reports(mandates, at)
    load_indicators(mandates)
    load_crosswalk(mandates, at)
    load_measures(mandates, at)
    load_rounds(at)
    load_drafting(at)
    load_news(at)
    load_helplines(at)
    load_campaigns(at)
