"""What pages of reports show of the measures they cite."""

from __future__ import annotations

from typing import NamedTuple

from comity.clauses import Mark, mark_words
from comity.parties.access import Reader

from .models import Citation, Measure, Report


class Cited(NamedTuple):
    """A citation, and to whoever may read the measure, what became of it since.

    ``title_marks`` and ``account_marks`` compare the words then and now; empty where they are
    the same, or where the reader may not read the measure.
    """

    citation: Citation
    measure: Measure | None
    title_marks: tuple[Mark, ...]
    account_marks: tuple[Mark, ...]

    @property
    def has_changed(self) -> bool:
        return bool(self.title_marks or self.account_marks)


def cited_in(report: Report, reader: Reader) -> list[Cited]:
    """The measures that a report cites, in the words it cites them in."""
    citations = list(Citation.objects.visible_to(reader).filter(report=report).order_by("pk"))
    keys = [one.measure_id for one in citations]
    seen = Measure.objects.visible_to(reader).in_bulk(keys)
    return [_cited(one, seen.get(one.measure_id)) for one in citations]


def _cited(citation: Citation, measure: Measure | None) -> Cited:
    if measure is None:
        return Cited(citation, None, (), ())
    return Cited(
        citation,
        measure,
        _marks(citation.title, measure.title),
        _marks(citation.account, measure.account),
    )


def _marks(then: str, now: str) -> tuple[Mark, ...]:
    return () if then == now else mark_words(then, now)


def watched(cited: list[Cited]) -> list[Measure]:
    """The measures of which a page shows words that the report does not hold."""
    return [one.measure for one in cited if one.measure and one.has_changed]
