"""When a line answers: hours of each day of the week, by the clocks of a place. Pure.

Kept as ``{"always": true}``, or as ``{"0": [["08:00", "17:00"]], …}`` with 0 for Monday; a day
that is not there is closed, and 24:00 is its end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

DAY = 24 * 60
"""Minutes."""
SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})")

Span = tuple[int, int]
"""Minutes after midnight: from, and up to."""


class NoSuchHours(ValueError):
    """Says why, by a word: ``form``, ``clock``, ``backwards``, ``overlap``."""


@dataclass(frozen=True)
class Hours:
    zone: str
    always: bool
    days: tuple[tuple[Span, ...], ...]
    """Seven, Monday first."""

    @classmethod
    def of(cls, kept: Mapping[str, Any], zone: str) -> Hours:
        spans = (tuple(_minutes(span) for span in kept.get(str(day), [])) for day in range(7))
        return cls(zone, bool(kept.get("always")), tuple(spans))

    def is_open_at(self, at: datetime) -> bool:
        """Whether it answers at an instant, wherever that is asked."""
        if self.always:
            return True
        local = at.astimezone(ZoneInfo(self.zone))
        now = local.hour * 60 + local.minute
        return any(first <= now < end for first, end in self.days[local.weekday()])

    def next_opening(self, at: datetime) -> tuple[int, int] | None:
        """(days from today, minutes after midnight) there; None where it never opens."""
        local = at.astimezone(ZoneInfo(self.zone))
        now = local.hour * 60 + local.minute
        for ahead in range(8):
            for first, _end in self.days[(local.weekday() + ahead) % 7]:
                if ahead or first > now:
                    return ahead, first
        return None

    def runs(self) -> list[tuple[int, int, tuple[Span, ...]]]:
        """Days that follow each other with the same hours, as (first, last, spans); closed days
        are left out."""
        found: list[tuple[int, int, tuple[Span, ...]]] = []
        for day, spans in enumerate(self.days):
            if found and found[-1][1] == day - 1 and found[-1][2] == spans:
                found[-1] = (found[-1][0], day, spans)
            elif spans:
                found.append((day, day, spans))
        return found


def _minutes(span: list[str]) -> Span:
    first, end = (int(words[:2]) * 60 + int(words[3:]) for words in span)
    return first, end


def read_spans(words: str) -> list[list[str]]:
    """The hours of one day as typed, ``8:00-12:00, 13:00-17:00``, as they are kept.

    Raises:
        NoSuchHours: not written so, no time of a clock, or one that ends before it begins.
    """
    spans = [_read_span(part.strip()) for part in re.split(r"[,;]", words) if part.strip()]
    for (_first, end), (following, _end) in pairwise(spans):
        if following < end:
            raise NoSuchHours("overlap")
    return [[clock(first), clock(end)] for first, end in spans]


def _read_span(words: str) -> Span:
    found = SPAN.fullmatch(words)
    if not found:
        raise NoSuchHours("form")
    first_hour, first_minute, end_hour, end_minute = (int(part) for part in found.groups())
    first, end = first_hour * 60 + first_minute, end_hour * 60 + end_minute
    if max(first_minute, end_minute) > 59 or max(first, end) > DAY:
        raise NoSuchHours("clock")
    if end <= first:
        raise NoSuchHours("backwards")
    return first, end


def clock(minutes: int) -> str:
    """``480`` as ``08:00``; the end of a day as ``24:00``."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def written(spans: list[list[str]]) -> str:
    """The kept hours of a day as somebody types them."""
    return ", ".join(f"{first}-{end}" for first, end in spans)
