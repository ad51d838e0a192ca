"""Who is at the table: parties, dialogues, bodies, memberships, presidencies, themes, persons."""

from __future__ import annotations

from comity.parties.dates import PartialDate
from comity.parties.models import (
    Body,
    Dialogue,
    Membership,
    Party,
    Person,
    Presidency,
    Seat,
    Theme,
)

from .files import Row, rows, said, term, together, web


def load_parties() -> None:
    """States before their territories and parliaments: a parent comes first in the file."""
    for row in rows("parties", "party"):
        Party.objects.create(
            slug=row["slug"],
            kind=row["kind"],
            code=row.get("code", ""),
            name=said(row["name"]),
            acronym=said(row.get("acronym")),
            parent=Party.objects.filter(slug=row.get("parent")).first(),
        )


def load_dialogues() -> None:
    for position, row in enumerate(rows("dialogues", "dialogue"), 1):
        founded = PartialDate.read(row["founded"]) if "founded" in row else None
        Dialogue.objects.create(
            slug=row["slug"],
            name=said(row["name"]),
            acronym=said(row["acronym"]),
            about=together(row["about"], row["decision_rule"]),
            languages=row["languages"],
            founded_on=founded.first if founded else None,
            position=position,
            source=web(row["source"]),
            founded_precision=founded.precision if founded else "year",
        )


def load_bodies() -> None:
    """A parent comes first in the file."""
    for row in rows("dialogues", "body"):
        Body.objects.create(
            slug=row["slug"],
            kind=row["kind"],
            name=said(row["name"]),
            about=said(row["about"]),
            dialogue=Dialogue.objects.get(slug=row["dialogue"]),
            parent=Body.objects.filter(slug=row.get("parent")).first(),
            required_languages=row["required_languages"],
            source=web(row["source"]),
        )


def load_memberships() -> None:
    for row in rows("dialogues", "membership"):
        body = Body.objects.get(slug=row["body"])
        for slug in row["parties"]:
            Membership.objects.create(
                body=body,
                party=_party(slug),
                role=row["role"],
                note=said(row.get("note")),
                source=web(row["source"]),
                **term(row),
            )


def load_presidencies() -> None:
    for row in rows("dialogues", "presidency"):
        Presidency.objects.create(
            dialogue=Dialogue.objects.get(slug=row["dialogue"]),
            party=_party(row["party"]),
            source=web(row["source"]),
            **term(row),
        )


def load_themes() -> None:
    for position, row in enumerate(rows("themes", "theme"), 1):
        Theme.objects.create(
            code=row["code"],
            name=said(row["name"]),
            position=position,
            dialogue=Dialogue.objects.filter(slug=row.get("dialogue")).first(),
        )


def load_people() -> None:
    """Persons without a password: the example signs them in by one click, on loopback only."""
    for row in rows("people", "person"):
        person = Person.objects.create_user(
            row["email"], name=row["name"], language=row["language"], is_example=True
        )
        for seat in row["seats"]:
            _seat(person, seat)


def _seat(person: Person, row: Row) -> None:
    Seat.objects.create(
        person=person,
        party=_party(row["party"]),
        body=Body.objects.get(slug=row["body"]),
        role=row["role"],
        is_administrator=row.get("administrator", False),
        **term(row),
    )


def _party(slug: str) -> Party:
    return Party.objects.get(slug=slug)
