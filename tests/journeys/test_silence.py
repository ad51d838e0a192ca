"""From the last bracket to the first mandate, in Spanish: a silence that is broken, the languages
that must be equal, a silence that passes, the adoption."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys import texts
from tests.journeys.conftest import Site
from tests.journeys.desks import Desk, es
from tests.journeys.test_consensus import (
    BELIZE,
    GUATEMALA,
    MEXICO,
    OBSERVER,
    SECOND,
    SECRETARIAT,
    THIRD,
    Place,
    circulate,
    import_text,
    open_proposal,
    propose,
    publish,
)  # fmt: skip

ASKED = "presente un informe sobre la atención consular"
FAR_OFF = "2099-03-31T18:00"
REASON = "Nuestra capital pide que se agradezca también a la ciudad anfitriona."
THANKS = "3. Agradecer al Gobierno de Panamá y a la Ciudad de Panamá su hospitalidad."
IN_ENGLISH = "3. To thank the Government of Panama and Panama City for their hospitality."
LATER = """
from datetime import timedelta
from comity.consensus.models import Silence
for one in Silence.objects.filter(noted_at=None):
    one.opened_at -= one.ends_at - one.opened_at + timedelta(hours=73)
    one.ends_at = one.opened_at + timedelta(hours=72)
    one.save()
"""
"""The clock of the site cannot be waited for: the silence is made one of four days ago."""


def test_a_text_passes_under_silence_once_nobody_objects_and_its_languages_are_equal(
    desk: Callable[[], Desk], site: Site, tmp_path: Path
):
    office = desk().enter(SECRETARIAT)
    place = circulate(office, import_text(office, tmp_path))
    refused_without_english(office, place)
    add_english(office, place, tmp_path)
    open_silence(office, place)
    break_it(desk().enter(BELIZE), place)
    change_after_it(desk().enter(MEXICO), office, place)
    make_equal_again(office, place)
    open_silence(office, place)
    let_it_pass(desk().enter(GUATEMALA), place)
    pass_the_deadline(site)
    adopt(desk().enter(SECOND), place)
    make_mandates(office, place)
    read_as_observer(desk().enter(OBSERVER))


def ask_for_silence(it: Desk, place: Place) -> None:
    it.page.goto(f"{place.text}silence/")
    it.look()
    it.page.fill("[name=ends_at]", FAR_OFF)
    it.page.locator("button[name=do][value=open]").click()
    it.look()


def refused_without_english(it: Desk, place: Place) -> None:
    ask_for_silence(it, place)
    expect(it.page.locator("[role=alert]")).to_contain_text("inglés")
    assert it.page.input_value("[name=ends_at]") == FAR_OFF, "what was typed is kept"


def add_english(it: Desk, place: Place, folder: Path) -> None:
    it.page.goto(f"{place.text}review/")
    it.look()
    accept_suggestions(it, "1.")
    it.follow("Add a language")
    it.page.select_option("[name=language]", "en")
    it.page.set_input_files("[name=file]", texts.word_file(folder / "draft.docx", texts.ENGLISH))
    it.page.locator("form.form button.button--main").click()
    it.look()
    find_equal(it, place)


def accept_suggestions(it: Desk, number: str) -> None:
    """Whom the clause asks, and by when, as it was read."""
    clause = it.page.locator("article.piece--clause", has_text=number).first
    accept = clause.get_by_role("button", name=es("Accept"), exact=True)
    while accept.count():
        accept.first.click()
        it.look()


def find_equal(it: Desk, place: Place) -> None:
    it.page.goto(f"{place.text}review/?language=en")
    it.look()
    it.page.locator("button[value^='equal']").click()
    it.look()


def open_silence(it: Desk, place: Place) -> None:
    ask_for_silence(it, place)
    assert it.sees("2099")
    assert not it.page.locator("[role=alert]").count()
    on_a_phone(it)


def on_a_phone(it: Desk) -> None:
    it.page.set_viewport_size({"width": 320, "height": 700})
    it.look()
    assert it.page.evaluate("document.documentElement.scrollWidth") <= 320
    it.page.set_viewport_size({"width": 1280, "height": 720})


def speak(it: Desk, place: Place, kind: str) -> None:
    it.page.goto(f"{place.text}silence/")
    it.look()
    it.page.check(f"[name=kind][value={kind}]")


def break_it(it: Desk, place: Place) -> None:
    speak(it, place, "break")
    it.press("Record it")
    assert it.page.locator("[role=alert]").count(), "a reason is asked for"
    it.page.fill("[name=words]", REASON)
    it.press("Record it")
    assert it.sees(REASON)


def change_after_it(member: Desk, office: Desk, place: Place) -> None:
    """The text is in drafting again; what is taken is in one language, so the other lags."""
    propose(member, place, THIRD, "replace", THANKS)
    publish(member, place)
    open_proposal(office, place, THIRD)
    office.page.locator("button[name=do][value=take]").click()
    assert office.look().sees("la Ciudad de Panamá")
    ask_for_silence(office, place)
    expect(office.page.locator("[role=alert]")).to_contain_text("inglés")


def make_equal_again(it: Desk, place: Place) -> None:
    it.page.goto(f"{place.text}review/?language=en")
    piece = it.page.locator("article.piece", has_text="hospitality").first
    piece.get_by_role("link", name=es("Change")).click()
    it.look()
    it.page.fill("[name=text_en]", IN_ENGLISH)
    it.press("Save")
    find_equal(it, place)


def let_it_pass(it: Desk, place: Place) -> None:
    speak(it, place, "pass")
    it.press("Record it")
    it.page.goto(place.drafting)
    assert not it.page.get_by_role("link", name=es("Propose")).count(), "the text stands still"


def pass_the_deadline(site: Site) -> None:
    assert site.comity("manage", "shell", "-c", LATER).returncode == 0
    assert site.comity("work", "--once").returncode == 0


def adopt(it: Desk, place: Place) -> None:
    onward = it.page.get_by_role("link", name=es("To the adoption"))
    it.go_until(f"{place.text}silence/", onward).follow("To the adoption")
    on_a_phone(it)
    it.press("Adopt")
    it.page.goto(place.text)
    it.look()
    assert it.sees("la Ciudad de Panamá")


def make_mandates(it: Desk, place: Place) -> None:
    it.page.goto(place.text)
    it.follow("Make mandates")
    it.press("Make the chosen mandates")
    it.go("/es/mandates/")
    assert it.sees(ASKED)


def read_as_observer(it: Desk) -> None:
    """The text was among members: its mandates are not in the observer's matrix."""
    it.go("/es/mandates/")
    assert not it.sees(ASKED)
