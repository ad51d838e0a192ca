"""Paragraphs out of lines: hard wraps are mended, and what is left of broken mark-up is taken
away."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

_ENDS = re.compile(r"[.!?…][\s»”\"')\]]*$")
_STRAY = re.compile(
    r'"[^"<>]{0,300}"(?:\s+[\w-]+\s*=\s*"[^"<>]{0,300}")*\s*>|</?[a-zA-Z][^<>]{0,500}>'
)
_LOWER = re.compile(r"^[(«“\"']?\s*[^\W\d_]")
_WRAPPED = 0.25
"""Of the lines of a wrapped text, at least so many go on with a small letter."""
_NARROWEST, _WIDEST = 55, 100
_CUT = 3
"""So many lines that stop before their sentence, one of them before a small letter, are wrapped."""
_STOPS = re.compile(r"[.!?…:;][\s»”\"')\]]*$")


def is_wrapped(lines: Sequence[str]) -> bool:
    there = [line for line in lines if line]
    if len(there) < 4:
        return False
    going_on = sum(_goes_on(line) for line in there[1:])
    cut = sum(_is_cut(line, after) for line, after in pairwise(lines))
    if going_on and cut >= _CUT:
        going_on = max(going_on, cut)
    return going_on / len(there) >= _WRAPPED and _middle(there) <= _WIDEST


def _is_cut(line: str, after: str) -> bool:
    """Whether a line of some width stops before its sentence does, and another follows at once."""
    is_wide = _NARROWEST <= len(line) <= _WIDEST
    return is_wide and not _STOPS.search(line) and bool(after) and after[0].isalnum()


def mended(lines: Sequence[str]) -> list[str]:
    """The paragraphs of an article, title and all."""
    if not is_wrapped(lines):
        return [words for line in lines if (words := without_markup(line))]
    joined = (" ".join(part) for part in _parts(lines, _width(lines)))
    return [words for one in joined if (words := without_markup(one))]


def without_markup(text: str) -> str:
    """The words alone: ``"mailto:a@b" >a@b`` is ``a@b``, ``&eacute;`` is ``é``."""
    return " ".join(_STRAY.sub(" ", html.unescape(text)).replace("\u00ad", "").split())


def _parts(lines: Sequence[str], width: int) -> Iterator[list[str]]:
    part: list[str] = []
    for line in lines:
        if part and (not line or _begins_anew(part, line, width)):
            yield part
            part = []
        if line:
            part.append(line)
    if part:
        yield part


def _begins_anew(part: list[str], line: str, width: int) -> bool:
    """Whether a line begins a paragraph: the one before ended a sentence, or is a title, which is
    wider than any wrapped line or stands alone before a capital letter."""
    if _goes_on(line):
        return False
    last = part[-1]
    if _ENDS.search(last):
        return True
    return len(last) > width


def _goes_on(line: str) -> bool:
    found = _LOWER.match(line)
    return found is not None and found[0][-1].islower()


def _width(lines: Sequence[str]) -> int:
    """Of the longest line that is known to be wrapped: the next one goes on with a small letter, or
    it is one of some that stop before their sentence."""
    there = [line for line in lines if line]
    known = [len(line) for line, after in pairwise(there) if _goes_on(after)]
    cut = [len(line) for line, after in pairwise(lines) if _is_cut(line, after)]
    return max([*known, *(cut if len(cut) >= _CUT else [])], default=_WIDEST)


def _middle(lines: Sequence[str]) -> int:
    return sorted(map(len, lines))[len(lines) // 2]
