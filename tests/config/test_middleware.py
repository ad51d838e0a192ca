"""What every request is asked before a page sees it."""

import pytest

from tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("query", ["q=%00", "x=1&q=a%00b", "%00"])
def test_a_zero_byte_in_an_address_is_refused_in_words(client, query):
    answer = client.get(f"/en/search/?{query}")
    assert answer.status_code == 400
    assert "This request could not be read" in answer.content.decode()
    assert answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("language", "words"), [("es", "No se pudo leer"), ("fr", "Cette requête n’a pas pu être lue")]
)
def test_a_zero_byte_is_refused_in_the_readers_language(client, language, words):
    assert words in client.get(f"/{language}/search/?q=%00").content.decode()


def test_what_depends_on_who_asks_is_kept_by_nobody_else(client, sign_in):
    sign_in(make.person())
    assert client.get("/en/parties/").headers["Cache-Control"] == "private, no-cache"


def test_what_only_looks_like_one_is_taken(client):
    assert client.get("/en/search/?q=%2500").status_code == 200
