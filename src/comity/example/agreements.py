"""Who signed what, and the projects under it: recorded as the past, like all of the example."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from comity.instruments.models import Agreement, Instrument, Signature
from comity.mandates.models import Partner, Project, Result
from comity.parties import ledger
from comity.parties.dates import PartialDate
from comity.parties.models import Party, Theme
from comity.parties.rows import said

from .files import Row, rows


def load_agreements(at: datetime) -> None:
    for row in rows("agreements", "agreement"):
        text = Instrument.objects.get(slug=row["instrument"])
        agreement = Agreement.objects.create(instrument=text)
        for one in row["signature"]:
            signed = PartialDate.read(one["signed"])
            Signature.objects.create(
                agreement=agreement,
                party=Party.objects.get(slug=one["party"]),
                signed_on=signed.first,
                signed_precision=signed.precision,
            )
        ledger.write(
            "agreement.registered", text, by=None, at=at, facts={"agreement": agreement.pk}
        )


def load_projects(at: datetime) -> None:
    for row in rows("projects", "project"):
        text = Instrument.objects.get(slug=row["instrument"])
        starts, ends = PartialDate.read(row["starts"]), PartialDate.read(row["ends"])
        project = Project(
            title=said(row["title"]),
            about=said(row["about"]),
            starts_on=starts.first,
            starts_precision=starts.precision,
            ends_on=ends.last,
            ends_precision=ends.precision,
            budget=Decimal(row["budget"]),
            currency=row["currency"],
            is_invented=row["invented"],
        )
        project.takes_circle_of(text)
        project.label, project.owner = row["label"], Party.objects.get(slug=row["owner"])
        project.save()
        _hang_on(project, text, row)
        ledger.write("recorded", project, by=None, at=at)


def _hang_on(project: Project, text: Instrument, row: Row) -> None:
    numbers = [f"{number}." for number in row["clauses"]]
    project.clauses.set(text.clauses.filter(number__in=numbers))
    project.themes.set(Theme.objects.filter(code__in=row["themes"]))
    for one in row["partner"]:
        party = Party.objects.get(slug=one["party"])
        Partner.objects.create(project=project, party=party, role=one["role"])
    for one in row["result"]:
        Result.objects.create(
            project=project,
            kind=one["kind"],
            words=said(one["words"]),
            due_on=date.fromisoformat(one["due"]),
            reached_on=date.fromisoformat(one["reached"]) if "reached" in one else None,
        )
