"""What a page shows of a record in passing, where its opening is not written down as reading."""

from __future__ import annotations

from typing import Any

from comity.parties.access import Shared
from comity.tlp import WATCHED


def is_watched(record: Shared) -> bool:
    """Whether every reading of it is written down."""
    return record.tlp in WATCHED


def in_passing(record: Any, sentence: str) -> Any:
    """The record's title; of a watched one only that there is something to open.

    Args:
        record: ``Shared``, with a ``title``.
        sentence: Names the kind of thing and its ``%(label)s``.
    """
    return sentence % {"label": record.tlp.words} if is_watched(record) else record.title
