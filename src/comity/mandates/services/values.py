"""The figures that a report gives for the indicators of its mandate."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from ..models import Indicator, IndicatorValue, Report

FIRST_YEAR, LAST_YEAR = 1900, 2100
Key = tuple[int, int]
"""Indicator and year."""


class Given(NamedTuple):
    """A figure in the indicator's unit, and what is said of it."""

    number: Decimal
    note: str = ""


def keep_values(report: Report, given: Mapping[Key, Given | None]) -> None:
    """Write the figures of a report that is locked; None takes one away, what is not named
    stays. What no current indicator of the mandate asks for is let go."""
    if not given:
        return
    asked = Indicator.objects.current().filter(mandate=report.assignment.mandate_id)
    keys = set(asked.values_list("pk", flat=True))
    for (indicator, year), value in given.items():
        if indicator not in keys or not FIRST_YEAR <= year <= LAST_YEAR:
            continue
        place: dict[str, Any] = {"report": report, "indicator_id": indicator, "year": year}
        if value is None:
            IndicatorValue.objects.filter(**place).delete()
        else:
            IndicatorValue.objects.update_or_create(**place, defaults=value._asdict())


def values_of(report: Report | None) -> dict[Key, Given]:
    if report is None or report.pk is None:
        return {}
    return {
        (one.indicator_id, one.year): Given(one.number, one.note) for one in report.values.all()
    }
