"""Days and hours of a meeting; moving it and cancelling it; its series; where one joins."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from comity.meetings import notices
from comity.meetings.models import Meeting
from comity.meetings.neighbours import neighbours_of
from comity.meetings.rules import (
    DatesDoNotFit,
    HoursDoNotFit,
    MeetingCancelled,
    NoSuchClock,
    NotTheChair,
    SeriesGoesRound,
)
from comity.meetings.services import (
    add_item,
    announce,
    cancel_meeting,
    change_item,
    change_meeting,
    open_meeting,
)
from comity.parties.dates import PartialDate
from comity.parties.models import Entry, Person
from tests import make
from tests.make import NOW, TODAY

pytestmark = pytest.mark.django_db

ZONE = "America/Guatemala"


@pytest.fixture
def body():
    return make.plenary()


@pytest.fixture
def chair(body):
    return make.secretary(body)


@pytest.fixture
def meeting(body, chair):
    return make.meeting(
        "Fifteenth", body=body, owner=chair.seats.get().party, label="AMBER",
        starts_on=date(2027, 3, 16), ends_on=date(2027, 3, 17), time_zone=ZONE,
    )  # fmt: skip


def change(meeting, by, starts="2027-03-16", ends="2027-03-17", **said):
    return change_meeting(
        meeting, bodies=[meeting.body], starts=PartialDate.read(starts),
        ends=ends and PartialDate.read(ends), by=by, at=NOW, **said,
    )  # fmt: skip


def test_hours_are_those_of_the_place(meeting, chair):
    change(meeting, chair, opens=time(9), closes=time(17, 30))
    meeting.refresh_from_db()
    assert meeting.opens_at == datetime(2027, 3, 16, 15, tzinfo=UTC)
    assert meeting.closes_at == datetime(2027, 3, 17, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "refusal", "words"),
    [
        ({"opens": time(9), "time_zone": ""}, HoursDoNotFit, "a time zone"),
        ({"opens": time(9), "starts": "2027-03", "ends": None}, HoursDoNotFit, "the days"),
        ({"opens": time(9), "closes": time(8), "ends": None}, HoursDoNotFit, "08:00, before it"),
        ({"time_zone": "Mars/Base"}, HoursDoNotFit, "Mars/Base is not a time zone"),
        ({"documents_due_on": date(2027, 3, 18)}, DatesDoNotFit, "after the meeting"),
        (
            {"starts": "2027-03-14", "time_zone": "America/New_York", "opens": time(2, 30)},
            NoSuchClock, "14 March 2027 there is no 02:30 in New York",
        ),
    ],
)  # fmt: skip
def test_hours_that_cannot_be_are_refused_and_nothing_is_kept(meeting, chair, said, refusal, words):
    with pytest.raises(refusal, match=words):
        change(meeting, chair, **said)
    meeting.refresh_from_db()
    assert (meeting.opens_at, meeting.starts_on) == (None, date(2027, 3, 16))
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("starts", "refusal", "words"),
    [
        (datetime(2027, 3, 18, 9), HoursDoNotFit, "18 March 2027, when the meeting is not held"),
        (datetime(2027, 3, 15, 9), HoursDoNotFit, "15 March 2027"),
    ],
)
def test_an_item_begins_while_the_meeting_is_held(meeting, chair, starts, refusal, words):
    item = add_item(meeting, title=make.said("x"), by=chair, at=NOW)
    with pytest.raises(refusal, match=words):
        change_item(item, starts=starts, by=chair, at=NOW)
    item.refresh_from_db()
    assert item.starts_at is None


def test_an_item_of_a_meeting_without_hours_has_no_time(body, chair):
    meeting = make.meeting(body=body, label="AMBER")
    with pytest.raises(HoursDoNotFit, match="the time zone of the meeting"):
        add_item(meeting, title=make.said("x"), starts=datetime(2026, 3, 2, 9), by=chair, at=NOW)


def test_an_announced_meeting_that_moves_is_counted_written_and_told(
    meeting, chair, body, mailoutbox
):
    member = make.seat(body=body).person
    Person.objects.filter(pk=member.pk).update(language="es")
    make.delegate()
    change(meeting, chair, starts="2027-04-06", ends="2027-04-07", opens=time(9))
    meeting.refresh_from_db()
    assert (meeting.sequence, meeting.changed_at) == (1, NOW)
    entry = Entry.objects.get()
    assert entry.act == "meeting.moved"
    assert entry.facts == {"fields": ["ends_on", "opens_at", "starts_on"]}
    [mail] = mailoutbox
    assert mail.to == [member.email]
    assert "6–7 abr 2027" in mail.body
    assert "16–17 mar 2027" in mail.body
    assert "Ciudad de Guatemala" not in mail.body
    assert "Guatemala (GMT-06:00)" in mail.body


def test_a_place_or_title_is_told_to_calendars_and_not_by_mail(meeting, chair, body, mailoutbox):
    make.seat(body=body)
    change(meeting, chair, place=make.said("Belmopan"))
    change(meeting, chair, place=make.said("Belmopan"), outcome=make.said("Two texts."))
    meeting.refresh_from_db()
    assert meeting.sequence == 1
    assert not mailoutbox
    assert set(Entry.objects.values_list("act", flat=True)) == {"meeting.changed"}


@pytest.mark.parametrize("case", ["in preparation", "long over"])
def test_nobody_is_told_of_what_nobody_waits_for(meeting, chair, body, mailoutbox, case):
    make.seat(body=body)
    if case == "in preparation":
        Meeting.objects.filter(pk=meeting.pk).update(shared_at=None)
        change(meeting, chair, starts="2027-04-06", ends="2027-04-07")
        meeting.refresh_from_db()
        assert meeting.sequence == 0
    else:
        past = {"starts_on": date(2009, 11, 9), "ends_on": date(2009, 11, 10)}
        Meeting.objects.filter(pk=meeting.pk).update(**past)
        change(meeting, chair, starts="2009-11-10", ends="2009-11-11")
        cancel_meeting(meeting, because=make.said("Never held."), by=chair, at=NOW)
    assert not mailoutbox


def test_only_those_who_may_read_the_meeting_are_told(meeting, chair, body, mailoutbox):
    make.seat(body=body, as_="observer")
    cancel_meeting(meeting, because=make.said("Hurricane."), by=chair, at=NOW)
    assert not mailoutbox


def test_an_upper_room_names_others_who_are_told(meeting, chair, monkeypatch, mailoutbox):
    monkeypatch.setattr(notices, "_invited", [])
    guest = make.seat(body=make.body(dialogue=meeting.body.dialogue, parent=meeting.body)).person
    make.membership(guest.seats.get().party, meeting.body)
    notices.tell_also(lambda _meeting, _on: [guest.pk])
    cancel_meeting(meeting, because=make.said("Hurricane."), by=chair, at=NOW)
    assert [mail.to for mail in mailoutbox] == [[guest.email]]


def test_the_agenda_moves_along_at_the_same_time_of_the_place(meeting, chair):
    change(meeting, chair, time_zone="America/New_York", starts="2027-03-12", ends="2027-03-13")
    item = add_item(
        meeting, title=make.said("x"), starts=datetime(2027, 3, 12, 9), by=chair, at=NOW
    )
    assert item.starts_at.hour == 14
    change(meeting, chair, starts="2027-03-15", ends=None)  # their clocks are put forward between
    item.refresh_from_db()
    assert item.starts_at == datetime(2027, 3, 15, 13, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"ends": None}, "Item 7 Closing: The item would begin on 17 March 2027"),
        ({"starts": "2027-03", "ends": None}, "Item 7 Closing: Items have times once"),
        ({"time_zone": ""}, "Item 7 Closing: Items have times once"),
    ],
)
def test_a_meeting_does_not_move_away_from_under_its_agenda(meeting, chair, said, words):
    item = add_item(
        meeting, title=make.said("Closing"), number="7", starts=datetime(2027, 3, 17, 16),
        by=chair, at=NOW,
    )  # fmt: skip
    with pytest.raises(HoursDoNotFit, match=words):
        change(meeting, chair, **said)
    before = item.starts_at
    item.refresh_from_db()
    assert item.starts_at == before


def test_a_cancelled_meeting_stays_visible_and_is_written_and_told(
    meeting, chair, body, mailoutbox
):
    member = make.seat(body=body).person
    cancel_meeting(meeting, because=make.said("Hurricane."), by=chair, at=NOW)
    meeting.refresh_from_db()
    assert (meeting.cancelled_at, meeting.sequence, meeting.changed_at) == (NOW, 1, NOW)
    assert Entry.objects.get().act == "meeting.cancelled"
    assert not Entry.objects.get().facts  # the words of an AMBER meeting stay out
    assert Meeting.objects.visible_to(make.reader(member)).exists()
    [mail] = mailoutbox
    assert "Cancelled: Fifteenth" in mail.subject
    assert "Hurricane" not in mail.body


def test_why_a_public_meeting_is_cancelled_is_kept_in_its_words(body, chair):
    meeting = make.meeting(body=body, starts_on=TODAY)
    cancel_meeting(meeting, because=make.said("Hurricane."), by=chair, at=NOW)
    assert Entry.objects.get().facts == {"because": {"en": "Hurricane."}}


def test_what_is_cancelled_is_not_moved_announced_or_cancelled_again(meeting, chair):
    Meeting.objects.filter(pk=meeting.pk).update(shared_at=None)
    cancel_meeting(meeting, because=make.said("Hurricane."), by=chair, at=NOW)
    for act in (
        lambda: change(meeting, chair, starts="2027-03-15"),
        lambda: announce(meeting, by=chair, at=NOW),
        lambda: cancel_meeting(meeting, because=make.said("x"), by=chair, at=NOW),
    ):
        with pytest.raises(MeetingCancelled, match="Fifteenth is cancelled"):
            act()
    change(meeting, chair, title=make.said("Fifteenth, cancelled"))
    meeting.refresh_from_db()
    assert str(meeting) == "Fifteenth, cancelled"


def test_only_who_chairs_cancels(meeting, body):
    with pytest.raises(NotTheChair):
        cancel_meeting(meeting, because=make.said("x"), by=make.delegate(body=body), at=NOW)


def test_where_one_joins_is_not_kept_with_the_public_words(body, chair):
    meeting = make.meeting(body=body, starts_on=date(2027, 3, 16), ends_on=date(2027, 3, 17))
    change(meeting, chair, link="https://example.org/secret-room")
    assert Entry.objects.get().facts == {"fields": ["link"], "before": {}, "after": {}}


def test_a_series_does_not_go_round(body, chair):
    def opened(name, day, **said):
        return open_meeting(
            title=make.said(name), body=body, owner=chair.seats.get().party, bodies=[body],
            starts=PartialDate.read(day), label="AMBER", by=chair, at=NOW, **said,
        )  # fmt: skip

    first = opened("I", "2025-03")
    second = opened("II", "2025-03", follows=first)
    third = opened("III", "2025-03", follows=second)
    with pytest.raises(SeriesGoesRound, match="III comes after I in its series"):
        change(first, chair, starts="2025-03", ends=None, follows=third)
    with pytest.raises(DatesDoNotFit, match="III, which this meeting follows, is held after it"):
        opened("Early", "2024-01", follows=third)


def test_neighbours_are_those_that_the_reader_may_see(body):
    conference = make.meeting("Conference", body=body)
    before = make.meeting("XIV", body=body)
    it = make.meeting("XV", body=body, follows=before, conference=conference)
    after = make.meeting("XVI", body=body, follows=it, label="AMBER")
    part = make.meeting("Network day", body=body, conference=it)
    member = make.reader(make.delegate(body=body))
    for reader, follower in ((member, [after]), (make.reader(None), [])):
        near = neighbours_of(it, reader, TODAY)
        assert (near.conference, near.before) == (conference, before)
        assert near.parts == [part]
        assert near.after == follower


def test_the_next_meeting_of_a_body_is_the_first_that_takes_place(body):
    over = make.meeting(body=body, starts_on=TODAY - timedelta(days=9))
    later = make.meeting(body=body, starts_on=TODAY + timedelta(days=9))
    make.meeting(body=body, starts_on=TODAY + timedelta(days=3), cancelled_at=NOW)
    make.meeting(starts_on=TODAY + timedelta(days=2))
    anyone = make.reader(None)
    assert neighbours_of(over, anyone, TODAY).coming == later
    assert neighbours_of(later, anyone, TODAY).coming is None
