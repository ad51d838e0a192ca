"""The pages of the archive: files come in, a page is reviewed, news is made of it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from comity.public.archive import forms
from comity.public.models import ArchivedPage, NewsPage
from tests import make

pytestmark = pytest.mark.django_db
LIST, BRING = "/en/pages/archive/", "/en/pages/archive/new/"
NOTE = b"A meeting in Belize\nBelize - The States met.\nThey agreed."


@pytest.fixture
def body():
    return make.body("A network")


@pytest.fixture
def inside(sign_in, body):
    return sign_in(make.secretary(body))


def files(*given: tuple[str, bytes]):
    return [SimpleUploadedFile(name, data) for name, data in given]


def send(inside, body, *given: tuple[str, bytes], **fields):
    data = {"dialogue": body.dialogue.pk, "site": "The old site", "pages": files(*given)} | fields
    return inside.post(BRING, data)


def words(answer) -> str:
    return answer.content.decode()


def test_nobody_but_a_secretariat_knows_of_these_pages(sign_in, body):
    page = make.archived(dialogue=body.dialogue)
    stranger = sign_in(make.delegate(body=body))
    for url in (LIST, BRING, page.get_absolute_url()):
        assert stranger.get(url).status_code == 404
    assert stranger.post(reverse("public:archived_aside", args=[page.pk])).status_code == 404


def test_files_are_brought_in_and_listed(inside, body):
    other = b"A campaign\nIt has one number to call.\nIt begins now."
    answer = send(inside, body, ("one.txt", NOTE), ("two.txt", other))
    assert answer.status_code == 302
    page = words(inside.get(answer.url))
    assert "A meeting in Belize" in page
    assert "A campaign" in page
    assert "The old site" in page
    assert "not known" in page
    send(inside, body, ("again.txt", NOTE))
    assert ArchivedPage.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"", "The submitted file is empty"),
        ("a.txt", b" \n ", "holds no paragraph"),
        ("a.txt", b"\x81\x8d\x8f\x90\x9d" * 50, "is not written in a known way"),
        ("a.svg", b"<svg onload='x()'/>", "is of a kind that is not read here"),
        ("a.pdf", b"<svg onload='x()'/>", "is not what its name says"),
        ("a.json", b"{", "is damaged"),
    ],
)
def test_a_file_that_is_no_page_is_said_in_one_sentence_and_nothing_is_kept(
    inside, body, name, data, says
):
    answer = send(inside, body, ("good.txt", NOTE), (name, data))
    assert answer.status_code == 422
    if data:
        assert f"{name} " in words(answer)
        assert says in words(answer)
        assert "The old site" in words(answer)
    assert not ArchivedPage.objects.exists()


def test_a_file_of_fifty_megabytes_is_refused_without_being_kept(inside, body, settings):
    settings.UPLOAD_LIMIT = 1000
    answer = send(inside, body, ("large.txt", b"x" * 2000))
    assert answer.status_code == 422
    assert "large.txt is larger than" in words(answer)
    assert not ArchivedPage.objects.exists()


def test_more_pages_than_one_waits_for_are_refused_with_a_way(inside, body, monkeypatch):
    monkeypatch.setattr(forms, "MOST_PAGES", 1)
    answer = send(inside, body, ("one.txt", NOTE), ("two.txt", NOTE + b"!"))
    assert answer.status_code == 422
    assert "comity import archive" in words(answer)


def test_without_a_file_nothing_happens(inside, body):
    assert inside.post(BRING, {"dialogue": body.dialogue.pk}).status_code == 422


def test_the_secretariat_brings_in_for_its_own_dialogue_alone(inside):
    other = make.body("Another")
    assert send(inside, other, ("one.txt", NOTE)).status_code == 422
    assert not ArchivedPage.objects.exists()


@pytest.fixture
def page(body):
    return make.archived(
        "A meeting",
        dialogue=body.dialogue,
        paragraphs=["The OAS (RCM) met today.", "<script>alert(1)</script>"],
        flags=[
            {"kind": "date", "words": "today", "why": "Of no day."},
            {"kind": "abbreviation", "words": "OAS (RCM)", "why": "It is another."},
        ],
        links=[
            {"kind": "party", "name": "Belize", "words": "Belice", "key": "belize"},
            {"kind": "meeting", "name": "Hidden", "words": "the meeting", "key": "hidden"},
            {"kind": "figure", "name": "17 countries", "words": "17 countries", "key": ""},
        ],
        left_out=["Home"],
    )


def test_a_page_is_reviewed_beside_what_was_found(inside, page):
    make.party("Belize", slug="belize")
    text = words(inside.get(page.get_absolute_url()))
    assert "<mark>OAS (RCM)</mark>" in text
    assert "It is another." in text
    assert "An abbreviation beside another name than its own" in text
    assert '“<span lang="en">Belice</span>”' in text
    assert "17 countries" in text
    assert "Home" in text
    assert "&lt;script&gt;" in text
    assert "<script>alert" not in text


def test_what_not_everyone_may_read_is_offered_to_no_news(inside, page):
    make.meeting("A secret", slug="hidden", label="AMBER")
    text = words(inside.get(page.get_absolute_url()))
    assert "A secret" not in text
    assert 'name="meeting"' not in text


def test_news_is_made_of_it(inside, page):
    belize = make.party("Belize", slug="belize")
    data = {"title": "A meeting", "language": "en", "on": "", "parties": ["belize"]}
    assert inside.post(page.get_absolute_url(), data).status_code == 302
    note = NewsPage.objects.get()
    assert (note.on, note.live, list(note.parties.all())) == (None, False, [belize])
    text = words(inside.get(page.get_absolute_url()))
    assert "A draft of news was made of this page." in text
    assert inside.post(page.get_absolute_url(), data | {"parties": []}).status_code == 409
    assert NewsPage.objects.count() == 1


def test_what_was_typed_stays_where_it_cannot_be_accepted(inside, page):
    data = {"title": "", "language": "xx", "place": "Belmopan"}
    answer = inside.post(page.get_absolute_url(), data)
    assert answer.status_code == 422
    assert "Belmopan" in words(answer)
    assert not NewsPage.objects.exists()


def test_a_page_is_set_aside(inside, page):
    inside.post(reverse("public:archived_aside", args=[page.pk]))
    assert page.get_absolute_url() not in words(inside.get(LIST))
    assert page.get_absolute_url() in words(inside.get(f"{LIST}?is=aside"))


def test_the_desk_of_the_secretariat_says_how_many_wait(inside, page):
    assert "1 old page to review" in words(inside.get(reverse("parties:desk")))


def test_the_list_asks_no_more_of_the_database_when_it_is_longer(
    inside, body, django_assert_max_num_queries
):
    for _n in range(20):
        make.archived(dialogue=body.dialogue)
    inside.get(LIST)
    with django_assert_max_num_queries(20):
        inside.get(LIST)
