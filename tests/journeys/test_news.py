"""News: written in one language, translated beside it, published by a second person, and sent to
who asked for it; read without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page

from tests.journeys.desks import Desk, es
from tests.journeys.test_pages import PHONE, fits

NOTE = "/en/news/caribbean-countries-begin-to-consult-one-another-on-migration/"
PUBLIC = [
    "/", "/crm/", "/structure/", "/crm/members/", "/members/", "/who-we-are/", "/our-work/",
    "/take-part/", "/data-and-research/", "/global-agenda/", "/news/", "/press/",
]  # fmt: skip


def test_a_note_is_translated_published_by_two_and_sent_to_who_confirmed(
    desk: Callable[[], Desk], open_page: Callable[..., Page], finds_nothing
):
    reader = open_page("pt", java_script_enabled=False)
    asks_for_news(reader)
    confirms_by_mail(reader, desk())

    writer = desk().enter("Marina Quesada Solís").go("/es/pages/")
    row = writer.page.locator("tr", has_text="Los países del Caribe empiezan a consultarse")
    row.locator("td").nth(3).get_by_role("link").click()
    writer.look()
    assert writer.sees("set up two thematic networks")
    writer.page.get_by_label("Título").fill("Os países do Caribe começam a consultar-se")
    writer.page.locator("[name=body]").fill("Reunidos em **Port of Spain**, criaram redes.")
    writer.press("Keep as a draft")
    assert writer.page.get_by_role("button", name=es("Publish"), exact=True).count() == 0
    assert reader.goto("/pt/news/").status == 200
    assert "Os países do Caribe" not in reader.content()

    second = desk().enter("Elena Brandt").go("/es/pages/")
    second.follow("Os países do Caribe")
    second.press("Publish")
    second.follow("As the public sees it")

    address = second.page.url
    reader.goto(f"{address}?fresh")
    assert reader.locator("h1").inner_text() == "Os países do Caribe começam a consultar-se"
    assert reader.locator("article b").inner_text() == "Port of Spain"
    second.go("/es/outbox/")
    second.page.get_by_role("link", name="Os países do Caribe").first.click()
    assert second.sees("leitor@example.org")
    assert second.sees("/leave/")


def asks_for_news(page: Page) -> None:
    page.goto("/pt/news/")
    page.locator("a[href='/pt/press/']").click()
    page.locator("[name=email]").fill("leitor@example.org")
    page.select_option("[name=language]", "pt")
    page.locator("form.form button").click()
    assert page.url.endswith("/pt/press/sent/")


def confirms_by_mail(page: Page, outbox: Desk) -> None:
    """The link stands in the mail that the example would have sent."""
    outbox.page.goto("/es/outbox/")
    outbox.page.locator("main a", has_text="leitor@example.org").or_(
        outbox.page.locator("main li, main tr", has_text="leitor@example.org").locator("a")
    ).first.click()
    found = re.search(r"http\S+/press/\S+/confirm/", outbox.page.locator("main").inner_text())
    assert found
    page.goto(found[0])
    page.locator("main form button").click()
    assert "leitor@example.org" in page.locator("main").inner_text()
    assert page.locator("main form").count() == 0


def test_the_public_face_on_a_phone_without_javascript(
    open_page: Callable[..., Page], finds_nothing
):
    """axe needs scripts: it looks at the same pages in a browser that has them."""
    plain = open_page("es", java_script_enabled=False, **PHONE)
    seen = open_page("es", **PHONE)
    for path in PUBLIC:
        answer = plain.goto(f"/es{path}")
        assert answer is not None
        assert answer.status == 200, path
        assert plain.locator("h1").inner_text()
        seen.goto(f"/es{path}")
        fits(seen)
        finds_nothing(seen)


def test_the_public_face_in_every_language_and_in_the_dark(
    open_page: Callable[..., Page], finds_nothing
):
    page = open_page("en", color_scheme="dark")
    for path in ["/en/", "/fr/", "/pt/", "/nl/", "/nl/crm/structure/", "/fr/members/", NOTE]:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        fits(page)
        finds_nothing(page)
