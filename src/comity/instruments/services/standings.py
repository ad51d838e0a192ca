"""A party says where it stands with a regional text that it carries out elsewhere."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from comity.documents.sharing import share
from comity.instruments.models import Instrument, Standing
from comity.instruments.protocol_rules import require_regional
from comity.instruments.rules import require_speaker
from comity.parties import ledger
from comity.parties.dates import PartialDate, Precision, day_of
from comity.parties.models import Party, Person
from comity.parties.services import require_within_limits
from comity.tlp import Label


@transaction.atomic
def state_standing(
    regional: Instrument,
    party: Party,
    *,
    stage: str,
    by: Person,
    at: datetime,
    since: PartialDate | None = None,
    note: str = "",
    language: str = "",
    source: str = "",
    label: Label = Label.AMBER,
    with_observers: bool = False,
    share_now: bool = True,
) -> Standing:
    """Say how far a party is, since when, and where that is written; the latest word counts.

    Under TLP:CLEAR it is offered, and another person shares it. Kept back, it is its party's own.

    Raises:
        NotTheSpeaker, NotAProtocol.
        TooWide: the circle would be wider than the text's.
    """
    require_regional(regional)
    require_speaker(by, party, regional.body.dialogue, day_of(at))
    standing = Standing(
        regional=regional, stage=stage, note=note.strip(), language=language, source=source,
        since_on=since.first if since else None,
        since_precision=since.precision if since else Precision.DAY,
        stated_at=at, label=label, with_observers=with_observers, body=regional.body,
        owner=party, author=by,
    )  # fmt: skip
    require_within_limits(standing, label, with_observers)
    standing.save()
    ledger.write("standing.stated", standing, by=by, at=at, party=party, facts={"stage": stage})
    if share_now:
        share(standing, by=by, at=at)
        standing.refresh_from_db()
    return standing
