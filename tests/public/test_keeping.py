"""A public page is kept for a minute at most, and never one that somebody is known to read."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from comity.public.keeping import MOST, SECONDS, KeepPages
from comity.public.services import open_site, take_back
from tests import make


class Site:
    """Answers with how often it was asked; the clock is the test's."""

    def __init__(self, **response: object) -> None:
        self.asked, self.now, self.response = 0, 0.0, response
        self.keep = KeepPages(self, clock=lambda: self.now)

    def __call__(self, _request) -> HttpResponse:
        self.asked += 1
        answer = HttpResponse(f"{self.asked}", status=self.response.get("status", 200))
        answer.is_for_everyone = self.response.get("is_for_everyone", True)
        if self.response.get("cookie"):
            answer.set_cookie("any", "x")
        return answer

    def get(self, path="/en/", cookies=None, **headers):
        request = RequestFactory().get(path, headers=headers)
        request.COOKIES |= cookies or {}
        return self.keep(request)


def test_a_page_is_made_once_a_minute():
    site = Site()
    assert [site.get().content for _ in range(3)] == [b"1"] * 3
    site.now = SECONDS - 1
    assert site.get().content == b"1"
    site.now = SECONDS
    assert site.get().content == b"2"


def test_browsers_and_caches_add_nothing_to_that_minute():
    site = Site()
    site.get()
    site.now = 42
    answer = site.get()
    fresh = SECONDS - int(answer.headers["Age"])
    assert answer.headers["Cache-Control"] == f"public, max-age={SECONDS}"
    assert site.now + fresh <= SECONDS


@pytest.mark.parametrize(
    ("response", "request_"),
    [
        ({"is_for_everyone": False}, {}),
        ({"status": 404}, {}),
        ({"cookie": True}, {}),
        ({}, {"cookies": {"sessionid": "x"}}),
        ({}, {"cookies": {"messages": "x"}}),
        ({}, {"path": "/desk/"}),
        ({}, {"path": "/feeds/news.atom"}),
    ],
)
def test_what_is_not_for_everyone_is_never_kept(response, request_):
    site = Site(**response)
    assert [site.get(**request_).content for _ in range(2)] == [b"1", b"2"]


def test_who_is_signed_in_is_never_given_what_is_kept():
    site = Site()
    site.get()
    assert site.get(cookies={"sessionid": "x"}).content == b"2"


def test_addresses_and_packing_are_kept_apart():
    site = Site()
    one, two = site.get("/en/"), site.get("/es/")
    packed = site.get("/en/", **{"accept-encoding": "gzip"})
    assert {one.content, two.content, packed.content} == {b"1", b"2", b"3"}
    assert site.get("/en/?x=1").content == b"4"


def test_no_more_than_so_many_are_kept():
    site = Site()
    for number in range(MOST + 10):
        site.get(f"/en/?page={number}")
    assert len(site.keep.pages) == MOST


def test_who_has_the_page_already_is_told_so():
    site = Site()
    etag = site.get().headers["ETag"]
    again = site.get(**{"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.django_db
def test_a_changed_page_is_stale_for_a_minute_at_most(client):
    """In the whole site: published, kept, taken back, gone."""
    note = make.news("Soon gone", live=True)
    keep = next(m for m in _chain(client) if isinstance(m, KeepPages))
    keep.clock = lambda: 0.0
    assert client.get(note.url).status_code == 200
    take_back(note, by=make.editor(), at=make.NOW)
    assert client.get(note.url).status_code == 200
    keep.clock = lambda: float(SECONDS)
    assert client.get(note.url).status_code == 404


def _chain(client):
    """The site's middleware as the test client has it, from the outside in."""
    if client.handler._middleware_chain is None:
        client.handler.load_middleware()
    step = client.handler._middleware_chain
    while step is not None:
        step = getattr(step, "__wrapped__", step)
        yield step
        step = getattr(step, "get_response", None)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/en/", "/es/members/", "/fr/structure/", "/pt/", "/nl/news/"])
def test_pages_of_the_site_are_for_everyone(client, path):
    open_site()
    answer = client.get(path)
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert not answer.cookies
    assert answer.headers["Content-Language"] == path[1:3]
