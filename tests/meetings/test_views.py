from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from comity.documents.models import Document
from comity.meetings.models import AgendaItem, Meeting
from comity.parties import registry
from comity.parties.ledger import name_of
from comity.parties.models import Entry
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(monkeypatch):
    """The day of the test, which stands still: no midnight falls between two lines."""
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    return timezone.localdate(now)


@pytest.fixture
def body():
    return make.plenary()


@pytest.fixture
def office(body, sign_in):
    """A client in which somebody of the secretariat is signed in."""
    person = make.secretary(body)
    client = sign_in(person)
    client.person = person
    return client


def page_of(client, thing):
    return client.get(thing.get_absolute_url().partition("#")[0]).content.decode()


def typed(office, body, **changes):
    return {
        "title_en": "XIV Conference", "title_es": "XIV Conferencia", "starts": "2009-11-09",
        "bodies": [body.pk], "body": body.pk, "owner": office.person.seats.get().party.pk,
        "label": "AMBER",
    } | changes  # fmt: skip


def test_a_meeting_of_which_nothing_may_be_read_says_so_and_leads_on(client, body):
    it = make.meeting(body=body, label="CLEAR")
    assert "There is no agenda and no outcome" in page_of(client, it)
    make.agenda_item(meeting=it, label="CLEAR")
    assert "There is no agenda and no outcome" not in page_of(client, it)


def test_the_list_says_what_comes_and_what_is_past(client, today):
    make.meeting("Next one", starts_on=today)
    make.meeting("Last one", starts_on=today - timedelta(days=1))
    make.meeting("Hidden one", starts_on=today, label="AMBER")
    page = client.get(reverse("meetings:meetings")).content.decode()
    assert page.index("Next one") < page.index('id="past"') < page.index("Last one")
    assert "Hidden one" not in page


def test_the_list_is_narrowed_by_dialogue_body_and_year(client, body):
    meeting = make.meeting("Ours", body=body, starts_on=make.TODAY.replace(year=2009))
    make.meeting("Theirs", starts_on=make.TODAY.replace(year=2016))
    for query in ({"dialogue": body.dialogue.slug}, {"body": body.slug}, {"year": "2009"}):
        page = client.get(reverse("meetings:meetings"), query).content.decode()
        assert meeting.get_absolute_url() in page
        assert "Theirs" not in page


@pytest.mark.parametrize("query", ["year=x", "year=99999", "body=x", "dialogue=x", "page=x"])
def test_a_filter_that_means_nothing_still_gives_a_page(client, query):
    make.meeting("Ours")
    answer = client.get(reverse("meetings:meetings") + "?" + query)
    assert answer.status_code == 200
    assert "Ours" in answer.content.decode()


def test_a_list_of_fifty_needs_few_queries(sign_in, body, today, django_assert_max_num_queries):
    for _meeting in range(55):
        make.meeting(body=body, label="AMBER", starts_on=make.TODAY.replace(year=2009))
        make.meeting(body=body, label="AMBER", starts_on=today)
    client = sign_in(make.seat(body=body).person)
    with django_assert_max_num_queries(10):
        client.get(reverse("meetings:meetings"))


def test_a_long_agenda_needs_few_queries(sign_in, body, django_assert_max_num_queries):
    meeting = make.meeting(body=body, label="AMBER")
    for _item in range(25):
        item = make.agenda_item(meeting=meeting, label="AMBER")
        for _document in range(2):
            document = make.document(body=body, label="AMBER")
            make.rendition(document)
            item.documents.add(document)
    client = sign_in(make.seat(body=body).person)
    with django_assert_max_num_queries(22):
        client.get(meeting.get_absolute_url())


