"""What this room shows on pages of bodies: how symbols are made, for who may say it."""

from __future__ import annotations

from datetime import date
from typing import Any

from comity.parties.access import Reader
from comity.parties.models import Body

from .models import SymbolSeries
from .series import next_symbol


def of_body(body: Body, reader: Reader, on: date) -> dict[str, Any] | None:
    if not reader.leads(body.dialogue_id):
        return None
    series = SymbolSeries.objects.visible_to(reader).filter(body=body).first()
    return {"body": body, "series": series, "next_symbol": next_symbol(body, on)}
