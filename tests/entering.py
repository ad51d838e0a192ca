"""Sign a person in at a test client, the second factor passed."""

from __future__ import annotations

from types import SimpleNamespace

from allauth.account.internal.flows.login import record_authentication
from django.test import Client

from comity.parties.models import Person


def entered(person: Person | None, client: Client | None = None) -> Client:
    """The client (a new one where none is given) with a session of the person; None: of nobody."""
    client = client or Client()
    if person is None:
        return client
    client.force_login(person)
    session = client.session
    record_authentication(SimpleNamespace(session=session, user=person), person, "mfa", type="totp")
    session.save()
    return client
