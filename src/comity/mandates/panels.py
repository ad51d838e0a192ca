"""What this room shows on the pages of parties, dialogues, bodies and texts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.http import urlencode

from comity.instruments.models import Agreement, Instrument
from comity.parties.access import Reader
from comity.parties.models import Body, Dialogue, Party

from . import words
from .models import Assignment, Mandate, MandateQuerySet
from .standing import standings

SHOWN = 10


def owes(party: Party, reader: Reader, on: date) -> dict[str, Any] | None:
    """What the party is asked and has not done, soonest due first."""
    asked = Assignment.objects.filter(party=party).open().owed().soonest_first()
    rows = [row for row in standings(asked, reader, on) if row.cell.state != "done"]
    if not rows:
        return None
    return {
        "party": party,
        "rows": words.in_words(rows[:SHOWN], in_passing=True),
        "more": max(0, len(rows) - SHOWN),
        "all_url": reverse("mandates:of_party", args=[party.slug]),
        "matrix_url": _matrix(party=party.slug),
    }


def of_dialogue(dialogue: Dialogue, reader: Reader, on: date) -> dict[str, Any] | None:
    seen = Mandate.objects.visible_to(reader).filter(body__dialogue=dialogue)
    url = reverse("mandates:public", args=[dialogue.slug])
    return _counts(seen, on, _matrix(dialogue=dialogue.slug), public_url=url)


def of_body(body: Body, reader: Reader, on: date) -> dict[str, Any] | None:
    return _counts(
        Mandate.objects.visible_to(reader).filter(body=body), on, _matrix(body=body.slug)
    )


def _counts(
    seen: MandateQuerySet, on: date, url: str, public_url: str = ""
) -> dict[str, Any] | None:
    if not (total := seen.count()):
        return None
    late = seen.overdue(on).count()
    return {
        "total": total,
        "open": seen.open().count(),
        "late": late,
        "matrix_url": url,
        "public_url": public_url,
    }


def of_text(text: Instrument, reader: Reader, on: date) -> dict[str, Any] | None:
    """Mandates of a text, clause by clause, and for its secretariat the way to make them."""
    mandates = list(
        Mandate.objects.visible_to(reader)
        .filter(clause__instrument=text)
        .select_related("clause")
        .annotate(addressees=Count("assignments"))
        .order_by("clause__position", "pk")
    )
    is_secretariat = text.body.dialogue_id in reader.secretariats
    may_give = is_secretariat and text.is_adopted and not text.is_national
    if not mandates and not may_give:
        return None
    lines = [(mandate, words.title(mandate)) for mandate in mandates]
    return {"mandates": lines, "may_give": may_give, "text": text, "day": on}


def obligations(agreement: Agreement, reader: Reader, on: date) -> dict[str, Any] | None:
    """What an agreement obliges to, of whom, and how each stands."""
    asked = Assignment.objects.filter(mandate__clause__instrument=agreement.instrument_id)
    in_order = asked.order_by("mandate__clause__position", "mandate", "pk")
    rows = standings(in_order, reader, on)
    return {"rows": words.in_words(rows, in_passing=True)} if rows else None


def _matrix(**filters: str) -> str:
    return f"{reverse('mandates:matrix')}?{urlencode(filters)}"
