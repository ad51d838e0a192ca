"""What one thing alone is called (a slug, a symbol): free, and taken in one act."""

from __future__ import annotations

from itertools import chain, count

from django.db import IntegrityError, models, transaction


def take_name(thing: models.Model, field: str, name: str) -> bool:
    """Save a new thing under a name; False where another one has it, and nothing is written.

    The database decides, not a look before: of two persons in one instant, one gets it.

    Args:
        field: In which the name stands; the database holds each name in it once.
    """
    setattr(thing, field, name)
    try:
        # PostgreSQL takes nothing more in a transaction that failed; so only this part fails.
        with transaction.atomic():
            thing.save(force_insert=True)
    except IntegrityError:
        if name in _names(thing, field, name):
            return False
        raise
    return True


def take_free_slug(thing: models.Model, stem: str) -> None:
    """Save a new thing under the slug ``stem``, or with the first number behind it that is free.

    Args:
        stem: Some characters shorter than a slug of the thing may be.
    """
    taken = _names(thing, "slug", stem)
    for slug in chain([stem], (f"{stem}-{number}" for number in count(2))):
        if slug not in taken and take_name(thing, "slug", slug):
            return


def _names(thing: models.Model, field: str, start: str) -> set[str]:
    found = type(thing)._base_manager.filter(**{f"{field}__startswith": start})
    return set(found.values_list(field, flat=True))
