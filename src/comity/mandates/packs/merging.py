"""What of a returned row may be taken over, when the site went on meanwhile. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .values import same


class Merged(NamedTuple):
    """``fresh`` may be taken over; ``newer`` stands against words the site got since."""

    fresh: dict[str, str]
    newer: dict[str, str]


def merge(before: Mapping[str, str], now: Mapping[str, str], written: Mapping[str, str]) -> Merged:
    """Field by field, nobody's words are lost.

    Args:
        before: What the site said when the pack was made.
        now: What it says today.
        written: What was filled in the pack.

    A field the site has as written already is in neither.
    """
    merged = Merged({}, {})
    for name, words in written.items():
        today = now.get(name, "")
        if same(words, today):
            continue
        is_unchanged = same(today, before.get(name, ""))
        (merged.fresh if is_unchanged else merged.newer)[name] = words
    return merged
