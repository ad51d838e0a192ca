"""Posters and cards with the helpline that a country has confirmed, and a QR code.

Typst draws them from one source, as PDF for the printer and as SVG for the screen. The code leads
to the country's page of helplines, which says later what paper cannot: that the number changed.
"""

from __future__ import annotations

import hashlib
import io
import json
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import segno
from django.conf import settings
from django.core.cache import cache as kept
from django.urls import reverse
from django.utils.translation import gettext, override

from comity.documents.tables import clean
from comity.documents.typesetting import typeset
from comity.helplines.hours import Hours
from comity.helplines.models import Line
from comity.helplines.numbers import SMS, WHATSAPP
from comity.helplines.public_names import day_words
from comity.helplines.public_shown import runs_in_words
from comity.helplines.shown import first_line_of
from comity.parties.models import Party
from comity.refusals import Refusal
from comity.ui.said import said
from comity.ui.tongues import own_name

from .countries import country_name
from .models import Campaign
from .public_words import CARD, NOT_CONFIRMED, POSTER

KEPT_FOR = 24 * 3600
"""Seconds: what is drawn depends on nothing but its words, which are its key."""
FORMS = {"pdf": "application/pdf", "svg": "image/svg+xml"}
SHAPES = (POSTER, CARD)


class NotConfirmed(Refusal):
    """Paper carries only a number that its party has confirmed."""


def line_for_paper(party: Party, language: str, on: date) -> Line:
    """
    Raises:
        NotConfirmed: the party has no line, or let its word lapse.
    """
    line = first_line_of(party, on)
    if line is None or not line.printed_number():
        raise NotConfirmed(NOT_CONFIRMED % {"party": country_name(party, language)})
    return line


def draw(
    campaign: Campaign, party: Party, language: str, *, shape: str, form: str, on: date
) -> bytes:
    """
    Args:
        shape: ``poster`` (A3) or ``card`` (85 × 54 mm; as PDF ten of them on A4, to be cut).
        form: ``pdf`` or ``svg``.

    Raises:
        NotConfirmed.
        TypesettingFailed: with what Typst said.
    """
    line = line_for_paper(party, language, on)
    with override(language):
        paper = _paper(campaign, party, line, language) | {"shape": shape, "form": form}
    words = json.dumps(paper, ensure_ascii=False, sort_keys=True)
    key = "poster:" + hashlib.sha256((_template() + words).encode()).hexdigest()
    drawn = kept.get(key)
    if drawn is None:
        (drawn, *_more) = typeset(_template(), {"paper": words}, format=form)
        kept.set(key, drawn, KEPT_FOR)
    return bytes(drawn)


def page_of(party: Party, language: str) -> str:
    """Where the code leads: with Quick exit, without cookies, and off line after one visit."""
    return settings.ORIGIN + help_url(party, language)


def help_url(party: Party, language: str) -> str:
    return reverse("public_helplines:country", args=[language, party.code.lower()])


def _paper(campaign: Campaign, party: Party, line: Line, language: str) -> dict[str, Any]:
    first = next((one for one in line.reached_by if one.written == line.printed_number()), None)
    url = page_of(party, language)
    slogan = clean(said(campaign.slogan, language).text)
    is_invented = campaign.is_invented or line.is_invented
    return {
        "language": language,
        "title": clean(said(campaign.title, language).text),
        "slogan": slogan.split(),
        "last": words_of_last_sentence(slogan),
        "call": _way(first),
        "number": clean(line.printed_number()),
        "name": clean(said(line.name, language).text),
        "when": when_words(line.when, language),
        "speak": " · ".join(own_name(code) for code in line.languages),
        "country": clean(country_name(party, language)),
        "scan": gettext("More ways to get help"),
        "by": clean(said(campaign.dialogue.name, language).text),
        "confirmed": _confirmed(line, language),
        "invented": gettext("An example: this number is invented.") if is_invented else "",
        "url": url.partition("://")[2],
        "qr": qr_of(url),
    }


def words_of_last_sentence(slogan: str) -> int:
    """How many words have the colour of the number: the last of several sentences is what to do."""
    ends = [at for at, word in enumerate(slogan.split(), start=1) if word[-1] in ".!?…"]
    words = len(slogan.split())
    before = [at for at in ends if at < words]
    return words - before[-1] if before else 0


def _way(number: Any) -> str:
    if number is None or number.way not in (SMS, WHATSAPP):
        is_free = bool(number and number.is_free)
        return gettext("Free call") if is_free else gettext("Call")
    return gettext("Send an SMS") if number.way == SMS else gettext("Write on WhatsApp")


def _confirmed(line: Line, language: str) -> str:
    if not line.confirmed_on:
        return ""
    return gettext("Confirmed on %(day)s") % {"day": day_words(line.confirmed_on, language)}


def when_words(hours: Hours, language: str) -> str:
    """``Day and night, every day``, or ``Monday–Friday 08:00–17:00 · Saturday 08:00–12:00``."""
    return " · ".join(f"{days} {times}".strip() for days, times in runs_in_words(hours, language))


def qr_of(address: str) -> str:
    """A QR in SVG; quarter of it may be torn or soiled and it is read."""
    out = io.BytesIO()
    segno.make_qr(address, error="q").save(
        out, kind="svg", border=0, xmldecl=False, svgns=True, dark="#10333a"
    )
    return out.getvalue().decode()


@cache
def _template() -> str:
    return files(__package__).joinpath("poster.typ").read_text(encoding="utf-8")
