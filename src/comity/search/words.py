"""Words as they are compared: without accents and capitals, and without the endings of plurals.

The same folding is done to what is stored and to what is asked, so both databases find the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

LONGEST_QUERY, MOST_TERMS, LONGEST_WORD = 300, 12, 60
_WORD = re.compile(r"[^\W_]+")
_PARTS = re.compile(r'"([^"]*)"|(\S+)')
_ENDING = re.compile(r"(?<=\w{4})(?:oes|aes|aos|ao|ies|es|os|as|en|(?<!s)s|y|e|a|o)$")
_SPELLED = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})
_IN_EVERY_TEXT = (
    "a an and are as at be by for from in is it of on or that the this to was were with al "
    "con de del el en es la las lo los para por que se su sus un una y o au aux ce ces d dans "
    "des du est et l le les ou par pour qu s sur une com da das do dos e na nas no nos os "
    "pela pelo um uma aan dat die een het naar op te van voor"
)
STOP_WORDS = frozenset(_IN_EVERY_TEXT.split())


def fold(text: str) -> str:
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    apart = apart.translate(_SPELLED)
    return "".join(sign for sign in apart if not unicodedata.category(sign).startswith("M"))


def words_of(text: str) -> list[str]:
    """The folded words, in order; a longer one is cut."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(fold(text))]


def stem(word: str) -> str:
    """The word without the ending of a plural or a gender in es, fr, pt, en or nl."""
    return _ENDING.sub("", word)


@dataclass(frozen=True)
class Term:
    """One thing that must be there: a word by its stem, the start of a word, or a phrase."""

    kind: Literal["word", "prefix", "phrase"]
    words: tuple[str, ...]

    def matches(self, words: list[str], at: int) -> int:
        """How many words from ``at`` on it is; 0 where it is not there."""
        if self.kind == "phrase":
            size = len(self.words)
            return size if tuple(words[at : at + size]) == self.words else 0
        if self.kind == "prefix":
            return int(words[at].startswith(self.words[0]))
        return int(stem(words[at]) == self.words[0])


@dataclass(frozen=True)
class Query:
    terms: tuple[Term, ...]
    only_stop_words: bool = False
    was_cut: bool = False


def read_query(typed: str) -> Query:
    """What somebody typed, of whatever signs, as at most twelve terms."""
    kept = typed[:LONGEST_QUERY]
    terms = list(dict.fromkeys(_terms(kept)))
    telling = [term for term in terms if term.kind != "word" or term.words[0] not in STOP_STEMS]
    return Query(
        tuple(telling[:MOST_TERMS]),
        only_stop_words=bool(terms) and not telling,
        was_cut=len(typed) > len(kept) or len(telling) > MOST_TERMS,
    )


STOP_STEMS = frozenset(stem(word) for word in STOP_WORDS)


def _terms(typed: str) -> Iterator[Term]:
    for phrase, part in _PARTS.findall(typed):
        words = words_of(phrase or part)
        if phrase and len(words) > 1:
            yield Term("phrase", tuple(words))
            continue
        starts = part.endswith("*")
        for word in words[:-1] if starts else words:
            yield Term("word", (stem(word),))
        if starts and words:
            yield Term("prefix", (words[-1],))


Piece = tuple[str, bool]
BEFORE, AROUND, READ_AT_MOST = 8, 34, 40_000


def snippet(text: str, terms: tuple[Term, ...]) -> list[Piece]:
    """Some words around the first that was found, in pieces that say whether to mark them."""
    text = text[:READ_AT_MOST]
    places = list(_WORD.finditer(text))
    words = [fold(place.group())[:LONGEST_WORD] for place in places]
    if not places:
        return []
    lengths = [
        max((term.matches(words, at) for term in terms), default=0) for at in range(len(words))
    ]
    first = next((at for at, length in enumerate(lengths) if length), 0)
    start, end = max(0, first - BEFORE), min(len(words), first + AROUND)
    return list(_pieces(text, places, lengths, start, end))


def _pieces(
    text: str, places: list[re.Match[str]], lengths: list[int], start: int, end: int
) -> Iterator[Piece]:
    at = places[start].start() if start else 0
    if start:
        yield "… ", False
    index = start
    while index < end:
        if length := lengths[index]:
            last = places[min(index + length, len(places)) - 1]
            yield text[at : places[index].start()], False
            yield text[places[index].start() : last.end()], True
            at = last.end()
        index += length or 1
    finish = len(text) if end == len(places) else places[end - 1].end()
    yield text[at:finish], False
    if end < len(places):
        yield " …", False
