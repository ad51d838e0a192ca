"""A campaign is made, changed, released by a second person, and withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from comity.parties import ledger
from comity.parties.models import Dialogue, Person, Theme
from comity.parties.names import take_name
from comity.refusals import require_unchanged
from comity.ui.said import versions_of

from ..models import Campaign
from ..models.campaigns import WORDS
from ..rules import (
    AddressTaken,
    EndsBeforeItStarts,
    NothingWaits,
    require_other,
    secretariat_of,
)


@dataclass(frozen=True)
class Said:
    """What a campaign says; texts by language."""

    title: Any
    slogan: Any
    purpose: Any = ""
    starts_on: date | None = None
    ends_on: date | None = None
    themes: Sequence[Theme] = field(default_factory=list)

    def kept(self) -> dict[str, Any]:
        """As it waits for a second person."""
        words = {name: versions_of(getattr(self, name)) or {} for name in WORDS}
        return words | {
            "starts_on": self.starts_on.isoformat() if self.starts_on else None,
            "ends_on": self.ends_on.isoformat() if self.ends_on else None,
            "themes": [theme.pk for theme in self.themes],
        }

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Said:
        words: dict[str, Any] = {
            name: LazyI18nString(kept[name]) if kept[name] else "" for name in WORDS
        }
        starts_on, ends_on = (
            date.fromisoformat(kept[name]) if kept[name] else None
            for name in ("starts_on", "ends_on")
        )
        themes = list(Theme.objects.filter(pk__in=kept["themes"]))
        return cls(starts_on=starts_on, ends_on=ends_on, themes=themes, **words)


@transaction.atomic
def make_campaign(
    dialogue: Dialogue, said: Said, *, slug: str, by: Person, at: datetime
) -> Campaign:
    """Begin a campaign; its dialogue's secretariat alone reads it until it is released.

    Raises:
        NotOfTheSecretariat, EndsBeforeItStarts, AddressTaken.
    """
    party = secretariat_of(dialogue, by, at)
    _require_order(said)
    campaign = Campaign(dialogue=dialogue, made_at=at, offered_at=at)
    if not take_name(campaign, "slug", slug):
        raise AddressTaken(
            _("Another campaign has the address “%(slug)s”. Choose another one.") % {"slug": slug}
        )
    _say(campaign, said)
    campaign.drafters.add(by)
    ledger.write("campaign.made", campaign, by=by, at=at, party=party, owner=party)
    return campaign


@transaction.atomic
def change_campaign(campaign: Campaign, said: Said, *, by: Person, at: datetime) -> Campaign:
    """Say it otherwise. What everyone reads stays until a second person releases the new words.

    Raises:
        NotOfTheSecretariat, EndsBeforeItStarts.
    """
    campaign = _locked(campaign)
    party = secretariat_of(campaign.dialogue, by, at)
    _require_order(said)
    campaign.offered_at = at
    if campaign.is_released:
        campaign.waiting = said.kept()
        campaign.save()
    else:
        _say(campaign, said)
    campaign.drafters.add(by)
    ledger.write("campaign.changed", campaign, by=by, at=at, party=party, owner=party)
    return campaign


@transaction.atomic
def release_campaign(
    campaign: Campaign, *, by: Person, at: datetime, seen: str | None = None
) -> Campaign:
    """Let everyone read what waits.

    Args:
        seen: ``waits_since`` of the words that ``by`` read; None where none were shown.

    Raises:
        Conflict: other words wait by now.
        NotOfTheSecretariat, NothingWaits.
        SecondPerson: ``by`` prepared it.
    """
    campaign = _locked(campaign)
    party = secretariat_of(campaign.dialogue, by, at)
    if not campaign.offered_at:
        raise NothingWaits(_("Nothing of “%(what)s” waits to be released.") % {"what": campaign})
    require_other(campaign.drafters.filter(pk=by.pk).exists(), campaign)
    require_unchanged(seen, campaign.waits_since)
    before = sorted(campaign.drafters.values_list("pk", flat=True))
    campaign.released_at = campaign.released_at or at
    campaign.released_by, campaign.offered_at = by, None
    _say(campaign, Said.of(campaign.waiting) if campaign.waiting else None)
    campaign.drafters.clear()
    ledger.write(
        "campaign.released", campaign, by=by, at=at, party=party, owner=party,
        facts={"prepared_by": before},
    )  # fmt: skip
    return campaign


@transaction.atomic
def withdraw_campaign(campaign: Campaign, *, by: Person, at: datetime) -> Campaign:
    """Take it from the public at once; a second person releases it again.

    Raises:
        NotOfTheSecretariat, NothingWaits.
    """
    campaign = _locked(campaign)
    party = secretariat_of(campaign.dialogue, by, at)
    if not campaign.is_released:
        raise NothingWaits(
            _("“%(what)s” is not public. Nothing is to be done.") % {"what": campaign}
        )
    campaign.released_at = campaign.released_by = None
    campaign.offered_at = at
    _say(campaign, Said.of(campaign.waiting) if campaign.waiting else None)
    campaign.drafters.add(by)
    ledger.write("campaign.withdrawn", campaign, by=by, at=at, party=party, owner=party)
    return campaign


def _locked(campaign: Campaign) -> Campaign:
    found = Campaign.objects.select_for_update(of=("self",)).select_related("dialogue")
    return found.get(pk=campaign.pk)


def _say(campaign: Campaign, said: Said | None) -> None:
    """Put the words where pages find them; None: they are there."""
    campaign.waiting = {}
    if said:
        for name in (*WORDS, "starts_on", "ends_on"):
            setattr(campaign, name, getattr(said, name))
    campaign.save()
    if said:
        campaign.themes.set(said.themes)


def _require_order(said: Said) -> None:
    if said.starts_on and said.ends_on and said.ends_on < said.starts_on:
        raise EndsBeforeItStarts(_("A campaign cannot end before it starts. Write a later end."))
