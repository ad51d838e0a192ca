"""Who could read what at which minute: entries of the ledger become intervals. Pure.

The intervals of a thing follow each other without gap and without overlap, from the first
thing known of it to the present, which has no end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Circle:
    """Who reads a thing: its label, the switch of observers, whether it is shared; the mode is
    that of an agenda item and "" for everything else."""

    label: str
    with_observers: bool
    is_shared: bool
    mode: str = ""

    def opens_to(self, who: str) -> bool:
        """Whether those of the circle's body (``members``, ``observers``) or ``anyone`` could
        read it. Of TLP:RED only whom it names, and of what is not shared only its owner: that
        is none of the three. Source: TLP 2.0, as ``parties.access`` applies it."""
        if not self.is_shared or self.label == "RED":
            return False
        if self.label == "CLEAR":
            return True
        if who == "anyone":
            return False
        return who == "members" or self.label == "GREEN" or self.with_observers


@dataclass(frozen=True)
class Change:
    """One entry that touched a circle: what it was before, where the entry says so, and after."""

    at: datetime
    after: Circle
    before: Circle | None = None


@dataclass(frozen=True)
class Interval:
    """From ``since`` (None: as far back as is known) until just before ``until`` (None: now)."""

    since: datetime | None
    until: datetime | None
    circle: Circle

    def holds(self, at: datetime) -> bool:
        begun = self.since is None or self.since <= at
        return begun and (self.until is None or at < self.until)


def intervals(changes: Sequence[Change], present: Circle, born: datetime | None) -> list[Interval]:
    """The intervals of one thing, the oldest first.

    Args:
        changes: In the order of the ledger. Its clock may have jumped back: no change then
            counts as earlier than the one written before it.
        present: What the thing is now; alone, where the ledger knows of no change.
        born: When it came to be; None: before the ledger.
    """
    found: list[Interval] = []
    since, circle = born, changes[0].before if changes else None
    for change in _in_time(changes, born):
        if circle is not None:
            _add(found, Interval(since, change.at, circle))
            since = change.at
        elif since is None:
            since = change.at
        circle = change.after
    _add(found, Interval(since, None, circle or present))
    return found


def _in_time(changes: Iterable[Change], born: datetime | None) -> Iterator[Change]:
    """The same changes, none of them earlier than the one before it."""
    last = born
    for change in changes:
        last = change.at if last is None else max(last, change.at)
        yield replace(change, at=last)


def _add(found: list[Interval], one: Interval) -> None:
    """Append an interval; one of no length says nothing, one of the same circle goes on."""
    if one.until is not None and one.since is not None and one.until <= one.since:
        return
    if found and found[-1].circle == one.circle:
        found[-1] = replace(found[-1], until=one.until)
        return
    found.append(one)


def at_time(found: Iterable[Interval], at: datetime) -> Interval | None:
    """The interval in which an instant lies; None: before the thing was."""
    return next((one for one in found if one.holds(at)), None)


def circle_from(facts: dict[str, Any], mode: str = "") -> Circle | None:
    """The circle in an entry's ``before`` or ``after``; None where it says none."""
    if "label" not in facts:
        return None
    return Circle(
        label=str(facts["label"]),
        with_observers=bool(facts.get("with_observers")),
        is_shared=bool(facts.get("shared_at")),
        mode=str(facts.get("mode", mode)),
    )


@dataclass(frozen=True)
class Noted:
    """What the record takes from an entry of the ledger."""

    at: datetime
    act: str
    facts: dict[str, Any]
    label: str


BORN = ("agendaitem.added", "document.added")


def read(entries: Sequence[Noted], present: Circle) -> tuple[list[Change], datetime | None]:
    """The changes that the entries of one thing tell, oldest first, and when it came to be."""
    born: datetime | None = None
    changes: list[Change] = []
    mode = _first_mode(entries, present)
    for entry in entries:
        if entry.act in BORN and born is None:
            born = entry.at
        before = circle_from(entry.facts.get("before") or {}, mode)
        after = circle_from(entry.facts.get("after") or {}, mode)
        if after is None and entry.act.endswith(".shared"):
            before, after = _shared(entry, changes, present, mode)
        if after is not None:
            changes.append(Change(entry.at, after, before))
            mode = after.mode
    return changes, born


def _first_mode(entries: Sequence[Noted], present: Circle) -> str:
    """The mode before the first switch; it stands in that switch, else it is the present one."""
    for entry in entries:
        before = entry.facts.get("before")
        if isinstance(before, dict) and "mode" in before:
            return str(before["mode"])
    return present.mode


def _shared(
    entry: Noted, changes: Sequence[Change], present: Circle, mode: str
) -> tuple[Circle, Circle]:
    """The entry of a sharing says the label alone; the switch is that known last, or known next."""
    known = changes[-1].after.with_observers if changes else present.with_observers
    hidden = Circle(entry.label, known, is_shared=False, mode=mode)
    return hidden, replace(hidden, is_shared=True)
