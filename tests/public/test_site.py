"""The pages of the site: fed from the register, in five languages, light, and open to machines."""

from __future__ import annotations

import gzip
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from django.contrib.staticfiles import finders

from comity.public import organigram
from comity.public.models import DialoguePage, InfoPage
from comity.public.services import open_site
from comity.ui.said import plain
from tests import make

pytestmark = pytest.mark.django_db
LIMIT = 14_000


@pytest.fixture
def dialogue():
    body = make.body("A network")
    make.membership(make.party("Guatemala", code="GT"), body.parent)
    open_site()
    return body.dialogue


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt", "nl"])
def test_every_page_of_the_site_is_there_in_every_language(client, dialogue, language):
    home = DialoguePage.objects.get(locale__language_code=language)
    paths = [f"/{language}/", home.url, f"/{language}/news/"]
    paths += [f"{start}{part}/" for start in paths[:2] for part in ("structure", "members")]
    paths += [page.url for page in InfoPage.objects.filter(locale__language_code=language)]
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert f'<html lang="{language}"' in answer.content.decode(), path


def test_names_bodies_and_members_are_those_of_the_register(client, dialogue):
    home = DialoguePage.objects.get(locale__language_code="en")
    assert plain(dialogue.name) in client.get(home.url).content.decode()
    assert "A network" in client.get(f"{home.url}structure/").content.decode()
    members = client.get(f"{home.url}members/").content.decode()
    assert "Guatemala" in members
    assert 'class="map"' in members


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt", "nl"])
def test_a_home_leads_to_the_helplines_and_the_campaigns(client, dialogue, language):
    page = client.get(f"/{language}/").content.decode()
    for path in (f"/{language}/help/", f"/{language}/campaigns/"):
        assert f'href="{path}"' in page
        assert client.get(path).status_code == 200


def test_a_page_shows_what_is_public_even_to_those_who_may_read_more(sign_in):
    body = make.plenary()
    for label in ("CLEAR", "AMBER"):
        make.meeting(f"{label} meeting", body=body, label=label, starts_on=date(2090, 1, 1))
    open_site()
    home = DialoguePage.objects.get(locale__language_code="en")
    client = sign_in(make.delegate(body=body))
    for path in (home.url, "/en/our-work/"):
        page = client.get(path).content.decode()
        assert "CLEAR meeting" in page
        assert "AMBER meeting" not in page


def test_links_to_the_rooms_lead_to_a_language_they_speak(client, dialogue):
    page = client.get("/pt/members/").content.decode()
    assert "/es/parties/" in page
    assert 'href="/pt/parties/' not in page
    answer = client.get("/pt/dialogues/?x=1")
    assert (answer.status_code, answer.url) == (302, "/es/dialogues/?x=1")


def test_a_note_that_is_not_in_the_readers_language_is_shown_in_another_and_said_so(client):
    note = make.news("Only in English", live=True)
    page = client.get("/es/news/").content.decode()
    assert note.url in page
    assert 'lang="en">' in page
    make.news("En español", "es", translates=note, live=True)
    page = client.get("/es/news/?again=1").content.decode()
    assert "En español" in page
    assert "Only in English" not in page


def test_a_version_names_the_others(client):
    note = make.news("A note", live=True)
    nota = make.news("Una nota", "es", translates=note, live=True)
    page = client.get(note.url).content.decode()
    assert f'hreflang="es" href="http://127.0.0.1:8000{nota.url}"' in page
    assert 'hreflang="fr" href="http' not in page


def test_news_is_narrowed_by_dialogue_and_theme(client):
    theme, dialogue = make.theme(), make.plenary().dialogue
    make.news("On the theme", themes=[theme], live=True)
    make.news("Of the dialogue", dialogue=dialogue, live=True)
    page = client.get(f"/en/news/?theme={theme.code}").content.decode()
    assert "On the theme" in page
    assert "Of the dialogue" not in page
    page = client.get(f"/en/news/?dialogue={dialogue.slug}").content.decode()
    assert "On the theme" not in page
    assert client.get("/en/news/?dialogue=none&theme=x&page=zz").status_code == 200


def test_a_feed_for_each_language_dialogue_and_theme(client):
    theme, dialogue = make.theme(), make.plenary().dialogue
    make.news("On the theme", themes=[theme], live=True)
    make.news("Of the dialogue", dialogue=dialogue, live=True)
    make.news("Em português", "pt", live=True)
    make.news("A draft")

    def titles(query: str) -> list[str]:
        feed = ET.fromstring(client.get(f"/feeds/news.atom{query}").content)
        return [one.text for one in feed.iter("{http://www.w3.org/2005/Atom}title")][1:]

    assert set(titles("")) == {"On the theme", "Of the dialogue"}
    assert titles("?language=pt") == ["Em português"]
    assert titles(f"?theme={theme.code}") == ["On the theme"]
    assert titles(f"?dialogue={dialogue.slug}") == ["Of the dialogue"]
    own = ET.fromstring(client.get(f"/feeds/dialogues/{dialogue.slug}.atom?only=news").content)
    assert "Of the dialogue" in ET.tostring(own, encoding="unicode")
    assert client.get("/feeds/news.atom?language=ht").status_code == 404
    assert client.get("/feeds/news.atom?theme=none").status_code == 404


