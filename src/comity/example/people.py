"""The invented persons, and the seats they hold."""

from __future__ import annotations

from comity.parties.models import Body, Party, Person, Seat
from comity.parties.rows import term

from .files import Row, rows


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
        party=Party.objects.get(slug=row["party"]),
        body=Body.objects.get(slug=row["body"]),
        role=row["role"],
        is_administrator=row.get("administrator", False),
        **term(row),
    )