@pytest.mark.parametrize(
    ("precision", "words"),
    [("day", "9–12 Nov 2009"), ("month", "November 2009"), ("year", ">2009<")],
)
def test_a_date_is_shown_as_exactly_as_it_is_known(client, precision, words):
    first, last = {
        "day": ("2009-11-09", "2009-11-12"),
        "month": ("2009-11-01", "2009-11-30"),
        "year": ("2009-01-01", "2009-12-31"),
    }[precision]
    meeting = make.meeting(starts_on=first, ends_on=last, precision=precision)
    assert words in page_of(client, meeting)


def test_a_conference_shows_its_meetings_and_they_show_it(client):
    conference = make.meeting("Conference")
    part = make.meeting("Network day", conference=conference)
    make.meeting("Closed day", conference=conference, label="AMBER")
    page = page_of(client, conference)
    assert "Network day" in page
    assert "Closed day" not in page
    assert conference.get_absolute_url() in page_of(client, part)


def test_an_item_the_reader_may_not_see_is_not_there(client):
    meeting = make.meeting()
    make.agenda_item("Open words", meeting=meeting)
    make.agenda_item("Closed words", meeting=meeting, label="AMBER", mode="members_only")
    page = page_of(client, meeting)
    assert "Open words" in page
    assert "Closed words" not in page


def test_documents_stand_under_their_item_as_far_as_the_reader_may_see(client):
    item = make.agenda_item()
    item.body.required_languages = ["en", "es"]
    item.body.save()
    shown = make.document("Shown paper", symbol="CRM/7", body=item.body)
    make.rendition(shown, "en")
    item.documents.add(shown, make.document("Closed paper", label="AMBER"))
    page = page_of(client, item)
    assert "CRM/7" in page
    assert "Shown paper" in page
    assert "Spanish: missing" in page
    assert "Closed paper" not in page


def test_a_stranger_gets_the_404_of_what_does_not_exist(client):
    meeting = make.meeting(label="AMBER")
    there = client.get(meeting.get_absolute_url())
    nowhere = client.get(reverse("meetings:meeting", args=["nowhere"]))
    assert there.status_code == nowhere.status_code == 404


def test_members_see_no_buttons_and_reach_no_forms(sign_in, body):
    item = make.agenda_item(body=body)
    client = sign_in(make.seat(body=body).person)
    assert reverse("meetings:item", args=[item.pk]) not in page_of(client, item)
    for name, key in [
        ("edit", item.meeting.slug), ("add_item", item.meeting.slug), ("edit_item", item.pk),
        ("item_documents", item.pk), ("hand_in", item.pk), ("item", item.pk),
        ("arrange", item.meeting.slug), ("begin", item.meeting.slug), ("cancel", item.meeting.slug),
    ]:  # fmt: skip
        assert client.get(reverse(f"meetings:{name}", args=[key])).status_code == 404
    assert client.get(reverse("meetings:add")).status_code == 404
    for name in ("mode", "remove_item"):
        assert client.post(reverse(f"meetings:{name}", args=[item.pk])).status_code == 404


