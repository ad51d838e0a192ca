"""Names of countries for the public: as the dialogue writes them, else as CLDR does."""

from __future__ import annotations

from comity.parties.models import Body, Membership, Party
from comity.ui.locales import base_of, locale_of
from comity.ui.said import said, sort_key, versions_of

from .models import Campaign

COUNTRIES = (Party.Kind.STATE, Party.Kind.TERRITORY)


def country_name(party: Party, language: str) -> str:
    """In Portuguese, Dutch and Haitian Creole no dialogue has written them."""
    written = versions_of(party.name) or {}
    if written.get(base_of(language)):
        return written[base_of(language)]
    known = locale_of(language).territories.get(party.code, "")
    return known or said(party.name, language).text


def countries_of(campaign: Campaign) -> list[Party]:
    """The states and territories that were ever in a body of the dialogue, and theirs."""
    bodies = Body.objects.filter(dialogue=campaign.dialogue_id)
    rows = Membership.objects.filter(body__in=bodies).order_by().values("party")
    return list(Party.objects.filter(pk__in=rows, kind__in=COUNTRIES))


def in_order(parties: list[Party], language: str) -> list[tuple[Party, str]]:
    """Each with its name, by that name, accents aside."""
    named = [(party, country_name(party, language)) for party in parties]
    return sorted(named, key=lambda one: sort_key(one[1]))
