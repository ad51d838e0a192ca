"""The figures of a report: what its pictures, tables and gaps are made from. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from .content import Addressee, Asked, Content, Mandate


def states(asked: Iterable[Asked]) -> Counter[str]:
    return Counter(one.state for one in asked)


def owed(content: Content) -> list[Asked]:
    """All that was asked. What institutions report beside it is not counted."""
    return [one for mandate in content.mandates for one in mandate.asked if not one.is_support]


def by_addressee(content: Content) -> list[tuple[Addressee, Counter[str]]]:
    """In the order of the addressees; those that nothing is asked of are left out."""
    counts: dict[str, Counter[str]] = {}
    for mandate in content.mandates:
        for one in mandate.asked:
            if one.said or not one.is_support:
                counts.setdefault(one.addressee, Counter())[one.state] += 1
    return [(who, counts[who.key]) for who in content.addressees if who.key in counts]


def by_theme(content: Content) -> list[tuple[str, Counter[str]]]:
    """Theme → states, in the order of the themes; a mandate counts under each of its themes."""
    counts: dict[str, Counter[str]] = {}
    for mandate in content.mandates:
        for theme in mandate.themes:
            counts.setdefault(theme, Counter()).update(
                states(one for one in mandate.asked if not one.is_support)
            )
    return [(code, counts[code]) for code in content.themes if code in counts]


def overdue(content: Content) -> int:
    return sum(one.is_overdue for one in owed(content))


def numbered(content: Content) -> list[tuple[int, Mandate]]:
    return list(enumerate(content.mandates, start=1))


def gaps(content: Content) -> dict[str, list[tuple[int, Asked]]]:
    """Addressee → (number of the mandate, assignment) without a report of the period."""
    found: dict[str, list[tuple[int, Asked]]] = {}
    for number, mandate in numbered(content):
        for one in mandate.asked:
            if not one.is_support and (one.said is None or one.said.is_earlier):
                found.setdefault(one.addressee, []).append((number, one))
    return {who.key: found[who.key] for who in content.addressees if who.key in found}
