"""What the search finds of a campaign, and of what it gives away."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from comity.search.registry import joined

from .models import Campaign, Material


def _materials(campaign: Campaign) -> Any:
    return Material.objects.filter(campaign=campaign)


CAMPAIGN: dict[str, Any] = {
    "kind": "campaigns",
    "label": _("Campaigns"),
    "words": lambda one: joined(one.title, one.slogan, one.purpose),
    "title": lambda one: one.title,
    "url": lambda one: one.get_absolute_url(),
    "on": lambda one: one.starts_on,
    "dialogue": lambda one: one.dialogue_id,
    "tlp": "",
}
MATERIAL: dict[str, Any] = {
    "kind": "campaigns",
    "label": _("Campaigns"),
    "words": lambda one: joined(one.title, one.about, one.transcript),
    "title": lambda one: one.title,
    "url": lambda one: one.get_absolute_url(),
    "on": lambda one: one.campaign.starts_on,
    "dialogue": lambda one: one.campaign.dialogue_id,
    "tlp": "",
    "related": ("campaign",),
    "touched_by": {Campaign: _materials},
}
