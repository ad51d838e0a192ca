"""What is said about a text: its titles, kind, meeting, symbol and date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from i18nfield.strings import LazyI18nString

from comity.instruments.models import Instrument
from comity.meetings.models import Meeting
from comity.parties.dates import PartialDate, Precision
from comity.parties.models import Person

from .desk import closed, opened


@dataclass(frozen=True)
class Description:
    """``titles``: language → title; a language not named keeps its own."""

    titles: Mapping[str, str]
    kind: str
    meeting: Meeting | None = None
    symbol: str = ""
    adopted_on: PartialDate | None = None


@transaction.atomic
def describe(
    instrument: Instrument, description: Description, *, by: Person, at: datetime, stamp: int
) -> Instrument:
    """Correct what is said about a text in review.

    Raises:
        What ``opened`` raises.
    """
    text = opened(instrument, stamp=stamp, by=by, at=at)
    said = {code: words.strip() for code, words in description.titles.items() if words.strip()}
    text.title = LazyI18nString({**titles_of(text), **said})
    text.kind, text.meeting, text.symbol = (
        description.kind, description.meeting, description.symbol.strip(),
    )  # fmt: skip
    day = description.adopted_on
    text.adopted_on = day.first if day else None
    text.adopted_precision = day.precision if day else Precision.DAY
    text.save()
    facts = {"kind": text.kind, "meeting": text.meeting_id, "languages": sorted(said)}
    closed(text, "instrument.described", by=by, at=at, facts=facts)
    return text


def titles_of(text: Instrument) -> dict[str, str]:
    """Language → title."""
    data = text.title.data
    return dict(data) if isinstance(data, dict) else {}
