"""Where the parties stand with their positions on a text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from comity.parties.access import Reader
from comity.parties.models import Membership, Party
from comity.ui.said import plain, sort_key

from .models import Drafting, Position

EXPECTED = (Membership.Role.MEMBER, Membership.Role.ASSOCIATE)


@dataclass(frozen=True)
class Standing:
    """A party with its position as the reader may see it; ``is_own``: the reader's party.

    What another party prepares is not told: it has none until it is published.
    """

    party: Party
    position: Position | None
    is_own: bool
    is_expected: bool = True

    @property
    def is_published(self) -> bool:
        return self.position is not None and self.position.is_shared


def standings(drafting: Drafting, reader: Reader, on: date) -> list[Standing]:
    """The members and associates of the text's body, and who else has published, by name."""
    held = Membership.objects.current(on).filter(
        body=drafting.instrument.body_id, role__in=EXPECTED
    )
    expected = {one.party for one in held.select_related("party")}
    seen = Position.objects.visible_to(reader).filter(drafting=drafting).select_related("owner")
    positions = {one.owner: one for one in seen}
    for one in positions.values():
        one.drafting = drafting
    parties = expected | set(positions)
    rows = [
        Standing(party, positions.get(party), party.pk in reader.parties, party in expected)
        for party in parties
    ]
    return sorted(rows, key=lambda row: sort_key(plain(row.party.name)))
