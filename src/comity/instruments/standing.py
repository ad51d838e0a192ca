"""Where each party stands with a regional text, as one reader may know it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from comity.parties.access import Reader
from comity.parties.models import Body, Membership, Party
from comity.ui.said import plain, sort_key

from .models import Implementation, Instrument, Protocol, Standing

Stage = Standing.Stage
ORDER = [Stage.NONE, Stage.DRAFTING, Stage.ADOPTED, Stage.IN_FORCE]
SHAPES = {
    Stage.NONE: "none",
    Stage.DRAFTING: "draft",
    Stage.ADOPTED: "under_way",
    Stage.IN_FORCE: "done",
}
"""Stage → the state whose shape and pattern tell it apart where colour does not."""
ON_A_MAP = (Party.Kind.STATE, Party.Kind.TERRITORY)


@dataclass(frozen=True)
class Stand:
    """One party: how far it is, since when, and by what that is known: ``text`` its own text
    here, else ``said`` its statement, else nothing is recorded."""

    party: Party
    stage: Stage = Stage.NONE
    since: date | None = None
    precision: str = "day"
    text: Instrument | None = None
    said: Standing | None = None

    @property
    def shape(self) -> str:
        return SHAPES[self.stage]

    @property
    def is_known(self) -> bool:
        return self.text is not None or self.said is not None

    @property
    def mark(self) -> str:
        """Its code, or its initials where it has none."""
        initials = "".join(word[0] for word in self.party.slug.split("-"))
        return self.party.code or initials[:3].upper()


def stands_of(regional: Instrument, reader: Reader, on: date) -> list[Stand]:
    """Every state and territory of the body, by name; of what is known, what is furthest counts.

    A party's text counts by its facts: in review it is drafted, then adopted, then in force. Its
    latest statement counts too, where it goes further than the text, or where no text is here.
    """
    texts = list(_texts(regional, reader))
    said = list(_statements(regional, reader))
    parties = {party.pk: party for party in members_of(regional.body, on)}
    for thing in (*texts, *said):
        if thing.owner.kind in ON_A_MAP:
            parties.setdefault(thing.owner_id, thing.owner)
    best = {key: Stand(party) for key, party in parties.items()}
    for stand in (*(_of_text(text, on) for text in texts), *(_of_statement(one) for one in said)):
        key = stand.party.pk
        if key in best and _is_further(stand, best[key]):
            best[key] = stand
    return sorted(best.values(), key=lambda stand: sort_key(plain(stand.party.name)))


def _is_further(one: Stand, other: Stand) -> bool:
    return not other.is_known or ORDER.index(one.stage) > ORDER.index(other.stage)


def _texts(regional: Instrument, reader: Reader) -> Iterable[Instrument]:
    """The parties' own texts, the newest first."""
    found = Implementation.objects.visible_to(reader).filter(regional=regional)
    texts = Instrument.objects.filter(pk__in=found.values("national"))
    return texts.select_related("owner", "protocol", "body").order_by("-pk")


def _statements(regional: Instrument, reader: Reader) -> list[Standing]:
    """The latest of each party."""
    latest: dict[int, Standing] = {}
    seen = Standing.objects.visible_to(reader).filter(regional=regional)
    for one in seen.select_related("owner", "body").order_by("-pk"):
        latest.setdefault(one.owner_id, one)
    return list(latest.values())


def _of_text(text: Instrument, on: date) -> Stand:
    if not text.is_adopted:
        return Stand(text.owner, Stage.DRAFTING, text=text)
    life: Protocol | None = getattr(text, "protocol", None)
    if life and life.in_force_on and life.in_force_on <= on:
        since, precision = life.in_force_on, life.in_force_precision
        return Stand(text.owner, Stage.IN_FORCE, since, precision, text=text)
    return Stand(text.owner, Stage.ADOPTED, text.adopted_on, text.adopted_precision, text=text)


def _of_statement(one: Standing) -> Stand:
    return Stand(one.owner, Stage(one.stage), one.since_on, one.since_precision, said=one)


def members_of(body: Body, on: date) -> list[Party]:
    """States and territories at the table of the body; of the plenary where it has none."""
    classes = (Membership.Role.MEMBER, Membership.Role.ASSOCIATE)
    current = Membership.objects.current(on).filter(role__in=classes, party__kind__in=ON_A_MAP)
    for place in ({"body": body}, {"body__dialogue": body.dialogue_id, "body__parent": None}):
        if found := current.filter(**place).select_related("party"):
            return [one.party for one in found]
    return []
