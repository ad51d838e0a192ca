"""What this room puts into the hand-over pack of a dialogue."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from comity.ui.said import plain, sort_key

from .access import Reader
from .models import Dialogue, Seat
from .registry import Row


def contacts(dialogue: Dialogue, reader: Reader, on: date) -> Iterable[Row]:
    """Who sits where: body by body, then party by party; names and offices."""
    seats = Seat.objects.visible_to(reader).filter(
        pk__in=Seat.objects.current(on), body__dialogue=dialogue, person__is_active=True
    )
    found = list(seats.select_related("person", "party", "body"))
    found.sort(key=lambda seat: (seat.body_id, sort_key(plain(seat.party.name)), seat.pk))
    for seat in found:
        note = f"{plain(seat.party.name)} · {seat.get_role_display()}"
        yield Row(seat.person.name, seat.party.get_absolute_url(), note, body=seat.body)
