"""Calendars as bytes (RFC 5545), in the form that Outlook and Thunderbird read alike.

Pure. What the clients want besides the norm, and why it stands here:

* Outlook refuses a file without ``METHOD``, and one without any component; it shows neither the
  ``URL`` nor ``STATUS`` of a subscribed event, so the address ends the description and a
  cancelled one says so in its title;
* a property without a value is an error to some, so none is written;
* ``X-WR-CALNAME`` and ``X-PUBLISHED-TTL`` are older names of what RFC 7986 calls ``NAME`` and
  ``REFRESH-INTERVAL``; both are given.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vCalAddress, vDuration, vText

from comity.ui.said import Said

from .entries import Attendee, Entry
from .zones import told_zone

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]
PRODUCT = "-//Comity//Meetings//EN"
ASKED_AGAIN = timedelta(hours=6)
"""How often a client is asked to come back."""


def compose(
    entries: Sequence[Entry],
    *,
    name: str,
    organizer: Attendee,
    site_zone: ZoneInfo,
    method: Method = "PUBLISH",
    attendee: Attendee | None = None,
) -> bytes:
    """A calendar of the entries, lines folded and ended by CRLF.

    Args:
        name: What the client calls the calendar.
        organizer: Who answers for it (RFC 5546 wants one in each method).
        site_zone: Told where nothing else is, so that no calendar is empty.
        attendee: Whom a request or a cancellation is for.
    """
    calendar = _head(name, method)
    for zone in _zones(entries, site_zone):
        calendar.add_component(zone)
    for entry in entries:
        calendar.add_component(_event(entry, method, organizer, attendee))
    return bytes(calendar.to_ical())


def _head(name: str, method: Method) -> Calendar:
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", method)
    if method == "PUBLISH":
        calendar.add("NAME", _clean(name))
        calendar.add("X-WR-CALNAME", _clean(name))
        calendar.add("REFRESH-INTERVAL", vDuration(ASKED_AGAIN), parameters={"VALUE": "DURATION"})
        calendar.add("X-PUBLISHED-TTL", vDuration(ASKED_AGAIN))
    return calendar


def _zones(entries: Sequence[Entry], site_zone: ZoneInfo) -> Iterable[Timezone]:
    """Each zone that an entry names, over the years of its entries."""
    years: dict[ZoneInfo, list[int]] = {}
    for entry in entries:
        if zone := entry.zone:
            last = entry.ends or entry.starts
            years.setdefault(zone, []).extend([entry.starts.year, last.year])
    if not entries:
        years[site_zone] = [2000]
    # From the year before, so that the clock of its first of January is known everywhere.
    return [told_zone(zone, min(found) - 1, max(found)) for zone, found in years.items()]


def _event(entry: Entry, method: Method, organizer: Attendee, attendee: Attendee | None) -> Event:
    event = Event()
    event.add("UID", entry.uid)
    event.add("SEQUENCE", entry.sequence)
    event.add("DTSTAMP", entry.changed_at)
    event.add("LAST-MODIFIED", entry.changed_at)
    event.add("DTSTART", entry.starts)
    if (ends := _end(entry)) is not None:
        event.add("DTEND", ends)
    _say(event, "SUMMARY", entry.summary)
    if entry.place and entry.place.text:
        _say(event, "LOCATION", entry.place)
    if entry.words:
        event.add("DESCRIPTION", _clean(entry.words))
    event.add("URL", entry.url)
    is_off = entry.is_cancelled or method == "CANCEL"
    event.add("STATUS", "CANCELLED" if is_off else "CONFIRMED")
    # A calendar that one follows keeps nobody busy; what one is invited to does.
    event.add("TRANSP", "OPAQUE" if method == "REQUEST" and not is_off else "TRANSPARENT")
    event.add("ORGANIZER", _address(organizer))
    if attendee:
        event.add("ATTENDEE", _invited(attendee))
    return event


def _end(entry: Entry) -> date | datetime | None:
    """The end as RFC 5545 counts it: of whole days the day after the last one."""
    if isinstance(entry.starts, datetime):
        return entry.ends
    return (entry.ends or entry.starts) + timedelta(days=1)


def _say(event: Event, name: str, said: Said) -> None:
    """The words, and their language where it is not the reader's."""
    parameters = {"LANGUAGE": said.language} if said.is_fallback and said.language else {}
    event.add(name, vText(_clean(said.text)), parameters=parameters)


def _address(of: Attendee) -> vCalAddress:
    address = vCalAddress(f"mailto:{of.email}")
    if name := _clean(of.name).replace('"', "'").replace("\n", " "):
        address.params["CN"] = name
    return address


def _invited(attendee: Attendee) -> vCalAddress:
    """No answer is asked for by the calendar: a party answers on the site, by nominating."""
    address = _address(attendee)
    address.params |= {
        "CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "NEEDS-ACTION", "RSVP": "FALSE",
    }  # fmt: skip
    return address


def _clean(text: str) -> str:
    """Lines parted by a line feed alone, without the control characters that no value may hold."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return "".join(c for c in lines if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))
