"""The slug of a new thing, by which its address names it: free, and taken in one act."""

from __future__ import annotations

from itertools import chain, count

from django.db import IntegrityError, models, transaction


def take_slug(thing: models.Model, slug: str) -> bool:
    """Save a new thing under ``slug``; False where another one has it, and nothing is written.

    The database decides, not a look before: of two persons in one instant, one gets it.
    """
    thing.slug = slug  # type: ignore[attr-defined]
    try:
        # PostgreSQL takes nothing more in a transaction that failed; so only this part fails.
        with transaction.atomic():
            thing.save(force_insert=True)
    except IntegrityError:
        if slug in _slugs(thing, slug):
            return False
        raise
    return True


def take_free_slug(thing: models.Model, stem: str) -> None:
    """Save a new thing under ``stem``, or with the first number behind it that is free.

    Args:
        stem: Some characters shorter than a slug of the thing may be.
    """
    taken = _slugs(thing, stem)
    for slug in chain([stem], (f"{stem}-{number}" for number in count(2))):
        if slug not in taken and take_slug(thing, slug):
            return


def _slugs(thing: models.Model, stem: str) -> set[str]:
    found = type(thing)._base_manager.filter(slug__startswith=stem)
    return set(found.values_list("slug", flat=True))
