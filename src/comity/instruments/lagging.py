"""What lags: the clauses of a language that are not as they were when it was found equal."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from .models import ClauseText, Instrument, Version

_LENGTH = 16


class Why(models.TextChoices):
    """Why a clause of a language is to be compared again."""

    FIRST = "first", _("changed in the first language since")
    OWN = "own", _("changed in this language since")
    BOTH = "both", _("changed in both languages since")
    NEW = "new", _("new since")
    ALONE = "alone", _("no words in one of the two")


class Pair(NamedTuple):
    """Digests of a clause's words in the first language and in another, "" for none."""

    first: str
    own: str


_Words = dict[str, dict[int, str]]
"""Language → clause → digest."""


def lags_of(text: Instrument, versions: Sequence[Version]) -> dict[str, dict[int, Why]]:
    """Language → clause → why it lags, for every language but the first; one query.

    Of a language that was never found equal only what has no partner is told: all of it waits
    to be compared.
    """
    words = _words_of(text)
    first = next((one.language for one in versions if one.is_first), "")
    return {
        one.language: _lag(pairs_in(words, first, one.language), one.read_against)
        for one in versions
        if not one.is_first
    }


def _lag(now: dict[int, Pair], then: dict[str, list[str]] | None) -> dict[int, Why]:
    found = {key: _why(pair, then, str(key)) for key, pair in now.items()}
    return {key: why for key, why in found.items() if why}


def _why(pair: Pair, then: dict[str, list[str]] | None, key: str) -> Why | None:
    if not all(pair):
        return Why.ALONE
    if then is None:
        return None
    if key not in then:
        return Why.NEW
    before = Pair(*then[key])
    if pair == before:
        return None
    if pair.first == before.first:
        return Why.OWN
    return Why.FIRST if pair.own == before.own else Why.BOTH


def read_now(text: Instrument, language: str) -> dict[str, list[str]]:
    """What each clause says now, to be kept with a language that is found equal."""
    first = text.versions.filter(is_first=True).values_list("language", flat=True).first() or ""
    pairs = pairs_in(_words_of(text, [first, language]), first, language)
    return {str(key): list(pair) for key, pair in pairs.items()}


def pairs_in(words: _Words, first: str, language: str) -> dict[int, Pair]:
    """Clause → its pair, for every clause with words in one of the two."""
    theirs, own = words.get(first, {}), words.get(language, {})
    return {key: Pair(theirs.get(key, ""), own.get(key, "")) for key in {*theirs, *own}}


def _words_of(text: Instrument, languages: Iterable[str] = ()) -> _Words:
    said = ClauseText.objects.filter(clause__instrument=text)
    if languages:
        said = said.filter(language__in=languages)
    found: _Words = {}
    for clause, language, words in said.values_list("clause", "language", "text"):
        found.setdefault(language, {})[clause] = _digest(words)
    return found


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:_LENGTH]
