from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from comity.meetings.calendars import addresses
from comity.meetings.models import CalendarAddress
from comity.parties.models import Entry
from tests import make
from tests.meetings.calendars.clients import read, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return make.body()


@pytest.fixture
def person(body):
    return make.delegate(body=body)


def address_of(person):
    return addresses.url_of(addresses.open_address(person, at=make.NOW))


def test_a_dialogue_and_a_body_have_calendars_of_what_anyone_may_read(
    client, sign_in, body, person
):
    make.meeting("Network", body=body)
    make.meeting("Plenary", body=body.parent)
    make.meeting("Closed", body=body, label="AMBER")
    make.meeting("Prepared", body=body, shared_at=None)
    sign_in(person)
    assert titles(client.get(f"/calendars/bodies/{body.slug}.ics")) == ["Network"]
    whole = client.get(f"/calendars/dialogues/{body.dialogue.slug}.ics")
    assert titles(whole) == ["Network", "Plenary"]
    assert whole.headers["Cache-Control"].startswith("public")


def test_a_meeting_known_to_the_month_alone_is_in_no_calendar(client, body):
    month = make.meeting("Some day", body=body, precision="month")
    assert titles(client.get(f"/calendars/bodies/{body.slug}.ics")) == []
    assert client.get(reverse("calendars:meeting", args=[month.slug])).status_code == 404


def test_the_language_is_asked_for_and_another_one_is_not_there(client, body):
    make.meeting({"en": "Conference", "es": "Conferencia"}, body=body)
    url = f"/calendars/bodies/{body.slug}.ics"
    assert titles(client.get(url, {"language": "es"})) == ["Conferencia"]
    assert titles(client.get(url, headers={"Accept-Language": "es"})) == ["Conference"]
    assert client.get(url, {"language": "tlh"}).status_code == 404


def test_a_program_that_has_the_calendar_is_told_so(client, body):
    meeting = make.meeting(body=body)
    url = f"/calendars/bodies/{body.slug}.ics"
    first = client.get(url)
    again = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    meeting.place = make.said("Elsewhere")
    meeting.save()
    later = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert later.status_code == 200


def test_moved_and_cancelled_meetings_update(client, body):
    meeting = make.meeting("Conference", body=body)
    url = reverse("calendars:meeting", args=[meeting.slug])
    [before] = read(client.get(url)).events
    meeting.sequence, meeting.changed_at = 1, datetime(2026, 4, 1, tzinfo=UTC)
    meeting.cancelled_at = meeting.changed_at
    meeting.cancelled_because = make.said("A hurricane.")
    meeting.save()
    [after] = read(client.get(url)).events
    assert after["UID"] == before["UID"]
    assert (after["SEQUENCE"], after["STATUS"]) == (1, "CANCELLED")
    assert after["SUMMARY"] == "Cancelled: Conference"
    assert after["LAST-MODIFIED"].dt == meeting.changed_at
    assert "A hurricane." in after["DESCRIPTION"]


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../../etc/passwd"])
def test_times_in_a_zone_that_is_not_known_are_those_of_greenwich(client, zone):
    at = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
    meeting = make.meeting(opens_at=at, time_zone=zone)
    content = client.get(reverse("calendars:meeting", args=[meeting.slug])).content
    assert b"DTSTART:20260302T150000Z\r\n" in content


def test_an_opening_of_several_days_without_an_end_is_told_in_words(client):
    at = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
    meeting = make.meeting(
        opens_at=at, ends_on=make.TODAY.replace(day=4), time_zone="America/Mexico_City"
    )
    [event] = read(client.get(reverse("calendars:meeting", args=[meeting.slug]))).events
    assert event["DTSTART"].dt == make.TODAY
    assert "Opens at 2 Mar 2026, 09:00 GMT-06:00." in event["DESCRIPTION"]


def test_the_link_to_join_is_in_no_calendar(client, person):
    meeting = make.meeting(link="https://join.example.org")
    assert b"join.example" not in client.get(f"/calendars/meetings/{meeting.slug}.ics").content


