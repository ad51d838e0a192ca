"""The names by which a dialogue's texts call those they address, and whom general words mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from comity.parties.models import Body, Party, Theme, presiding
from comity.ui.said import versions_of

SHORTEST_NAME = 3
"""One or two letters would be found in every word."""


@dataclass(frozen=True)
class Lexicon:
    """What the reader of a text is told, and how its answers become values of suggestions.

    ``names``: name in any language → ``party:slug`` or ``body:slug``.
    ``general``: the reader's general addressee ("members", "secretariat" …) → a value.
    ``themes``: the codes that exist here.
    """

    names: dict[str, str]
    general: dict[str, str]
    themes: frozenset[str]

    def value(self, code: str) -> str:
        """The value for a code of the reader; "" where it means nobody here."""
        return code if ":" in code else self.general.get(code, "")


def lexicon_of(body: Body, on: date) -> Lexicon:
    """The words of the body's dialogue as it was on a day."""
    organs = list(body.dialogue.bodies.all())
    return Lexicon(
        names=_names(body, organs),
        general=_general(body, organs, on),
        themes=frozenset(Theme.objects.values_list("code", flat=True)),
    )


def _names(body: Body, organs: list[Body]) -> dict[str, str]:
    """Parties of the dialogue, also former ones (old texts name them), and its bodies."""
    found: dict[str, str] = {}
    for organ in organs:
        found |= dict.fromkeys(_said(organ.name), f"body:{organ.slug}")
    parties = Party.objects.filter(memberships__body__dialogue=body.dialogue_id).distinct()
    for party in parties:
        names = [*_said(party.name), *_said(party.acronym)]
        found |= dict.fromkeys(names, f"party:{party.slug}")
    return found


def _said(value: Any) -> list[str]:
    versions = versions_of(value)
    words = [str(value or "")] if versions is None else list(versions.values())
    return [word.strip() for word in words if len(word.strip()) >= SHORTEST_NAME]


def _general(body: Body, organs: list[Body], on: date) -> dict[str, str]:
    """Whom "the members", "the secretariat", "the presidency" mean; nobody where there are two."""
    found = {"members": f"members:{body.slug}"}
    chair = presiding(body.dialogue, on)
    if chair:
        found["presidency"] = f"party:{chair.slug}"
    for code, kind in (
        ("secretariat", Body.Kind.SECRETARIAT),
        ("consultation_group", Body.Kind.CONSULTATION),
        ("vice_ministers", Body.Kind.PLENARY),
        ("working_group", Body.Kind.WORKING_GROUP),
    ):
        of_kind = [organ for organ in organs if organ.kind == kind]
        if len(of_kind) == 1:
            found[code] = f"body:{of_kind[0].slug}"
    return found
