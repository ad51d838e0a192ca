"""The agenda is arranged with and without a script, on a desk and on a phone."""

import pytest
from playwright.sync_api import Page

ADDRESS = "/es/meetings/crm-example-conference-2027/agenda/"


def chair(open_page, **options) -> Page:
    page = open_page("es", **options)
    page.goto("/es/accounts/login/")
    page.get_by_role("button", name="Marina Quesada").click()
    page.goto(ADDRESS)
    return page


def titles(page: Page) -> list[str]:
    rows = page.locator(".arrange__row > :first-child > a").all_inner_texts()
    return [row.partition(" ")[0] for row in rows]


@pytest.mark.parametrize(
    "options",
    [
        {"java_script_enabled": False},
        {"viewport": {"width": 320, "height": 700}},
    ],
    ids=["without a script", "on a phone"],
)
def test_an_item_is_moved_there_and_back_by_its_buttons(open_page, finds_nothing, options):
    page = chair(open_page, **options)
    before = titles(page)
    if options.get("java_script_enabled", True):
        finds_nothing(page)
    page.locator(".arrange__row", has_text="2.2.2").locator("button[value$=up]").press("Enter")
    page.wait_for_url("**#item-*")
    assert titles(page) != before
    page.locator(".arrange__row", has_text="2.2.2").locator("button[value$=down]").click()
    page.wait_for_load_state()
    assert titles(page) == before
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_item_is_dragged_into_another_and_taken_out(open_page, finds_nothing):
    page = chair(open_page, viewport={"width": 1280, "height": 900})
    third = page.locator(".arrange__row", has_text="Proyecto de declaración")
    third.scroll_into_view_if_needed()
    hold = third.locator(".arrange__hold").bounding_box()
    first = page.locator(".arrange__row").first.bounding_box()
    page.mouse.move(hold["x"] + 4, hold["y"] + 4)
    page.mouse.down()
    page.mouse.move(first["x"] + 200, first["y"] + first["height"] / 2, steps=10)
    with page.expect_navigation():
        page.mouse.up()
    assert "arrange__row--2" in (third.get_attribute("class") or "")
    finds_nothing(page)
    with page.expect_navigation():
        third.locator("button[value$=out]").click()
    assert "arrange__row--1" in (third.get_attribute("class") or "")
