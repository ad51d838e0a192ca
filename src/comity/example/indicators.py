"""What the example's mandates are measured by, and the invented values of its reports."""

from __future__ import annotations

from decimal import Decimal

from comity.mandates.models import Indicator, IndicatorValue, Mandate, Report
from comity.parties.rows import said

from .files import Row, rows


def load_indicators(mandates: dict[str, Mandate]) -> None:
    """After the reports: each value belongs to a party's accepted one."""
    made = {row["key"]: _indicator(mandates[row["mandate"]], row) for row in _indicators()}
    for row in rows("indicators", "value"):
        indicator = made[row["indicator"]]
        report = Report.objects.accepted().get(
            assignment__mandate=indicator.mandate, assignment__party__slug=row["party"]
        )
        IndicatorValue.objects.bulk_create(
            IndicatorValue(
                report=report,
                indicator=indicator,
                year=int(year),
                number=Decimal(number),
                note=row["note"],
            )
            for year, number in row["by_year"].items()
        )


def _indicators() -> list[Row]:
    return rows("indicators", "indicator")


def _indicator(mandate: Mandate, row: Row) -> Indicator:
    return Indicator.objects.create(
        mandate=mandate,
        position=mandate.indicators.count() + 1,
        name=said(row["name"]),
        unit=said(row["unit"]),
        definition=said(row["definition"]),
        direction=row["direction"],
        baseline=Decimal(row["baseline"]),
        baseline_year=row["baseline_year"],
        target=Decimal(row["target"]),
        target_year=row["target_year"],
    )
