"""The parts of an article: its title, the place and day it is written from, its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .days import published_on
from .navigation import begin_and_end, is_sentence
from .values import Raw
from .wrapping import is_wrapped, mended, without_markup

_DATELINE = re.compile(r"^(?P<line>[^\W\d_][^.:;!?–—]{1,70}?)\s+[-–—]\s+\S")
_SITE = re.compile(r"\s+[|·–—-]\s+[^|·–—]{2,60}$")
_LONGEST_TITLE = 300
_HEAD = 4


@dataclass(frozen=True, slots=True)
class Article:
    """What stays of a page once its navigation is left out."""

    title: str
    date: str | None
    place: str
    paragraphs: tuple[str, ...]
    left_out: tuple[str, ...]


def article_of(raw: Raw, common: frozenset[str]) -> Article:
    begin, end = begin_and_end(raw.lines, common)
    left_out = [line for line in (*raw.lines[:begin], *raw.lines[end:]) if line]
    title, rest = _title(raw, [*raw.lines[begin:end]])
    paragraphs = mended(rest)
    dateline = _dateline(paragraphs)
    return Article(
        title=title,
        date=published_on(raw.published, [title, *paragraphs[:_HEAD]], dateline),
        place=_place(dateline),
        paragraphs=tuple(paragraphs),
        left_out=tuple(left_out),
    )


def _title(raw: Raw, lines: list[str]) -> tuple[str, list[str]]:
    """The title, and the lines below it. What the source calls the title is looked for among the
    first lines; without that the first line is it, unless it is a sentence."""
    while lines and not lines[0]:
        lines.pop(0)
    if raw.title:
        title = _of_the_page(raw.title, lines)
        below = [at for at, line in enumerate(lines[:12]) if without_markup(line) == title]
        return title, lines[below[0] + 1 :] if below else lines
    count = _lines_of_title(lines)
    title = without_markup(" ".join(lines[:count]))
    if not title or len(title) > _LONGEST_TITLE or (is_sentence(title) and title[-1] in ".;,:"):
        return "", lines
    return title, lines[count:]


def _of_the_page(title: str, lines: Sequence[str]) -> str:
    """The title without the name of the site behind it, where the page itself shows it so."""
    title = without_markup(title)
    shown = {without_markup(line) for line in lines[:12]}
    bare = _SITE.sub("", title)
    return bare if title not in shown and (bare in shown or "|" in title) else title


def _lines_of_title(lines: Sequence[str]) -> int:
    """A title of a wrapped page may be wrapped as well: it goes on with a small letter."""
    if not is_wrapped(lines):
        return 1
    count = 1
    while count < len(lines) and lines[count][:1].islower() and count < 4:
        count += 1
    return count


def _dateline(paragraphs: Sequence[str]) -> str:
    """ "Costa Rica", or "Guatemala, 9 July 2009", before the first paragraph and a dash."""
    found = _DATELINE.match(paragraphs[0]) if paragraphs else None
    line = found["line"] if found else ""
    return line if len(line.split()) <= 8 else ""


def _place(dateline: str) -> str:
    parts = [part.strip() for part in dateline.split(",")]
    return ", ".join(part for part in parts if not re.search(r"\d", part))
