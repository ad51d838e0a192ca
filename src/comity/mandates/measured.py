"""Indicators and their values in words, as one reader may see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal, format_percent
from django.utils.translation import gettext as _

from comity.parties.access import Reader
from comity.ui import charts
from comity.ui.locales import locale_of, page_language
from comity.ui.said import plain, sort_key

from .models import Indicator, IndicatorValue, Mandate, Report

LINES = 5
"""More of them cannot be told apart in a picture; the table has them all."""


def shown_number(number: Decimal) -> str:
    """With the separators of the page's language and all digits that were given."""
    return str(
        format_decimal(
            number.normalize(), locale=locale_of(page_language()), decimal_quantization=False
        )
    )


def with_year(number: Decimal | None, year: int | None) -> str:
    """``40 (2019)``; nothing where there is no number."""
    if number is None:
        return ""
    return f"{shown_number(number)} ({year})" if year else shown_number(number)


def progress_of(indicator: Indicator, number: Decimal) -> str:
    """How far a value is on the way, in words that say that it was computed; "" where it cannot
    be said."""
    share = indicator.progress(number)
    if share is None:
        return ""
    return _("%(share)s of the way from %(baseline)s to %(target)s, computed") % {
        "share": format_percent(share, locale=locale_of(page_language())),
        "baseline": with_year(indicator.baseline, indicator.baseline_year),
        "target": with_year(indicator.target, indicator.target_year),
    }


@dataclass(frozen=True)
class Line:
    """What one addressee reported: a number for each year of the table, and the last one's way."""

    addressee: Any
    numbers: list[str]
    progress: str


@dataclass(frozen=True)
class Measured:
    """An indicator with all that was reported on it; no ``chart`` where a line says nothing."""

    indicator: Indicator
    baseline: str
    target: str
    years: list[int]
    lines: list[Line]
    chart: charts.Lines | None
    has_values: bool


def measured(mandate: Mandate, reader: Reader) -> tuple[list[Measured], list[Report]]:
    """What was accepted on each indicator of a mandate, and the reports that say it."""
    indicators = list(Indicator.objects.visible_to(reader).filter(mandate=mandate))
    if not indicators:
        return [], []
    values = list(
        IndicatorValue.objects.visible_to(reader)
        .filter(indicator__in=indicators, report__state=Report.State.ACCEPTED)
        .select_related("report__assignment__party", "report__assignment__body", "report__body")
        .order_by("report_id")
    )
    found = [_measured(one, [v for v in values if v.indicator_id == one.pk]) for one in indicators]
    shown = [one for one in found if one.lines or not one.indicator.withdrawn_on]
    return shown, list({value.report_id: value.report for value in values}.values())


def _measured(indicator: Indicator, values: list[IndicatorValue]) -> Measured:
    by_addressee: dict[Any, dict[int, Decimal]] = {}
    for value in values:  # the later report speaks last
        addressee = value.report.assignment.addressee
        by_addressee.setdefault(addressee, {})[value.year] = value.number
    years = sorted({value.year for value in values})
    named = sorted(by_addressee.items(), key=lambda item: sort_key(plain(item[0].name)))
    lines = [
        Line(
            addressee,
            [shown_number(given[year]) if year in given else "" for year in years],
            progress_of(indicator, given[max(given)]),
        )
        for addressee, given in named
    ]
    return Measured(
        indicator,
        with_year(indicator.baseline, indicator.baseline_year),
        with_year(indicator.target, indicator.target_year),
        years,
        lines,
        _chart(indicator, named) if len(years) > 1 else None,
        bool(values),
    )


def _chart(
    indicator: Indicator, named: Iterable[tuple[Any, dict[int, Decimal]]]
) -> charts.Lines | None:
    series = [
        charts.Series(plain(one.name), {year: float(number) for year, number in numbers.items()})
        for one, numbers in named
        if len(numbers) > 1
    ]
    if not series or len(series) > LINES:
        return None
    return charts.lines(
        series,
        key=f"indicator-{indicator.pk}",
        title=f"{plain(indicator.name)}, {plain(indicator.unit)}",
        target=None if indicator.target is None else float(indicator.target),
        head=_("Year"),
    )


@dataclass(frozen=True)
class Figure:
    """One value of a report in words."""

    indicator: Indicator
    year: int
    number: str
    progress: str
    note: str


def figures_of(report: Report, reader: Reader) -> list[Figure]:
    values = IndicatorValue.objects.visible_to(reader).filter(report=report)
    ordered = values.select_related("indicator").order_by("indicator__position", "year")
    return [
        Figure(
            one.indicator,
            one.year,
            shown_number(one.number),
            progress_of(one.indicator, one.number),
            one.note,
        )
        for one in ordered
    ]
