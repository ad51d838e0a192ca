"""The order of the list of speakers. Pure.

Members and associates (and the secretariat) come first, then observers, each in the order in
which they asked. That order is the order of the requests themselves: a clock that jumps moves
nobody forward.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

OBSERVER = "observer"


class Asked(Protocol):
    pk: int
    party_id: int


One = TypeVar("One", bound=Asked)


def may_speak(role: str | None, *, lets_observers: bool) -> bool:
    """Whether a party of a class (None: no longer at the table) is given the floor."""
    return role is not None and (lets_observers or role != OBSERVER)


def in_order(
    requests: Iterable[One], roles: Mapping[int, str], *, lets_observers: bool
) -> list[One]:
    """Whoever may speak now, in the order in which the chair calls them.

    Args:
        roles: Party → its class today; who is not in it has left the table.
    """
    present = [
        one for one in requests if may_speak(roles.get(one.party_id), lets_observers=lets_observers)
    ]
    return sorted(present, key=lambda one: (roles[one.party_id] == OBSERVER, one.pk))
