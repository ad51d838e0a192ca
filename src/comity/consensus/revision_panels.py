"""What the page of a text says of its revisions, and which of them each language equals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from comity.instruments.models import Instrument
from comity.parties.access import Reader

from .models import TextRevision


@dataclass(frozen=True)
class Equality:
    """``equals`` is the number of the last revision that the language equalled, where the reader
    sees it; 0 for none."""

    language: str
    is_first: bool
    is_equal: bool
    equals: int
    is_behind: bool


def equalities(text: Instrument, revisions: Sequence[TextRevision]) -> list[Equality]:
    seen = {one.number for one in revisions}
    found = []
    for version in text.versions.defer("as_read", "left_out"):
        equals = version.equals_revision if version.equals_revision in seen else 0
        found.append(
            Equality(
                version.language,
                version.is_first,
                version.is_equal,
                equals or 0,
                not version.is_first and not version.is_equal,
            )
        )
    return found


def of_text(text: Instrument, reader: Reader, on: date) -> dict[str, Any] | None:
    """The current revision, and the ways to its history, to comparing, to Word."""
    seen = TextRevision.objects.visible_to(reader).filter(instrument=text).defer("clauses")
    current = seen.order_by("number").last()
    leads = reader.leads(text.body.dialogue_id) and not text.is_adopted
    if current is None and not leads:
        return None
    count = seen.count() if current else 0
    return {"it": text, "current": current, "count": count, "may_keep": leads}
