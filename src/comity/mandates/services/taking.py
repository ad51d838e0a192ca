"""A pack being taken over: who sends it, what became of each row of it, and what was kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from django.db import transaction

from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Person
from comity.refusals import Refusal

from ..models import Assignment, Report
from ..packs import findings
from ..packs.asked import ASSIGNMENTS, Asked, Row
from ..packs.fields import CONFIRMED, SHEET_NAMES, choices_of, label
from ..packs.findings import Finding, Spot


class NotSeen(Refusal):
    """Whoever answers may see what is asked."""


class Handler(NamedTuple):
    """How the rows of one kind are taken over, through the services of the pages.

    ``take`` puts what was written beside what the site says and returns the fields it changed;
    ``overwrite`` puts one answer in place of what the site says. Both raise what saving raises.
    """

    take: Callable[[Taking, Row, Mapping[str, str]], list[str]]
    overwrite: Callable[[Taking, Row, str, str], None]


@dataclass
class Taking:
    """``language``: that of the answers. ``taken``: field names by mark of the row."""

    asked: Asked
    by: Person
    at: datetime
    language: str
    handlers: Mapping[str, Handler]
    taken: dict[str, list[str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @cached_property
    def reader(self) -> Reader:
        return Reader.of(self.by, day_of(self.at))

    @cached_property
    def assignments(self) -> dict[int, Assignment]:
        """Those of the pack that the sender may see: asked for once, not row by row."""
        keys = [row.key for row in self.asked.of_sheet(ASSIGNMENTS)]
        seen = Assignment.objects.visible_to(self.reader).filter(pk__in=keys)
        return {one.pk: one for one in seen.select_related("mandate__body__dialogue")}

    @cached_property
    def in_course(self) -> dict[int, Report]:
        """Assignment → its report in course that the sender may see; follows what is saved."""
        seen = Report.objects.visible_to(self.reader).in_course()
        found = {one.assignment_id: one for one in seen.filter(assignment__in=self.assignments)}
        for key, report in found.items():
            report.assignment = self.assignments[key]
        return found

    def take(self, row: Row, written: Mapping[str, str]) -> None:
        """Take over one row; what the site refuses is kept with the reason."""
        try:
            with transaction.atomic():
                names = self.handlers[row.kind].take(self, row, written)
        except Refusal as refusal:
            for name in [name for name in written if name != CONFIRMED]:
                shown = shown_value(row, name, written[name])
                why = findings.refused(spot(row, name), str(refusal), shown, written[name])
                self.findings.append(why)
        else:
            if names:
                self.taken[row.mark] = names

    def overwrite(self, row: Row, name: str, value: str) -> None:
        """Take over one answer, whatever the site says now. Raises what saving it raises."""
        self.handlers[row.kind].overwrite(self, row, name, value)
        self.taken.setdefault(row.mark, []).append(name)

    def keep_newer(self, row: Row, newer: Mapping[str, str]) -> None:
        """Keep beside what stands against newer words of the site."""
        for name, words in newer.items():
            shown = shown_value(row, name, words)
            self.findings.append(findings.newer(spot(row, name), shown, words))


def spot(row: Row, name: str = "") -> Spot:
    """Where an answer stands, for a finding about the site and not about the file."""
    place = f"{SHEET_NAMES[row.sheet]}, {row.head}"
    return Spot(place, "", row.mark, name, label(name, row.sheet) if name else "")


def shown_value(row: Row, name: str, value: str) -> str:
    """A value as a person reads it: the words of what was chosen."""
    if name in ("status", CONFIRMED) or (name == "answer" and row.kind in ("choice", "yes_no")):
        return dict(choices_of(row, name)).get(value, value)
    return value
