"""What is in a digest: the desk, read anew at the moment of sending.

Nothing of it is stored before, so a record whose circle was narrowed since is not told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from comity.parties import registry
from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.registry import Row, Section
from comity.ui.days import day_text
from comity.ui.said import plain

from ..letters import absolute

AHEAD = timedelta(days=14)
"""How long before its day something is told as due or coming."""
MOST_LINES = 15
HEADINGS: dict[Section, Any] = {
    "due": _("Due from me"),
    "waiting": _("Waiting for me"),
    "changed": _("Changed in what I follow"),
    "coming": _("Next meetings"),
}


@dataclass(frozen=True)
class Line:
    """One row of the desk, in words; ``when`` is a day, or "" where there is none."""

    title: str
    note: str
    when: str
    is_overdue: bool
    url: str


@dataclass(frozen=True)
class Part:
    """One section; ``more`` is how many rows it has beyond its lines."""

    heading: str
    lines: list[Line]
    more: int


@dataclass(frozen=True)
class Span:
    """From the last digest, which told what was new until ``since``, to this one."""

    since: datetime
    at: datetime

    @property
    def on(self) -> date:
        return day_of(self.at)

    def holds(self, moment: datetime | None) -> bool:
        return moment is not None and self.since < moment <= self.at

    def enters(self, day: date) -> bool:
        """Whether the day came within sight during this span."""
        return day_of(self.since) < day - AHEAD <= self.on

    def passes(self, day: date) -> bool:
        """Whether the day went by during this span."""
        return day_of(self.since) <= day < self.on


def digest_of(reader: Reader, span: Span, language: str) -> list[Part]:
    """The parts of a reader's digest, in the language that is active; [] where nothing is new."""
    shown = {section: _shown(section, reader, span) for section in HEADINGS}
    if not any(_is_new(section, row, span) for section in HEADINGS for row in shown[section]):
        return []
    return [
        Part(
            str(heading),
            [_line(section, row, language) for row in shown[section][:MOST_LINES]],
            max(0, len(shown[section]) - MOST_LINES),
        )
        for section, heading in HEADINGS.items()
        if shown[section]
    ]


def _shown(section: Section, reader: Reader, span: Span) -> list[Row]:
    """What waits, all of it; what changed, in this span; what is due or coming, if soon."""
    rows = registry.rows(section, reader, span.on)
    if section == "waiting":
        return rows
    if section == "changed":
        return [row for row in rows if span.holds(row.at)]
    return [row for row in rows if row.due_on and row.due_on - AHEAD <= span.on]


def _is_new(section: Section, row: Row, span: Span) -> bool:
    if section in {"waiting", "changed"}:
        return span.holds(row.at)
    return row.due_on is not None and (span.enters(row.due_on) or span.passes(row.due_on))


def _line(section: Section, row: Row, language: str) -> Line:
    day = row.due_on if section in {"due", "coming"} else row.at and day_of(row.at)
    return Line(
        title=plain(row.title),
        note=str(row.note),
        when=day_text(day, language=language) if day else "",
        is_overdue=row.is_overdue,
        url=absolute(row.url, language),
    )
