"""What was found in an old page, as its review shows it: the words where they stand, what they
name, and what to look at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext_lazy as _

from comity.instruments.models import Instrument
from comity.meetings.models import Meeting
from comity.parties.access import ANYONE
from comity.parties.models import Body, Dialogue, Party
from comity.ui.said import plain

from ..models import ArchivedPage
from .reasons import reason_of

KINDS = {
    "party": _("Parties"),
    "dialogue": _("Dialogues"),
    "body": _("Bodies"),
    "meeting": _("Meetings"),
    "text": _("Texts"),
    "place": _("Places"),
    "figure": _("Figures"),
}
CONTRADICTIONS = {
    "abbreviation": _("An abbreviation beside another name than its own"),
    "percentage": _("A percentage that does not follow from the figures beside it"),
    "list": _("A list of another length than the number said"),
    "members": _("Another number of members than the register has"),
    "year": _("Another year than the register has"),
    "date": _("A day that the page does not name"),
    "contact": _("Another number for the same person on another page"),
}


@dataclass(frozen=True)
class Part:
    """Words of a page, and the numbers of the flags they belong to."""

    words: str
    flags: tuple[int, ...] = ()


@dataclass
class Finding:
    """What a page names: how Comity calls it, its address here, the words it rests on."""

    name: str
    words: str
    url: str = ""


@dataclass
class Findings:
    """All of a kind."""

    kind: Any
    found: list[Finding] = field(default_factory=list)


def marked(text: str, flagged: Sequence[str]) -> list[Part]:
    """The text in parts, each with the numbers (from 1) of the flags whose words it is in."""
    every = [(at, number) for number, words in enumerate(flagged, 1) for at in _spans(text, words)]
    edges = sorted({0, len(text), *(edge for span, _number in every for edge in span)})
    return [
        Part(
            text[begin:end],
            tuple(n for (first, last), n in every if first <= begin and end <= last),
        )
        for begin, end in pairwise(edges)
    ]


def _spans(text: str, words: str) -> list[tuple[int, int]]:
    if not words.strip():
        return []
    return [found.span() for found in re.finditer(re.escape(words), text)]


def paragraphs_of(page: ArchivedPage) -> list[list[Part]]:
    flagged = [one["words"] for one in page.flags]
    return [marked(text, flagged) for text in page.paragraphs]


def flags_of(page: ArchivedPage) -> list[dict[str, Any]]:
    """Each with what kind of contradiction it is and why, in the reader's language."""
    return [
        one | {"said": CONTRADICTIONS.get(one["kind"], ""), "reason": reason_of(one)}
        for one in page.flags
    ]


def links_of(page: ArchivedPage) -> list[Findings]:
    there = _there(page)
    groups = {kind: Findings(words) for kind, words in KINDS.items()}
    for one in page.links:
        if group := groups.get(one["kind"]):
            it = there.get((one["kind"], one.get("key", "")))
            name = plain(getattr(it, "name", None) or it.title) if it else one["name"]
            group.found.append(Finding(name, one["words"], it.get_absolute_url() if it else ""))
    return [group for group in groups.values() if group.found]


def _there(page: ArchivedPage) -> dict[tuple[str, str], Any]:
    """What it names, as far as anyone may read of it."""
    rows: dict[str, Any] = {
        "party": Party.objects.all(),
        "dialogue": Dialogue.objects.all(),
        "body": Body.objects.all(),
        "meeting": Meeting.objects.visible_to(ANYONE),
        "text": Instrument.objects.visible_to(ANYONE),
    }
    return {
        (kind, it.slug): it
        for kind, every in rows.items()
        if page.keys(kind)
        for it in every.filter(slug__in=page.keys(kind))
    }
