"""The invented measures, the reports that cite them, and the crosswalk of themes and mandates."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from comity.mandates.models import Citation, Equivalence, Mandate, Measure, Report
from comity.parties import ledger
from comity.parties.dates import PartialDate
from comity.parties.models import Body, Party, Person, Theme

from .files import Row, rows


def load_crosswalk(mandates: dict[str, Mandate], at: datetime) -> None:
    for row in rows("crosswalk", "relation"):
        theme = Theme.objects.get(code=row["theme"])
        theme.related.add(*Theme.objects.filter(code__in=row["related"]))
    for row in rows("crosswalk", "equivalence"):
        pair = (mandates[row["first"]], mandates[row["second"]])
        first, second = sorted(pair, key=lambda mandate: mandate.pk)
        Equivalence.objects.create(
            first=first, second=second, linked_by=_person(row["by"]), linked_at=at
        )


def load_measures(mandates: dict[str, Mandate], at: datetime) -> None:
    for row in rows("measures", "measure"):
        measure = _measure(row, at)
        for key in row["cited"]:
            _cite(measure, mandates[key], _person(row["by"]), at)


def _measure(row: Row, at: datetime) -> Measure:
    measure = Measure(
        owner=Party.objects.get(slug=row["party"]),
        body=Body.objects.get(slug=row["body"]),
        author=_person(row["by"]),
        label=row["label"],
        with_observers=True,
        shared_at=at,
        kind=row["kind"],
        language=row["language"],
        title=row["title"],
        account=row["account"],
        office=row["office"],
        amount=Decimal(row["amount"]) if "amount" in row else None,
        currency=row.get("currency", ""),
        changed_at=at,
        is_invented=True,
        **_days(row),
    )
    measure.save()
    measure.themes.set(Theme.objects.filter(code__in=row["themes"]))
    ledger.write("recorded", measure, by=None, at=at)
    return measure


def _days(row: Row) -> dict[str, Any]:
    starts = PartialDate.read(row["starts"])
    found: dict[str, Any] = {
        "started_on": starts.first,
        "started_precision": starts.precision,
    }
    if "ends" in row:
        ends = PartialDate.read(row["ends"])
        found |= {"ended_on": ends.last, "ended_precision": ends.precision}
    return found


def _cite(measure: Measure, mandate: Mandate, by: Person, at: datetime) -> None:
    """In the words of today; the report on it is there already."""
    report = Report.objects.get(assignment__mandate=mandate, owner=measure.owner)
    Citation.objects.create(
        report=report,
        measure=measure,
        title=measure.title,
        account=measure.account,
        language=measure.language,
        stamp=measure.stamp,
        cited_at=at,
        cited_by=by,
    )


def _person(slug: str) -> Person:
    row = next(row for row in rows("people", "person") if row["slug"] == slug)
    return Person.objects.get(email=row["email"])
