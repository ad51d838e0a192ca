"""The desk of the public pages: what is missing, a page beside its version, a second person."""

from __future__ import annotations

import pytest
from django.urls import reverse

from comity.public import marks
from comity.public.models import InfoPage, NewsPage
from comity.public.services import open_site, publish_page, write_version
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make.editor("Marina")


def test_the_desk_shows_in_which_language_a_page_is_missing(sign_in, editor):
    note = make.news("Only here", live=True)
    page = sign_in(editor).get("/en/pages/").content.decode()
    assert "Only here" in page
    for language in ("es", "fr", "pt", "nl"):
        assert reverse("public:version", args=[note.pk, language]) in page


def test_a_version_older_than_its_original_is_marked(sign_in, editor):
    note = make.news("A note", live=True)
    make.news("Una nota", "es", translates=note, live=True)
    client = sign_in(editor)
    assert "older than the original" not in client.get("/en/pages/").content.decode()
    note.title = "A corrected note"
    note.save_revision().publish()
    assert "older than the original" in client.get("/en/pages/").content.decode()


def test_a_page_is_translated_beside_its_original(sign_in, editor):
    note = make.news("A note", paragraphs=["Eleven States met."], live=True)
    client, url = sign_in(editor), reverse("public:version", args=[note.pk, "es"])
    assert "Eleven States met." in client.get(url).content.decode()
    words = {"title": "Una nota", "lead": "", "body": "## Título\n\nOnce **Estados**."}
    answer = client.post(url, words | {"place": "", "contacts": ""})
    draft = NewsPage.objects.get(locale__language_code="es").get_latest_revision_as_object()
    assert answer.url == reverse("public:review", args=[draft.pk])
    assert draft.body == "<h2>Título</h2><p>Once <b>Estados</b>.</p>"
    assert not draft.live


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "[here](javascript:alert(1))",
        "[here](JaVaScript:x)",
        "<img src=x onerror=alert(1)></img>",
    ],
)
def test_a_script_in_a_version_is_refused_in_one_sentence_and_what_was_typed_is_kept(
    sign_in, editor, body
):
    note = make.news(live=True)
    url = reverse("public:version", args=[note.pk, "es"])
    data = {"title": "Una nota", "lead": "", "body": body, "place": "", "contacts": ""}
    answer = sign_in(editor).post(url, data)
    assert answer.status_code == 422
    assert answer.content.decode().count("which a public page does not carry") <= 2
    assert "Una nota" in answer.content.decode()
    assert not NewsPage.objects.filter(locale__language_code="es").exists()


def test_an_editor_reads_and_publishes_what_another_wrote(sign_in, editor):
    note = make.news("To be read", by=make.editor("Elena"))
    client, url = sign_in(editor), reverse("public:review", args=[note.pk])
    page = client.get(url).content.decode()
    assert "To be read" in page
    assert "Elena" in page
    client.post(reverse("public:publish", args=[note.pk]))
    assert NewsPage.objects.get().live


def test_who_wrote_it_is_shown_no_button_and_refused_in_one_sentence(sign_in, editor):
    note = make.news(by=editor)
    client = sign_in(editor)
    publish = reverse("public:publish", args=[note.pk])
    assert publish not in client.get(reverse("public:review", args=[note.pk])).content.decode()
    answer = client.post(publish)
    assert answer.status_code == 403
    assert "Ask another editor" in answer.content.decode()


def test_who_wrote_the_original_is_led_there_and_publishes_the_version_after_it(sign_in, editor):
    note = make.news("The original", by=editor)
    draft = write_version(note, "es", {"title": "Una"}, by=make.editor(), at=make.NOW)
    page = sign_in(editor).get(reverse("public:review", args=[draft.pk])).content.decode()
    assert reverse("public:publish", args=[draft.pk]) not in page
    assert (
        f'<a href="{reverse("public:review", args=[note.pk])}" lang="en">The original</a>' in page
    )
    publish_page(note, by=make.editor(), at=make.NOW)
    page = sign_in(editor).get(reverse("public:review", args=[draft.pk])).content.decode()
    assert reverse("public:publish", args=[draft.pk]) in page


def test_what_waits_for_a_second_person_is_on_their_desk(sign_in, editor):
    make.news("Waits for you", by=make.editor())
    make.news("Your own", by=editor)
    desk = sign_in(editor).get("/en/desk/").content.decode()
    assert "Waits for you" in desk
    assert "Your own" not in desk


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_the_guide_for_editors_is_there_in_three_languages(sign_in, editor, language):
    page = sign_in(editor).get(f"/{language}/pages/guide/").content.decode()
    word = {"en": "Two persons publish", "es": "Publican dos personas", "fr": "On publie à deux"}
    assert word[language] in page


@pytest.mark.parametrize("name", ["pages", "guide", "review", "version", "publish", "take_back"])
def test_who_edits_no_pages_meets_nothing_of_the_desk(sign_in, client, name):
    note = make.news("Hidden draft")
    args = {"pages": [], "guide": [], "version": [note.pk, "es"]}.get(name, [note.pk])
    url = reverse(f"public:{name}", args=args)
    for reader in (client, sign_in(make.delegate())):
        for answer in (reader.get(url), reader.post(url)):
            assert answer.status_code in {404, 405}
            assert b"Hidden draft" not in answer.content


def test_every_kind_of_page_is_translated(sign_in, editor):
    open_site()
    client = sign_in(editor)
    for page in (InfoPage.objects.filter(locale__language_code="en").first(), open_site()):
        assert client.get(reverse("public:version", args=[page.pk, "es"])).status_code == 200


@pytest.mark.parametrize(
    "html",
    [
        "<p>One.</p><p>Two<br/>lines.</p>",
        "<h2>Head</h2><ul><li>a</li><li>b</li></ul><p>End.</p>",
        "<ol><li>a</li><li>b</li></ol><h3>x</h3><blockquote>said</blockquote>",
        '<p><b>Bold</b> and <i>soft</i> and <a href="https://example.org/x?a=1&amp;b=2">a</a>.</p>',
        '<p>1 &lt; 2 &amp; 3</p><p><a linktype="page" id="7">inside</a></p>',
    ],
)
def test_rich_text_survives_the_form(html):
    assert marks.to_html(marks.to_words(html)) == html


def test_the_first_words_of_every_page_survive_the_form():
    open_site()
    for page in InfoPage.objects.all():
        once = marks.to_html(marks.to_words(page.body))
        assert marks.to_html(marks.to_words(once)) == once
        assert marks.to_words(once) == marks.to_words(page.body)
