"""What a page speaks of that Comity knows, each with the words it rests on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from comity.clauses.folding import Folded, folded

from .numbers import figures
from .register import Descriptions, Known, Register, stems
from .values import Link

_SENTENCE = re.compile(r"(?<=[.!?…»])\s+(?=[«“\"¿¡(]?\s*[^\W\d_a-zß-öø-ÿ])")
_WORD = re.compile(r"[^\W_]+")
_REMEMBERED = 64
_ENOUGH = 3
"""Words that carry a name: with fewer it is no description in a sentence."""


@dataclass(frozen=True, slots=True)
class Found:
    """A known thing in a text: where, in the words of the page."""

    known: Known
    start: int
    end: int
    words: str


@lru_cache(maxsize=_REMEMBERED)
def sentences(text: str) -> list[str]:
    return [one for one in _SENTENCE.split(text) if one]


def links_of(texts: Sequence[str], register: Register, language: str) -> tuple[Link, ...]:
    """Each thing once, with the first words it rests on; the figures last."""
    found: dict[tuple[str, str], Link] = {}
    for text in texts:
        for one in [*found_in(text, register), *_described(text, register)]:
            link = Link(one.known.kind, one.known.name, one.words, one.known.key)
            found.setdefault((link.kind, link.key), link)
    for text in texts:
        for figure in figures(folded(text), language):
            found.setdefault(("figure", figure.name), Link("figure", figure.name, figure.words))
    return tuple(found.values())


def found_in(text: str, register: Register) -> list[Found]:
    """By name or abbreviation, in the order of the text; of two that overlap the longer. The last
    texts are remembered, as links and flags ask for the same."""
    if text not in register.found:
        if len(register.found) >= _REMEMBERED:
            register.found.clear()
        register.found[text] = _found_in(text, register)
    return register.found[text]


def _found_in(text: str, register: Register) -> list[Found]:
    every = [*_by_name(folded(text), register), *_by_acronym(text, register)]
    kept: list[Found] = []
    for one in sorted(every, key=lambda one: (one.start - one.end, one.start)):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _by_name(text: Folded, register: Register) -> Iterator[Found]:
    for word in set(_WORD.findall(text.folded)):
        for pattern, known in register.by_word.get(word, ()):
            for found in pattern.finditer(text.folded):
                start, end = found.span()
                yield Found(known, start, end, text.words(start, end))


def _by_acronym(text: str, register: Register) -> Iterator[Found]:
    """Abbreviations are written as they are: RCM is one, rcm is none."""
    for word in set(_WORD.findall(text)):
        for pattern, known in register.by_short.get(word, ()):
            for found in pattern.finditer(text):
                yield Found(known, *found.span(), found[0])


def _described(text: str, register: Register) -> Iterator[Found]:
    """Bodies and texts of which a sentence has all the words that carry the name."""
    for sentence in sentences(text):
        named = found_in(sentence, register)
        there = set().union(*map(_stems_of_name, _WORD.findall(sentence)))
        there = there.union(*(_stems_of(one.known, register) for one in named))
        if described := list(_all_there(there, register)):
            spans = _spans(sentence, named, register)
            for known, wanted in described:
                where = [spans[stem] for stem in wanted]
                start, end = min(first for first, _ in where), max(last for _, last in where)
                yield Found(known, start, end, sentence[start:end])


def _spans(sentence: str, named: list[Found], register: Register) -> dict[str, tuple[int, int]]:
    """Where each stem stands first; those of a name that is not written out, where it is named."""
    spans: dict[str, tuple[int, int]] = {}
    for word in _WORD.finditer(sentence):
        for stem in _stems_of_name(word[0]):
            spans.setdefault(stem, word.span())
    for one in named:
        for stem in _stems_of(one.known, register):
            spans.setdefault(stem, (one.start, one.end))
    return spans


def _stems_of(known: Known, register: Register) -> frozenset[str]:
    """Of all names of a thing; kept with the register."""
    kept = register.stems.get(id(known))
    if kept is None:
        names = (*known.names, *known.acronyms)
        kept = register.stems[id(known)] = frozenset().union(*map(_stems_of_name, names))
    return kept


def _all_there(there: Set[str], register: Register) -> Iterator[tuple[Known, frozenset[str]]]:
    """Those of which all the words of a name are there, each by its first such name."""
    kept = _descriptions(register)
    near = [row for stem in there if stem in kept for row in kept[stem]]
    named: set[str] = set()
    for _place, known, wanted in sorted(near, key=itemgetter(0)):
        if known.key not in named and wanted <= there:
            named.add(known.key)
            yield known, wanted


def _descriptions(register: Register) -> Descriptions:
    """By which words each of them is known: one set for each of its names; worked out once."""
    if not register.descriptions:
        every = [
            (known, wanted)
            for known in register.described
            for wanted in map(_stems_of_name, (known.name, *known.names))
            if len(wanted) >= _ENOUGH
        ]
        often = Counter(stem for _known, wanted in every for stem in wanted)
        for place, (known, wanted) in enumerate(every):
            rarest = min(wanted, key=lambda stem: (often[stem], stem))
            register.descriptions.setdefault(rarest, []).append((place, known, wanted))
    return register.descriptions


@lru_cache(maxsize=8192)
def _stems_of_name(name: str) -> frozenset[str]:
    return stems(name.partition(":")[0])