def test_who_is_signed_in_gets_the_file_of_a_meeting_that_others_do_not(client, sign_in, person):
    meeting = make.meeting("Ours", body=person.seats.get().body, label="AMBER")
    url = reverse("calendars:meeting", args=[meeting.slug])
    assert client.get(url).status_code == 404
    sign_in(person)
    answer = client.get(url)
    assert titles(answer) == ["Ours"]
    assert answer.headers["Cache-Control"].startswith("private")


def test_ones_own_address_shows_what_one_sits_in_and_follows(client, person, body):
    elsewhere = make.body()
    make.follow(person, elsewhere)
    make.meeting("Ours", body=body, label="AMBER")
    make.meeting("Followed", body=elsewhere)
    make.meeting("Followed and closed", body=elsewhere, label="AMBER")
    make.meeting("Of others")
    assert titles(client.get(address_of(person))) == ["Followed", "Ours"]


def test_of_a_watched_meeting_ones_calendar_says_only_that_it_is_there(client, person, body):
    meeting = make.meeting(
        "Secret", body=body, label="AMBER+STRICT", place=make.said("Hidden"),
        about=make.said("Quiet"),
    )  # fmt: skip
    [event] = read(client.get(address_of(person))).events
    assert event["SUMMARY"] == "A meeting under TLP:AMBER+STRICT"
    assert event["DESCRIPTION"].endswith(meeting.get_absolute_url())
    assert "LOCATION" not in event
    assert "Quiet" not in event["DESCRIPTION"]
    assert not Entry.objects.filter(act="read").exists()


def test_a_seat_that_ended_yesterday_is_out_of_ones_calendar_today(client, person, body):
    make.meeting("Ours", body=body, label="AMBER")
    make.follow(person, body)
    url = address_of(person)
    assert titles(client.get(url)) == ["Ours"]
    person.seats.update(until=timezone.localdate() - timezone.timedelta(days=1))
    assert titles(client.get(url)) == []


def test_an_address_that_was_renewed_or_ended_opens_nothing(client, person):
    first = address_of(person)
    second = address_of(person)
    assert first != second
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    addresses.end_address(person, at=make.NOW)
    assert client.get(second).status_code == 404
    acts = list(Entry.objects.order_by("number").values_list("act", flat=True))
    assert acts == [
        "calendaraddress.opened", "calendaraddress.renewed", "calendaraddress.ended",
    ]  # fmt: skip


def test_whoever_may_not_sign_in_any_more_has_no_calendar(client, person):
    url = address_of(person)
    person.is_active = False
    person.save()
    assert client.get(url).status_code == 404


def test_the_database_alone_opens_no_calendar(client, person):
    address_of(person)
    key = CalendarAddress.objects.get().key
    for token in [key, f"{key}.", f"{key}.{'x' * 43}"]:
        assert client.get(f"/calendars/mine/{token}.ics").status_code == 404


def test_ones_account_shows_the_address_and_renews_and_ends_it(client, sign_in, person):
    sign_in(person)
    account, act = reverse("parties:account"), reverse("meetings:calendar_address")
    client.post(act, {"act": "open"})
    url = addresses.url_of(person.calendar_address)
    assert url in client.get(account).content.decode()
    client.post(act, {"act": "renew"})
    assert url not in client.get(account).content.decode()
    client.post(act, {"act": "end"})
    client.post(act, {"act": "end"})
    assert "/calendars/mine/" not in client.get(account).content.decode()


def test_pages_of_dialogues_and_bodies_tell_programs_of_calendars_and_feeds(client, body):
    for thing in (body, body.dialogue):
        page = client.get(thing.get_absolute_url()).content.decode()
        kind = "bodies" if thing is body else "dialogues"
        for media_type, name in [
            ("text/calendar", f"/calendars/{kind}/{thing.slug}.ics"),
            ("application/atom+xml", f"/feeds/{kind}/{thing.slug}.atom"),
        ]:
            assert f'rel="alternate" type="{media_type}"' in page
            assert page.count(f'href="{name}?language=en"') == 2


def test_a_calendar_of_many_meetings_asks_few_questions(
    client, body, django_assert_max_num_queries
):
    for _ in range(81):
        make.meeting(body=body)
    with django_assert_max_num_queries(3):
        client.get(f"/calendars/dialogues/{body.dialogue.slug}.ics")
