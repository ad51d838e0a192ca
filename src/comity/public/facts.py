"""What public pages show of the rooms below: always as anyone may read it, whoever looks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Count, Q

from comity.documents.models import Document
from comity.instruments.models import Instrument
from comity.mandates.models import Mandate, Measure
from comity.meetings.models import Meeting
from comity.parties.access import ANYONE
from comity.parties.models import Body, Dialogue, Membership, Party, Theme
from comity.parties.troika import troika

from . import members, organigram, ways
from .models.news import NewsPage

Facts = dict[str, Any]


def gather(kind: str, language: str, on: date, dialogue: Dialogue | None = None) -> Facts:
    """The facts of one kind of page, of a dialogue or of all of them."""
    return {"of": dialogue, "ways": _ways(language, dialogue)} | _KINDS[kind](
        language, on, dialogue
    )


def _ways(language: str, dialogue: Dialogue | None) -> list[ways.Way]:
    home = _home(language, dialogue)
    return ways.of_home(home) if home else []


def _home(language: str, dialogue: Dialogue | None) -> Any:
    from .models.home import DialoguePage, HomePage  # noqa: PLC0415 - homes show these facts

    if dialogue is None:
        return HomePage.objects.filter(locale__language_code=language).first()
    found = DialoguePage.objects.live().filter(locale__language_code=language)
    return found.filter(dialogue=dialogue).first()


def _of_home(language: str, on: date, dialogue: Dialogue | None) -> Facts:
    notes = NewsPage.objects.told_in(language)
    if dialogue:
        notes = notes.filter(dialogue=dialogue)
    facts = {"notes": list(notes[:4])} | _work(on, dialogue)
    if dialogue:
        return facts | {"troika": troika(dialogue, on)}
    return facts | {"dialogues": list(_dialogues(language))}


def _dialogues(language: str) -> Any:
    """Each with the address of its home: its page here, or the one of the register."""
    from .models.home import DialoguePage  # noqa: PLC0415 - homes show these facts

    homes = DialoguePage.objects.live().filter(locale__language_code=language)
    homes = homes.select_related("locale")
    urls = {page.dialogue_id: page.get_absolute_url() for page in homes}
    for one in Dialogue.objects.all():
        yield {"it": one, "url": urls.get(one.pk) or ways.to_rooms(one.get_absolute_url())}


def _work(on: date, dialogue: Dialogue | None) -> Facts:
    meetings = Meeting.objects.visible_to(ANYONE).select_related("body")
    texts = Instrument.objects.visible_to(ANYONE).adopted().select_related("body")
    mandates = Mandate.objects.visible_to(ANYONE)
    if dialogue:
        meetings = meetings.of_dialogue(dialogue)
        texts = texts.filter(body__dialogue=dialogue)
        mandates = mandates.filter(body__dialogue=dialogue)
    return {
        "coming": list(meetings.taking_place().coming(on).order_by("starts_on", "pk")[:3]),
        "past": list(meetings.taking_place().past(on).order_by("-starts_on", "-pk")[:5]),
        "texts": list(texts.order_by("-adopted_on", "-pk")[:5]),
        "mandates": mandates.count(),
    }


def _of_work(_language: str, on: date, dialogue: Dialogue | None) -> Facts:
    return _work(on, dialogue)


def _of_structure(_language: str, _on: date, dialogue: Dialogue | None) -> Facts:
    chosen = [dialogue] if dialogue else list(Dialogue.objects.all())
    bodies = Body.objects.filter(dialogue__in=chosen).order_by("pk")
    trees = [
        organigram.of_bodies(one, [body for body in bodies if body.dialogue_id == one.pk])
        for one in chosen
    ]
    return {"trees": [tree for tree in trees if tree.boxes]}


def _of_members(_language: str, on: date, dialogue: Dialogue | None) -> Facts:
    terms = Membership.objects.current(on).select_related("party", "body__dialogue")
    if dialogue:
        terms = terms.filter(body__dialogue=dialogue)
    standing = members.standing(terms)
    return {"map": members.on_map(standing), "kinds": members.in_kinds(standing)}


def _of_agenda(language: str, _on: date, dialogue: Dialogue | None) -> Facts:
    """The themes that all dialogues share, each with what is public on it."""
    mandates = Mandate.objects.visible_to(ANYONE)
    if dialogue:
        mandates = mandates.filter(body__dialogue=dialogue)
    asked = Count("mandates", filter=Q(mandates__in=mandates), distinct=True)
    themes = Theme.objects.filter(dialogue=None).annotate(asked=asked)
    rows = list(themes.order_by("position", "pk"))
    return {
        "goals": [
            (prefix, [one for one in rows if one.code.startswith(prefix)])
            for prefix in ("gcm", "sdg")
        ]
    }


def _of_figures(_language: str, on: date, _dialogue: Dialogue | None) -> Facts:
    terms = Membership.objects.current(on)
    return {
        "figures": {
            "parties": Party.objects.filter(memberships__in=terms).distinct().count(),
            "meetings": Meeting.objects.visible_to(ANYONE).count(),
            "texts": Instrument.objects.visible_to(ANYONE).adopted().count(),
            "mandates": Mandate.objects.visible_to(ANYONE).count(),
            "measures": Measure.objects.visible_to(ANYONE).count(),
            "documents": Document.objects.visible_to(ANYONE).count(),
        }
    }


def _nothing(_language: str, _on: date, _dialogue: Dialogue | None) -> Facts:
    return {}


_KINDS: dict[str, Callable[[str, date, Dialogue | None], Facts]] = {
    "home": _of_home,
    "structure": _of_structure,
    "members": _of_members,
    "work": _of_work,
    "agenda": _of_agenda,
    "figures": _of_figures,
    "page": _nothing,
}
