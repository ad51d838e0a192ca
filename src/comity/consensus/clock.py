"""Instants of a silence in words: where its meeting is, else where the secretariat is, and UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from comity.instruments.models import Instrument
from comity.ui.days import moment_text
from comity.ui.locales import page_language


def zone_of(text: Instrument) -> str:
    """The zone of the meeting that the text belongs to, else that of the secretariat."""
    return (text.meeting.time_zone if text.meeting else "") or settings.TIME_ZONE


def said_at(at: datetime, text: Instrument) -> str:
    """``6 Mar 2026, 08:00 GMT-06:00 (14:00 UTC)``; in UTC the day too, where it is another."""
    local, utc = at.astimezone(ZoneInfo(zone_of(text))), at.astimezone(UTC)
    day = "" if local.date() == utc.date() else f"{utc:%Y-%m-%d} "
    return f"{moment_text(local, page_language())} ({day}{utc:%H:%M} UTC)"
