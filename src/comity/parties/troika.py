"""The last, the present and the next presidency of a dialogue."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from .models import Dialogue, Presidency


class Troika(NamedTuple):
    """The terms of the last, the present and the next presidency; None where nobody is recorded."""

    past: Presidency | None
    present: Presidency | None
    coming: Presidency | None

    @property
    def parties(self) -> set[int]:
        return {term.party_id for term in self if term}


def troika(dialogue: Dialogue, on: date) -> Troika:
    """Who hands over to whom on a date."""
    terms = dialogue.presidencies.select_related("party")
    return Troika(
        terms.past(on).order_by("-until", "-pk").first(),
        terms.current(on).order_by("-since").first(),
        terms.coming(on).order_by("since", "pk").first(),
    )
