"""What is new about a meeting since a person last looked, of what that person may see."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from comity.documents import services as documents
from comity.meetings import services
from comity.meetings.models import Look
from comity.meetings.news.gathering import news_of
from comity.meetings.news.looking import look, newest_entry
from comity.parties import ledger
from tests import make

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(hours=1)


def file(words=b"Words.", name="words.txt"):
    return ContentFile(words, name)


@pytest.fixture
def body():
    return make.plenary()


@pytest.fixture
def office(body):
    return make.secretary(body)


@pytest.fixture
def meeting(body, office):
    return make.meeting("Conference", body=body, label="AMBER", owner=office.seats.get().party)


@pytest.fixture
def item(meeting, office):
    return services.add_item(
        meeting, title=make.said("Opening"), number="1", mode="open", by=office, at=make.NOW
    )


@pytest.fixture
def delegate(body):
    return make.delegate(body=body)


def told(meeting, person, since=0):
    news = news_of(meeting, make.reader(person), since)
    return [(str(one.thing.passing_title), one.words) for one in news]


def handed_in(item, office, title="Report", symbol="A/1"):
    document = services.hand_in(
        item, title=make.said(title), symbol=symbol, files={"en": file()}, by=office, at=make.NOW
    )
    documents.share(document, by=office, at=make.NOW)
    return document


def test_a_new_item_a_new_document_and_a_switched_mode_are_new(meeting, item, office, delegate):
    handed_in(item, office)
    services.switch_mode(item, mode="members_only", shown="open", by=office, at=LATER)
    assert set(told(meeting, delegate)) == {
        ("Opening", "is new on the agenda"),
        ("Opening", "was switched to “members only”"),
        ("Report", "is a new document"),
        ("Report", "was put under item 1"),
    }


def test_revisions_and_languages_are_told_each(meeting, item, office, delegate):
    document = handed_in(item, office)
    since = newest_entry()
    documents.add_rendition(document, file(), language="es", by=office, at=LATER)
    documents.revise(document, file(b"More."), language="en", by=office, at=LATER)
    assert set(told(meeting, delegate, since)) == {
        ("Report", "is there in another language: Spanish"),
        ("Report", "was revised: revision 1"),
    }


def test_a_file_that_waits_for_a_second_person_is_not_told(body, office, delegate):
    meeting = make.meeting(body=body, owner=office.seats.get().party)
    item = make.agenda_item(meeting=meeting, body=body)
    document = make.document("Public", body=body, owner=meeting.owner)
    make.rendition(document)
    item.documents.add(document)
    added = documents.add_rendition(document, file(), language="es", by=office, at=LATER)
    assert told(meeting, delegate) == []
    documents.release(added, by=make.secretary(body, meeting.owner), at=LATER)
    assert told(meeting, delegate) == [("Public", "is there in another language: Spanish")]


def test_what_a_reader_may_not_see_is_not_told(meeting, item, office, body):
    observer = make.delegate(body=body, as_="observer")
    assert told(meeting, observer) == []
    meeting.with_observers = True
    meeting.save()
    closed = services.add_item(
        meeting, title=make.said("Closed"), mode="members_only", by=office, at=make.NOW
    )
    handed_in(closed, office, "Hidden")
    assert "Closed" not in str(told(meeting, observer))
    assert "Hidden" not in str(told(meeting, observer))


def test_what_is_opened_to_observers_is_new_to_them(meeting, office, body):
    meeting.with_observers = True
    meeting.save()
    observer = make.delegate(body=body, as_="observer")
    closed = services.add_item(
        meeting, title=make.said("Closed"), mode="members_only", by=office, at=make.NOW
    )
    handed_in(closed, office)
    since = newest_entry()
    services.switch_mode(closed, mode="observers", shown="members_only", by=office, at=LATER)
    assert ("Report", "was opened to more readers") in told(meeting, observer, since)


def test_a_watched_document_is_told_in_passing(meeting, item, office, delegate):
    document = handed_in(item, office, "Secret")
    type(document).objects.filter(pk=document.pk).update(label="AMBER+STRICT")
    titles = {title for title, _words in told(meeting, delegate)}
    assert "A document under TLP:AMBER+STRICT" in titles
    assert "Secret" not in titles


def test_what_one_did_oneself_is_not_new(meeting, item, office):
    handed_in(item, office)
    assert told(meeting, office) == []


def test_a_look_is_kept_and_only_what_comes_after_it_is_new(
    meeting, item, office, delegate, sign_in
):
    client = sign_in(delegate)
    url = reverse("meetings:new", args=[meeting.slug])
    page = client.get(url)
    assert "is new on the agenda" in page.content.decode()
    seen = page.context["form"].initial["seen"]
    # Comes while the page is being read, so it is still new next time.
    services.change_item(item, title=make.said("Opened"), by=office, at=LATER)
    assert client.post(url, {"seen": seen}).status_code == 302
    page = client.get(url).content.decode()
    assert "was changed" in page
    assert "is new on the agenda" not in page
    client.post(url, {"seen": newest_entry()})
    assert "Nothing that you may see has changed since." in client.get(url).content.decode()


def test_of_two_looks_the_one_that_saw_more_stays(meeting, item, delegate):
    newest = newest_entry()
    look(meeting, seen=newest, by=delegate, at=LATER)
    look(meeting, seen=0, by=delegate, at=LATER + timedelta(minutes=1))
    assert Look.objects.get().seen == newest
    look(meeting, seen=newest + 1000, by=delegate, at=LATER)
    assert Look.objects.get().seen == newest


def test_a_look_is_known_to_its_person_alone(meeting, delegate, office):
    look(meeting, seen=0, by=delegate, at=make.NOW)
    assert Look.objects.visible_to(make.reader(delegate)).exists()
    assert not Look.objects.visible_to(make.reader(office)).exists()
    assert not ledger.Entry.objects.filter(act__contains="look").exists()


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40])
def test_a_look_that_means_nothing_is_refused(meeting, delegate, sign_in, seen):
    client = sign_in(delegate)
    answer = client.post(reverse("meetings:new", args=[meeting.slug]), {"seen": seen})
    assert answer.status_code == 422
    assert not Look.objects.exists()


def test_a_stranger_finds_nothing_there(meeting, sign_in):
    client = sign_in(make.delegate())
    assert client.get(reverse("meetings:new", args=[meeting.slug])).status_code == 404


def test_news_of_many_asks_few_questions(
    meeting, item, office, delegate, django_assert_max_num_queries
):
    for number in range(12):
        document = handed_in(item, office, symbol=f"A/{number}")
        documents.add_rendition(document, file(), language="es", by=office, at=LATER)
    with django_assert_max_num_queries(8):
        assert len(told(meeting, delegate)) > 30


def test_the_page_of_the_meeting_counts_what_is_new_once_one_has_looked(
    meeting, item, office, delegate, sign_in
):
    client = sign_in(delegate)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert reverse("meetings:new", args=[meeting.slug]) in page
    assert "since you last looked" not in page
    look(meeting, seen=newest_entry(), by=delegate, at=make.NOW)
    handed_in(item, office)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert '<span class="count">2</span>' in page
