"""When a page was published, where it says so; nothing is worked out from anything else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from comity.clauses.folding import fold
from comity.clauses.words import load_words

_MONTHS = {name: at for at, names in enumerate(load_words("months")["months"], 1) for name in names}
_MONTHS |= {
    "januari": 1, "februari": 2, "maart": 3, "mei": 5, "juni": 6, "juli": 7, "augustus": 8,
    "oktober": 10,
}  # fmt: skip
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:er|st|nd|rd|th|º|°)?\s*(?:de |of )?\s*(?P<month>{_NAMES})\.?,?\s*"
    r"(?:de |del |of )?(?P<year>\d{4})\b"
    rf"|\b(?P<month2>{_NAMES})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>\d{{4}})\b"
)
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})(?!\d)")
_SLASHED = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
_SAYS = re.compile(
    r"^(?:publie|published|posted|publicado|publicada|publicacion|fecha|date|data|gepubliceerd"
    r"|datum|mis en ligne|updated|actualise)\b[^:\d]{0,30}:?"
)
_LONGEST = 80


def published_on(published: str, head: Sequence[str], dateline: str) -> str | None:
    """ISO 8601, or None where the page does not say.

    Args:
        published: What the source itself gives as the date of publication.
        head: The first lines of the article; one that is a date, or says "published", is one.
        dateline: "Guatemala, 9 July 2009" before the first paragraph.
    """
    if found := _day_of(published):
        return found
    for line in head:
        folded = fold(line)
        is_said = len(line) <= _LONGEST and (_SAYS.match(folded) or _is_day_alone(folded))
        if is_said and (found := _day_of(line)):
            return found
    return _day_of(dateline)


def _is_day_alone(folded: str) -> bool:
    rest = _SLASHED.sub("", _ISO.sub("", _DAY.sub("", folded)))
    return rest != folded and not re.search(r"[a-z]{3}", rest)


def _day_of(text: str) -> str | None:
    folded = fold(text)
    if found := _ISO.search(folded):
        return _iso(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY.search(folded):
        year, month, day = (
            found[name] or found[f"{name}2"] for name in ("year", "month", "day")
        )  # fmt: skip
        return _iso(int(year), _MONTHS[month], int(day))
    if found := _SLASHED.search(folded):
        return _slashed(int(found[1]), int(found[2]), int(found[3]))
    return None


def _slashed(first: int, second: int, year: int) -> str | None:
    """Day before month, as the region writes; where only the other reading is a date, that. Where
    both are, and differ, nobody knows."""
    usual, other = _iso(year, second, first), _iso(year, first, second)
    if usual and other and usual != other:
        return None
    return usual or other


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