def test_a_note_speaks_schema_org(client):
    note = make.news("A note", place="Panama City", on=date(2026, 3, 5), live=True)
    page = client.get(note.url).content.decode()
    assert 'itemtype="https://schema.org/NewsArticle"' in page
    assert 'itemprop="datePublished" datetime="2026-03-05"' in page
    assert '<h1 itemprop="headline">A note</h1>' in page


def test_a_date_that_is_not_known_is_said_to_be_so(client):
    page = client.get(make.news(on=None, live=True).url).content.decode()
    assert "Date not known" in page
    assert "datePublished" not in page


def test_the_map_of_the_site_names_what_anyone_may_read(client):
    note, draft = make.news("A note", live=True), make.news("A draft")
    shown, hidden = make.meeting(label="CLEAR"), make.meeting(label="AMBER")
    campaign, prepared = make.campaign(), make.campaign(released_at=None)
    content = client.get("/sitemap.xml").content.decode()
    ET.fromstring(content)
    assert note.url in content
    assert shown.slug in content
    assert f"/ht/campaigns/{campaign.slug}/" in content
    assert f"/ht/campaigns/{prepared.slug}/" not in content
    assert "/ht/help/" in content
    assert draft.url not in content
    assert hidden.slug not in content
    assert "Sitemap: http" in client.get("/robots.txt").content.decode()


def test_a_meeting_whose_label_narrows_leaves_the_note(client):
    meeting = make.meeting("Narrowed later", label="CLEAR")
    note = make.news(meeting=meeting, live=True)
    assert "Narrowed later" in client.get(note.url).content.decode()
    type(meeting).objects.update(label="AMBER")
    assert "Narrowed later" not in client.get(f"{note.url}?again=1").content.decode()


def test_pages_weigh_little(client, dialogue):
    note = make.news("A note", live=True, paragraphs=["Words. " * 60] * 5)
    styles = 0
    for name in ("ui/ui.css", "public/site.css", "ui/map.css"):
        with open(str(finders.find(name)), "rb") as file:
            styles += len(gzip.compress(file.read(), 9))
    for path in ("/en/", "/fr/members/", "/es/structure/", "/en/news/", note.url):
        weight = styles + len(gzip.compress(client.get(path).content, 6))
        assert weight <= LIMIT, (path, weight)


def test_questions_do_not_grow_with_the_notes(client, django_assert_max_num_queries):
    for number in range(10):
        make.news(f"Note {number}", live=True)
    with django_assert_max_num_queries(70):
        client.get("/en/news/")


def test_an_organigram_draws_every_body_below_the_one_above_it():
    plenary = make.plenary()
    bodies = [plenary] + [make.body(f"Group {n}", dialogue=plenary.dialogue) for n in range(3)]
    deep = make.body(
        "A very long name of a working group on many matters",
        parent=bodies[1],
        dialogue=plenary.dialogue,
    )
    drawn = organigram.of_bodies(plenary.dialogue, [*bodies, deep])
    assert [box.body for box in drawn.boxes] == [plenary, bodies[1], deep, *bodies[2:]]
    assert drawn.boxes[0].bend == ""
    for before, box in zip(drawn.boxes, drawn.boxes[1:], strict=False):
        assert box.y >= before.y + before.height
        assert box.x + box.width <= organigram.WIDTH
    assert drawn.height >= drawn.boxes[-1].y + drawn.boxes[-1].height


def test_news_stands_on_the_page_of_its_dialogue_and_meeting(client):
    meeting = make.meeting(label="CLEAR")
    make.news("Told there", meeting=meeting, dialogue=meeting.body.dialogue, live=True)
    for page in (meeting, meeting.body.dialogue):
        assert "Told there" in client.get(page.get_absolute_url()).content.decode()


def test_pages_speak_each_language_in_words_of_their_own():
    open_site()
    titles = {page.language: page.title for page in InfoPage.objects.filter(slug="who-we-are")}
    assert len(set(titles.values())) == len(titles) == 5


@pytest.mark.parametrize(
    ("language", "words"), [("pt", "A secretaria virtual"), ("nl", "Het virtuele secretariaat")]
)
def test_the_head_of_a_page_speaks_the_language_of_the_page(client, dialogue, language, words):
    assert words in client.get(f"/{language}/").content.decode()
