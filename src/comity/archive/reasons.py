"""Why something is looked at: the facts, and an English sentence of them."""

from __future__ import annotations

from .values import Fact, Flag

SENTENCES = {
    "abbreviation": ("%(short)s stands for %(owner)s, not for these words.",),
    "other_name": ("%(short)s stands for %(owner)s, and the words before it name %(other)s.",),
    "percentage": ("%(part)s of %(whole)s are %(share)s per cent, not %(said)s.",),
    "list": (
        "The page says %(count)s country and lists %(listed)s.",
        "The page says %(count)s countries and lists %(listed)s.",
    ),
    "members": (
        "The register has %(count)s member of %(of)s; the page says %(said)s.",
        "The register has %(count)s members of %(of)s; the page says %(said)s.",
    ),
    "year": ("The register has %(of)s begin in %(founded)s; the page says %(said)s.",),
    "date": ("The page does not say of which day it is, so nobody can tell when this was.",),
    "contact": ("%(file)s gives %(email)s with another number: %(phone)s.",),
}
"""Where there are two, the first is that of a ``count`` of one. Whoever keeps flags keeps the names
of their facts."""


def flag_of(kind: str, words: str, **facts: Fact) -> Flag:
    """A flag with its reason: numbers as English writes them, what is no quantity (a year) as it
    stands, so it is given as a string."""
    shown = {name: one if isinstance(one, str) else f"{one:,}" for name, one in facts.items()}
    forms = SENTENCES[sentence_for(kind, facts)]
    why = forms[0 if facts.get("count") == 1 else -1] % shown
    return Flag(kind, words, why, tuple(facts.items()))


def sentence_for(kind: str, facts: dict[str, Fact]) -> str:
    """The key of the sentence that says these facts, here and in a translation."""
    return "other_name" if kind == "abbreviation" and "other" in facts else kind
