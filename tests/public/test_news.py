"""News: drafted in the languages of the site, and refused where it holds what pages do not."""

from __future__ import annotations

from datetime import date

import pytest

from comity.parties.models import Entry
from comity.public.models import NewsPage
from comity.public.services.news import NotALanguageOfTheSite, NotFitForAPage
from tests import make

pytestmark = pytest.mark.django_db


def test_a_drafted_note_is_read_by_nobody_until_it_is_published(client):
    page = make.news("Quiet words")
    assert client.get(page.url).status_code == 404
    assert not page.live
    assert Entry.objects.get(act="page.drafted").thing == f"public.newspage:{page.pk}"


def test_words_of_a_draft_are_never_marks():
    page = make.news(paragraphs=["1 < 2", "", "<script>alert(1)</script>"])
    assert page.body == "<p>1 &lt; 2</p><p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"


def test_a_date_that_is_not_known_stays_unknown():
    assert make.news(on=None).on is None


def test_versions_of_one_note_are_paired():
    note = make.news("A note")
    nota = make.news("Una nota", "es", translates=note)
    assert note.get_translations().get().specific == nota


def test_news_is_written_in_the_languages_of_the_site_alone():
    with pytest.raises(NotALanguageOfTheSite, match="no pages in de"):
        make.news(language="de")
    assert not NewsPage.objects.exists()


@pytest.mark.parametrize("fields", [{"place": "x" * 201}, {"title": "x" * 256}, {"title": ""}])
def test_what_does_not_fit_is_refused_whole(fields):
    with pytest.raises(NotFitForAPage):
        make.news(**fields)
    assert not NewsPage.objects.exists()


def test_news_names_a_meeting_only_where_everyone_may_read_of_it():
    with pytest.raises(NotFitForAPage, match="Not everyone may read this yet"):
        make.news(meeting=make.meeting(label="AMBER"))
    assert make.news(meeting=make.meeting(label="CLEAR")).meeting


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        '<p onclick="x()">Words</p>',
        '<a href="javascript:alert(1)">here</a>',
        '<a href="java\tscript:alert(1)">here</a>',
        '<a href="&#106;avascript:alert(1)">here</a>',
        '<a href="data:text/html,x">here</a>',
        '<img src="x">',
        "<p>broken <iframe src=x",
        "<svg/onload=x>",
    ],
)
def test_a_text_with_a_script_is_refused_in_one_sentence(body):
    page = make.news()
    page.body = body
    with pytest.raises(Exception, match="which a public page does not carry") as refused:
        page.full_clean()
    assert len(refused.value.message_dict["body"]) == 1


def test_the_newest_come_first_and_those_without_a_date_last():
    for title, on in [("Old", date(2009, 1, 1)), ("Undated", None), ("New", date(2026, 1, 1))]:
        make.news(title, on=on, live=True)
    assert [page.title for page in NewsPage.objects.shown("en")] == ["New", "Old", "Undated"]
