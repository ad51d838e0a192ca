"""What a phone says of its owner's language and country: read, used for this answer, not kept."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

LONGEST = 500
"""Of the header that is looked at, in characters."""
RANGE = re.compile(
    r"([a-z]{2,3})(?:-[a-z]{4})?(?:-([a-z]{2}))?(?:-[a-z0-9]+)*(?:\s*;\s*q=([\d.]+))?",
    re.IGNORECASE,
)
KREYOL = {"hat": "ht"}


def wishes(header: str) -> Iterator[tuple[str, str]]:
    """(language, country or "") of ``Accept-Language``, the dearest first. Source: RFC 9110."""
    found = []
    for place, part in enumerate(header[:LONGEST].split(",")):
        match = RANGE.fullmatch(part.strip())
        if match:
            language, country, weight = match.groups()
            found.append((-_weight(weight), place, language.lower(), (country or "").upper()))
    for *_order, language, country in sorted(found):
        yield KREYOL.get(language, language), country


def _weight(words: str | None) -> float:
    try:
        return float(words) if words else 1.0
    except ValueError:
        return 0.0


def language_for(header: str, spoken: Collection[str]) -> str:
    """The first language asked for that is spoken; English where none is."""
    return next((language for language, _country in wishes(header) if language in spoken), "en")


def country_for(header: str, known: Collection[str]) -> str:
    """The first country named that is known; "" where none is."""
    return next((country for _language, country in wishes(header) if country in known), "")
