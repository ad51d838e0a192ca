"""From the invitation to the list of participants: a party is invited, nominates, is approved, gets
its badge, and is checked in while the network is away; at a desk and on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.desks import Desk, es

SECRETARIAT = "Tomás Arce Villalobos"
PARTY = {1280: ("Carmen Aguilera Paz", "honduras"), 320: ("Camille Usher Young", "belize")}
HEAD = {1280: "Marta Zelaya Cruz", 320: "Orson Pech Waight"}
LOGISTICS = "Óscar Chávez Ixcot"
MEETING = "/es/meetings/crm-example-2027/"


@pytest.mark.parametrize("width", [1280, 320])
def test_a_delegation_comes(
    open_page: Callable[..., Page],
    finds_nothing: Callable[[Page], None],
    tmp_path: Path,
    width: int,
):
    def desk() -> Desk:
        page = open_page("es", viewport={"width": width, "height": 800})
        return Desk(page, finds_nothing)

    name, slug = PARTY[width]
    nominate(desk().enter(name), HEAD[width], f"marta.{width}@delegates.example")
    office = desk().enter(SECRETARIAT)
    approve(office, slug)
    tell_arrangements(desk, f"marta.{width}@delegates.example")
    code = badge_of(office, slug, tmp_path)
    check_in_without_network(office, code, HEAD[width])
    on_the_list(office, HEAD[width], tmp_path)


def fits(it: Desk) -> Desk:
    """Nothing on the page is wider than the screen."""
    assert it.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), it.page.url
    return it


def nominate(it: Desk, head: str, email: str) -> None:
    fits(it.go(MEETING)).follow("Answer the invitation")
    fits(it).press("We come")
    for name, role in ((head, "head"), (head.upper(), "adviser")):
        it.follow("Nominate a delegate")
        it.page.fill("[name=name]", name)
        it.page.select_option("[name=role]", role)
        it.page.fill("[name=function]", "Directora General (ejemplo inventado)")
        it.page.fill("[name=email]", email)
        it.page.get_by_role("checkbox", name="español").check()
        fits(it).press("Save")
    assert it.sees(es("Is this the same person?"))
    fits(it).page.get_by_role("link", name=es("Cancel")).click()
    it.look().press("Submit the delegation")
    assert it.sees(es("waits for approval"))


def approve(it: Desk, slug: str) -> None:
    fits(it.go(MEETING)).follow("All delegations")
    fits(it).page.locator(f"a[href$='/of/{slug}/']").click()
    fits(it.look()).press("Approve")
    assert it.sees(es("approved"))


def tell_arrangements(desk: Callable[[], Desk], email: str) -> None:
    """The delegate, who has no account, fills in the form; one person of the host reads it."""
    reader = desk().enter(LOGISTICS).go("/es/outbox/")
    mail = reader.page.locator("ul.items li", has_text=email).first
    mail.get_by_role("link").click()
    words = reader.look().page.locator("main").inner_text()
    found = re.search(r"/es/arrangements/[\w-]{43}/", words)
    assert found
    delegate = desk().go(found[0])
    delegate.page.fill("[name=diet]", f"sin nueces ({email})")
    fits(delegate).press("Save")
    assert delegate.sees(
        es("Saved. You can change it with the same address until the meeting ends.")
    )
    fits(reader.go(f"{MEETING}arrangements/"))
    assert reader.sees(f"sin nueces ({email})")


def badge_of(it: Desk, slug: str, tmp_path: Path) -> str:
    """The code on the badge of the party's one delegate."""
    answer = it.page.request.get(f"{MEETING}badges/?party={slug}")
    (tmp_path / "badge.pdf").write_bytes(answer.body())
    with pypdfium2.PdfDocument(tmp_path / "badge.pdf") as pdf:
        words = pdf[0].get_textpage().get_text_bounded()
    found = re.search(r"\b[0-9A-Z]+-[0-9A-Z]{8}\b", words)
    assert found
    return found[0]


def check_in_without_network(it: Desk, code: str, name: str) -> None:
    page, context = it.page, it.page.context
    fits(it.go(f"{MEETING}check-in/"))
    expect(page.locator("#desk")).to_have_attribute("data-kept", "yes")
    context.set_offline(True)
    page.reload()
    expect(page.locator("h1")).to_have_text(es("Check-in"))
    page.fill("#code", code.lower())
    page.press("#code", "Enter")
    expect(page.locator("#desk-network")).to_contain_text("1")
    row = page.locator("li[data-delegate]", has_text=name)
    expect(row.locator(".done")).to_be_visible()
    fits(it).look()
    page.reload()
    expect(row.locator(".done")).to_be_visible()
    page.fill("#code", "NOT-A-CODE")
    page.press("#code", "Enter")
    expect(page.locator("#desk-state")).to_contain_text("no está en la lista")
    page.locator("#desk-end").click()
    expect(page.locator("#desk-state")).to_contain_text("aún no se envían")
    context.set_offline(False)
    expect(page.locator("#desk-network")).to_have_text(
        es("On line. What is checked in here is known to all desks.")
    )
    page.locator("#desk-end").click()
    expect(page.locator("#desk-state")).to_contain_text("La mesa se cerró", timeout=10_000)
    kept = page.evaluate("caches.keys().then(keys => keys.length + localStorage.length)")
    assert kept == 0
    it.go(f"{MEETING}delegations/")
    assert it.page.locator("tr", has_text="1").count() > 0


def on_the_list(it: Desk, name: str, tmp_path: Path) -> None:
    fits(it.go(f"{MEETING}participants/?present=1"))
    assert it.sees(name)
    with it.page.expect_download() as started:
        it.page.locator("a[download]", has_text="PDF").first.click()
    started.value.save_as(tmp_path / "list.pdf")
    with pypdfium2.PdfDocument(tmp_path / "list.pdf") as pdf:
        assert name in pdf[0].get_textpage().get_text_bounded()
