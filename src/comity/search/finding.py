"""Finding: every hit, count and facet is what ``visible_to`` of the thing's model lets through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from comity.parties.access import Reader

from . import registry
from .engines import engine
from .models import Due, Found
from .registry import Searchable
from .words import Piece, Query, Term, snippet

MOST = 500
"""More than these are not told apart: nobody reads on so far."""
MOST_ASKED = 1_000
"""Of so many matches, the last put in, each is asked at first whether it may be read. Where more
than ``MOST`` may, they are the answer; else every match is asked, so a count is always whole."""
COLUMNS = ("pk", "model", "thing", "language", "dialogue", "on__year")
NARROWING = ("kind", "dialogue", "year", "language")


@dataclass(frozen=True)
class Hit:
    """One row of the index that the reader may read."""

    key: int
    model: str
    thing: int
    language: str
    dialogue: int | None
    year: int | None

    @property
    def kind(self) -> str:
        return registry.get(self.model).kind


@dataclass(frozen=True)
class Result:
    kind: Any
    title: Any
    url: str
    on: Any
    precision: str
    language: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Answer:
    hits: list[Hit]
    facets: dict[str, list[tuple[str, int]]]
    is_cut: bool = False


def find(query: Query, reader: Reader, language: str, narrowed: dict[str, str]) -> Answer:
    """What holds every term: first in the reader's language, then by title, then the newest."""
    if not query.terms:
        return Answer([], {})
    hits, asked = _first_hits(query, reader, language, narrowed)
    is_all = asked < MOST_ASKED and not narrowed and not Due.objects.exists()
    if len(hits) <= MOST and not is_all and _are_more(query):
        hits = _hits(query, reader, language, narrowed)
    once = _once(hits[:MOST])
    return Answer(once, _facets(hits[:MOST], once), is_cut=len(hits) > MOST)


def _are_more(query: Query) -> bool:
    """Whether more rows hold the terms than are asked at first. The reader is not told."""
    matches = engine().matching(Found.objects.all(), query.terms, MOST_ASKED + 1)
    return matches.order_by().values("pk").count() > MOST_ASKED


def _hits(query: Query, reader: Reader, language: str, narrowed: dict[str, str]) -> list[Hit]:
    """Of all that match, each row asked in the same query."""
    rows = _ordered(query, language, narrowed).filter(_readable(reader))
    return [Hit(*row) for row in rows.values_list(*COLUMNS)[: MOST + 1]]


def _first_hits(
    query: Query, reader: Reader, language: str, narrowed: dict[str, str]
) -> tuple[list[Hit], int]:
    """Of the last that match, asked by one query for each model that is among them; and how many
    were asked."""
    rows = _ordered(query, language, narrowed, MOST_ASKED).values_list(*COLUMNS)
    found = [Hit(*row) for row in rows]
    allowed = {
        (name, key)
        for name in {hit.model for hit in found}
        for key in registry.get(name).readable(reader, {h.thing for h in found if h.model == name})
    }
    hits = [hit for hit in found if (hit.model, hit.thing) in allowed]
    return hits[: MOST + 1], len(found)


def _ordered(query: Query, language: str, narrowed: dict[str, str], most: int = 0) -> QuerySet:
    """What holds the terms, but for what is to be read again: first the reader's language."""
    rows = _narrowed(engine().matching(Found.objects.all(), query.terms, most), narrowed)
    marked = Due.objects.filter(model=OuterRef("model"), thing=OuterRef("thing"))
    elsewhere = Case(When(language=language, then=Value(0)), default=Value(1))
    rows = rows.filter(~Exists(marked)).annotate(elsewhere=elsewhere)
    return rows.order_by("elsewhere", "-in_title", F("on").desc(nulls_last=True), "pk")


def _readable(reader: Reader) -> Q:
    """The live rule of each model, asked row by row of what was found."""
    allowed = Q(pk__in=[])
    for one in registry.searchables():
        live = one.shown_to(reader).order_by().filter(pk=OuterRef("thing"))
        allowed |= Q(Exists(live), model=one.name)
    return allowed


def _narrowed(rows: QuerySet, narrowed: dict[str, str]) -> QuerySet:
    if kind := narrowed.get("kind"):
        names = [one.name for one in registry.searchables() if one.kind == kind]
        rows = rows.filter(model__in=names)
    if language := narrowed.get("language"):
        rows = rows.filter(language=language)
    for name, path in (("dialogue", "dialogue"), ("year", "on__year")):
        if number := narrowed.get(name):
            rows = rows.filter(**{path: int(number)})
    return rows


def _once(hits: Iterable[Hit]) -> list[Hit]:
    """Each thing in the first language it was found in."""
    first: dict[tuple[str, int], Hit] = {}
    for hit in hits:
        first.setdefault((hit.model, hit.thing), hit)
    return list(first.values())


def _facets(hits: list[Hit], once: list[Hit]) -> dict[str, list[tuple[str, int]]]:
    """Languages count each language of a thing; everything else counts a thing once."""
    found = {}
    for name in NARROWING:
        among = hits if name == "language" else once
        counts = Counter(str(value) for hit in among if (value := getattr(hit, name)))
        found[name] = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    found["year"].sort(reverse=True)
    return found


def results(hits: list[Hit], terms: tuple[Term, ...], reader: Reader) -> list[Result]:
    """One page of hits with their words, asked once more of the live tables."""
    rows = Found.objects.in_bulk([hit.key for hit in hits])
    things: dict[tuple[str, int], tuple[Searchable, Any]] = {}
    for name in {hit.model for hit in hits}:
        one = registry.get(name)
        asked = [hit.thing for hit in hits if hit.model == name]
        keys = one.readable(reader, asked)
        things |= {(name, key): (one, thing) for key, thing in one.loaded(keys).items()}
    return [
        _result(*things[hit.model, hit.thing], rows[hit.key], terms)
        for hit in hits
        if (hit.model, hit.thing) in things and hit.key in rows
    ]


def _result(one: Searchable, thing: Any, row: Found, terms: tuple[Term, ...]) -> Result:
    return Result(
        kind=one.label,
        title=one.title(thing),
        url=one.url(thing),
        on=row.on,
        precision=one.precision(thing),
        language=row.language,
        pieces=snippet(row.text or row.title, terms),
    )
