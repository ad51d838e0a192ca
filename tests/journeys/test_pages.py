"""Pages as people meet them: on a narrow phone, without JavaScript, in the dark, on paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

PUBLIC = [
    "/", "/dialogues/", "/dialogues/crm/", "/parties/", "/parties/guatemala/", "/meetings/",
    "/texts/", "/mandates/", "/documents/", "/ledger/", "/accounts/login/", "/ui/",
]  # fmt: skip
SIGNED_IN = [
    "/desk/", "/account/", "/mandates/", "/mandates/asked/", "/texts/import/", "/meetings/add/",
    "/accounts/2fa/", "/accounts/sessions/", "/accounts/password/change/", "/outbox/",
]  # fmt: skip
PHONE = {"viewport": {"width": 320, "height": 640}}


def fits(page: Page) -> None:
    """Nothing makes the page scroll sideways."""
    wide, narrow = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= narrow, (page.url, wide)


def enter(page: Page, language: str) -> None:
    page.goto(f"/{language}/accounts/login/")
    page.get_by_role("button", name="Marina Quesada Solís").click()


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_public_pages_on_a_phone(open_page: Callable[..., Page], finds_nothing, language: str):
    page = open_page(language, **PHONE)
    for path in PUBLIC:
        answer = page.goto(f"/{language}{path}")
        assert answer is not None
        assert answer.status == 200, path
        fits(page)
        finds_nothing(page)


@pytest.mark.parametrize("options", [PHONE, {"color_scheme": "dark"}], ids=["phone", "dark"])
def test_pages_of_the_secretariat(open_page: Callable[..., Page], finds_nothing, options):
    page = open_page("fr", **options)
    enter(page, "fr")
    for path in SIGNED_IN:
        answer = page.goto(f"/fr{path}")
        assert answer is not None
        assert answer.status == 200, path
        fits(page)
        finds_nothing(page)


def test_the_work_is_done_without_javascript(open_page: Callable[..., Page]):
    page = open_page("es", java_script_enabled=False)
    enter(page, "es")
    for path in SIGNED_IN + PUBLIC:
        answer = page.goto(f"/es{path}")
        assert answer is not None
        assert answer.status == 200, path
        assert page.locator("h1").inner_text()
    page.goto("/es/mandates/")
    page.select_option("[name=dialogue]", index=1)
    page.locator("form.filters button").click()
    assert "dialogue=" in page.url


def test_no_page_asks_anything_of_another_host(open_page: Callable[..., Page], site):
    page = open_page("en")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in PUBLIC:
        page.goto(f"/en{path}")
    assert asked
    assert all(url.startswith((site.url, "data:")) for url in asked)
