"""The invented helplines: as their parties would have confirmed them, and nobody was mailed."""

from __future__ import annotations

from datetime import datetime, timedelta

from comity.helplines.models import CONFIRM_EVERY, Change, Line
from comity.helplines.numbers import read_number
from comity.helplines.services.changing import facts_of
from comity.parties import ledger
from comity.parties.dates import day_of
from comity.parties.models import Party
from comity.parties.rows import said

from .files import Row, rows
from .records import _person


def load_helplines(at: datetime) -> None:
    for row in rows("helplines", "line"):
        _line(row, at)
    for row in rows("helplines", "change"):
        _change(row, at)


def _line(row: Row, at: datetime) -> None:
    party = Party.objects.get(slug=row["party"])
    line = Line(
        party=party,
        position=party.lines.count(),
        numbers=[read_number(**number).facts() for number in row["numbers"]],
        is_invented=True,
        released_at=at,
        **{name: said(row.get(name)) for name in ("name", "run_by", "note", "caution")},
        **{
            name: row[name]
            for name in ("time_zone", "hours", "languages", "serves", "services", "steps")
        },
    )
    if "confirmed_days_ago" in row:
        line.confirmed_on = day_of(at) - timedelta(days=row["confirmed_days_ago"])
        line.confirmed_until = line.confirmed_on + timedelta(days=CONFIRM_EVERY)
    line.save()
    ledger.write("recorded", line, by=None, at=at, owner=party)


def _change(row: Row, at: datetime) -> None:
    """A line of the party (counted from 0) that would say something else."""
    party = Party.objects.get(slug=row["party"])
    line = party.lines.order_by("position")[row["line"]]
    differs = {name: row[name] for name in ("hours", "confirm_every")}
    change = Change.objects.create(
        party=party, line=line, kind=Change.Kind.CHANGE, said=facts_of(line) | differs,
        proposed_by=_person(row["by"]), proposed_at=at,
    )  # fmt: skip
    ledger.write("recorded", change, by=None, at=at, owner=party)
