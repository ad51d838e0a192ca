"""The pattern page in a real browser: axe finds nothing, nothing sticks out, menus open."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

PATTERNS = "/en/ui/"


@pytest.fixture
def patterns(open_page: Callable[..., Page]) -> Callable[..., Page]:
    def show(*, width: int = 1280, **options: object) -> Page:
        page = open_page("en", viewport={"width": width, "height": 900}, **options)
        answer = page.goto(PATTERNS)
        assert answer is not None
        assert answer.status == 200
        return page

    return show


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(patterns, finds_nothing, scheme):
    finds_nothing(patterns(color_scheme=scheme))


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_nothing_sticks_out_of_the_page(patterns, width):
    page = patterns(width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_menu_of_a_phone_opens_without_script(patterns):
    page = patterns(width=360, java_script_enabled=False)
    link = page.locator(".site__menu .menu a").first
    assert not link.is_visible()
    page.locator(".opener summary").click()
    assert link.is_visible()


def test_the_first_key_leads_to_the_content(patterns):
    page = patterns()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"


FORM = """<!doctype html><html lang="en"><title>Report</title><body>
<form data-keep="/keep" data-keep-saving="Saving" data-keep-saved="Saved at {time}"
      data-keep-failed="Not saved, we will try again"><label>Progress <textarea name="progress">
</textarea></label><input type="file" name="evidence"><p class="kept" role="status"></p></form>
<script type="module" src="/static/ui/keep.js"></script></body></html>"""


@pytest.fixture
def draft(open_page):
    """A page with a kept form, its clock in our hands, and what it sends in ``page.sent``."""
    page = open_page("en")
    page.sent, page.status = [], 200

    def keep(route):
        page.sent.append(route.request)
        route.fulfill(status=page.status, body="{}")

    page.route("**/draft", lambda route: route.fulfill(body=FORM, content_type="text/html"))
    page.route("**/keep", keep)
    page.clock.install()
    page.goto("/draft")
    return page


def test_a_draft_is_kept_a_few_seconds_after_typing(draft):
    draft.get_by_label("Progress").fill("Twelve investigators")
    assert draft.sent == []
    draft.clock.run_for(5000)
    draft.get_by_text("Saved at").wait_for()
    assert draft.sent[0].headers["x-requested-with"] == "keep"
    assert "Twelve investigators" in draft.sent[0].post_data
    assert "evidence" not in draft.sent[0].post_data


def test_a_draft_that_did_not_arrive_is_sent_again(draft):
    draft.status = 503
    draft.get_by_label("Progress").fill("Twelve investigators")
    draft.clock.run_for(5000)
    draft.get_by_text("Not saved, we will try again").wait_for()
    draft.status = 200
    draft.clock.run_for(16000)
    draft.get_by_text("Saved at").wait_for()
    assert len(draft.sent) == 2


@pytest.mark.parametrize(("typed", "warned"), [("", False), ("Twelve", True)])
def test_nobody_leaves_unsaved_words_without_a_warning(draft, typed, warned):
    seen = []
    draft.on("dialog", lambda dialog: (seen.append(dialog.type), dialog.accept()))
    draft.status = 503
    if typed:
        draft.get_by_label("Progress").press_sequentially(typed)
    draft.goto("about:blank")
    assert seen == (["beforeunload"] if warned else [])
