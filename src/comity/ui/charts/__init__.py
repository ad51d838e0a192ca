"""Small pictures of figures as values; the templates in ``ui/charts/`` draw them as SVG. Pure.

Widths are shares of the picture's own width and heights are pixels, so that text keeps its
size on a phone. A picture carries its figures as a table too: show both (``ui/chart.html``).
"""

from __future__ import annotations

from .bars import Bars, Row, bars
from .chart import Chart, Table
from .lines import Lines, Series, lines
from .map import Map, Place, region_map
from .meter import Meter, meter

__all__ = [
    "Bars", "Chart", "Lines", "Map", "Meter", "Place", "Row", "Series", "Table",
    "bars", "lines", "meter", "region_map",
]  # fmt: skip
