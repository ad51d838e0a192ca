"""One share of a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .chart import Chart, Table, in_per_cent


@dataclass(frozen=True)
class Meter(Chart):
    """How far something is: ``share`` as it is, which may lie beyond 0 and 1."""

    share: float
    width: str
    template: ClassVar[str] = "ui/charts/meter.svg"


def meter(share: float, *, key: str, title: str, description: str = "") -> Meter:
    """A bar filled by ``share`` (1: wholly). The share is said as it is, drawn at most whole."""
    share = float(share)
    return Meter(
        key=key,
        title=title,
        description=description,
        height=14,
        table=Table((), ()),
        share=share,
        width=in_per_cent(min(1.0, max(0.0, share)) * 100),
    )
