"""The invented protocol of the region, those of three countries, and where others stand."""

from __future__ import annotations

from datetime import date, datetime

from comity.instruments.models import ClauseLink, Implementation, Instrument, Protocol, Standing
from comity.parties import ledger
from comity.parties.dates import PartialDate, Precision
from comity.parties.models import Body, Party
from comity.parties.rows import said, web

from .files import Row, heads, rows
from .records import _keeper, _load_text

FOLDER = "protocols"


def load_protocols(at: datetime) -> None:
    """The regional text first: those of the countries carry it out."""
    found = sorted(heads(FOLDER), key=lambda row: "party" in row)
    for row in found:
        text = _text(row, at)
        _life(text, row)
        if "implements" in row:
            _implementation(text, row)
    for row in rows("standings", "standing"):
        _standing(row, at)


def _text(row: Row, at: datetime) -> Instrument:
    adopted = PartialDate.read(row["adopted"])
    is_national = "party" in row
    text = Instrument(
        slug=row["slug"],
        kind=row["kind"],
        title=said(row["title"]),
        symbol=row["symbol"],
        about=said(row["about"]),
        adopted_on=adopted.first,
        adopted_precision=adopted.precision,
        adopted_at=at,
        source=web(row["source"]),
        label=row["label"],
        body=Body.objects.get(slug=row["body"]),
        owner=Party.objects.get(slug=row["party"]) if is_national else _keeper(row["dialogue"]),
        with_observers=True,
        shared_at=at,
        is_national=is_national,
    )
    if asked := row.get("asked_by"):
        asking = Instrument.objects.get(slug=asked["instrument"])
        text.asked_by = asking.clauses.get(number=f"{asked['clause']}.")
    text.save()
    ledger.write("recorded", text, by=None, at=at)
    _load_text(text, row, at, FOLDER)
    return text


def _life(text: Instrument, row: Row) -> None:
    in_force = PartialDate.read(row["in_force"]) if "in_force" in row else None
    Protocol.objects.create(
        instrument=text,
        law=row.get("law", ""),
        in_force_on=in_force.first if in_force else None,
        in_force_precision=in_force.precision if in_force else Precision.DAY,
        review_on=date.fromisoformat(row["review"]) if "review" in row else None,
    )


def _implementation(text: Instrument, row: Row) -> None:
    regional = Instrument.objects.get(slug=row["implements"])
    made = Implementation.objects.create(national=text, regional=regional, kind=row["how"])
    for asked, given in row["links"]:
        ClauseLink.objects.create(
            implementation=made,
            regional=regional.clauses.get(number=f"{asked}."),
            clause=text.clauses.get(number=f"{given}."),
        )


def _standing(row: Row, at: datetime) -> None:
    regional = Instrument.objects.get(slug=row["protocol"])
    since = PartialDate.read(row["since"])
    standing = Standing(
        regional=regional,
        stage=row["stage"],
        since_on=since.first,
        since_precision=since.precision,
        note=row["note"],
        language=row["language"],
        stated_at=at,
        label=row["label"],
        body=regional.body,
        owner=Party.objects.get(slug=row["party"]),
        with_observers=True,
        shared_at=at,
    )
    standing.save()
    ledger.write("recorded", standing, by=None, at=at)
