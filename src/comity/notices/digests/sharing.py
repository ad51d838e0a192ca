"""Whose digests say the same, so that one desk is worked out for all of them.

What a desk shows follows from the rows of the database. Two persons read the same where nothing
tells one from the other: they hold the same seats, follow the same bodies, and no other row that
a desk could read names either of them. Whoever is named anywhere else (as author, recipient,
writer …) gets a desk of their own; so does everybody whom a model names that is new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable
from datetime import date

from django.db import models

from comity.parties.models import Person, Seat

from ..models import Follow, Preference, PreferenceQuerySet

COMPARED = frozenset({"parties.Seat", "notices.Follow"})
SHOWN_TO_NOBODY_ELSE = frozenset(
    {
        "account.EmailAddress",
        "mfa.Authenticator",
        "notices.Inbound",
        "notices.Message",
        "notices.Preference",
        "notices.Told",
        "parties.Entry",
        "usersessions.UserSession",
    }
)
"""Of these a desk reads none by its reader: how a person signs in, what mail there was, the
ledger. (Mail that came back is shown by the parties that the reader administers: a seat.)"""


def alike(preferences: Iterable[Preference], on: date) -> list[list[Preference]]:
    """Those whose digests say the same on that day, together; in the order given."""
    rows = list(preferences)
    persons = [one.person_id for one in rows]
    apart, seats, follows = _named(persons), _seats(persons, on), _follows(persons)
    found: dict[Hashable, list[Preference]] = defaultdict(list)
    for one in rows:
        who = one.person_id
        same: Hashable = who if who in apart else (seats[who], follows[who])
        found[same, one.person.language, one.digested_at].append(one)
    return list(found.values())


def in_turn(waiting: PreferenceQuerySet, on: date) -> list[Preference]:
    """The longest waiting first; of those, the ones that hold the same seats in a row."""
    seats = _seats(waiting.order_by().values("person"), on)
    return sorted(
        waiting,
        key=lambda one: (one.digested_at, sorted(seats[one.person_id]), one.person.language),
    )


Seats = frozenset[tuple[int, int, str, bool]]


def _seats(persons: Collection[int] | models.QuerySet, on: date) -> defaultdict[int, Seats]:
    """The current seats of each person: what ``Reader.of`` starts from, and their roles."""
    found: defaultdict[int, Seats] = defaultdict(frozenset)
    rows = Seat.objects.current(on).filter(person__in=persons)
    for pk, *seat in rows.values_list("person", "party", "body", "role", "is_administrator"):
        found[pk] |= {tuple(seat)}
    return found


def _follows(persons: Collection[int]) -> defaultdict[int, frozenset[int]]:
    found: defaultdict[int, frozenset[int]] = defaultdict(frozenset)
    for pk, body in Follow.objects.filter(person__in=persons).values_list("person", "body"):
        found[pk] |= {body}
    return found


def _named(persons: Collection[int]) -> set[int]:
    """Those of the persons whom a row names that is not compared and that a desk could read."""
    found: set[int] = set()
    for model, name in _references():
        rows = model._base_manager.filter(**{f"{name}__in": persons})
        found.update(rows.values_list(name, flat=True))
    return found


def _references() -> list[tuple[type[models.Model], str]]:
    """Every column that names a person; those of many-to-many relations in their own tables."""
    fields = (
        relation.field
        for relation in Person._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToOneRel)
    )
    left_out = COMPARED | SHOWN_TO_NOBODY_ELSE
    return [
        (field.model, field.attname) for field in fields if field.model._meta.label not in left_out
    ]