def test_the_secretariat_prepares_a_meeting_and_announces_it(office, body):
    answer = office.post(reverse("meetings:add"), typed(office, body))
    meeting = Meeting.objects.get()
    assert answer.url == meeting.get_absolute_url()
    assert meeting.title.localize("es") == "XIV Conferencia"
    office.post(reverse("meetings:announce", args=[meeting.slug]))
    meeting.refresh_from_db()
    assert meeting.is_shared


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"starts": "2009-02-31"}, "“2009-02-31” is not a date"),
        ({"starts": "9 November"}, "“9 November” is not a date"),
        ({"starts": "2009-11-09", "ends": "2009-11-08"}, "before it begins"),
        ({"title_en": "", "title_es": ""}, "Write it in one language at least"),
        ({"bodies": []}, "This field is required"),
    ],
)
def test_what_is_wrong_has_its_sentence_and_what_was_typed_stays(office, body, changes, sentence):
    fields = typed(office, body, number="XIV") | changes
    answer = office.post(reverse("meetings:add"), fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert 'value="XIV"' in page
    assert f'value="{fields["starts"]}"' in page
    assert not Meeting.objects.exists()


def test_a_meeting_is_changed_and_its_other_languages_stay(office, body):
    office.post(reverse("meetings:add"), typed(office, body))
    meeting = Meeting.objects.get()
    meeting.title = make.said({"en": "Old", "pt": "Velho"})
    meeting.save()
    address = reverse("meetings:edit", args=[meeting.slug])
    assert 'value="2009-11-09"' in office.get(address).content.decode()
    office.post(
        address, {"title_en": "New", "starts": "2009-11", "bodies": [body.pk], "ends": "2009-11"}
    )
    meeting.refresh_from_db()
    assert meeting.title.data == {"en": "New", "pt": "Velho"}
    assert meeting.precision == "month"


def test_the_agenda_is_kept_by_forms_and_buttons(office, body):
    meeting = make.meeting(body=body, label="AMBER")
    add = reverse("meetings:add_item", args=[meeting.slug])
    for number in ("1", "2"):
        office.post(add, {"title_en": f"Item {number}", "number": number, "mode": "open"})
    first, second = meeting.items.all()
    meeting.refresh_from_db()
    office.post(
        reverse("meetings:arrange", args=[meeting.slug]),
        {"move": f"{second.pk}.up", "stamp": meeting.agenda_stamp},
    )
    office.post(
        reverse("meetings:edit_item", args=[first.pk]), {"title_en": "Renamed", "number": "3"}
    )
    assert [str(item) for item in meeting.items.all()] == ["2 Item 2", "3 Renamed"]
    office.post(reverse("meetings:remove_item", args=[first.pk]))
    assert meeting.items.count() == 1


def test_the_mode_is_switched_by_a_button(office, body):
    item = make.agenda_item(body=body, label="AMBER", with_observers=True)
    address = reverse("meetings:mode", args=[item.pk])
    answer = office.post(address, {"mode": "members_only", "shown": "open"})
    assert answer.url == item.get_absolute_url()
    item.refresh_from_db()
    assert item.mode == "members_only"
    late = office.post(address, {"mode": "observers", "shown": "open"})
    assert late.status_code == 409
    assert "meanwhile switched" in late.content.decode()


def test_documents_are_put_under_an_item_and_taken_off(office, body):
    item = make.agenda_item(body=body, label="AMBER")
    document = make.document("Paper", body=body, label="AMBER")
    address = reverse("meetings:item_documents", args=[item.pk])
    assert "Paper" in office.get(address).content.decode()
    office.post(address, {"document": document.pk})
    assert item.documents.exists()
    office.post(reverse("meetings:remove_document", args=[item.pk, document.pk]))
    assert not item.documents.exists()
    office.post(
        reverse("meetings:hand_in", args=[item.pk]),
        {"title_en": "New paper", "language": "en",
         "file": SimpleUploadedFile("a.txt", b"Words.")},
    )  # fmt: skip
    assert Document.objects.get(items=item).label == "AMBER"


def test_a_document_too_wide_for_a_closed_item_is_refused_in_words(office, body):
    item = make.agenda_item(body=body, label="AMBER", mode="members_only")
    document = make.document("Public paper", body=body)
    address = reverse("meetings:item_documents", args=[item.pk])
    answer = office.post(address, {"document": document.pk})
    assert answer.status_code == 422
    assert "narrow it to TLP:AMBER first" in answer.content.decode()


def test_removing_an_item_with_documents_is_refused_in_words(office, body):
    item = make.agenda_item(body=body, label="AMBER")
    item.documents.add(make.document(body=body))
    answer = office.post(reverse("meetings:remove_item", args=[item.pk]))
    assert answer.status_code == 422
    assert "Remove them from the item first" in answer.content.decode()
    assert AgendaItem.objects.exists()


def test_reading_a_watched_meeting_is_written_down(sign_in, body):
    meeting = make.meeting(body=body, label="AMBER+STRICT")
    page_of(sign_in(make.seat(body=body).person), meeting)
    assert Entry.objects.get().act == "read"


def test_the_next_meetings_are_on_the_desk_of_who_sits_there(body, today):
    make.meeting("Ours", body=body, starts_on=today + timedelta(days=3))
    make.meeting("Theirs", starts_on=today + timedelta(days=1))
    followed = make.meeting("Followed", starts_on=today + timedelta(days=2))
    make.meeting("Past", body=body, starts_on=today - timedelta(days=3))
    person = make.seat(body=body).person
    make.follow(person, followed.body)
    rows = registry.rows("coming", make.reader(person, today), today)
    assert [str(row.title) for row in rows] == ["Followed", "Ours"]


def test_what_was_shared_of_late_is_on_the_desk_of_who_follows(body, today):
    now = timezone.now()
    make.document("New paper", body=body, label="AMBER", shared_at=now)
    make.document("Old paper", body=body, shared_at=now - timedelta(days=90))
    make.document("Foreign paper", shared_at=now)
    make.meeting("New meeting", body=body, shared_at=now)
    person = make.seat(body=body).person
    rows = registry.rows("changed", make.reader(person, today), today)
    assert {str(row.title) for row in rows} == {"New paper", "New meeting"}


def test_dialogue_and_body_show_their_meetings(client, today):
    network = make.body()
    make.meeting("Network day", body=network, starts_on=today)
    for thing in (network, network.parent, network.dialogue):
        assert "Network day" in client.get(thing.get_absolute_url()).content.decode()


def test_forms_that_show_a_watched_meeting_or_item_write_the_reading_down(office, body):
    item = make.agenda_item(meeting=make.meeting(body=body, label="AMBER+STRICT"))
    item.label = "AMBER+STRICT"
    item.save()
    office.get(reverse("meetings:edit", args=[item.meeting.slug]))
    office.get(reverse("meetings:edit_item", args=[item.pk]))
    assert list(Entry.objects.values_list("thing", flat=True)) == [
        name_of(item.meeting), name_of(item),
    ]  # fmt: skip


def test_what_is_watched_does_not_say_its_title_in_passing(office, body, today):
    watched = {"body": body, "label": "AMBER+STRICT"}
    meeting = make.meeting(
        "Hidden day", starts_on=today, place=make.said("Hidden place"), **watched
    )
    conference = make.meeting("Conference", body=body, label="AMBER")
    Meeting.objects.filter(pk=meeting.pk).update(conference=conference)
    item = make.agenda_item("Hidden item", meeting=conference, label="AMBER+STRICT")
    shown = make.agenda_item("Shown item", meeting=conference, label="AMBER")
    shown.documents.add(make.document("Hidden paper", symbol="Hidden/1", **watched))
    for address in (
        reverse("meetings:meetings"),
        body.get_absolute_url(),
        reverse("meetings:edit", args=[conference.slug]),
        reverse("meetings:item_documents", args=[shown.pk]),
        reverse("meetings:item_documents", args=[item.pk]),
    ):
        assert "Hidden" not in office.get(address).content.decode()
    assert not Entry.objects.exists()
    page = page_of(office, conference)
    assert "A document under TLP:AMBER+STRICT" in page
    assert "A meeting under TLP:AMBER+STRICT" in page
    assert "Hidden paper" not in page
    assert "Hidden/1" not in page
    assert "Hidden day" not in page
    assert "Hidden item" in page
    assert Entry.objects.get().thing == name_of(item)


def test_desks_do_not_say_the_title_of_what_is_watched(body, today):
    watched = {"body": body, "label": "AMBER+STRICT", "shared_at": timezone.now()}
    make.document("Hidden", **watched)
    make.meeting("Hidden", starts_on=today, place=make.said("Hidden"), **watched)
    reader = make.reader(make.seat(body=body).person, today)
    rows = [*registry.rows("changed", reader, today), *registry.rows("coming", reader, today)]
    assert [str(row.title).split(" under ")[0] for row in rows] == [
        "A document", "A meeting", "A meeting",
    ]  # fmt: skip
    assert "Hidden" not in "".join(f"{row.title}{row.note}" for row in rows)


def test_the_filters_offer_only_bodies_of_meetings_the_reader_may_see(client):
    shown, hidden = make.body("Shown network"), make.body("Hidden network")
    make.meeting(body=shown)
    make.meeting(body=hidden, label="AMBER")
    page = client.get(reverse("meetings:meetings")).content.decode()
    assert "Shown network" in page
    assert "Hidden network" not in page


def test_changing_a_meeting_keeps_what_its_form_cannot_offer(office, body):
    hidden, elsewhere = make.meeting(body=body, label="RED"), make.body("Elsewhere")
    meeting = make.meeting(body=body, label="AMBER", conference=hidden)
    meeting.bodies.set([body, elsewhere])
    address = reverse("meetings:edit", args=[meeting.slug])
    fields = {"title_en": "New", "starts": "2009-11-09", "bodies": [body.pk], "conference": ""}
    assert office.post(address, fields).status_code == 302
    meeting.refresh_from_db()
    assert meeting.conference == hidden
    assert set(meeting.bodies.all()) == {body, elsewhere}


def test_a_conference_one_may_see_is_taken_away_by_choosing_none(office, body):
    conference = make.meeting(body=body)
    meeting = make.meeting(body=body, label="AMBER", conference=conference)
    address = reverse("meetings:edit", args=[meeting.slug])
    fields = {"title_en": "New", "starts": "2009-11-09", "bodies": [body.pk], "conference": ""}
    office.post(address, fields)
    meeting.refresh_from_db()
    assert meeting.conference is None


def test_a_key_of_thirty_digits_is_an_unknown_body(office, body):
    answer = office.post(reverse("meetings:add"), typed(office, body, bodies=["9" * 30]))
    assert answer.status_code == 422
    assert not Meeting.objects.exists()


def test_who_prepared_a_public_meeting_offers_it_and_a_colleague_gets_the_button(
    office, body, sign_in
):
    office.post(reverse("meetings:add"), typed(office, body, label="CLEAR"))
    meeting = Meeting.objects.get()
    assert "Offer for publication" in page_of(office, meeting)
    office.post(reverse("meetings:announce", args=[meeting.slug]))
    assert "You prepared this" in page_of(office, meeting)
    colleague = make.secretary(body)
    assert "Publish" in page_of(sign_in(colleague), meeting)


def test_a_chair_keeps_no_agenda_that_the_chair_may_not_read(office, body):
    meeting = make.meeting(body=body, label="RED")
    item = make.agenda_item(meeting=make.meeting(body=body), label="RED")
    for name, key in [
        ("edit", meeting.slug), ("add_item", meeting.slug), ("edit_item", item.pk),
        ("item_documents", item.pk), ("hand_in", item.pk),
    ]:  # fmt: skip
        assert office.get(reverse(f"meetings:{name}", args=[key])).status_code == 404


def test_a_document_that_the_chair_may_not_read_is_not_taken_off_its_item(office, body):
    item, secret = make.agenda_item(body=body), make.document(body=body, label="RED")
    item.documents.add(secret)
    address = reverse("meetings:remove_document", args=[item.pk, secret.pk])
    assert office.post(address).status_code == 404
    assert item.documents.get() == secret


def test_what_people_typed_into_an_agenda_is_shown_as_they_typed_it(office, body):
    circle = {"meeting": make.meeting(body=body, label="AMBER"), "label": "AMBER", "body": body}
    item = make.agenda_item("<b>Item</b>", lead=make.party("<b>Lead</b>"), **circle)
    item.documents.add(make.document("<b>Title</b>", symbol="<b>1</b>", label="GREEN", body=body))
    page = page_of(office, circle["meeting"])
    for words in ("Item", "Lead", "Title", "1"):
        assert f"&lt;b&gt;{words}" in page
        assert f"<b>{words}" not in page
