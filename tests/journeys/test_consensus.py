"""A text drafted by three parties, in Spanish: proposals, compilation, brackets settled.

Each step is a function that takes a desk and the text's address, so that a longer story can be
told from them.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from playwright.sync_api import expect

from tests.journeys import texts
from tests.journeys.desks import Desk, es

SECRETARIAT, SECOND = "Tomás Arce Villalobos", "Marina Quesada Solís"
GUATEMALA, MEXICO, BELIZE = "Lucía Tzoc Marroquín", "Rodrigo Ibáñez Luna", "Camille Usher Young"
OBSERVER = "Inés Batres Molina"
FIRST, SECOND_CLAUSE, THIRD = "informe sobre", "datos migratorios", "hospitalidad"


@dataclass(frozen=True)
class Place:
    """Where the text is read, and where it is drafted."""

    text: str
    drafting: str


def test_a_text_is_drafted_by_three_parties_until_no_bracket_is_open(
    desk: Callable[[], Desk], tmp_path: Path
):
    place = circulate(desk().enter(SECRETARIAT), import_text(desk().enter(SECRETARIAT), tmp_path))
    propose_other_words(desk().enter(GUATEMALA), place)
    propose_a_clause(desk().enter(MEXICO), place)
    propose_to_delete(desk().enter(BELIZE), place)
    compile_all(desk().enter(SECOND), place)
    meet_nothing(desk(), desk().enter(OBSERVER), place)
    decide(desk().enter(SECOND), place)
    settle(desk().enter(SECOND), place)


def import_text(it: Desk, folder: Path) -> str:
    """The address of a text in review, read from a Word file."""
    file = texts.word_file(folder / "proyecto.docx", texts.SPANISH)
    it.go("/es/texts/").follow("Import a text")
    it.page.set_input_files("[name=file]", file)
    it.page.select_option("[name=language]", "es")
    it.page.select_option("[name=body]", index=1)
    it.page.select_option("[name=kind]", "declaration")
    it.press("Read the file")
    return it.page.url.removesuffix("review/")


def circulate(it: Desk, text: str) -> Place:
    it.page.goto(text)
    it.look().follow("Circulate for drafting", within="main")
    it.page.check("[name=label][value=AMBER]")
    it.page.check("[name=mode][value=members_only]")
    it.page.fill("[name=due_on]", "2099-03-31")
    it.press("Circulate")
    return Place(text, it.page.url)


def propose(it: Desk, place: Place, clause: str, kind: str, words: str = "") -> None:
    """Propose on the clause that says this; the draft is then open."""
    it.page.goto(place.drafting)
    it.look()
    found = it.page.locator(".clause", has_text=clause).first
    found.get_by_role("link", name=es("Propose")).first.click()
    it.look()
    if kind != "replace":
        it.follow("A clause after it" if kind == "insert" else "Delete it")
    if words:
        it.page.fill("[name=words]", words)
    it.page.fill("[name=reason]", "Así lo acordó nuestra delegación.")
    it.press("Keep as a draft")


def publish(it: Desk, place: Place) -> None:
    it.page.goto(place.drafting)
    it.page.locator(".actions .button--main").click()
    it.look().press("Publish the position")


def propose_other_words(it: Desk, place: Place) -> None:
    propose(
        it, place, FIRST, "replace",
        "Solicitar a Guatemala que presente un informe breve sobre la atención consular "
        "antes del 30 de junio de 2027.",
    )  # fmt: skip
    assert it.page.locator("ins", has_text="breve").count()
    publish(it, place)


def propose_a_clause(it: Desk, place: Place) -> None:
    propose(it, place, SECOND_CLAUSE, "insert")
    assert it.page.locator("[role=alert]").count(), "words are asked for"
    it.page.fill("[name=words]", "2 bis. Invitar a los observadores a compartir sus datos.")
    it.press("Keep as a draft")
    publish(it, place)


def propose_to_delete(it: Desk, place: Place) -> None:
    propose(it, place, THIRD, "delete")
    publish(it, place)


def compile_all(it: Desk, place: Place) -> None:
    it.page.goto(place.drafting)
    it.look().follow("Compilation")
    for party in ("Guatemala", "México", "Belice"):
        assert it.page.locator("table", has_text=party).count()
    link = it.page.locator(".actions a").first.get_attribute("href")
    answer = it.page.request.get(it.page.url.split("/es/")[0] + str(link))
    rows = Document(io.BytesIO(answer.body())).tables[0].rows
    assert any("breve" in cell.text for row in rows for cell in row.cells)
    it.page.set_viewport_size({"width": 320, "height": 700})
    it.look()
    assert it.page.evaluate("document.documentElement.scrollWidth") <= 320


def meet_nothing(anyone: Desk, observer: Desk, place: Place) -> None:
    """Neither the public nor an observer knows of a text that members draft by themselves."""
    for it in (anyone, observer):
        for address in (place.text, place.drafting):
            answer = it.page.goto(address)
            assert answer is not None
            assert answer.status in {403, 404}


def decide(it: Desk, place: Place) -> None:
    """One in brackets, one as it is, one not."""
    open_proposal(it, place, FIRST).press("Take it in brackets")
    expect(it.page.locator("mark.open")).to_have_count(1)
    open_proposal(it, place, SECOND_CLAUSE)
    it.page.locator("button[name=do][value=take]").click()
    it.look()
    assert it.sees("Invitar a los observadores")
    open_proposal(it, place, THIRD).press("Do not take it")
    assert it.page.locator("[role=alert]").count(), "a reason is asked for"
    it.page.fill("[name=because]", "Las demás delegaciones quieren conservarla.")
    it.press("Do not take it")
    assert it.sees("hospitalidad")


def open_proposal(it: Desk, place: Place, clause: str) -> Desk:
    it.page.goto(place.drafting)
    found = it.page.locator(".clause", has_text=clause).first
    found.locator(".proposal a").first.click()
    return it.look()


def settle(it: Desk, place: Place) -> None:
    it.page.goto(place.drafting)
    it.page.locator("a.warn").first.click()
    it.look()
    it.page.locator(".alternative button").first.click()
    it.look()
    assert not it.page.locator("mark.open").count()
    it.page.goto(place.drafting)
    it.look()
    assert it.sees("informe breve sobre")
