"""Pages for whoever needs a number: light, in six languages, and nobody is told who reads them."""

from __future__ import annotations

import gzip
import json
import logging
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone

from comity.helplines.public_words import SERVES, SERVICES, STEPS
from tests import make

pytestmark = pytest.mark.django_db
MOST = 14_000
"""Bytes of a country's page and its style sheet, compressed: what comes in one round trip."""

PATHS = [
    "/help/", "/es/help/", "/es/help/mx/", "/es/help/all/", "/es/help/mx/card/",
    "/es/help/mx/sms.txt", "/help/worker.js", "/help/lines.json", "/help/lines.csv",
]  # fmt: skip


def a_country(name: str = "Mexico", code: str = "MX", days: int = 0, **fields: Any) -> Any:
    """With one line, confirmed so many days ago."""
    on = timezone.localdate() - timedelta(days=days)
    return make.line(make.party(name, code=code), confirmed_on=on, **fields)


@pytest.fixture
def texts(client: Client):
    return lambda path, **headers: client.get(path, **headers).content.decode()


@pytest.mark.parametrize("language", settings.PUBLIC_LANGUAGES)
def test_a_page_speaks_the_language_of_its_address(client: Client, language: str):
    a_country()
    for path in ("", "all/", "mx/", "mx/card/"):
        answer = client.get(f"/{language}/help/{path}")
        assert answer.status_code == 200
        assert f'<html lang="{language}"' in answer.content.decode()
        assert answer.headers["Content-Language"] == language


def test_every_word_of_the_page_is_in_creole(texts):
    a_country(name="Mexico", languages=["ht", "es"], steps=list(STEPS))
    page = texts("/ht/help/mx/")
    assert "Meksik" in page
    assert "kreyòl ayisyen, panyòl" in page
    assert "Rele" in page
    for words in ("Call", "Open now", "Quick exit", "Languages", "A person answers"):
        assert words not in page


@pytest.mark.parametrize(
    ("asks", "where"),
    [
        ("ht-HT,fr;q=0.8", "/ht/help/"),
        ("hat", "/ht/help/"),
        ("es-419,es;q=0.9,en;q=0.8", "/es/help/"),
        ("de;q=0.9,pt-BR;q=0.5", "/pt/help/"),
        ("de", "/en/help/"),
        ("", "/en/help/"),
        (",;;q=,\x00" * 200, "/en/help/"),
    ],
)
def test_the_phone_says_the_language(client: Client, asks: str, where: str):
    answer = client.get("/help/", headers={"Accept-Language": asks})
    assert answer.headers["Location"] == where
    assert "Accept-Language" in answer.headers["Vary"]


def test_the_phone_says_the_country_and_its_number_comes_first(client: Client):
    a_country("Mexico", "MX")
    a_country("Belize", "BZ", numbers=[make.NUMBER | {"written": "555-0142"}])
    asked = client.get("/es/help/", headers={"Accept-Language": "es-BZ,es"})
    page = asked.content.decode()
    assert page.index("tel:5550142") < page.index("México")
    assert "tel:" not in client.get("/es/help/", headers={"Accept-Language": "es"}).content.decode()


def test_no_cookie_is_set_and_no_session_begun(client: Client):
    a_country()
    for path in PATHS:
        answer = client.get(path)
        assert not answer.cookies, path
    assert not client.cookies


def test_no_address_of_a_reader_is_written_anywhere(client: Client, caplog):
    a_country()
    with caplog.at_level(logging.DEBUG):
        client.get("/es/help/mx/", REMOTE_ADDR="203.0.113.77")
        client.get("/es/help/xx/", REMOTE_ADDR="203.0.113.77")
    assert "203.0.113.77" not in caplog.text
    assert "access_log" not in str(settings.LOGGING)


def test_nothing_is_asked_of_another_site(texts):
    a_country()
    page = texts("/es/help/mx/")
    loaded = re.findall(r'(?:src|rel="stylesheet" href|action)="([^"]*)"', page)
    assert loaded
    assert all(address.startswith("/static/") for address in loaded)
    assert "<style" not in page
    assert "onclick" not in page


def test_whoever_leaves_does_not_say_whence(client: Client):
    a_country()
    answer = client.get("/es/help/mx/")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert f'id="exit" href="{settings.QUICK_EXIT}" rel="noreferrer' in answer.content.decode()


def test_a_line_whose_time_is_over_says_so_by_itself(texts):
    a_country(days=0)
    a_country("Belize", "BZ", days=91)
    on = timezone.localdate() - timedelta(days=91)
    assert "line--late" not in texts("/en/help/mx/")
    page = texts("/en/help/bz/")
    assert "line--late" in page
    assert f"Not confirmed since {on.day} {on:%B %Y}" in page


def test_unconfirmed_lines_come_below_confirmed_ones(texts):
    old = a_country(days=91, name="Mexico")
    make.line(old.party, "Newer", confirmed_on=timezone.localdate(), position=5)
    page = texts("/en/help/mx/")
    assert page.index("Newer") < page.index("The line")


