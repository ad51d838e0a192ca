"""Where the feeds are offered: on pages of dialogues and bodies."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from comity.parties.models import Body, Dialogue
from comity.parties.registry import Alternate
from comity.ui.locales import page_language

from .atom import MEDIA_TYPE


def of_dialogue(dialogue: Dialogue) -> Iterator[Alternate]:
    yield _offered("feeds:dialogue", dialogue.slug)


def of_body(body: Body) -> Iterator[Alternate]:
    yield _offered("feeds:body", body.slug)


def _offered(name: str, slug: str) -> Alternate:
    url = f"{reverse(name, args=[slug])}?language={page_language()}"
    return Alternate(MEDIA_TYPE, _("Feed of what is new"), url)
