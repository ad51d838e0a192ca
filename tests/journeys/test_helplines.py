"""A migrant with an old phone finds a number, keeps it without internet, and leaves at once; a
party's word ends, and the page says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response, expect

from tests.journeys.test_pages import PHONE, fits

PATHS = ["", "mx/", "hn/", "all/", "mx/card/"]
HUNDRED_DAYS = 100 * 24 * 60 * 60 * 1000
"""Milliseconds."""
ELSEWHERE = "https://www.wikipedia.org/"


def kept(page: Page) -> None:
    """The worker has the whole directory, in every language."""
    expect(page.locator("html[data-kept=yes]")).to_have_count(1, timeout=15_000)


def go(page: Page, path: str) -> Response:
    answer = page.goto(path)
    assert answer is not None
    return answer


def answer_elsewhere(page: Page) -> None:
    """No test asks another site: a page in its place."""
    page.context.route(f"{ELSEWHERE}**", lambda route: route.fulfill(body="<h1>Elsewhere</h1>"))


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt", "nl", "ht"])
def test_the_pages_fit_an_old_phone(open_page: Callable[..., Page], finds_nothing, language: str):
    page = open_page(language, service_workers="block", **PHONE)
    for path in PATHS:
        assert go(page, f"/{language}/help/{path}").status == 200
        fits(page)
        finds_nothing(page)


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_they_are_read_in_the_dark(open_page: Callable[..., Page], finds_nothing, scheme: str):
    page = open_page("ht", service_workers="block", color_scheme=scheme)
    for path in PATHS:
        go(page, f"/ht/help/{path}")
        finds_nothing(page)


def test_a_number_is_found_in_creole_without_javascript(open_page: Callable[..., Page]):
    page = open_page("ht-HT", java_script_enabled=False, **PHONE)
    go(page, "/help/")
    assert page.url.endswith("/ht/help/")
    page.get_by_role("link", name="Meksik").click()
    expect(page.locator("h1")).to_contain_text("Meksik")
    first = page.locator(".call").first
    assert first.get_attribute("href") == "tel:5550101"
    expect(first).to_contain_text("Rele")
    expect(page.get_by_text("kreyòl ayisyen").first).to_be_visible()
    answer_elsewhere(page)
    page.get_by_role("link", name="Soti vit").click()
    expect(page.locator("h1")).to_have_text("Elsewhere")


def test_a_phone_from_guatemala_is_given_its_number_at_once(open_page: Callable[..., Page]):
    page = open_page("es-GT", **PHONE)
    go(page, "/help/")
    near = page.locator(".near")
    expect(near).to_contain_text("Guatemala")
    expect(near.locator(".call")).to_be_in_viewport()
    assert page.context.cookies() == []


@pytest.mark.parametrize(
    ("language", "country", "other"), [("ht", "Meksik", "Ayiti"), ("es", "México", "Haití")]
)
def test_after_one_visit_every_country_is_there_without_internet(
    open_page: Callable[..., Page], language: str, country: str, other: str
):
    page = open_page(language, **PHONE)
    go(page, f"/{language}/help/mx/")
    kept(page)
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("h1")).to_contain_text(country)
    expect(page.locator("#offline")).to_be_visible()
    page.goto(f"/{language}/help/ht/")
    expect(page.locator("#ht")).to_contain_text(other)
    assert page.locator("#ht a[href='tel:5550121']").count() == 1
    page.goto("/pt/help/ca/")
    expect(page.locator("#ca")).to_contain_text("Canadá")


def test_quick_exit_leaves_no_entry_and_nothing_on_the_phone(open_page: Callable[..., Page]):
    page = open_page("es", **PHONE)
    answer_elsewhere(page)
    go(page, "/es/")  # where the person was before
    go(page, "/es/help/")
    kept(page)
    page.get_by_role("link", name="México").click()
    expect(page.locator("h1")).to_contain_text("México")
    page.get_by_role("link", name="Salir rápido").click()
    expect(page.locator("h1")).to_have_text("Elsewhere")
    page.go_back()
    assert page.url.endswith("/es/")
    names = page.evaluate("caches.keys()")
    assert not [name for name in names if name.startswith("help")]
    workers = "navigator.serviceWorker.getRegistrations().then((found) => found.length)"
    assert page.evaluate(workers) == 0


def test_escape_three_times_leaves(open_page: Callable[..., Page]):
    page = open_page("es", **PHONE)
    answer_elsewhere(page)
    go(page, "/es/help/mx/")
    for _time in range(3):
        page.keyboard.press("Escape")
    expect(page.locator("h1")).to_have_text("Elsewhere")


def test_the_word_of_a_party_ends_on_a_page_that_is_kept_open(open_page: Callable[..., Page]):
    page = open_page("es", service_workers="block", **PHONE)
    page.clock.install()
    go(page, "/es/help/mx/")
    line = page.locator("article").first
    expect(line.locator(".unsure")).to_be_hidden()
    page.clock.fast_forward(HUNDRED_DAYS)
    expect(line.locator(".unsure")).to_be_visible()
    expect(line.locator(".sure")).to_be_hidden()


def test_a_line_whose_time_is_over_says_so_until_its_party_confirms_it(desk: Callable):
    first = desk()
    first.go("/es/help/hn/")
    lines = first.page.locator("article")
    expect(lines.first).to_contain_text("Honduras confirmó el")
    expect(lines.last).to_contain_text("Sin confirmar desde el")
    expect(lines.last.locator(".sure")).to_be_hidden()
    first.enter("Carmen Aguilera Paz").go("/es/helplines/")
    first.page.get_by_role("link", name="Ayuda a migrantes").click()
    first.look().press("I tried every number: confirm").go("/es/help/hn/")
    expect(first.page.locator(".line--late")).to_have_count(0)


def test_a_line_never_confirmed_is_nowhere(open_page: Callable[..., Page]):
    page = open_page("es", service_workers="block", **PHONE)
    assert go(page, "/es/help/bz/").status == 404
    go(page, "/es/help/all/")
    assert page.locator("a[href='tel:5550147']").count() == 0


def test_the_second_person_finds_a_change_on_the_desk_and_releases_it(desk: Callable):
    second = desk()
    second.enter("Óscar Chávez Ixcot").go("/es/desk/")
    second.page.get_by_role("link", name="Línea de la niñez").first.click()
    second.look().press("Release")
    expect(second.page.get_by_text("está aprobada")).to_be_visible()
