"""What this room shows of protocols: on pages of texts and parties, and on the desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from comity.parties.access import Reader
from comity.parties.models import Party
from comity.parties.registry import Row

from .models import Clause, Implementation, Instrument, Protocol
from .protocol_rules import KINDS, is_regional_protocol
from .rules import keeps

SHOWN = 10


def of_text(text: Instrument, reader: Reader, on: date) -> dict[str, Any] | None:
    """Who asked for it and what it asked for; which text it carries out, or which carry it out;
    its reviews."""
    life = Protocol.objects.filter(instrument=text).first() if text.kind in KINDS else None
    page: dict[str, Any] = {
        "text": text,
        "asked_by": _asked_by(text, reader),
        "asks_for": list(_asked_for(text, reader)),
        "carries_out": _carried_out(text, reader),
        "is_regional": is_regional_protocol(text) and text.is_adopted,
        "life": life,
        "is_overdue": life is not None and life.is_overdue(on),
        "may_describe": text.kind in KINDS and keeps(reader, text),
        "may_say_who_asked": not text.is_national and keeps(reader, text),
    }
    shows = ("asked_by", "asks_for", "carries_out", "is_regional", "life", "may_describe")
    return page if any(page[name] for name in shows) else None


def _asked_by(text: Instrument, reader: Reader) -> Clause | None:
    if text.asked_by_id is None:
        return None
    seen = Clause.objects.visible_to(reader).select_related("instrument")
    return seen.filter(pk=text.asked_by_id).first()


def _asked_for(text: Instrument, reader: Reader) -> Iterable[Instrument]:
    """The texts that clauses of this one asked for."""
    seen = Instrument.objects.visible_to(reader).filter(asked_by__instrument=text)
    return seen.select_related("asked_by").order_by("asked_by__position", "pk")[:SHOWN]


def _carried_out(text: Instrument, reader: Reader) -> list[Implementation]:
    """The regional texts that a party's own text carries out."""
    return list(_implementations(reader).filter(national=text)) if text.is_national else []


def _implementations(reader: Reader) -> Any:
    seen = Implementation.objects.visible_to(reader)
    return seen.select_related("national__owner", "regional")


def of_party(party: Party, reader: Reader, on: date) -> dict[str, Any] | None:
    """The party's own protocols and strategies."""
    found = _implementations(reader).filter(national__owner=party)
    texts = list(found.order_by("-national__adopted_on", "-pk")[:SHOWN])
    return {"texts": texts} if texts else None


def due(reader: Reader, on: date) -> Iterable[Row]:
    """Reviews that are near or overdue, for those who prepare the text."""
    if not reader.is_seated:
        return
    known = Protocol.objects.visible_to(reader).exclude(review_on=None)
    for one in known.select_related("instrument__body__dialogue").order_by("review_on"):
        text = one.instrument
        if one.is_near(on) and keeps(reader, text):
            yield Row(
                text.passing_title,
                text.get_absolute_url(),
                _("to be reviewed"),
                due_on=one.review_on,
                is_overdue=one.is_overdue(on),
                body=text.body,
            )
