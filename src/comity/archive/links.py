"""What a page speaks of that Comity knows, each with the words it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

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
        there = [(word[0], word.span()) for word in _WORD.finditer(sentence)]
        spans = {stem: span for word, span in reversed(there) for stem in _stems_of_name(word)}
        for one in found_in(sentence, register):
            for name in (*one.known.names, *one.known.acronyms):
                spans |= dict.fromkeys(_stems_of_name(name) - spans.keys(), (one.start, one.end))
        there_too = spans.keys()
        for known, names in _descriptions(register):
            wanted = next((stems for stems in names if stems <= there_too), None)
            if wanted:
                where = [spans[stem] for stem in wanted]
                start, end = min(first for first, _ in where), max(last for _, last in where)
                yield Found(known, start, end, sentence[start:end])


def _descriptions(register: Register) -> Descriptions:
    """By which words each of them is known: one set for each of its names; worked out once."""
    if not register.descriptions:
        for known in register.described:
            every = [_stems_of_name(name) for name in (known.name, *known.names)]
            if names := [wanted for wanted in every if len(wanted) >= _ENOUGH]:
                register.descriptions.append((known, names))
    return register.descriptions


@lru_cache(maxsize=8192)
def _stems_of_name(name: str) -> frozenset[str]:
    return stems(name.partition(":")[0])
