"""What of a campaign is there in which language, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from comity.ui.said import versions_of

from .models import Campaign, Material, MaterialFile
from .models.campaigns import WORDS

LANGUAGES = tuple(settings.PUBLIC_LANGUAGES)
NAMES = {
    "title": _("title"),
    "slogan": _("sentence on posters"),
    "purpose": _("purpose"),
    "file": _("file"),
    "captions": _("captions"),
    "transcript": _("transcript"),
    "duration": _("duration"),
}


@dataclass(frozen=True)
class Line:
    """Of one thing: for each language what is missing, in words; none: everything is there."""

    thing: Any
    missing: dict[str, list[Any]]

    @property
    def cells(self) -> list[tuple[str, list[Any]]]:
        return list(self.missing.items())


def of_campaign(campaign: Campaign) -> Line:
    to_say = campaign.to_say
    lacks = {
        language: [NAMES[name] for name in WORDS if not _has(to_say[name], language)]
        for language in LANGUAGES
    }
    return Line(campaign, lacks)


def of_materials(materials: Iterable[Material]) -> list[Line]:
    """Materials loaded with their files."""
    return [
        Line(one, {language: _lacks(one, language) for language in LANGUAGES}) for one in materials
    ]


def _lacks(material: Material, language: str) -> list[Any]:
    """What is heard needs its words to read; what is seen, captions."""
    files = [one for one in material.files.all() if one.language == language]
    uses = {one.use for one in files}
    lacks = ["title"] if not _has(material.title, language) else []
    if MaterialFile.Use.MAIN not in uses:
        return [NAMES[name] for name in [*lacks, "file"]]
    if material.is_aired and not _has(material.transcript, language):
        lacks.append("transcript")
    if any(one.is_video for one in files) and MaterialFile.Use.CAPTIONS not in uses:
        lacks.append("captions")
    if material.is_aired and material.seconds is None:
        lacks.append("duration")
    return [NAMES[name] for name in lacks]


def _has(words: Any, language: str) -> bool:
    return bool((versions_of(words) or {}).get(language))
