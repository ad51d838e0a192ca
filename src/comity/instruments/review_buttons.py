"""The buttons of the review page: each does one thing to one clause."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404

from comity.parties.requests import Request

from . import services
from .models import Clause, Instrument, Suggestion, Version
from .review_ways import clause_in, who
from .services.aligning import Direction
from .services.desk import has_changed

LONGEST_KEY = 19
"""Digits of the largest key that a database holds."""


def press(request: Request, it: Instrument) -> int | None:
    """Do what the pressed button says ("join 34"); return the key of the clause to go back to.

    Raises:
        Refusal; Http404 for a button that is not on the page.
    """
    verb, _space, key = request.POST.get("do", "").partition(" ")
    if verb == "equal":
        services.mark_equal(_version(it, key), **who(request))
        return None
    if verb not in _BUTTONS or not (key.isascii() and key.isdigit() and len(key) < LONGEST_KEY):
        raise Http404
    asked = request.GET.get("language", "")
    language = _version(it, asked).language if asked else ""
    return _BUTTONS[verb](it, int(key), language, who(request))


def _version(it: Instrument, language: str) -> Version:
    """Chosen here and not by a query: a database refuses some characters in a language's code."""
    for version in it.versions.defer("as_read", "left_out"):
        if version.language == language:
            return version
    raise Http404


def _join(it: Instrument, key: int, language: str, who: dict[str, Any]) -> int:
    return services.join(clause_in(it, key), **who).pk


def _accept_all(it: Instrument, key: int, language: str, who: dict[str, Any]) -> int:
    services.decide_all(clause_in(it, key), accept=True, **who)
    return key


def _decide(accept: bool) -> Callable[..., int]:
    def decided(it: Instrument, key: int, language: str, who: dict[str, Any]) -> int:
        suggestion = Suggestion.objects.filter(pk=key, clause__instrument=it).first()
        if suggestion is None:
            raise has_changed(it)
        return services.decide(suggestion, accept=accept, **who).clause_id

    return decided


def _place(kind: Clause.Kind) -> Callable[..., int]:
    """Say what an unplaced paragraph is."""

    def placed(it: Instrument, key: int, language: str, who: dict[str, Any]) -> int:
        services.correct(clause_in(it, key), services.Correction(kind=kind), **who)
        return key

    return placed


def _shift(direction: Direction) -> Callable[..., int]:
    def shifted(it: Instrument, key: int, language: str, who: dict[str, Any]) -> int:
        clause = clause_in(it, key)
        neighbour = _neighbour(it, clause, direction)
        services.shift(clause, language=language, direction=direction, **who)
        still_there = it.clauses.filter(pk=key).exists()
        return key if still_there or neighbour is None else neighbour

    return shifted


def _neighbour(it: Instrument, clause: Clause, direction: str) -> int | None:
    if direction == "up":
        found = it.clauses.filter(position__lt=clause.position).last()
    else:
        found = it.clauses.filter(position__gt=clause.position).first()
    return found.pk if found else None


_BUTTONS: dict[str, Callable[..., int]] = {
    "join": _join,
    "accept-all": _accept_all,
    "accept": _decide(True),
    "drop": _decide(False),
    "clause": _place(Clause.Kind.CLAUSE),
    "preamble": _place(Clause.Kind.PREAMBLE),
    "heading": _place(Clause.Kind.HEADING),
    "up": _shift("up"),
    "down": _shift("down"),
}
