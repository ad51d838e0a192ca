"""A chart as an SVG file of its own: its colours and its legend inside, for Word, PDF and paper."""

from __future__ import annotations

from textwrap import wrap
from typing import Any

from django.template.loader import render_to_string

from .charts import Bars, Chart, Lines, Map

WIDTH = 640
"""Pixels. On A4 with margins of 20 mm a letter of 14 px is then printed at 10.5 points."""
_COLUMNS, _LINE = 4, 24
_NOTE_LINE, _NOTE_LETTERS = 16, 100


def standalone(chart: Chart) -> str:
    """The picture in light colours, in the language of the page, with nothing outside it."""
    entries = _legend(chart)
    rows = -(-len(entries) // _COLUMNS)
    below = chart.height + (rows * _LINE + 8 if rows else 0)
    note = _note(chart)
    page = {
        "chart": chart,
        "height": below + len(note) * _NOTE_LINE,
        "note": [(words, below + (at + 1) * _NOTE_LINE - 4) for at, words in enumerate(note)],
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
    """(kind, 0, words) for parts of bars and maps; (None, number, name) for lines, if several."""
    if isinstance(chart, Bars | Map):
        return [(kind, 0, kind.words) for kind in chart.kinds]
    if isinstance(chart, Lines) and len(chart.series) > 1:
        return [(None, one.number, one.name) for one in chart.series]
    return []


def _note(chart: Chart) -> list[str]:
    """What a map says of its borders, in lines."""
    if not isinstance(chart, Map):
        return []
    return wrap(render_to_string("ui/charts/map_note.html").strip(), _NOTE_LETTERS)
