"""Badges as a PDF: four cards of A6 on a page of A4, with marks where to cut.

The QR holds the signed code alone (``codes``), and no word about the person.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import segno
from django.utils.translation import gettext, override

from comity.documents.tables import clean
from comity.documents.typesetting import typeset
from comity.meetings.models import Meeting
from comity.ui.days import range_text
from comity.ui.locales import language_name
from comity.ui.said import said, sort_key

from .codes import code_of
from .models import Delegate
from .models.delegations import ROLES
from .participants import CLASSES, KINDS, role_words


def in_order(found: Iterable[Delegate], language: str) -> list[Delegate]:
    """As the list of participants has them, so that cards are found as names are."""

    def place(one: Delegate) -> tuple[Any, ...]:
        of = one.delegation
        name = sort_key(said(of.party.name, language).text)
        return (
            CLASSES.index(of.role), KINDS.index(of.party.kind), name, of.party.slug,
            ROLES.index(one.role), one.position, one.pk,
        )  # fmt: skip

    return sorted(found, key=place)


def write_badges(meeting: Meeting, delegates: Iterable[Delegate], language: str) -> bytes:
    """The cards of delegates, each loaded with its delegation and party, in a language.

    Raises:
        TypesettingFailed: with what Typst said.
    """
    with override(language):
        when = range_text(meeting.starts_on, meeting.ends_on, meeting.precision, language)
        place = said(meeting.place, language).text
        data = {
            "language": language,
            "title": clean(said(meeting.title, language).text),
            "about": clean(" · ".join(part for part in (when, place) if part)),
            "heading": gettext("Badges"),
            "cards": [_card(one, language) for one in in_order(delegates, language)],
        }
    paper = json.dumps(data, ensure_ascii=False)
    (pdf,) = typeset(_template(), {"paper": paper}, format="pdf")
    return pdf


def _card(one: Delegate, language: str) -> dict[str, Any]:
    code = code_of(one.pk, one.badge)
    return {
        "title": clean(one.title),
        "name": clean(one.name),
        "party": clean(said(one.delegation.party.name, language).text),
        "role": role_words()[one.role],
        "band": "observer" if one.delegation.role == "observer" else one.role,
        "observer": gettext("Observer") if one.delegation.role == "observer" else "",
        "languages": " · ".join(language_name(code, language) for code in one.languages),
        "code": code,
        "qr": qr_of(code),
    }


def qr_of(code: str) -> str:
    """The code as a QR in SVG; quarter of it may be soiled and it is read."""
    out = io.BytesIO()
    segno.make_qr(code, error="q").save(out, kind="svg", border=2, xmldecl=False, svgns=True)
    return out.getvalue().decode()


@cache
def _template() -> str:
    return Path(__file__).with_name("badges.typ").read_text(encoding="utf-8")
