"""What the ledger keeps of a hand-over pack."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from comity.parties import ledger
from comity.parties.dates import day_of
from comity.parties.models import Dialogue, Person, Seat
from comity.parties.troika import troika


@transaction.atomic
def note_hand_over(
    dialogue: Dialogue, *, form: str, language: str, by: Person, at: datetime
) -> ledger.Entry:
    """Write down that somebody took the pack of a dialogue along, and in what form.

    The entry is on the seat that gave it, so that the secretariat and the party read it there.
    """
    on = day_of(at)
    seats = Seat.objects.current(on).filter(person=by, body__dialogue=dialogue)
    office = Seat.objects.of_secretariat(dialogue, on).filter(person=by)
    of_troika = seats.filter(party__in=troika(dialogue, on).parties)
    seat = office.first() or of_troika.first() or seats.get()
    facts = {"dialogue": dialogue.slug, "form": form, "language": language}
    return ledger.write("dialogue.handed_over", seat, by=by, at=at, party=seat.party, facts=facts)
