from datetime import timedelta

import pytest
from lxml import etree

from comity.documents.models import Revision
from comity.notices.feeds.atom import write
from comity.notices.feeds.entries import Entry
from comity.ui.said import Said
from tests import make

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}

# What RFC 4287 asks of a feed and of an entry (4.1.1, 4.1.2): how often each may be there.
FEED = {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "author": (1, 9), "link": (2, 2)}
ENTRY = {
    "id": (1, 1), "title": (1, 1), "updated": (1, 1), "published": (0, 1), "summary": (0, 1),
    "link": (1, 1), "category": (0, 9),
}  # fmt: skip


@pytest.fixture
def body():
    return make.body()


def feed_of(content):
    feed = etree.fromstring(content)
    _check(feed, FEED | {"entry": (0, 999)})
    for entry in feed.iterfind("a:entry", ATOM):
        _check(entry, ENTRY)
    ids = feed.xpath("//a:id/text()", namespaces=ATOM)
    assert len(ids) == len(set(ids))
    return feed


def _check(element, rules):
    names = [etree.QName(child).localname for child in element]
    assert set(names) <= set(rules)
    for name, (least, most) in rules.items():
        assert least <= names.count(name) <= most, name
    assert not [child for child in element if not (child.text or child.attrib or len(child))]


def titles(answer):
    return feed_of(answer.content).xpath("//a:entry/a:title/text()", namespaces=ATOM)


def url_of(body):
    return f"/feeds/bodies/{body.slug}.atom"


def test_a_feed_tells_meetings_documents_and_texts_that_anyone_may_read(client, sign_in, body):
    for make_one, name in [(make.meeting, "Meeting"), (make.document, "Document"),
                           (make.instrument, "Text")]:  # fmt: skip
        make_one(name, body=body)
        make_one(f"Closed {name}", body=body, label="AMBER")
        make_one(f"Prepared {name}", body=body, shared_at=None)
        make_one(f"Other {name}", body=body.parent)
    sign_in(make.delegate(body=body))
    assert sorted(titles(client.get(url_of(body)))) == ["Document", "Meeting", "Text"]
    assert titles(client.get(url_of(body), {"only": "documents"})) == ["Document"]
    assert client.get(url_of(body), {"only": "secrets"}).status_code == 404
    assert len(titles(client.get(f"/feeds/dialogues/{body.dialogue.slug}.atom"))) == 6


def test_what_was_touched_last_comes_first(client, body):
    later = make.NOW + timedelta(days=1)
    document = make.document("Revised", body=body)
    make.rendition(document)
    make.meeting("Between", body=body, shared_at=make.NOW + timedelta(hours=1))
    Revision.objects.filter(document=document).update(made_at=later)
    answer = client.get(url_of(body))
    assert titles(answer) == ["Revised", "Between"]
    assert feed_of(answer.content).findtext("a:updated", None, ATOM) == "2026-03-03T14:00:00Z"


def test_a_revision_that_waits_for_a_second_person_is_no_news(client, body):
    file = make.rendition(make.document("Revised", body=body))
    file.held_by = make.person()
    file.save()
    Revision.objects.update(made_at=make.NOW + timedelta(days=1))
    feed = feed_of(client.get(url_of(body)).content)
    assert feed.findtext("a:updated", None, ATOM) == "2026-03-02T14:00:00Z"


def test_words_that_are_not_in_the_language_asked_say_so(client, body):
    make.meeting({"es": "Conferencia"}, body=body)
    make.document({"es": "Acta", "en": "Minutes"}, body=body)
    feed = feed_of(client.get(url_of(body), {"language": "en"}).content)
    xml_lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert feed.get(xml_lang) == "en"
    said = {one.text: one.get(xml_lang) for one in feed.iterfind("a:entry/a:title", ATOM)}
    assert said == {"Conferencia": "es", "Minutes": None}


def test_an_entry_keeps_its_name_in_every_language(client, body):
    make.meeting(body=body)
    names = {
        feed_of(client.get(url_of(body), {"language": language}).content).findtext(
            "a:entry/a:id", None, ATOM
        )
        for language in ("en", "es", "fr")
    }
    assert len(names) == 1


def test_a_cancelled_meeting_says_so(client, body):
    make.meeting("Conference", body=body, cancelled_at=make.NOW, changed_at=make.NOW)
    assert titles(client.get(url_of(body))) == ["Cancelled: Conference"]


def test_a_reader_that_has_the_feed_is_told_so(client, body):
    first = client.get(url_of(body))
    again = client.get(url_of(body), headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    make.meeting(body=body)
    later = client.get(url_of(body), headers={"If-None-Match": first.headers["ETag"]})
    assert later.status_code == 200


def test_characters_that_xml_does_not_know_are_left_out():
    entry = Entry("meetings/1", Said("A\x0b\ufffe<b>", "en", False), "/x/", make.NOW, make.NOW)
    content = write(
        [entry], title="T", author="A", language="en", origin="https://example.org",
        own_url="https://example.org/f", page_url="https://example.org/p",
    )  # fmt: skip
    assert feed_of(content).findtext("a:entry/a:title", None, ATOM) == "A<b>"


def test_a_feed_asks_few_questions(client, body, django_assert_max_num_queries):
    for _ in range(20):
        make.meeting(body=body)
        make.rendition(make.document(body=body))
        make.instrument(body=body)
    with django_assert_max_num_queries(7):
        client.get(url_of(body))
