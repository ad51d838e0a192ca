"""The ways on a public page: what a home has below it, in its own language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comity.ui.said import plain
from comity.ui.tongues import interface_language


@dataclass(frozen=True)
class Way:
    words: str
    url: str


def of_home(home: Any) -> list[Way]:
    """Pages written below a home, between those drawn from the register, news last."""
    start = home.get_absolute_url()
    written = home.get_children().live().exclude(content_type__model="dialoguepage")
    rows = written.order_by("path").values_list("title", "slug")
    below = [Way(title, f"{start}{slug}/") for title, slug in rows]
    drawn = [
        Way(_("Structure"), f"{start}structure/"),
        Way(_("Members and observers"), f"{start}members/"),
    ]
    if dialogue := getattr(home, "dialogue", None):
        return [Way(plain(dialogue.acronym) or home.title, start), *drawn, *below]
    return [*below[:1], *drawn, *below[1:], *_for_everyone(home.language)]


def _for_everyone(language: str) -> list[Way]:
    """What is told to the public at large, whichever the dialogue."""
    return [
        Way(_("Campaigns"), reverse("public_campaigns:campaigns", args=[language])),
        Way(_("Helplines"), reverse("public_helplines:index", args=[language])),
    ]


def to_rooms(url: str) -> str:
    """An address as the rooms below have it: they speak fewer languages than these pages."""
    language = get_language() or "en"
    prefix = f"/{language}/"
    if url.startswith(prefix) and interface_language(language) != language:
        return f"/{interface_language(language)}/{url.removeprefix(prefix)}"
    return url
