import io
import zipfile

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.meetings.models import AgendaItem
from comity.parties.models import Entry
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return make.meeting("XIV Conference", slug="xiv")


@pytest.fixture
def item(meeting):
    return make.agenda_item("Opening", number="1", meeting=meeting)


def document(item, title="A document", language="en", content=b"Words.", **fields):
    fields = {"body": item.body, "owner": item.owner} | fields
    made = make.document(title, **fields)
    if language:
        make.rendition(made, language, content)
    item.documents.add(made)
    return made


def url_of(meeting):
    return reverse("meetings:take_away_file", args=[meeting.slug])


def fetch(client, meeting, languages=("en",), **headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(url_of(meeting), {"language": list(languages)}, headers=headers)


def content_of(answer):
    return b"".join(answer.streaming_content)


def opened(answer):
    return zipfile.ZipFile(io.BytesIO(content_of(answer)))


def names(answer):
    return sorted(name.removeprefix("xiv/") for name in opened(answer).namelist())


def test_the_pack_holds_the_documents_in_the_languages_chosen_and_an_index(client, meeting, item):
    first = document(item, "Report", symbol="CRM/XIV/1", content=b"English words.")
    make.rendition(first, "es", b"Palabras.")
    make.rendition(first, "fr", b"Mots.")
    answer = fetch(client, meeting, ("es", "en"))
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="xiv.zip"'
    with opened(answer) as pack:
        assert pack.testzip() is None
        assert pack.read("xiv/documents/CRM-XIV-1_es.txt") == b"Palabras."
        assert pack.read("xiv/documents/CRM-XIV-1_en.txt") == b"English words."
        assert not [name for name in pack.namelist() if "_fr" in name]
        index = pack.read("xiv/index.html").decode()
    assert "Opening" in index
    assert 'href="documents/CRM-XIV-1_es.txt"' in index


def test_it_holds_what_the_reader_may_see_and_names_nothing_else(client, sign_in, meeting, item):
    document(item, "Open", symbol="A/1")
    document(item, "Closed", symbol="A/2", label="AMBER")
    document(item, "Prepared", symbol="A/3", shared_at=None)
    closed = make.agenda_item("Behind doors", meeting=meeting, label="AMBER")
    document(closed, "Under it", symbol="A/4")
    assert names(fetch(client, meeting)) == ["documents/A-1_en.txt", "index.html", "pack.css"]
    with opened(fetch(client, meeting)) as pack:
        index = pack.read("xiv/index.html").decode()
    for word in ("Closed", "Prepared", "Behind doors", "Under it"):
        assert word not in index
    sign_in(make.delegate(body=meeting.body))
    inside = names(fetch(client, meeting))
    assert [name for name in inside if name.startswith("documents")] == [
        "documents/A-1_en.txt", "documents/A-2_en.txt", "documents/A-4_en.txt",
    ]  # fmt: skip


def test_what_is_missing_is_listed_with_the_languages_it_is_in(client, meeting, item):
    document(item, "Only Spanish", "es")
    document(item, "No file", "")
    with opened(fetch(client, meeting)) as pack:
        assert len(pack.namelist()) == 2
        index = pack.read("xiv/index.html").decode()
    missing = index[index.index('id="missing"') :]
    assert "Only Spanish" in missing
    assert "Only in: Spanish" in " ".join(missing.split())
    assert "no file yet" in missing
    page = client.get(reverse("meetings:take_away", args=["xiv"])).content.decode()
    assert "Only Spanish" in page
    assert "No document is there in the languages you chose." in page


def test_a_file_that_waits_for_a_second_person_is_not_in_it(client, meeting, item):
    file = make.rendition(document(item, "Open"), "es")
    file.held_by = make.person()
    file.save()
    assert names(fetch(client, meeting, ("en", "es"))) == [
        "documents/open_en.txt", "index.html", "pack.css",
    ]  # fmt: skip


def test_a_document_under_two_items_is_in_it_once_and_two_of_one_name_twice(client, meeting, item):
    both = document(item, "Report")
    make.agenda_item("Other", meeting=meeting).documents.add(both)
    document(item, "Report")
    assert names(fetch(client, meeting))[:2] == [
        "documents/report-2_en.txt", "documents/report_en.txt",
    ]  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(data=st.data())
def test_a_download_broken_off_anywhere_goes_on_with_the_same_bytes(client, meeting, item, data):
    if not item.documents.exists():
        for number in range(3):
            document(item, f"Report {number}", content=bytes([number]) * 100_000)
    whole = fetch(client, meeting)
    content = content_of(whole)
    assert len(content) == int(whole.headers["Content-Length"])
    etag, got = whole.headers["ETag"], b""
    cut = data.draw(st.integers(0, len(content) - 1))
    got = content[:cut]
    rest = fetch(client, meeting, Range=f"bytes={cut}-", If_Range=etag)
    assert rest.status_code == 206
    assert rest.headers["Content-Range"] == f"bytes {cut}-{len(content) - 1}/{len(content)}"
    assert got + content_of(rest) == content


def test_a_part_of_a_pack_that_changed_is_the_whole_new_one(client, meeting, item):
    first = document(item, "Report")
    old = fetch(client, meeting)
    make.rendition(first, "es")
    assert fetch(client, meeting, ("en", "es"), Range="bytes=9-", If_Range=old.headers["ETag"]
                 ).status_code == 200  # fmt: skip
    meeting.title = make.said("Another title")
    meeting.save()
    later = fetch(client, meeting, Range="bytes=9-", If_Range=old.headers["ETag"])
    assert later.status_code == 200
    assert later.headers["ETag"] != old.headers["ETag"]


def test_a_range_that_is_not_there_is_refused_and_a_client_that_has_it_is_told_so(client, meeting):
    first = fetch(client, meeting)
    size = first.headers["Content-Length"]
    beyond = fetch(client, meeting, Range=f"bytes={size}-")
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{size}")
    assert fetch(client, meeting, If_None_Match=first.headers["ETag"]).status_code == 304
    head = client.head(url_of(meeting), {"language": "en"})
    assert (head.headers["Content-Length"], head.headers["Accept-Ranges"]) == (size, "bytes")


def test_whose_right_ends_between_two_ranges_gets_no_more(client, sign_in, meeting, item):
    person = make.delegate(body=meeting.body, as_="observer")
    item.label, item.with_observers = "AMBER", True
    item.save()
    document(item, "Closed", label="AMBER", with_observers=True, content=b"x" * 9000)
    sign_in(person)
    before = fetch(client, meeting)
    AgendaItem.objects.update(with_observers=False)
    after = fetch(client, meeting, Range="bytes=2000-", If_Range=before.headers["ETag"])
    assert after.status_code == 200
    assert b"xxx" not in content_of(after)
    person.seats.update(until=make.TODAY.replace(year=2020))
    meeting.label = "AMBER"
    meeting.save()
    assert fetch(client, meeting, Range="bytes=2000-").status_code == 404


def downloads():
    return list(Entry.objects.filter(act="downloaded").values_list("facts", flat=True))


def test_what_is_watched_is_written_down_once_for_each_download_that_begins(
    client, sign_in, meeting, item
):
    watched = document(item, "Secret", label="AMBER+STRICT", content=b"x" * 9000)
    document(item, "Other")
    sign_in(make.delegate(body=meeting.body))
    etag = fetch(client, meeting).headers["ETag"]
    for start in (1, 500, 5000):
        fetch(client, meeting, Range=f"bytes={start}-", If_Range=etag)
    fetch(client, meeting, If_None_Match=etag)
    client.head(url_of(meeting), {"language": "en"})
    assert downloads() == [{"keys": [watched.pk]}]
    fetch(client, meeting)
    assert len(downloads()) == 2


def test_a_download_that_begins_in_the_middle_is_written_down_too(client, sign_in, meeting, item):
    document(item, "Secret", label="AMBER+STRICT", content=b"x" * 9000)
    sign_in(make.delegate(body=meeting.body))
    fetch(client, meeting, Range="bytes=1-")
    assert len(downloads()) == 1


def test_the_page_says_what_is_in_it_and_names_what_is_watched_in_passing(
    client, sign_in, meeting, item
):
    document(item, "Secret", "es", label="AMBER+STRICT")
    document(item, "Open")
    sign_in(make.delegate(body=meeting.body))
    page = client.get(reverse("meetings:take_away", args=["xiv"])).content.decode()
    assert "1 file, 6" in page
    assert "A document under TLP:AMBER+STRICT" in page
    assert "Secret" not in page
    assert not downloads()


@pytest.mark.parametrize("query", ["language=xx", "language=", "x=1"])
def test_a_language_that_is_none_gives_the_pages_own(client, meeting, item, query):
    document(item)
    answer = client.get(url_of(meeting) + "?" + query)
    assert "documents/a-document_en.txt" in names(answer)


def test_a_pack_of_many_asks_few_questions(client, meeting, django_assert_max_num_queries):
    for number in range(20):
        item = make.agenda_item(f"Item {number}", meeting=meeting)
        for _ in range(3):
            make.rendition(document(item), "es")
    fetch(client, meeting, ("en", "es"))
    with django_assert_max_num_queries(8):
        content_of(fetch(client, meeting, ("en", "es")))
