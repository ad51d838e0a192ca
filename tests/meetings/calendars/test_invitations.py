import email
from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from comity.meetings.calendars import invitation_ics
from comity.notices.models import Message
from comity.notices.services import tell
from comity.notices.services.wire import on_the_wire
from comity.tlp import Label
from tests import make

pytestmark = pytest.mark.django_db
OPENS = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
CLOSES = datetime(2026, 5, 5, 21, 0, tzinfo=UTC)


@pytest.fixture
def meeting():
    return make.meeting(
        {"en": "XIV Conference", "es": "XIV Conferencia"}, starts_on=OPENS.date(),
        ends_on=CLOSES.date(), opens_at=OPENS, closes_at=CLOSES, sequence=2,
        time_zone="America/Mexico_City", place=make.said("Tapachula"),
    )  # fmt: skip


def event_of(ics):
    calendar = Calendar.from_ical(ics)
    [event] = calendar.events
    return calendar, event


def test_an_invitation_names_whom_it_is_for_and_when_in_the_language_asked(meeting):
    guest = make.person("Ana Núñez", email="ana@example.org")
    calendar, event = event_of(invitation_ics(meeting, language="es", attendee=guest))
    assert calendar["METHOD"] == "REQUEST"
    assert event["SUMMARY"] == "XIV Conferencia"
    assert event["ATTENDEE"] == "mailto:ana@example.org"
    assert event["ATTENDEE"].params["CN"] == "Ana Núñez"
    assert event["ORGANIZER"].startswith("mailto:")
    assert event.start == OPENS
    assert event["DTSTART"].params["TZID"] == "America/Mexico_City"
    assert event["TRANSP"] == "OPAQUE"
    assert f"/es{meeting.get_absolute_url()[3:]}" in event["URL"]


def test_an_update_is_of_the_same_entry_and_counts_on(meeting):
    first = event_of(invitation_ics(meeting, language="en"))[1]
    meeting.sequence, meeting.changed_at = 3, OPENS
    later = event_of(invitation_ics(meeting, language="en"))[1]
    assert first["UID"] == later["UID"]
    assert (first["SEQUENCE"], later["SEQUENCE"]) == (2, 3)
    assert later["DTSTAMP"].dt > first["DTSTAMP"].dt


def test_a_cancelled_meeting_takes_its_entry_away(meeting):
    meeting.cancelled_at = OPENS
    calendar, event = event_of(invitation_ics(meeting, language="en"))
    assert (calendar["METHOD"], event["STATUS"]) == ("CANCEL", "CANCELLED")


def test_an_invitation_can_be_taken_back_while_the_meeting_goes_on(meeting):
    calendar, event = event_of(invitation_ics(meeting, language="en", method="CANCEL"))
    assert (calendar["METHOD"], event["STATUS"]) == ("CANCEL", "CANCELLED")


def test_the_link_to_join_is_in_an_invitation_alone_that_is_given_it(meeting):
    meeting.link = "https://join.example.org/xiv"
    without = invitation_ics(meeting, language="en").replace(b"\r\n ", b"")
    assert b"join.example.org" not in without
    with_it = event_of(invitation_ics(meeting, language="en", link=meeting.link))[1]
    assert meeting.link in with_it["DESCRIPTION"]


def test_an_invitation_to_a_watched_meeting_says_what_is_said_in_passing(meeting):
    meeting.label = Label.STRICT
    event = event_of(invitation_ics(meeting, language="en", link="https://secret.example.org"))[1]
    assert event["SUMMARY"] == "A meeting under TLP:AMBER+STRICT"
    assert "LOCATION" not in event
    assert "secret" not in event["DESCRIPTION"]


def test_a_mail_carries_an_invitation_beside_its_text(meeting, settings):
    settings.EMAIL_BACKEND = "comity.notices.backend.OutboxBackend"
    guest = make.person("Ana Núñez", language="es")
    tell(
        guest, subject=lambda: "Invitación", template="instruments/mail/offered.txt",
        context={}, url="/meetings/", reason=lambda: "",
        calendar=lambda: invitation_ics(meeting, language=guest.language, attendee=guest),
    )  # fmt: skip
    message = Message.objects.get()
    parsed = email.message_from_bytes(on_the_wire(message))
    assert parsed.get_content_type() == "multipart/alternative"
    text, entry = parsed.get_payload()
    assert text.get_content_type() == "text/plain"
    assert entry.get_content_type() == "text/calendar"
    assert entry.get_param("method") == "REQUEST"
    assert event_of(entry.get_payload(decode=True))[1]["SUMMARY"] == "XIV Conferencia"
