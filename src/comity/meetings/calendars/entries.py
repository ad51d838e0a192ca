"""A meeting as a calendar shows it: a value, so that composing knows no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from comity.ui.said import Said


@dataclass(frozen=True)
class Entry:
    """One event.

    Attributes:
        starts, ends: Two days, the last one included; or two instants in the zone in which they
            are told. ``ends`` of an instant may be unknown.
        sequence: Counts what calendars must be told anew.
        changed_at: When anything of it was changed last.
        words: What is said of it, lines parted by line feeds.
    """

    uid: str
    summary: Said
    starts: date | datetime
    ends: date | datetime | None
    sequence: int
    changed_at: datetime
    url: str
    place: Said | None = None
    words: str = ""
    is_cancelled: bool = False

    @property
    def zone(self) -> ZoneInfo | None:
        """The zone that its times are told in; None for whole days, and for Greenwich's."""
        at = self.starts
        zone = at.tzinfo if isinstance(at, datetime) else None
        return zone if isinstance(zone, ZoneInfo) and zone.key != "UTC" else None


@dataclass(frozen=True)
class Attendee:
    """Whom an invitation is for."""

    name: str
    email: str
