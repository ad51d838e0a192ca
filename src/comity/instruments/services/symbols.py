"""The next symbol of a series: what a text gets where nobody gave it one."""

from __future__ import annotations

import re

from comity.documents.models import Document
from comity.instruments.models import Instrument

_COUNTED = re.compile(r"^(.*\D)(\d{1,6})$")
"""``CRM/XIV/DEC/`` and ``3``: what counts is the number at the end."""


def next_symbol(text: Instrument) -> str:
    """One more than the last text of this kind that the body adopted; "" where none counts.

    Numbers are never used again: the highest that stands in the series counts, adopted or not,
    also where a document has it.
    """
    series = _series(text)
    if not series:
        return ""
    taken = [
        *Instrument.objects.filter(symbol__startswith=series).values_list("symbol", flat=True),
        *Document.objects.filter(symbol__startswith=series).values_list("symbol", flat=True),
    ]
    numbers = [int(symbol[len(series) :]) for symbol in taken if _is_number(symbol[len(series) :])]
    return f"{series}{max(numbers, default=0) + 1}"


def _is_number(words: str) -> bool:
    return words.isascii() and words.isdigit()


def _series(text: Instrument) -> str:
    """What the symbol of the last such text begins with."""
    adopted = Instrument.objects.adopted().filter(body=text.body_id, kind=text.kind)
    for symbol in (
        adopted.exclude(symbol="").order_by("-adopted_on", "-pk").values_list("symbol", flat=True)
    ):
        if counted := _COUNTED.match(symbol):
            return counted[1]
    return ""
