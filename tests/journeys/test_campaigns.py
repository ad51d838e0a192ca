"""A campaign in real browsers: a partner reports 500 posters, a station takes the pack, a printer
a poster in Haitian Creole; a second person releases what the first one changed."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from tests.journeys.desks import Desk, es

CAMPAIGN = "your-papers"
PHONE = {"viewport": {"width": 320, "height": 640}}


def fits(page: Page) -> None:
    wide, narrow = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= narrow, (page.url, wide)


def handed_out(page: Page) -> int:
    words = page.locator(".figure b").first.inner_text()
    return int("".join(filter(str.isdigit, words)))


def test_a_partner_reports_500_posters(desk: Callable[[], Desk]):
    lucia = desk().enter("Lucía Tzoc Marroquín").go(f"/es/campaigns/{CAMPAIGN}/reach/")
    before = handed_out(lucia.page)
    lucia.go(f"/es/campaigns/{CAMPAIGN}/").follow("Report what was handed out")
    lucia.page.select_option("[name=what]", "poster")
    lucia.page.fill("[name=count]", "-500")
    lucia.page.fill("[name=place]", "Esquipulas, terminal")
    lucia.press("Report what was handed out")
    assert lucia.sees(es("Nobody hands out fewer than one. Write how many, as 500."))
    assert lucia.page.input_value("[name=place]") == "Esquipulas, terminal"
    lucia.page.fill("[name=count]", "500")
    lucia.press("Report what was handed out")
    assert lucia.sees(es("Thank you. The report is written down, and counted in the totals."))
    lucia.follow("Map and totals")
    assert handed_out(lucia.page) == before + 500
    assert lucia.sees("Esquipulas, terminal")


def test_a_station_takes_the_pack_without_javascript(
    open_page: Callable[..., Page], tmp_path: Path
):
    page = open_page("es", java_script_enabled=False)
    page.goto(f"/es/campaigns/{CAMPAIGN}/")
    with page.expect_download() as loading:
        page.locator("#packs a").first.click()
    loading.value.save_as(tmp_path / "pack.zip")
    with zipfile.ZipFile(tmp_path / "pack.zip") as pack:
        assert pack.testzip() is None
        endings = {name.rpartition(".")[2] for name in pack.namelist()}
        assert {"wav", "vtt", "txt"} <= endings
        assert all("/es/" in name or name.endswith(".txt") for name in pack.namelist())
    assert page.context.cookies() == []


def test_a_printer_takes_a_poster_in_haitian_creole_on_a_phone(
    open_page: Callable[..., Page], finds_nothing: Callable[[Page], None], tmp_path: Path
):
    page = open_page("ht", **PHONE)
    page.goto("/ht/campaigns/")
    finds_nothing(page)
    page.get_by_role("link", name="Papye w se pou ou").click()
    finds_nothing(page)
    fits(page)
    page.select_option("#country", label="Meksik")
    page.locator(".pick button").click()
    finds_nothing(page)
    fits(page)
    assert page.locator(".call").get_attribute("href") == "tel:5550101"
    with page.expect_download() as loading:
        page.locator("a[href$='poster.pdf'].button").click()
    loading.value.save_as(tmp_path / "poster.pdf")
    assert (tmp_path / "poster.pdf").read_bytes().startswith(b"%PDF")
    assert page.context.cookies() == []


def test_a_country_without_a_confirmed_number_has_no_poster(
    open_page: Callable[..., Page], finds_nothing: Callable[[Page], None]
):
    page = open_page("en")
    page.goto(f"/en/campaigns/{CAMPAIGN}/")
    other = page.locator("#country optgroup option").first
    page.select_option("#country", other.get_attribute("value"))
    page.locator(".pick button").click()
    finds_nothing(page)
    assert "no poster is made for it" in page.locator("main").inner_text()
    answer = page.request.get(page.url + "poster.pdf")
    assert answer.status == 422


def test_what_one_person_changes_another_releases(desk: Callable[[], Desk]):
    marina = desk().enter("Marina Quesada Solís").go(f"/es/campaigns/{CAMPAIGN}/")
    marina.follow("Work on it").follow("Change its words")
    marina.page.fill("[name=slogan_ht]", "Yo pran papye w? Rele.")
    marina.press("Save")
    assert marina.sees(es("You prepared it: ask a colleague to read and release it."))
    assert not marina.page.get_by_role("button", name=es("Release the campaign")).count()
    elena = desk().enter("Elena Brandt")
    elena.go("/es/desk/")
    assert elena.sees(es("A campaign to release"))
    elena.go(f"/ht/campaigns/{CAMPAIGN}/")
    assert elena.sees("Èske yon moun pran papye w? Rele.")
    elena.go(f"/es/campaigns/{CAMPAIGN}/prepare/").press("Release the campaign")
    elena.go(f"/ht/campaigns/{CAMPAIGN}/")
    assert elena.sees("Yo pran papye w? Rele.")
