"""Every page of the example, reached as a person reaches it: by following links."""

from __future__ import annotations

import gzip
import os
import re
from collections import Counter, deque
from collections.abc import Callable, Sequence
from functools import cache
from itertools import cycle

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from comity.example import load
from comity.parties.models import Person
from comity.public.services import open_site

pytestmark = pytest.mark.django_db

LANGUAGES = [code for code, _name in settings.LANGUAGES]
# A hundred pages of parties are one view: all of them are opened where time is no matter.
OF_A_KIND = 10_000 if os.environ.get("CI") else 2
LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"#?]*)(?:[?#][^"]*)?"')
INLINE = re.compile(r"<[a-z][^>]*\s(?:style|on[a-z]+)=|<script>|<style")
NAMED = r'link(?! rel="(?:canonical|alternate)"| itemprop=)'  # it names a page, loads nothing
ELSEWHERE = re.compile(rf'<(?:script|{NAMED}|img|iframe)[^>]+(?:src|href)="(?:https?:)?//')
PUBLIC_PAGE, SIGNED_IN_PAGE, MATRIX = 14_000, 60_000, 200_000  # bytes, compressed, with the CSS


@pytest.fixture(scope="module")
def example(kept_for_module: Callable) -> None:
    kept_for_module(open_site)
    kept_for_module(lambda: load.load(timezone.now()))


@cache
def style_sheet(name: str = "ui/ui.css") -> int:
    path = finders.find(name)
    assert isinstance(path, str), name
    with open(path, "rb") as file:
        return len(gzip.compress(file.read(), 9))


def styles_besides(page: str) -> int:
    """The sheets that a page loads besides that of all pages."""
    names = re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', page)
    return sum(style_sheet(name) for name in names if name != "ui/ui.css")


def crawl(client: Client, languages: Sequence[str], most: int) -> dict[str, bytes]:
    """The pages that links lead to from the home page: address → HTML.

    ``most`` of a kind: pages answered by the same view, such as the page of a party. The first
    two of a kind are opened in every language, the others in one language after another; what
    editors wrote has an address of its own in each.
    """
    waiting = deque(f"/{language}/" for language in languages)
    found: dict[str, bytes] = {}
    kinds, met = Counter[str](), {*waiting}
    while waiting:
        path = waiting.popleft()
        page = opened(client, path)
        if page is None:
            continue
        found[path] = page
        for link in LINK.findall(page.decode()):
            if link not in met and link.split("/")[1] in languages:
                kind = resolve(link).view_name
                ways = [link] if kind.startswith("wagtail") else in_languages(link, languages)
                met |= {*ways}
                kinds[kind] += 1
                if kinds[kind] <= most:
                    waiting += ways if kinds[kind] <= 2 else [ways[kinds[kind] % len(ways)]]
    return found


def in_languages(link: str, languages: Sequence[str]) -> list[str]:
    rest = link.split("/", 2)[2]
    return [f"/{language}/{rest}" for language in languages]


def opened(client: Client, path: str) -> bytes | None:
    """The page; None where the address answers with a file."""
    answer = client.get(path, follow=True)
    assert answer.status_code == 200, (path, answer.status_code)
    is_page = answer.headers["Content-Type"].startswith("text/html")
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body if is_page else None


def check(pages: dict[str, bytes], limit: int, style: int) -> None:
    for path, page in pages.items():
        words = page.decode()
        assert not INLINE.search(words), path
        assert not ELSEWHERE.search(words), path
        most = MATRIX if "/matrix" in path or path.endswith("/mandates/") else limit
        weight = len(gzip.compress(page, 6)) + style + styles_besides(words)
        assert weight <= most, (path, weight)


@pytest.mark.usefixtures("example")
def test_every_public_page_opens_and_is_light(client: Client):
    pages = crawl(client, LANGUAGES, OF_A_KIND)
    assert len(pages) > 60
    check(pages, PUBLIC_PAGE, style_sheet())


@pytest.mark.usefixtures("example")
def test_pages_of_every_kind_open_for_persons_of_every_kind(sign_in: Callable[[Person], Client]):
    style = style_sheet()
    kinds = Person.objects.filter(is_example=True).order_by("pk")
    for person, language in zip(_one_of_each(list(kinds)), cycle(LANGUAGES), strict=False):
        pages = crawl(sign_in(person), [language], most=1)
        assert len(pages) > 12
        check(pages, SIGNED_IN_PAGE, style)


def _one_of_each(persons: list[Person]) -> list[Person]:
    """One person of each class at the table."""
    chosen: dict[str, Person] = {}
    for person in persons:
        for seat in person.seats.select_related("party"):
            membership = seat.party.memberships.filter(body=seat.body).first()
            chosen.setdefault(membership.role if membership else "", person)
    return list(dict.fromkeys(chosen.values()))
