"""The words of measures in reports: copied, carried on, compared; not decided here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from comity.parties import ledger
from comity.parties.access import Shared
from comity.parties.models import Person
from comity.tlp import Label

from ..models import Citation, Measure, Report


def copy_words(measure: Measure, report: Report, *, by: Person, at: datetime) -> Citation:
    """Put the measure's words, as they are now, into a report. In the ledger stand both circles:
    words pass from the one into the other, by the act of their owner."""
    citation = Citation.objects.create(
        report=report,
        measure=measure,
        title=measure.title,
        account=measure.account,
        language=measure.language,
        stamp=measure.stamp,
        cited_at=at,
        cited_by=by,
    )
    _note(citation, by, at)
    return citation


def carry_on(report: Report, last: Report | None, *, by: Person, at: datetime) -> None:
    """Begin a report with the measures that the last one cites, in the words it cites them in;
    without those that were put under TLP:RED since."""
    if last is None or last.owner_id != report.owner_id:
        return
    there = Citation.objects.filter(report=report).values("measure")
    cited = last.citations.exclude(measure__label=Label.RED).exclude(measure__in=there)
    for citation in cited.select_related("measure").order_by("pk"):
        citation.pk, citation.report = None, report
        citation.cited_at, citation.cited_by = at, by
        citation._state.adding = True
        citation.save()
        _note(citation, by, at)


def _note(citation: Citation, by: Person, at: datetime) -> None:
    measure, report = citation.measure, citation.report
    facts = {
        "report": report.pk,
        "from": circle_of(measure),
        "into": circle_of(report),
    }
    ledger.write("measure.cited", measure, by=by, at=at, party=report.owner, facts=facts)


def circle_of(thing: Shared) -> dict[str, Any]:
    """Label, audience and switch, as codes and keys."""
    return {
        "label": str(thing.label),
        "body": thing.body_id,
        "with_observers": thing.with_observers,
    }
