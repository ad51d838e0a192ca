"""The page of a meeting, and the one on which its agenda is arranged. No page needs a script."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from comity.meetings.models import AgendaItem, Meeting
from tests import make

pytestmark = pytest.mark.django_db

NINE = datetime(2027, 3, 16, 15, tzinfo=UTC)


@pytest.fixture
def body():
    return make.plenary()


@pytest.fixture
def office(body, sign_in):
    person = make.secretary(body)
    client = sign_in(person)
    client.person = person
    return client


@pytest.fixture
def meeting(body):
    return make.meeting(
        "Fifteenth", body=body, label="AMBER", with_observers=True, starts_on=date(2027, 3, 16),
        time_zone="America/Guatemala", opens_at=NINE,
    )  # fmt: skip


def items(meeting, *numbers):
    made = {}
    for position, number in enumerate(numbers, start=1):
        parent = made.get(number.rpartition(".")[0])
        made[number] = make.agenda_item(
            f"Title {number}", number=number, parent=parent, position=position, meeting=meeting,
            label=meeting.label, with_observers=True,
        )  # fmt: skip
    return made


def page_of(client, thing):
    return client.get(thing.get_absolute_url().partition("#")[0]).content.decode()


def arrange(client, meeting, **typed):
    meeting.refresh_from_db()
    address = reverse("meetings:arrange", args=[meeting.slug])
    return client.post(address, {"stamp": meeting.agenda_stamp} | typed)


def numbers(meeting):
    return [item.number for item in meeting.items.order_by("position")]


def test_parts_are_lists_within_their_items(client, body):
    meeting = make.meeting(body=body)
    items(meeting, "1", "1.1", "1.1.1", "2")
    page = page_of(client, meeting)
    agenda = page[
        page.index('<ol class="agenda">') : page.index("</section>", page.index("agenda"))
    ]
    shape = "".join(re.findall(r"</?ol|</?li|<h\d", agenda))
    assert shape == (
        "<ol<li<h3<ol<li<h4<ol<li<h5</li</ol</li</ol</li<li<h3</li</ol"
    )  # fmt: skip


def test_a_part_of_a_hidden_item_closes_no_list_too_many(client, body):
    meeting = make.meeting(body=body)
    made = items(meeting, "1", "1.1", "1.1.1", "2")
    AgendaItem.objects.filter(pk=made["1"].pk).update(label="AMBER")
    page = page_of(client, meeting)
    assert "Title 1.1.1" in page
    assert page.count("<ol") == page.count("</ol>")
    assert page.count("<li ") + page.count("<li>") == page.count("</li>")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "from 09:00, Guatemala (GMT-06:00)"),
        ("es", "Guatemala (GMT-06:00)"),
        ("fr", "Guatemala (UTC-06:00)"),
    ],
)
def test_times_are_those_of_the_place_and_say_so(office, meeting, language, words):
    page = office.get(f"/{language}/meetings/{meeting.slug}/").content.decode()
    assert words in page.replace("\u2212", "-")


def test_items_show_their_times_and_those_worked_out_from_them(office, meeting):
    made = items(meeting, "1", "2")
    AgendaItem.objects.filter(pk=made["1"].pk).update(starts_at=NINE, minutes=30)
    page = page_of(office, meeting)
    assert '<time datetime="2027-03-16T09:00-06:00">09:00</time>–09:30' in page
    assert 'about <time datetime="2027-03-16T09:30-06:00">09:30</time>' in page


def test_items_of_several_days_say_the_day_once(office, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(ends_on=date(2027, 3, 17))
    made = items(meeting, "1", "2", "3")
    for number, hours in (("1", 0), ("2", 1), ("3", 24)):
        starts_at = NINE + timedelta(hours=hours)
        AgendaItem.objects.filter(pk=made[number].pk).update(starts_at=starts_at)
    days = re.findall(r'agenda__day">([^<]+)<', page_of(office, meeting))
    assert days == ["Tue 16 Mar", "Wed 17 Mar"]


def test_the_agenda_is_arranged_by_buttons(office, meeting):
    made = items(meeting, "1", "2", "3")
    answer = arrange(office, meeting, move=f"{made['3'].pk}.up")
    assert answer.url.endswith(f"/agenda/#item-{made['3'].pk}")
    arrange(office, meeting, move=f"{made['3'].pk}.in")
    made["3"].refresh_from_db()
    assert numbers(meeting) == ["1", "3", "2"]
    assert made["3"].parent == made["1"]


def test_only_buttons_that_do_something_are_shown(office, meeting):
    made = items(meeting, "1", "1.1", "2")
    page = office.get(reverse("meetings:arrange", args=[meeting.slug])).content.decode()
    offered = re.findall(r'name="move" value="(\d+)\.(\w+)"', page)
    names = {str(item.pk): number for number, item in made.items()}
    assert {(names[key], way) for key, way in offered} == {
        ("1", "down"), ("1.1", "out"), ("2", "up"), ("2", "in"),
    }  # fmt: skip


def test_an_item_is_dropped_into_another(office, meeting):
    made = items(meeting, "1", "1.1", "2")
    arrange(office, meeting, item=made["2"].pk, parent=made["1"].pk, before=made["1.1"].pk)
    assert numbers(meeting) == ["1", "2", "1.1"]


def test_of_two_who_move_at_once_the_second_sees_why_and_the_agenda_as_it_is(office, meeting):
    made = items(meeting, "1", "2")
    arrange(office, meeting, move=f"{made['2'].pk}.up")
    address = reverse("meetings:arrange", args=[meeting.slug])
    late = office.post(address, {"stamp": 0, "move": f"{made['1'].pk}.down"})
    page = late.content.decode()
    assert late.status_code == 409
    assert f"{office.person.name} moved item 2 meanwhile." in page
    assert page.index("Title 2") < page.index("Title 1")
    assert 'name="stamp" value="1"' in page


@pytest.mark.parametrize(
    "typed",
    [{}, {"move": "x"}, {"move": "1.sideways"}, {"move": "9" * 30 + ".up"}, {"item": "x"},
     {"item": "9" * 30}, {"item": "0"}, {"item": "1", "stamp": "x"}],
)  # fmt: skip
def test_a_move_that_means_nothing_is_a_page_that_does_not_exist(office, meeting, typed):
    items(meeting, "1")
    assert arrange(office, meeting, **typed).status_code == 404


def test_an_item_of_another_meeting_or_one_not_readable_is_not_moved(office, meeting):
    other = items(make.meeting(body=meeting.body, label="AMBER"), "1", "2")["2"]
    hidden = make.agenda_item(meeting=meeting, label="RED", author=make.person())
    shown = items(meeting, "1", "2")["2"]
    for typed in (
        {"move": f"{other.pk}.up"},
        {"move": f"{hidden.pk}.up"},
        {"item": shown.pk, "parent": hidden.pk},
        {"item": shown.pk, "parent": "", "before": other.pk},
    ):
        assert arrange(office, meeting, **typed).status_code == 404


def test_a_drop_too_deep_is_refused_in_words(office, meeting):
    made = items(meeting, "1", "1.1", "1.1.1", "2")
    answer = arrange(office, meeting, item=made["2"].pk, parent=made["1.1.1"].pk, before="")
    assert answer.status_code == 422
    assert "An agenda has three levels" in answer.content.decode()
    assert numbers(meeting) == ["1", "1.1", "1.1.1", "2"]


def test_an_item_is_added_with_its_time_lead_and_place_in_the_tree(office, meeting):
    first = items(meeting, "1")["1"]
    lead = make.party("Belize")
    address = reverse("meetings:add_item", args=[meeting.slug])
    form = office.get(address, {"part_of": first.pk}).content.decode()
    assert f'<option value="{first.pk}" selected>' in form
    answer = office.post(
        address,
        {"title_en": "Data", "number": "1.1", "clock": "09:30", "minutes": "45",
         "lead": lead.pk, "mode": "observers", "parent": first.pk},
    )  # fmt: skip
    item = meeting.items.get(number="1.1")
    assert answer.url.endswith(f"/agenda/#item-{item.pk}")
    assert (item.parent, item.minutes, item.lead) == (first, 45, lead)
    assert item.starts_at == NINE + timedelta(minutes=30)
    assert "lead: Belize" in page_of(office, meeting)


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({"clock": "25:00"}, 422, "This is not a time that exists"),
        ({"minutes": "0"}, 422, "greater than or equal to 1"),
        ({"title_en": ""}, 422, "Write it in one language at least"),
        ({"mode": "open"}, 422, "no part of it is wider"),
        ({"clock": "02:30"}, 422, "there is no 02:30 in New York"),
        ({"parent": "9" * 30}, 422, "Select a valid choice"),
    ],
)
def test_what_is_wrong_with_an_item_has_its_sentence(office, meeting, typed, status, sentence):
    Meeting.objects.filter(pk=meeting.pk).update(
        time_zone="America/New_York", starts_on=date(2027, 3, 14)
    )
    first = items(meeting, "1")["1"]
    AgendaItem.objects.filter(pk=first.pk).update(mode="members_only", with_observers=False)
    fields = {"title_en": "Data", "mode": "members_only", "number": "1.1", "parent": first.pk}
    answer = office.post(reverse("meetings:add_item", args=[meeting.slug]), fields | typed)
    assert answer.status_code == status
    assert sentence in answer.content.decode()
    assert 'value="1.1"' in answer.content.decode()
    assert meeting.items.count() == 1


def test_the_time_of_an_item_is_typed_as_it_was_shown(office, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(ends_on=date(2027, 3, 17))
    item = items(meeting, "1")["1"]
    AgendaItem.objects.filter(pk=item.pk).update(starts_at=NINE + timedelta(days=1))
    address = reverse("meetings:edit_item", args=[item.pk])
    form = office.get(address).content.decode()
    assert '<option value="2027-03-17" selected>' in form
    assert 'value="09:00"' in form
    office.post(address, {"title_en": "x", "day": "2027-03-16", "clock": "09:00"})
    item.refresh_from_db()
    assert item.starts_at == NINE


def test_who_keeps_an_item_switches_its_mode_with_its_parts(office, meeting):
    made = items(meeting, "1", "1.1")
    AgendaItem.objects.update(mode="members_only", with_observers=False)
    page = office.get(reverse("meetings:item", args=[made["1"].pk])).content.decode()
    assert 'name="with_parts"' in page
    assert (
        'name="with_parts"'
        not in office.get(reverse("meetings:item", args=[made["1.1"].pk])).content.decode()
    )
    office.post(
        reverse("meetings:mode", args=[made["1"].pk]),
        {"mode": "open", "shown": "members_only", "with_parts": "on"},
    )
    assert set(meeting.items.values_list("mode", flat=True)) == {"open"}


def test_an_empty_agenda_begins_with_an_earlier_one(office, meeting):
    earlier = make.meeting("Fourteenth", body=meeting.body, label="AMBER")
    items(earlier, "1", "1.1")
    meeting.follows = earlier
    meeting.save()
    address = reverse("meetings:begin", args=[meeting.slug])
    assert address in office.get(reverse("meetings:arrange", args=[meeting.slug])).content.decode()
    assert f'value="{earlier.pk}" selected' in office.get(address).content.decode()
    answer = office.post(address, {"earlier": earlier.pk}, follow=True)
    assert "The agenda was taken over." in answer.content.decode()
    assert numbers(meeting) == ["1", "1.1"]
    again = office.post(address, {"earlier": earlier.pk})
    assert again.status_code == 409


def test_no_agenda_is_offered_that_the_chair_may_not_read(office, meeting):
    items(make.meeting("Hidden", body=meeting.body, label="RED"), "1")
    items(make.meeting("Elsewhere", label="CLEAR"), "1")
    form = office.get(reverse("meetings:begin", args=[meeting.slug])).content.decode()
    assert "Hidden" not in form
    assert "Elsewhere" not in form


def test_a_meeting_is_cancelled_with_a_reason_and_says_so_everywhere(office, meeting, body):
    Meeting.objects.filter(pk=meeting.pk).update(starts_on=timezone.localdate() + timedelta(2))
    address = reverse("meetings:cancel", args=[meeting.slug])
    assert office.post(address, {}).status_code == 422
    office.post(address, {"because_en": "A hurricane."})
    page = page_of(office, meeting)
    assert "This meeting does not take place." in page
    assert "A hurricane." in page
    for list_ in (reverse("meetings:meetings"), body.get_absolute_url()):
        shown = office.get(list_).content.decode()
        assert "Fifteenth" in shown
        assert "Cancelled" in shown
    assert "Next meeting" not in office.get(body.get_absolute_url()).content.decode()
    late = office.post(address, {"because_en": "Twice."})
    assert late.status_code == 409


@pytest.mark.parametrize(
    ("who", "is_told"),
    [("a member", True), ("an observer", True), ("a member elsewhere", False), ("anyone", False)],
)
def test_where_to_join_is_told_to_seats_of_the_dialogue_alone(client, sign_in, body, who, is_told):
    meeting = make.meeting(body=body, link="https://example.org/secret-room")
    if who != "anyone":
        at = body if "elsewhere" not in who else make.plenary()
        client = sign_in(make.delegate(body=at, as_="observer" if "obs" in who else "member"))
    assert ("secret-room" in page_of(client, meeting)) == is_told


def test_a_cancelled_meeting_is_not_joined(sign_in, body):
    meeting = make.meeting(body=body, link="https://example.org/room", cancelled_at=make.NOW)
    assert "example.org/room" not in page_of(sign_in(make.delegate(body=body)), meeting)


def test_hours_and_zone_are_typed_and_kept(office, meeting, body):
    address = reverse("meetings:edit", args=[meeting.slug])
    fields = {
        "title_en": "Fifteenth", "starts": "2027-03-16", "bodies": [body.pk], "opens": "08:30",
        "time_zone": "America/Guatemala", "modality": "hybrid", "link": "https://example.org/r",
        "documents_due_on": "2027-03-01",
    }  # fmt: skip
    assert 'value="09:00"' in office.get(address).content.decode()
    assert office.post(address, fields).status_code == 302
    meeting.refresh_from_db()
    assert meeting.opens_at == NINE - timedelta(minutes=30)
    assert (meeting.modality, meeting.documents_due_on) == ("hybrid", date(2027, 3, 1))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"time_zone": "America/Atlantis"}, "Select a valid choice"),
        ({"opens": "09:00", "time_zone": ""}, "Times need the days of the meeting"),
        ({"starts": "2027-02-30"}, "is not a date"),
        ({"starts": "2027-03-14", "opens": "02:30", "time_zone": "America/New_York"},
         "the clocks are put forward over it"),
        ({"documents_due_on": "2027-02-30"}, "This is not a date that exists"),
    ],
)  # fmt: skip
def test_hours_that_do_not_exist_have_their_sentence(office, meeting, body, typed, sentence):
    fields = {"title_en": "Renamed", "starts": "2027-03-16", "bodies": [body.pk]} | typed
    answer = office.post(reverse("meetings:edit", args=[meeting.slug]), fields)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert 'value="Renamed"' in answer.content.decode()
    meeting.refresh_from_db()
    assert str(meeting) == "Fifteenth"


def test_all_texts_of_a_conference_and_its_meetings_are_shown(client, body):
    conference = make.meeting(body=body)
    part = make.meeting(body=body, conference=conference)
    make.instrument("Declaration of the conference", meeting=conference, body=body)
    make.instrument("Extraordinary declaration", meeting=part, body=body)
    page = page_of(client, conference)
    assert "Declaration of the conference" in page
    assert "Extraordinary declaration" in page


def test_a_series_leads_from_one_meeting_to_the_next(client, body):
    before = make.meeting("Fourteenth", body=body)
    it = make.meeting("Fifteenth", body=body, follows=before)
    assert before.get_absolute_url() in page_of(client, it)
    assert it.get_absolute_url() in page_of(client, before)


def test_the_next_meeting_stands_out_on_its_dialogue(client, body):
    on = timezone.localdate()
    make.meeting("Later", body=body, starts_on=on + timedelta(9))
    make.meeting("Sooner", body=body, starts_on=on + timedelta(2))
    page = client.get(body.dialogue.get_absolute_url()).content.decode()
    assert page.index("Next meeting") < page.index("Sooner") < page.index("Later")


def test_an_agenda_needs_the_same_queries_however_long(
    sign_in, body, django_assert_num_queries, django_assert_max_num_queries
):
    meeting = make.meeting(body=body, label="AMBER", time_zone="America/Guatemala")
    client = sign_in(make.secretary(body))

    def grow():
        for item in items(meeting, "1", "1.1", "1.1.1").values():
            document = make.document(body=body, label="AMBER")
            make.rendition(document)
            item.documents.add(document)
            item.lead = make.party()
            item.save()

    grow()
    for address in (meeting.get_absolute_url(), reverse("meetings:arrange", args=[meeting.slug])):
        client.get(address)
        with django_assert_max_num_queries(26) as few:
            client.get(address)
        grow()
        with django_assert_num_queries(len(few)):
            client.get(address)
