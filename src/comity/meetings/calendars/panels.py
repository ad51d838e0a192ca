"""Where the calendars are offered: on pages of dialogues and bodies, and on one's account."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from comity.parties.access import Reader
from comity.parties.models import Body, Dialogue, Person
from comity.parties.registry import Alternate
from comity.ui.locales import page_language

from ..models import CalendarAddress
from .addresses import url_of

CALENDAR = "text/calendar"


def of_dialogue(dialogue: Dialogue) -> Iterator[Alternate]:
    yield _offered("calendars:dialogue", dialogue.slug)


def of_body(body: Body) -> Iterator[Alternate]:
    yield _offered("calendars:body", body.slug)


def _offered(name: str, slug: str) -> Alternate:
    url = f"{reverse(name, args=[slug])}?language={page_language()}"
    return Alternate(CALENDAR, _("Calendar of its meetings"), url)


def own_address(person: Person, reader: Reader, on: date) -> dict[str, Any]:
    """The address of one's calendar, or a button that opens one."""
    address = CalendarAddress.objects.visible_to(reader).first()
    url = url_of(address) if address else ""
    return {"url": url, "webcal_url": url.replace("https:", "webcal:").replace("http:", "webcal:")}
