"""Charts as PNG, for Word."""

from __future__ import annotations

import json
from collections.abc import Sequence

from comity.documents.typesetting import typeset
from comity.ui.charts import Chart
from comity.ui.drawing import standalone

_SOURCE = """#set page(width: 640pt, height: auto, margin: 0pt)
#for (number, svg) in json(bytes(sys.inputs.svgs)).enumerate() {
  if number > 0 { pagebreak() }
  image(bytes(svg), format: "svg", width: 100%)
}
"""
_PIXELS_PER_INCH = 144.0


def pngs(charts: Sequence[Chart]) -> list[bytes]:
    """Each chart as a PNG, twice as many pixels wide as it has on a page of the site."""
    if not charts:
        return []
    svgs = json.dumps([standalone(chart) for chart in charts])
    return typeset(_SOURCE, {"svgs": svgs}, format="png", ppi=_PIXELS_PER_INCH)
