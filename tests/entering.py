"""Sign a person in at a test client, the second factor passed."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.test import Client

from comity.parties.entrance import note_second_factor
from comity.parties.models import Person


def entered(person: Person | None, client: Client | None = None) -> Client:
    """The client (a new one where none is given) with a session of the person; None: of nobody."""
    client = client or Client()
    if person is None:
        return client
    client.force_login(person)
    session = client.session
    request: Any = SimpleNamespace(session=session, user=person)
    note_second_factor(request, person)
    session.save()
    return client
