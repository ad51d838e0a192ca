"""What was gathered for an edition is used again for a few seconds.

What a reader is shown is kept under the edition and that part of the reader which ``visible_to``
can compare with anything there: two readers share it only where no rule could tell them apart.
The person is part of that where something is TLP:RED, the one label that names persons.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.tlp import Label
from comity.ui.locales import page_language

from ..memory import Memory
from ..models import Edition, Sitting
from .facts import Facts
from .gathering import Gathered, common, gather, personal
from .painting import painted

FRESH = 10
"""Seconds after which all is asked anew though no edition followed: memberships may end."""

Place = tuple[Any, ...]
"""The meeting's slug, the edition, the day."""

_gathered: Memory[Gathered] = Memory(seconds=FRESH, most=64)
_common: Memory[Facts | None] = Memory(seconds=FRESH, most=1_024)


def seen(slug: str, reader: Reader, now: datetime) -> Facts | None:
    """What the reader is shown of a meeting's sitting; None where there is none for the reader.

    The edition is read before anything else: what is kept under it is never older than it.
    """
    editions = Edition.objects.filter(sitting__meeting__slug=slug)
    edition = editions.values_list("number", flat=True).first()
    if edition is None or not reader.is_seated:
        return None
    place = (slug, edition, day_of(now))
    of = _gathered.get(place, lambda: gather(_sitting(slug), now))
    key = (place, page_language(), rights(of, reader))
    facts = _common.get(key, lambda: _facts(of, reader, edition))
    return personal(of, facts, reader) if facts else None


def _sitting(slug: str) -> Sitting:
    known = Sitting.objects.select_related("meeting__body__dialogue", "edition", "current__body")
    return known.get(meeting__slug=slug)


def _facts(of: Gathered, reader: Reader, edition: int) -> Facts | None:
    if not Sitting.objects.visible_to(reader).filter(pk=of.sitting.pk).exists():
        return None
    return replace(common(of, reader), edition=edition)


def rights(of: Gathered, reader: Reader) -> tuple[Any, ...]:
    """All of a (seated) reader that ``visible_to`` can compare with the meeting, its item in
    course, or a document there: owners, bodies and dialogues that occur; the person, where a
    label names persons."""
    things = [of.meeting, *([of.item] if of.item else []), *of.documents]
    owners = {thing.owner_id for thing in things}
    bodies = {thing.body_id for thing in things}
    dialogues = {thing.body.dialogue_id for thing in things} | of.table.dialogues
    drafts = {(party, dialogue) for party, dialogue in reader.drafts if party in owners}
    return (
        reader.person if any(thing.label == Label.RED for thing in things) else None,
        reader.parties & owners,
        reader.bodies & bodies,
        reader.bodies_observed & bodies,
        reader.dialogues & dialogues,
        reader.dialogues_observed & dialogues,
        reader.secretariats & dialogues,
        reader.presidencies & dialogues,
        frozenset(drafts),
    )


def forget() -> None:
    """Empty the memories of this process."""
    for memory in (_gathered, _common):
        memory.clear()
    painted.cache_clear()
