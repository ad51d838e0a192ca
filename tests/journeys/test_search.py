"""Somebody looks for a word in the box of every page, on a desk and on a phone."""

import pytest


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    ("language", "words"), [("en", "migration"), ("es", "migracion*"), ("fr", "migration")]
)
def test_a_word_is_found_from_any_page(open_page, finds_nothing, language, words, width):
    page = open_page(language, viewport={"width": width, "height": 900})
    page.goto(f"/{language}/parties/")
    page.locator("#site-search").fill(words)
    page.locator("#site-search").press("Enter")
    page.wait_for_url(f"**/{language}/search/?q=*")
    assert page.locator("mark").count()
    finds_nothing(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_results_are_narrowed_and_widened_without_a_script(open_page):
    page = open_page("es", java_script_enabled=False)
    page.goto("/es/search/?q=migra*")
    page.locator(".page__aside li a").first.click()
    assert "kind=" in page.url
    page.locator(".page__aside b + a, .page__aside li:has(b) a").first.click()
    assert "kind=" not in page.url


def test_nothing_found_says_what_to_try(open_page, finds_nothing):
    page = open_page("en")
    page.goto("/en/search/?q=zzzzzz")
    assert page.get_by_text("Nothing was found that you may read").is_visible()
    finds_nothing(page)
