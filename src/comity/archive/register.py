"""What Comity knows, as a value: so that this package asks no database."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any

from comity.clauses.folding import fold

from .ordinals import in_words

_WORD = re.compile(r"[^\W_]+")
_ARTICLES = (
    "de del des du d la las el los les l le the of for and y e et on sur para pour por a au aux "
    "o os as da do das dos en em in to un une una su sobre entre between with con avec com "
    "first premiere premier primera primer primeira primeiro"
)
_SMALL = frozenset(_ARTICLES.split())
_DESCRIBED = frozenset(["body", "text", "meeting"])
_STEM = 5
"""Letters by which two forms of one word are known: *latin*, *latine*, *latinoamericano*."""


@dataclass(frozen=True)
class Known:
    """A record that pages may speak of.

    Attributes:
        kind: ``party``, ``dialogue``, ``body``, ``meeting``, ``text`` or ``place``.
        key: Names it in Comity: a slug.
        name: How Comity calls it.
        names: All its names, in every language.
        acronyms: Its abbreviations, in every language.
        is_state: A state or territory: what lists of countries hold.
        members: How many members it has; None: not known.
        founded: The year; None: not known.
    """

    kind: str
    key: str
    name: str
    names: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    is_state: bool = False
    members: int | None = None
    founded: int | None = None


Descriptions = dict[str, list[tuple[int, "Known", frozenset[str]]]]
Named = list[tuple[re.Pattern[str], Known]]


@dataclass(frozen=True)
class Register:
    """All that is known, and the organisations by whose names abbreviations are checked."""

    known: tuple[Known, ...] = ()
    by_acronym: Mapping[str, tuple[Known, ...]] = field(default_factory=dict)
    by_word: Mapping[str, Named] = field(default_factory=dict)
    """By the rarest word of a name: how it is found, and what it names."""
    by_short: Mapping[str, Named] = field(default_factory=dict)
    """The same of abbreviations, as they are written."""
    described: tuple[Known, ...] = ()
    """Those that pages rarely call by name."""
    descriptions: Descriptions = field(default_factory=dict, compare=False, repr=False)
    """These, under the rarest of the words that carry a name: its place, and all of its words."""
    stems: dict[int, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)
    """Of all names of each thing that was found, by its ``id``: the register holds the things."""
    found: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What was found in the last texts."""

    @classmethod
    def of(cls, known: Iterable[Known]) -> Register:
        rows = tuple(_with_all_names(one) for one in known)
        by_acronym: dict[str, tuple[Known, ...]] = {}
        for one in (*rows, *organisations()):
            for acronym in one.acronyms:
                by_acronym[acronym] = (*by_acronym.get(acronym, ()), one)
        described = tuple(one for one in rows if one.kind in _DESCRIBED)
        return cls(rows, by_acronym, _by_word(rows), _by_short(rows), described)

    def expands(self, acronym: str, words: str) -> bool | None:
        """Whether words are the name that an abbreviation stands for; None: nobody knows it."""
        owners = self.by_acronym.get(acronym)
        if not owners:
            return None
        return any(is_like(words, name) for owner in owners for name in owner.names)

    def named(self, words: str) -> Iterator[Known]:
        """Whose name the words are."""
        rows = [*self.known, *organisations()]
        yield from (one for one in rows if any(is_same(words, name) for name in one.names))


def _with_all_names(known: Known) -> Known:
    """An organisation under the names that it has in other languages, too."""
    for other in organisations():
        if set(known.acronyms) & set(other.acronyms):
            names = dict.fromkeys([*known.names, *other.names])
            acronyms = dict.fromkeys([*known.acronyms, *other.acronyms])
            return replace(known, names=tuple(names), acronyms=tuple(acronyms))
    return known


def _by_word(rows: Iterable[Known]) -> dict[str, Named]:
    named = {
        (fold(plain(form)), known): None
        for known in rows
        for name in (known.name, *known.names)
        for form in (name, *in_words(name))
    }
    return _indexed((name, _loose(name), known) for name, known in named)


def _by_short(rows: Iterable[Known]) -> dict[str, Named]:
    return _indexed((one, re.escape(one), known) for known in rows for one in known.acronyms)


def _indexed(rows: Iterable[tuple[str, str, Known]]) -> dict[str, Named]:
    """Each name under the rarest of its words, so that a text asks for few of them."""
    every = [(_WORD.findall(name), pattern, known) for name, pattern, known in rows]
    counts = Counter(word for words, _pattern, _known in every for word in set(words))
    found: dict[str, Named] = {}
    for words, pattern, known in every:
        if words:
            rarest = min(words, key=lambda word: (counts[word], -len(word)))
            compiled = re.compile(rf"(?<!\w){pattern}(?!\w)")
            found.setdefault(rarest, []).append((compiled, known))
    return found


def _loose(folded: str) -> str:
    """The name however its spaces, hyphens and apostrophes are set."""
    loose = re.escape(folded).replace(r"\ ", r"[\s-]+").replace(r"\-", r"[\s-]+")
    return loose.replace("'", r"['’]\s?")


def plain(text: str) -> str:
    """With one kind of apostrophe."""
    return text.replace("’", "'")


@cache
def organisations() -> tuple[Known, ...]:
    """Those that pages speak of, whether or not they are parties here."""
    text = files("comity.archive.words").joinpath("organisations.toml").read_text("utf-8")
    return tuple(
        Known(
            kind="organisation", key=row["key"], name=row["names"][0], names=tuple(row["names"]),
            acronyms=tuple(row["acronyms"]),
        )
        for row in tomllib.loads(text)["organisation"]
    )  # fmt: skip


def stems(words: str) -> frozenset[str]:
    """The beginnings of the words that carry the sense."""
    found = _WORD.findall(fold(words))
    return frozenset(word[:_STEM] for word in found if word not in _SMALL and not word.isdigit())


def is_same(words: str, name: str) -> bool:
    return stems(words) == stems(name) != frozenset()


def is_like(words: str, name: str) -> bool:
    """Whether two names mean one thing: most of the words of the shorter are in the longer."""
    first, second = stems(words), stems(name)
    shorter, longer = sorted((first, second), key=len)
    return bool(shorter) and len(shorter & longer) / len(shorter) >= 0.75
