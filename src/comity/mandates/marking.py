"""What changed between two texts of any length, word by word where that is worth the time. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from comity.clauses.compare import Mark, mark_words

SENTENCES = 2000
"""More of them are not compared one by one."""
_WORDS = 250_000
"""The product of the characters of two passages up to which their words are compared."""
_SENTENCE = re.compile(r"[^.!?\n]*[.!?\n]+\s*|[^.!?\n]+")


def marked(before: str, after: str) -> tuple[Mark, ...]:
    """The two texts as one run of marks: sentences first, then the words of those that changed.

    Word by word, texts of 50,000 characters would take minutes; so a passage that was written
    anew at great length is marked as a whole. A browser's line ends are no change.
    """
    old = _SENTENCE.findall(before.replace("\r\n", "\n"))
    new = _SENTENCE.findall(after.replace("\r\n", "\n"))
    return tuple(_marks(old, new))


def _marks(old: list[str], new: list[str]) -> Iterator[Mark]:
    if old == new or max(len(old), len(new)) > SENTENCES:
        yield from _passage("".join(old), "".join(new))
        return
    for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            yield Mark("same", "".join(old[a:b]))
        else:
            yield from _passage("".join(old[a:b]), "".join(new[c:d]))


def _passage(before: str, after: str) -> Iterator[Mark]:
    if before == after:
        yield Mark("same", before)
    elif len(before) * len(after) <= _WORDS:
        yield from mark_words(before, after)
    else:
        if before:
            yield Mark("removed", before)
        if after:
            yield Mark("added", after)
