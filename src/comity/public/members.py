"""Who takes part in what, and as what: a table, and a map of states and territories."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from comity.parties.models import Membership, Party
from comity.ui import charts
from comity.ui.said import plain, sort_key

SHAPES = {"member": "done", "associate": "submitted", "observer": "planned", "secretariat": "open"}
"""Class of a membership → how its place on the map is filled; the first that a party has counts."""
MOST_LINKS = 30
"""A map of more places names none to press: the page would weigh more than it may."""
PLACED = {Party.Kind.STATE, Party.Kind.TERRITORY}


@dataclass
class Standing:
    """A party and its classes: role → names of the dialogues it has the role in."""

    party: Party
    dialogues: dict[str, list[str]] = field(default_factory=dict)

    @property
    def role(self) -> str:
        return next(role for role in SHAPES if role in self.dialogues)

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        return [
            (str(Membership.Role(role).label), self.dialogues[role])
            for role in SHAPES
            if role in self.dialogues
        ]


def standing(terms: Iterable[Membership]) -> list[Standing]:
    """By name, as a reader looks for it."""
    found: dict[int, Standing] = {}
    for term in terms:
        one = found.setdefault(term.party_id, Standing(term.party))
        dialogue = term.body.dialogue
        short = plain(dialogue.acronym) or plain(dialogue.name)
        if short not in (names := one.dialogues.setdefault(term.role, [])):
            names.append(short)
    return sorted(found.values(), key=lambda one: sort_key(plain(one.party.name)))


def in_kinds(found: list[Standing]) -> list[tuple[str, list[Standing]]]:
    """States and territories first, then institutions, parliaments and networks."""
    placed = [one for one in found if one.party.kind in PLACED]
    others = [one for one in found if one.party.kind not in PLACED]
    named = (_("States and territories"), placed), (_("Institutions and networks"), others)
    return [(words, rows) for words, rows in named if rows]


def on_map(found: list[Standing]) -> charts.Map | None:
    """States and territories alone: an institution lies nowhere. None where there is none."""
    placed = [one for one in found if one.party.kind in PLACED and one.party.code]
    if not placed:
        return None
    there = {one.role for one in placed}
    return charts.region_map(
        [
            charts.Place(
                one.party.code,
                plain(one.party.name),
                SHAPES[one.role],
                f"#party-{one.party.slug}" if len(placed) <= MOST_LINKS else "",
            )
            for one in placed
        ],
        {shape: Membership.Role(role).label for role, shape in SHAPES.items() if role in there},
        key="members",
        title=_("On the map"),
        head=_("Party"),
        state_head=_("Class"),
    )
