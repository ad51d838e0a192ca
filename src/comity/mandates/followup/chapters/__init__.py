"""The chapters of a follow-up report, in order; each makes blocks of the content, or none."""

from __future__ import annotations

from collections.abc import Callable

from ..paper import Block
from ..speaking import Speaker
from .annexes import annexes
from .answers import answers
from .gaps import gaps
from .mandates import mandates
from .practices import practices
from .summary import summary
from .table import matrix

CHAPTERS: list[Callable[[Speaker], list[Block]]] = [
    summary,
    matrix,
    mandates,
    answers,
    gaps,
    practices,
    annexes,
]
