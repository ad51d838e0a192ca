"""The countries of a dialogue, named for the public."""

from __future__ import annotations

from comity.helplines import public_names
from comity.parties.models import Body, Membership, Party
from comity.ui.said import sort_key

from .models import Campaign

COUNTRIES = (Party.Kind.STATE, Party.Kind.TERRITORY)


def country_name(party: Party, language: str) -> str:
    return public_names.country_name(party.code, party.name, language)


def countries_of(campaign: Campaign) -> list[Party]:
    """The states and territories that were ever in a body of the dialogue, and theirs."""
    bodies = Body.objects.filter(dialogue=campaign.dialogue_id)
    rows = Membership.objects.filter(body__in=bodies).order_by().values("party")
    return list(Party.objects.filter(pk__in=rows, kind__in=COUNTRIES))


def members_of(campaign: Campaign) -> list[Party]:
    """Those of them that are, or were, more than observers."""
    bodies = Body.objects.filter(dialogue=campaign.dialogue_id)
    rows = Membership.objects.filter(body__in=bodies).exclude(role=Membership.Role.OBSERVER)
    found = Party.objects.filter(kind__in=COUNTRIES)
    return list(found.filter(pk__in=rows.order_by().values("party")))


def in_order(parties: list[Party], language: str) -> list[tuple[Party, str]]:
    """Each with its name, by that name, accents aside."""
    named = [(party, country_name(party, language)) for party in parties]
    return sorted(named, key=lambda one: sort_key(one[1]))
