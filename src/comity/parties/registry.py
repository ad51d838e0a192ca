"""What the rooms above show on pages of this room and of each other.

A lower room must not import an upper one; it asks here. Each upper room fills this in its
``apps.py``, once, when the site starts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.template.loader import render_to_string

from comity.tlp import Label

from .access import Reader, Shared

Section = Literal["due", "waiting", "changed", "coming"]
Part = Literal["mandates", "calendar", "texts", "renewals", "contacts"]
"""Of the hand-over pack of a dialogue."""
Kind = Literal[
    "dialogue", "body", "party", "meeting", "instrument", "agreement", "account", "conclusions"
]


@dataclass(frozen=True)
class Row:
    """One line of somebody's desk."""

    title: Any
    url: str
    note: Any = ""
    due_on: date | None = None
    is_overdue: bool = False
    at: datetime | None = None
    body: Any = None


@dataclass(frozen=True)
class Alternate:
    """What a page is besides being a page: a calendar or a feed that programs subscribe to."""

    media_type: str
    words: Any
    url: str


AlternateFunction = Callable[[Any], Iterable[Alternate]]
DeskFunction = Callable[[Reader, date], Iterable[Row]]
HandOverFunction = Callable[[Any, Reader, date], Iterable[Row]]
PanelFunction = Callable[[Any, Reader, date], dict[str, Any] | None]


@dataclass(frozen=True)
class Limit:
    """Within which bounds the circle of a record may be changed, and why; the words finish the
    refusal."""

    widest: Label
    with_observers: bool
    because: Any
    narrowest: Label = Label.RED


LimitFunction = Callable[[Any], Limit | None]

HoldFunction = Callable[[Any], Any]

Follower = Callable[[Any, Any, datetime], None]
Job = Callable[[datetime], object]
Listener = Callable[[Any], None]

_alternates: dict[Kind, list[AlternateFunction]] = {}
Act = Literal["text adopted", "language found equal"]
Witness = Callable[[Any, Any, datetime], object]

_witnesses: dict[Act, list[Witness]] = {}

_jobs: list[Job] = []
_listeners: list[Listener] = []
_followers: list[tuple[type[Shared], Follower]] = []
_holds: list[tuple[type[Shared], HoldFunction]] = []
_limits: list[tuple[type[Shared], LimitFunction]] = []
_desk: dict[Section, list[DeskFunction]] = {"due": [], "waiting": [], "changed": [], "coming": []}
_handed_over: dict[Part, list[HandOverFunction]] = {}
_panels: dict[Kind, list[tuple[str, PanelFunction]]] = {}


def desk(section: Section, function: DeskFunction) -> None:
    """Add what ``function`` finds to a section of everybody's desk."""
    if function not in _desk[section]:
        _desk[section].append(function)


def panel(kind: Kind, template: str, function: PanelFunction) -> None:
    """Show ``template`` with what ``function`` returns on pages of ``kind``; None: nothing."""
    if (template, function) not in _panels.setdefault(kind, []):
        _panels[kind].append((template, function))


def rows(section: Section, reader: Reader, on: date) -> list[Row]:
    """Due and coming: soonest first. Waiting and changed: as the rooms give them, newest first."""
    found = [row for function in _desk[section] for row in function(reader, on)]
    if section in {"due", "coming"}:
        return sorted(found, key=lambda row: row.due_on or date.max)
    return sorted(found, key=lambda row: row.at.timestamp() if row.at else 0, reverse=True)


def hand_over(part: Part, function: HandOverFunction) -> None:
    """Add what ``function(dialogue, reader, on)`` finds to a part of every hand-over pack: only
    what that reader may see, watched things by their neutral title."""
    if function not in _handed_over.setdefault(part, []):
        _handed_over[part].append(function)


def handed_over(part: Part, dialogue: Any, reader: Reader, on: date) -> list[Row]:
    """In the order of the rooms; what is due, the soonest first."""
    functions = _handed_over.get(part, [])
    found = [row for function in functions for row in function(dialogue, reader, on)]
    return sorted(found, key=lambda row: row.due_on or date.max)


def panels(kind: Kind, thing: Any, reader: Reader, on: date, request: Any = None) -> Iterator[str]:
    """The parts that upper rooms show on the page of ``thing``, rendered."""
    for template, function in _panels.get(kind, []):
        values = function(thing, reader, on)
        if values is not None:
            yield render_to_string(template, values | {"reader": reader, "on": on}, request)


def alternate(kind: Kind, function: AlternateFunction) -> None:
    """Offer what ``function(thing)`` gives to programs on pages of ``kind``."""
    if function not in _alternates.setdefault(kind, []):
        _alternates[kind].append(function)


def alternates(kind: Kind, thing: Any) -> list[Alternate]:
    return [one for function in _alternates.get(kind, []) for one in function(thing)]


def limit(model: type[Shared], function: LimitFunction) -> None:
    """Let an upper room bound how wide records of ``model`` may be made; None: no bound."""
    if (model, function) not in _limits:
        _limits.append((model, function))


def limits(record: Shared) -> Iterator[Limit]:
    """The bounds that the rooms set on one record."""
    for model, function in _limits:
        if isinstance(record, model) and (found := function(record)):
            yield found


def hold(model: type[Shared], function: HoldFunction) -> None:
    """Let an upper room keep records of ``model`` from being shared or changed by themselves:
    the words that ``function`` returns say why; None: free."""
    if (model, function) not in _holds:
        _holds.append((model, function))


def held(record: Shared) -> Any:
    """Why a record is neither shared nor changed by itself; None where it may be."""
    found = (function(record) for model, function in _holds if isinstance(record, model))
    return next((because for because in found if because), None)


def follow_circle(model: type[Shared], function: Follower) -> None:
    """Let an upper room carry a changed circle on to what hangs on the record, in the same
    transaction: ``function(record, by, at)``."""
    if (model, function) not in _followers:
        _followers.append((model, function))


def carry_circle(record: Shared, by: Any, at: datetime) -> None:
    for model, function in _followers:
        if isinstance(record, model):
            function(record, by, at)


def hear(function: Listener) -> None:
    """Let an upper room hear of each act that the ledger writes down, in the same transaction:
    ``function(thing)``. A reading is not an act."""
    if function not in _listeners:
        _listeners.append(function)


def tell(thing: Any) -> None:
    for function in _listeners:
        function(thing)


def upon(act: Act, function: Witness) -> None:
    """Let an upper room do what belongs to an act of a lower one, in the same transaction:
    ``function(thing, by, at)``."""
    if function not in _witnesses.setdefault(act, []):
        _witnesses[act].append(function)


def done(act: Act, thing: Any, by: Any, at: datetime) -> None:
    for function in _witnesses.get(act, []):
        function(thing, by, at)


def work(function: Job) -> None:
    """Let ``comity work`` call ``function(at)`` in each of its rounds. It does what is due then,
    in transactions of its own, and nothing where another process is doing it."""
    if function not in _jobs:
        _jobs.append(function)


def jobs() -> list[Job]:
    """In the order of the rooms: the lower ones first."""
    return list(_jobs)
