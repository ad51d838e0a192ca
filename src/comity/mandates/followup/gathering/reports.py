"""What the addressees reported, with measures, values and evidence: five queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F

from comity.documents.models import Document

from ...models import Citation, IndicatorValue, Report
from ..content import Cited, Said, Texts, Value
from .selecting import Selection
from .values import iso, number, texts


@dataclass(frozen=True)
class SeenReports:
    """The latest accepted report on each assignment, as far as the readers may see it."""

    latest: dict[int, Report]
    said: dict[int, Said]
    """Both by the key of the assignment."""
    evidence: frozenset[int]
    """Keys of the documents named."""


def read_reports(selection: Selection, mandates: Iterable[int]) -> SeenReports:
    seen = selection.reports().visible_to(selection.reader)
    rows = seen.filter(assignment__mandate__in=list(mandates)).order_by("reported_on", "pk")
    latest = {report.assignment_id: report for report in rows}
    keys = [report.pk for report in latest.values()]
    cited, values = _cited(selection, keys), _values(selection, keys)
    evidence = _evidence(selection, keys)
    said = {
        assignment: _said(
            report,
            cited.get(report.pk, []),
            values.get(report.pk, []),
            [title for _key, title in evidence.get(report.pk, [])],
            is_earlier=not selection.period.holds(report),
        )
        for assignment, report in latest.items()
    }
    named = frozenset(key for rows in evidence.values() for key, _title in rows)
    return SeenReports(latest, said, named)


def _said(
    report: Report,
    measures: list[Cited],
    values: list[Value],
    evidence: list[Texts],
    *,
    is_earlier: bool,
) -> Said:
    return Said(
        on=iso(report.reported_on),
        language=report.language,
        status=report.status,
        progress=report.progress,
        limitations=report.limitations,
        next_steps=report.next_steps,
        best_practice=report.best_practice,
        measures=measures,
        values=values,
        evidence=evidence,
        is_earlier=is_earlier,
        is_invented=report.is_invented,
    )


def _cited(selection: Selection, reports: list[int]) -> dict[int, list[Cited]]:
    found: dict[int, list[Cited]] = defaultdict(list)
    rows = Citation.objects.visible_to(selection.reader).filter(report__in=reports)
    for row in rows.order_by("report", "pk"):
        found[row.report_id].append(Cited(row.title, row.account, row.language))
    return found


def _values(selection: Selection, reports: list[int]) -> dict[int, list[Value]]:
    found: dict[int, list[Value]] = defaultdict(list)
    rows = IndicatorValue.objects.visible_to(selection.reader).filter(
        report__in=reports,
        indicator__withdrawn_on=None,
        indicator__mandate=F("report__assignment__mandate"),
    )
    for row in rows.order_by("report", "indicator", "year"):
        value = Value(row.indicator_id, row.year, number(row.number), row.note)
        found[row.report_id].append(value)
    return found


def _evidence(selection: Selection, reports: list[int]) -> dict[int, list[tuple[int, Texts]]]:
    """Report → (key, title) of the documents that the readers may see themselves."""
    titles = {
        document.pk: texts(document.title)
        for document in Document.objects.visible_to(selection.reader).filter(reports__in=reports)
    }
    found: dict[int, list[tuple[int, Texts]]] = defaultdict(list)
    pairs = Report.evidence.through.objects.filter(report__in=reports, document__in=list(titles))
    for report, document in pairs.order_by("pk").values_list("report_id", "document_id"):
        found[report].append((document, titles[document]))
    return found
