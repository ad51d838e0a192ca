"""What old pages are read against: everything public that the register has, under all its names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from comity.archive import Known, Register
from comity.instruments.models import Instrument
from comity.meetings.models import Meeting
from comity.parties.access import ANYONE
from comity.parties.models import Body, Dialogue, Membership, Party
from comity.ui.said import plain, versions_of

_STATES = {Party.Kind.STATE, Party.Kind.TERRITORY}
_TABLE = (Membership.Role.MEMBER, Membership.Role.ASSOCIATE)


def register_of(on: date) -> Register:
    """As anyone may read it, whoever asks: what is found goes onto public pages."""
    return Register.of([*_parties(), *_dialogues(on), *_bodies(), *_meetings(), *_texts()])


def _parties() -> Iterator[Known]:
    for one in Party.objects.all():
        is_state = one.kind in _STATES
        yield Known(
            "party", one.slug, plain(one.name), _names(one.name), _names(one.acronym), is_state
        )


def _dialogues(on: date) -> Iterator[Known]:
    for one in Dialogue.objects.prefetch_related("bodies"):
        plenary = next((body for body in one.bodies.all() if body.parent_id is None), None)
        held = Membership.objects.current(on).filter(body=plenary, role__in=_TABLE)
        founded = one.founded_on.year if one.founded_on else None
        yield Known(
            "dialogue", one.slug, plain(one.name), _names(one.name), _names(one.acronym),
            members=held.count() or None, founded=founded,
        )  # fmt: skip


def _bodies() -> Iterator[Known]:
    for one in Body.objects.exclude(parent=None):
        yield Known("body", one.slug, plain(one.name), _names(one.name))


def _meetings() -> Iterator[Known]:
    """And the places where they met."""
    parties = {name for one in Party.objects.all() for name in _names(one.name)}
    places: dict[str, Known] = {}
    for one in Meeting.objects.visible_to(ANYONE):
        yield Known("meeting", one.slug, plain(one.title), _names(one.title))
        names = tuple(name.partition(",")[0].strip() for name in _names(one.place))
        if names and not parties & set(names):
            places.setdefault(names[0], Known("place", names[0], names[0], names))
    yield from places.values()


def _texts() -> Iterator[Known]:
    for one in Instrument.objects.visible_to(ANYONE):
        yield Known("text", one.slug, plain(one.title), _names(one.title))


def _names(value: Any) -> tuple[str, ...]:
    found = versions_of(value)
    if found is None:
        return (str(value),) if value else ()
    return tuple(dict.fromkeys(name for name in found.values() if name))
