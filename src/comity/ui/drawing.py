"""A chart as an SVG file of its own: its colours and its legend inside, for Word, PDF and paper."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string

from .charts import Bars, Chart, Lines

WIDTH = 640
"""Pixels. On A4 with margins of 20 mm a letter of 14 px is then printed at 10.5 points."""
_COLUMNS, _LINE = 4, 24


def standalone(chart: Chart) -> str:
    """The picture in light colours, in the language of the page, with nothing outside it."""
    entries = _legend(chart)
    rows = -(-len(entries) // _COLUMNS)
    page = {
        "chart": chart,
        "height": chart.height + (rows * _LINE + 8 if rows else 0),
        "legend": [
            (
                *entry,
                number % _COLUMNS * (WIDTH // _COLUMNS),
                chart.height + 8 + number // _COLUMNS * _LINE,
            )
            for number, entry in enumerate(entries)
        ],
    }
    return render_to_string("ui/charts/standalone.svg", page)


def _legend(chart: Chart) -> list[tuple[Any, int, str]]:
    """(kind, 0, words) for the parts of bars; (None, number, name) for lines, if several."""
    if isinstance(chart, Bars):
        return [(kind, 0, kind.words) for kind in chart.kinds]
    if isinstance(chart, Lines) and len(chart.series) > 1:
        return [(None, one.number, one.name) for one in chart.series]
    return []
