from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from comity.meetings.calendars.composing import compose
from comity.meetings.calendars.entries import Attendee, Entry
from comity.meetings.calendars.zones import told_zone
from comity.ui.said import Said
from tests.meetings.calendars.clients import read

AT = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
OFFICE = Attendee("Comity", "office@example.org")
MEXICO = ZoneInfo("America/Mexico_City")
NEW_YORK = ZoneInfo("America/New_York")
ENTRY = Entry(
    "meeting-1@example.org", Said("XIV Conference", "en", False), date(2026, 5, 4),
    date(2026, 5, 6), 0, AT, "https://example.org/en/meetings/xiv/",
)  # fmt: skip


def written(*entries, **options):
    return compose(entries, name="CRM", organizer=OFFICE, site_zone=MEXICO, **options)


def event(**changes):
    [found] = read(written(replace(ENTRY, **changes))).events
    return found


def test_whole_days_end_on_the_day_after_the_last():
    found = event()
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (date(2026, 5, 4), date(2026, 5, 7))
    assert b"DTSTART;VALUE=DATE:20260504\r\n" in written(ENTRY)
    assert event(ends=None)["DTEND"].dt == date(2026, 5, 5)


def test_times_are_told_in_the_zone_of_the_meeting_which_is_told_too():
    opens = datetime(2026, 5, 4, 9, 0, tzinfo=NEW_YORK)
    content = written(replace(ENTRY, starts=opens, ends=opens + timedelta(hours=8)))
    assert b"DTSTART;TZID=America/New_York:20260504T090000\r\n" in content
    calendar = read(content)
    assert [str(zone["TZID"]) for zone in calendar.timezones] == ["America/New_York"]
    assert calendar.events[0]["DTEND"].dt == opens + timedelta(hours=8)


def test_a_beginning_without_an_end_has_none():
    assert "DTEND" not in event(starts=AT, ends=None)


def test_no_property_is_empty():
    lines = written(replace(ENTRY, words="", place=Said("", "", False))).split(b"\r\n")
    assert not [line for line in lines if line.endswith(b":")]


def test_what_outlook_asks_for_is_there():
    content = written(ENTRY)
    for line in [b"METHOD:PUBLISH", b"VERSION:2.0", b"CALSCALE:GREGORIAN", b"X-WR-CALNAME:CRM",
                 b"X-PUBLISHED-TTL:PT6H", b"REFRESH-INTERVAL;VALUE=DURATION:PT6H"]:  # fmt: skip
        assert line + b"\r\n" in content
    assert content.index(b"METHOD:") < content.index(b"BEGIN:VEVENT")


def test_a_calendar_of_nothing_still_has_a_component():
    assert [part.name for part in read(written()).subcomponents] == ["VTIMEZONE"]


def test_a_cancelled_meeting_says_so():
    assert event(is_cancelled=True)["STATUS"] == "CANCELLED"
    assert event()["STATUS"] == "CONFIRMED"


def test_words_in_another_language_name_it():
    assert event(summary=Said("Conferencia", "es", True))["SUMMARY"].params["LANGUAGE"] == "es"
    assert "LANGUAGE" not in event()["SUMMARY"].params


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)


def unprintable(char):
    return char < " " or "\x7f" <= char <= "\x9f"


@given(WORDS, WORDS, WORDS)
def test_any_words_come_back_as_they_were(title, place, words):
    def kept(text):
        lines = text.replace("\r\n", "\n").replace("\r", "\n").strip()
        return "".join(c for c in lines if c == "\n" or not unprintable(c))

    found = event(summary=Said(title, "en", False), place=Said(place, "en", False), words=words)
    assert str(found["SUMMARY"]) == kept(title)
    assert str(found.get("LOCATION", "")) == kept(place)
    assert str(found.get("DESCRIPTION", "")) == kept(words)


ZONES = [
    "America/New_York", "America/Mexico_City", "America/Port-au-Prince", "Europe/Amsterdam",
    "America/Paramaribo", "Australia/Lord_Howe",
]  # fmt: skip


@pytest.mark.parametrize("name", ZONES)
def test_a_zone_that_is_told_tells_the_same_time_as_the_zone(name):
    zone = ZoneInfo(name)
    told = Calendar.from_ical(told_zone(zone, 2019, 2027).to_ical())
    changes = sorted(
        (part["DTSTART"].dt - part["TZOFFSETFROM"].td, part["TZOFFSETTO"].td)
        for part in told.subcomponents
    )
    for hours in range(0, 8 * 365 * 24, 5):
        at = datetime(2019, 1, 2) + timedelta(hours=hours)
        offset = [to for since, to in changes if since <= at][-1]
        assert at.replace(tzinfo=UTC).astimezone(zone).utcoffset() == offset
