"""Keeping the index like the things: marked with each act, read again in each round of work."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import models, transaction

from . import registry
from .engines import engine
from .models import Due, Found
from .registry import Searchable, Words

log = logging.getLogger(__name__)

AT_ONCE = 500
LONGEST_TEXT = 300_000


def hear(thing: Any) -> None:
    """Mark what was acted on and what changes with it, in the transaction of the act: until its
    words are read again it is not found, because they may be other words by now."""
    marks = [
        Due(model=one.name, thing=key)
        for one in registry.searchables()
        for key in _touched(one, thing)
    ]
    if marks:
        Due.objects.bulk_create(marks)


def catch_up(_at: datetime | None = None) -> int:
    """Read again what was marked, bring in what is new, and forget what is gone.

    What is acted on meanwhile gets a mark of its own, which stays for the next round.
    """
    marks = list(Due.objects.order_by("pk"))
    things = {(mark.model, mark.thing) for mark in marks}
    for one in registry.searchables():
        marked = {key for name, key in things if name == one.name}
        _put(one, {*marked, *_missing(one)})
        _forget(one, _gone(one))
    Due.objects.filter(pk__in=[mark.pk for mark in marks]).delete()
    return len(things)


def _touched(one: Searchable, thing: Any) -> Iterator[int]:
    if isinstance(thing, one.model):
        yield thing.pk
    for model, rows in one.touched_by.items():
        if isinstance(thing, model):
            yield from rows(thing).values_list("pk", flat=True)


def _missing(one: Searchable) -> Iterable[int]:
    kept = Found.objects.filter(model=one.name, thing=models.OuterRef("pk"))
    rows = one.model._default_manager.filter(~models.Exists(kept))
    return rows.order_by().values_list("pk", flat=True)


def _gone(one: Searchable) -> Iterable[int]:
    there = one.model._default_manager.filter(pk=models.OuterRef("thing")).order_by()
    rows = Found.objects.filter(model=one.name).filter(~models.Exists(there))
    return rows.values_list("thing", flat=True)


def rebuild() -> int:
    """Write the whole index again, one kind of thing after the other. What was marked before is
    read again by that, and is found from then on."""
    engine().prepare()
    marked = list(Due.objects.values_list("pk", flat=True))
    for one in registry.searchables():
        keys = one.model._default_manager.order_by("pk").values_list("pk", flat=True)
        for some in _parted(keys):
            _put(one, some)
        _forget(one, list(_gone(one)))
    for some in _parted(marked):
        Due.objects.filter(pk__in=some).delete()
    return Found.objects.count()


def _put(one: Searchable, keys: Iterable[int]) -> None:
    """The words are read before anything is locked: a long file keeps nobody from writing."""
    for some in _parted(keys):
        read = [row for thing in one.loaded(some).values() for row in _rows(one, thing)]
        with transaction.atomic():
            _forget(one, some)
            rows = Found.objects.bulk_create(read)
            engine().put((row.pk, row.title, row.text) for row in rows)


def _rows(one: Searchable, thing: Any) -> Iterator[Found]:
    """One for each language; a thing without words has one too, so it is not looked for again."""
    for language, words in (_words(one, thing) or {"": Words("")}).items():
        yield Found(
            model=one.name,
            thing=thing.pk,
            language=language,
            dialogue=one.dialogue(thing),
            on=one.on(thing),
            title=_clean(words.title),
            text=_clean(words.text)[:LONGEST_TEXT],
        )


def _words(one: Searchable, thing: Any) -> dict[str, Words]:
    """A single file that cannot be read must not keep all others out of the index."""
    try:
        return one.words(thing)
    except Exception:
        log.exception("%s %s has no words in the index", one.name, thing.pk)
        return {}


def _parted(keys: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(sorted(keys))
    while some := list(islice(rest, AT_ONCE)):
        yield some


def _clean(text: str) -> str:
    """PostgreSQL keeps no sign of number nought."""
    return text.replace("\0", " ")


@transaction.atomic
def _forget(one: Searchable, things: Iterable[int]) -> None:
    rows = Found.objects.filter(model=one.name, thing__in=list(things))
    engine().drop(list(rows.values_list("pk", flat=True)))
    rows.delete()