def test_a_line_never_confirmed_and_one_withdrawn_are_on_no_page(client: Client, texts):
    it = a_country()
    make.line(it.party, "Secret", confirmed_on=None)
    make.line(it.party, "Gone", withdrawn_at=make.NOW, confirmed_on=timezone.localdate())
    for path in ("/en/help/mx/", "/en/help/all/", "/en/help/mx/card/", "/en/help/mx/sms.txt",
                 "/help/lines.json", "/help/lines.csv"):  # fmt: skip
        page = texts(path)
        assert "Secret" not in page
        assert "Gone" not in page
    assert client.get("/en/help/xx/").status_code == 404


def test_a_country_without_a_line_leads_on_to_others(client: Client):
    a_country()
    for language in settings.PUBLIC_LANGUAGES:
        answer = client.get(f"/{language}/help/cu/")
        assert answer.status_code == 404
        assert f"/{language}/help/mx/" in answer.content.decode()


@pytest.mark.parametrize("code", ["x" * 300, "all-", "%00", "..", "1", "m%20x"])
def test_an_odd_address_is_simply_not_there(client: Client, code: str):
    assert client.get(f"/es/help/{code}/").status_code == 404


def test_words_in_another_language_say_which(texts):
    a_country(run_by=make.said({"fr": "La maison", "en": "The house"}))
    page = texts("/ht/help/mx/")
    assert '<span lang="fr">La maison</span>' in page
    assert '<span lang="en">The line</span>' in page


def test_what_a_party_types_acts_in_no_page(texts):
    a_country(
        name="Mexico", note=make.said("<script>alert(1)</script>"),
        hours={"0": [["08:00", "17:00"]]}, time_zone="America/Mexico_City",
    )  # fmt: skip
    assert "<script>alert" not in texts("/en/help/mx/")


@pytest.mark.parametrize("language", ["en", "ht"])
def test_a_page_and_its_style_come_in_one_round_trip(client: Client, language: str):
    """A full one: three lines with everything said of them."""
    it = a_country()
    words = dict.fromkeys(("en", "es"), "Words that a party has written on its line. " * 5)
    numbers = [make.NUMBER | {"way": way, "written": "+52 55 5555 0123"}
               for way in ("call", "sms", "whatsapp")]  # fmt: skip
    for name in ("One", "Two"):
        make.line(
            it.party, name, confirmed_on=timezone.localdate(), numbers=numbers,
            steps=list(STEPS), services=list(SERVICES), serves=list(SERVES),
            note=make.said(words), caution=make.said(words), run_by=make.said("A ministry"),
            hours={str(day): [["08:00", "12:00"], ["13:00", "17:00"]] for day in range(6)},
        )  # fmt: skip
    page = client.get(f"/{language}/help/mx/").content
    style = Path(str(finders.find("helplines/help.css"))).read_bytes()
    assert len(gzip.compress(page)) + len(gzip.compress(style)) < MOST


def test_a_card_prints_what_is_confirmed_and_nothing_else(texts):
    old = a_country(days=91)
    assert 'class="card"' not in texts("/es/help/mx/card/")
    make.line(old.party, "Newer", confirmed_on=timezone.localdate())
    page = texts("/es/help/mx/card/")
    assert page.count('class="card"') == 8
    assert "<svg" in page
    assert "The line" not in page


def test_the_short_texts_fit_an_sms_each(client: Client):
    a_country(name="Mexico", hours={"0": [["08:00", "17:00"]]})
    answer = client.get("/es/help/mx/sms.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "555-0100" in answer.content.decode()


def test_the_worker_differs_when_the_directory_does_and_only_then(client: Client):
    it = a_country()
    first = client.get("/help/worker.js")
    assert first.headers["Service-Worker-Allowed"] == "/"
    assert client.get("/help/worker.js").content == first.content
    make.line(it.party, "Newer", confirmed_on=timezone.localdate())
    assert client.get("/help/worker.js").content != first.content


def test_everything_that_a_phone_keeps_is_there(client: Client):
    a_country()
    script = client.get("/help/worker.js").content.decode()
    facts = json.loads(re.search(r"const FACTS = (\{.*?\});", script)[1])  # type: ignore[index]
    pages = [address for address in facts["addresses"] if not address.startswith("/static/")]
    assert len(pages) == 2 * len(settings.PUBLIC_LANGUAGES)
    assert all(client.get(address).status_code == 200 for address in pages)


def test_confirmed_lines_are_given_to_others_with_a_licence(client: Client):
    a_country("Mexico", "MX", is_invented=True, services=["legal"])
    a_country("Belize", "BZ", days=91)
    answer = client.get("/help/lines.json")
    data = answer.json()
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert data["licence"]["name"] == "CC BY 4.0"
    assert [one["code"] for one in data["countries"]] == ["MX"]
    (line,) = data["countries"][0]["lines"]
    assert line["invented"] is True
    assert line["numbers"][0]["link"] == "tel:5550100"
    assert data["codes"]["services"]["legal"] == "Legal help"
    rows = client.get("/help/lines.csv").content.decode("utf-8-sig").splitlines()
    assert len(rows) == 2
    assert "tel:5550100" in rows[1]


def test_the_queries_do_not_grow_with_the_directory(client: Client, django_assert_num_queries):
    for n in range(12):
        a_country(f"Country {n}", f"C{n}")
    with django_assert_num_queries(1):
        client.get("/en/help/c1/")
    with django_assert_num_queries(1):
        client.get("/en/help/")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_can_be_sent_to_these_pages(client: Client, method: str):
    assert getattr(client, method)("/es/help/").status_code == 405
