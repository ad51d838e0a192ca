"""How far a campaign came: sums of what partners reported, by country, place and kind."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum

from comity.parties.models import Party
from comity.ui.charts import Map, Place, region_map

from .countries import in_order, members_of
from .models import Campaign, Distribution
from .public_words import AIRED, BANDS, KINDS, PRINTED_HERE

ORDER = {(made, kind): at for at, (made, kind) in enumerate(
    [(False, kind) for kind in KINDS] + [(True, kind) for kind in PRINTED_HERE]
)}  # fmt: skip


@dataclass(frozen=True)
class Total:
    """So many pieces of one kind in one place, from so many reports."""

    country: Party
    country_words: str
    place: str
    kind: str
    words: Any
    is_aired: bool
    is_ours: bool
    count: int
    reports: int


@dataclass(frozen=True)
class Reach:
    """``handed`` pieces were handed out or put up, ``aired`` times something was sent."""

    rows: tuple[Total, ...]
    countries: int
    places: int
    handed: int
    aired: int
    by_country: dict[int, tuple[int, int]]
    """Country → pieces, times sent."""

    @property
    def countries_in_order(self) -> list[tuple[str, int, int]]:
        """Name, pieces, times sent."""
        names = {row.country.pk: row.country_words for row in self.rows}
        return [(names[key], *self.by_country[key]) for key in names]

    def largest(self, most: int) -> tuple[Total, ...]:
        """So many rows at most, of the largest counts, in their order."""
        if len(self.rows) <= most:
            return self.rows
        kept = {id(row) for row in sorted(self.rows, key=lambda row: -row.count)[:most]}
        return tuple(row for row in self.rows if id(row) in kept)


def reach_of(campaign: Campaign, language: str) -> Reach:
    """What stands of the reports, in the order of the countries' names. A place is written as it
    was most often."""
    found: list[Any] = list(
        Distribution.objects.filter(campaign=campaign)
        .standing()
        .order_by()
        .values("country", "place_key", "place", "material__kind", "made_here")
        .annotate(pieces=Sum("count"), reports=Count("pk"))
    )
    named = {party.pk: (party, words) for party, words in in_order(_countries(found), language)}
    rows = sorted(_summed(found, named), key=lambda row: _place_of(row, list(named)))
    by_country: dict[int, tuple[int, int]] = {}
    for row in rows:
        pieces, times = by_country.get(row.country.pk, (0, 0))
        pieces, times = pieces + row.count * (not row.is_aired), times + row.count * row.is_aired
        by_country[row.country.pk] = pieces, times
    return Reach(
        rows=tuple(rows),
        countries=len(by_country),
        places=len({(row.country.pk, row.place) for row in rows}),
        handed=sum(pieces for pieces, _times in by_country.values()),
        aired=sum(times for _pieces, times in by_country.values()),
        by_country=by_country,
    )


def _countries(found: Iterable[dict[str, Any]]) -> list[Party]:
    return list(Party.objects.filter(pk__in={row["country"] for row in found}))


def _summed(
    found: Iterable[dict[str, Any]], named: dict[int, tuple[Party, str]]
) -> Iterable[Total]:
    spellings: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    counts: Counter[tuple[int, str, bool, str]] = Counter()
    reports: Counter[tuple[int, str, bool, str]] = Counter()
    for row in found:
        where = row["country"], row["place_key"]
        key = (*where, bool(row["made_here"]), row["material__kind"] or row["made_here"])
        spellings[where][row["place"]] += row["reports"]
        counts[key] += row["pieces"]
        reports[key] += row["reports"]
    for key, count in counts.items():
        country, place_key, is_ours, kind = key
        party, words = named[country]
        yield Total(
            country=party,
            country_words=words,
            place=_most_often(spellings[country, place_key]),
            kind=kind,
            words=PRINTED_HERE[kind] if is_ours else KINDS[kind],
            is_aired=kind in AIRED,
            is_ours=is_ours,
            count=count,
            reports=reports[key],
        )


def _most_often(spellings: Counter[str]) -> str:
    """Of those as frequent, the one with more accents and capitals: they are left out in haste."""
    return min(spellings, key=lambda words: (-spellings[words], -len(words.encode()), words))


def _place_of(row: Total, countries: list[int]) -> tuple[Any, ...]:
    return countries.index(row.country.pk), row.place.casefold(), ORDER[row.is_ours, row.kind]


def map_of(campaign: Campaign, reach: Reach, language: str, title: str) -> Map:
    """The members of the dialogue, and wherever else something was handed out, each by how many
    pieces."""
    parties = {party.pk: party for party in members_of(campaign)}
    parties |= {row.country.pk: row.country for row in reach.rows}
    places = [
        Place(party.code, words, _band(*reach.by_country.get(party.pk, (0, 0))))
        for party, words in in_order(list(parties.values()), language)
    ]
    return region_map(places, BANDS, key="reach", title=title)


def _band(pieces: int, times: int) -> str:
    """What was sent counts for a country in which nothing was handed out."""
    count = pieces or times
    if not count:
        return "none"
    return "planned" if count < 100 else "under_way" if count < 1000 else "done"
