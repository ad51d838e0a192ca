"""Following a body: a private choice, of which the ledger is not told."""

from __future__ import annotations

from django.db import transaction

from comity.parties.access import Reader
from comity.parties.models import Body, Person

from ..models import Follow


@transaction.atomic
def follow(person: Person, body: Body) -> None:
    """See on one's desk what changes in a body."""
    Follow.objects.get_or_create(person=person, body=body)


@transaction.atomic
def unfollow(person: Person, body: Body) -> None:
    Follow.objects.filter(person=person, body=body).delete()


def followed(reader: Reader) -> frozenset[int]:
    """Keys of the bodies a reader follows: those chosen, and those the reader sits in."""
    chosen = Follow.objects.visible_to(reader).values_list("body", flat=True)
    return reader.bodies | reader.bodies_observed | frozenset(chosen)
