"""From a text to a mandate to a report, in Spanish, by five persons."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys import texts
from tests.journeys.desks import Desk, es

SECRETARIAT, SECOND = "Tomás Arce Villalobos", "Marina Quesada Solís"
FOCAL_POINT, OBSERVER = "Lucía Tzoc Marroquín", "Inés Batres Molina"
CONSULAR, BORDER = "atención consular", "datos migratorios"


def test_a_declaration_becomes_a_mandate_and_a_report(desk: Callable[[], Desk], tmp_path: Path):
    address = import_and_correct(desk().enter(SECRETARIAT), tmp_path)
    adopt(desk().enter(SECOND), address)
    give_mandates(desk().enter(SECRETARIAT), address)
    asked = read_mail(desk(), "lucia.tzoc@")
    report(desk().enter(FOCAL_POINT), asked, tmp_path)
    send_back(desk().enter(SECOND))
    mend(desk().enter(FOCAL_POINT), asked)
    accept(desk().enter(SECOND))
    see_as_observer(desk().enter(OBSERVER))
    see_as_anyone(desk())


def import_and_correct(it: Desk, folder: Path) -> str:
    spanish = texts.word_file(folder / "declaracion.docx", texts.SPANISH)
    english = texts.word_file(folder / "declaration.docx", texts.ENGLISH)
    it.go("/es/texts/").follow("Import a text")
    it.page.set_input_files("[name=file]", spanish)
    it.page.select_option("[name=language]", "es")
    it.page.select_option("[name=body]", index=1)
    it.page.select_option("[name=kind]", "declaration")
    it.page.select_option("[name=label]", "CLEAR")
    it.press("Read the file")
    address = it.page.url.removesuffix("review/")
    correct_first_clause(it)
    for number in ["1.", "2."]:
        piece = it.page.locator("article.piece--clause", has_text=number).first
        while piece.get_by_role("button", name=es("Accept"), exact=True).count():
            piece.get_by_role("button", name=es("Accept"), exact=True).first.click()
            piece = it.page.locator("article.piece--clause", has_text=number).first
    it.follow("Add a language")
    it.page.select_option("[name=language]", "en")
    it.page.set_input_files("[name=file]", english)
    it.page.locator("form.form button.button--main").click()
    it.look()
    it.page.goto(address + "review/?language=en")
    it.page.locator("button[value^='equal']").click()
    it.look()
    it.page.goto(address + "adoption/")
    it.look().press("Offer for adoption")
    return address


def correct_first_clause(it: Desk) -> None:
    first = it.page.locator("article.piece--clause").first
    expect(first).to_contain_text(CONSULAR)
    first.get_by_role("link", name=es("Change")).click()
    it.look()
    words = it.page.locator("[name=text_es]")
    words.fill(words.input_value().replace("un informe", "un informe breve"))
    it.press("Save")
    expect(it.page.locator("article.piece--clause").first).to_contain_text("informe breve")


def adopt(it: Desk, address: str) -> None:
    it.page.goto(address + "adoption/")
    it.look()
    it.page.fill("[name=adopted_on]", "2026-11")
    it.press("Adopt")
    it.page.goto(address)
    it.look()
    assert it.sees("informe breve")
    assert not it.page.get_by_role("link", name=es("Review"), exact=True).count()


def give_mandates(it: Desk, address: str) -> None:
    it.page.goto(address)
    it.follow("Make mandates")
    second = it.page.locator("li.clause", has_text=BORDER)
    second.get_by_role("link", name=es("Change it before it is given")).click()
    it.look()
    it.page.select_option("[name=label]", "AMBER")
    it.page.locator("[name=with_observers]").uncheck()
    it.press("Make this mandate")
    it.page.goto(address)
    it.follow("Make mandates")
    it.press("Make the chosen mandates")


def read_mail(it: Desk, who: str) -> str:
    """The focal point's mail, in the outbox; the address in it."""
    it.go("/es/outbox/")
    it.page.locator("ul.items li", has_text=who).first.get_by_role("link").click()
    it.look()
    assert it.sees(CONSULAR)
    link = it.page.locator(".mail a").first.get_attribute("href")
    assert link
    return link


def report(it: Desk, asked: str, folder: Path) -> None:
    it.go("/es/desk/")
    assert it.sees(CONSULAR)
    it.go(asked).page.locator("main a.button--main").first.click()
    it.look().press("Submit the report")
    assert it.page.locator("[role=alert]").count()
    it.page.select_option("[name=status]", "under_way")
    it.page.fill("[name=progress]", "La atención consular se amplió a dos ciudades.")
    evidence = folder / "respaldo.txt"
    evidence.write_text("Acta de apertura de las dos oficinas.", encoding="utf-8")
    it.page.set_input_files("input[type=file]", evidence)
    it.press("Submit the report")
    assert it.sees("respaldo")


def open_waiting(it: Desk) -> None:
    it.go("/es/desk/")
    it.page.locator("section", has_text=es("Waiting for me")).get_by_role(
        "link", name=re.compile(CONSULAR)
    ).first.click()
    it.look()


def send_back(it: Desk) -> None:
    open_waiting(it)
    it.press("Return with the comments")
    assert it.page.locator("[role=alert], .field__errors").count()
    it.page.fill("[name=comment]", "Indique por favor las dos ciudades.")
    it.press("Return with the comments")


def mend(it: Desk, asked: str) -> None:
    it.go(asked).page.locator("main a.button--main").first.click()
    it.look()
    assert it.sees("Indique por favor las dos ciudades.")
    progress = it.page.locator("[name=progress]")
    assert "dos ciudades" in progress.input_value()
    progress.fill("La atención consular se amplió a Tapachula y a Houston.")
    it.press("Submit the report")


def accept(it: Desk) -> None:
    open_waiting(it)
    assert it.sees("Tapachula")
    it.press("Accept the report")


def see_as_observer(it: Desk) -> None:
    it.go("/es/mandates/")
    assert it.sees(CONSULAR)
    assert not it.sees("comparta con los países miembros los datos migratorios")


def see_as_anyone(it: Desk) -> None:
    it.go("/es/mandates/")
    assert it.sees(CONSULAR)
    assert not it.sees("comparta con los países miembros los datos migratorios")
    row = it.page.locator("table tbody tr", has_text=CONSULAR)
    row.locator("a.s").first.click()
    it.look()
    assert it.sees("Tapachula")
    assert not it.sees("Indique por favor")
