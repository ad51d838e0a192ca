"""What this room shows on pages of the rooms below."""

from __future__ import annotations

from datetime import date
from typing import Any

from comity.parties.access import Reader
from comity.parties.models import Body, Party, Person

from .lost import lost_mail
from .models import Follow
from .preferring import rhythm_of


def follow_button(body: Body, reader: Reader, on: date) -> dict[str, Any] | None:
    """A button for persons; who sits in the body follows it anyway and needs none."""
    if reader.person is None or body.pk in reader.bodies | reader.bodies_observed:
        return None
    followed = Follow.objects.visible_to(reader).filter(body=body).exists()
    return {"body": body, "is_followed": followed}


def mailboxes(party: Party, reader: Reader, on: date) -> dict[str, Any] | None:
    """For the party's administrators alone."""
    if party.pk not in reader.administered:
        return None
    return {"party": party, "lost": lost_mail([party.pk], on)}


def mail_choice(person: Person, reader: Reader, on: date) -> dict[str, Any]:
    return {"rhythm": rhythm_of(person).label}
