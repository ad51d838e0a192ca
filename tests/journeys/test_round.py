"""A reporting round in Spanish: three parties answer, one on the site, one in Excel, one in Word
by e-mail; one measure answers two dialogues; the report on the round is published."""

from __future__ import annotations

import re
import smtplib
from collections.abc import Callable
from datetime import date, timedelta
from email.message import EmailMessage
from pathlib import Path

import pypdfium2
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site, until_it_listens
from tests.journeys.desks import Desk, es
from tests.mandates.filling import Book, Paper, through_office

SECRETARIAT, SECOND = "Tomás Arce Villalobos", "Marina Quesada Solís"
OF_SUMMITS = "Beatriz Fontaine"
ADMINISTRATOR, ON_LINE = "Óscar Chávez Ixcot", "Lucía Tzoc Marroquín"
BY_EXCEL, BY_WORD = "Rodrigo Ibáñez Luna", "Carmen Aguilera Paz"
LIMA, XIV = "Párrafo 51 del Compromiso de Lima", "XIV Conferencia"
CAMPAIGN, DATA, COORDINATION = "línea de ayuda", "datos migratorios", "coordinación técnica"
ROUND = "Ronda de prueba sobre la XIV Conferencia"
MEASURE = "Curso para fiscales y jueces sobre trata de personas y línea de ayuda"
SECRET = "Un acuerdo de patrullas conjuntas, que solo lee el diálogo."


def test_a_round_is_answered_three_ways_and_its_report_published(
    desk: Callable[[], Desk], site: Site, tmp_path: Path
):
    take_second_seat(desk)
    round_ = open_round(desk().enter(SECRETARIAT))
    answer_on_line(desk().enter(ON_LINE), round_)
    answer_in_excel(desk().enter(BY_EXCEL), tmp_path)
    answer_in_word(desk().enter(BY_WORD), site, round_, tmp_path)
    accept_everything(desk().enter(SECOND), round_)
    accept_lima(desk().enter(OF_SUMMITS))
    report = publish(desk, site, round_)
    open_in_office(desk(), report, tmp_path)


def newest_mail(it: Desk, who: str, about: str = "") -> Desk:
    """The newest mail to somebody, in the outbox."""
    mail = it.page.locator("ul.items li", has_text=who).filter(has_text=about).first
    it.go_until("/es/outbox/", mail)
    mail.get_by_role("link").click()
    return it.look()


def take_second_seat(desk: Callable[[], Desk]) -> None:
    """The focal point of Guatemala in one dialogue gets its seat in another, too."""
    it = desk().enter(ADMINISTRATOR).go("/es/parties/guatemala/seats/")
    it.page.fill("[name=email]", "lucia.tzoc@guatemala.example")
    choose(it.page, "body", "Cumbre")
    it.page.select_option("[name=role]", "focal_point")
    it.press("Send the invitation")
    other = newest_mail(desk().enter(ON_LINE), "lucia.tzoc@")
    link = other.page.locator(".mail a").first.get_attribute("href")
    assert link
    other.go(link).press("Take the seat")


def choose(page: Page, field: str, words: str) -> None:
    """The first option of a field that holds the words."""
    option = page.locator(f"[name={field}] option", has_text=words).first
    page.select_option(f"[name={field}]", option.get_attribute("value"))


def open_round(it: Desk) -> str:
    """The last round is closed, the next one prepared with a question, and opened."""
    it.go("/es/mandates/rounds/?body=crm-plenary")
    it.page.get_by_role("link", name=XIV).first.click()
    it.look().press("Close the round")
    it.go("/es/mandates/rounds/?body=crm-plenary").follow("Prepare a round")
    today = date.today()
    it.page.fill("[name=title_es]", ROUND)
    it.page.fill("[name=title_en]", "Trial round on the XIV Conference")
    it.page.fill("[name=since]", "2026-01-01")
    it.page.fill("[name=until]", "2026-12-31")
    it.page.fill("[name=deadline_on]", str(today + timedelta(days=60)))
    it.page.get_by_role("checkbox", name=re.compile(XIV)).check()
    it.press("Save the round")
    it.follow("Questions")
    it.page.select_option("[name=q-0-kind]", "number")
    it.page.fill("[name=q-0-question_es]", "¿Cuántas llamadas recibió la línea de ayuda?")
    it.page.fill("[name=q-0-question_en]", "How many calls did the helpline receive?")
    it.page.fill("[name=q-0-unit_es]", "llamadas")
    it.page.fill("[name=q-0-unit_en]", "calls")
    it.press("Save the questions")
    it.press("Open the round")
    assert it.sees("Guatemala")
    return it.page.url


def answer_on_line(it: Desk, round_: str) -> None:
    """One measure answers a mandate of each dialogue; then each round is answered."""
    measure = record_measure(it)
    for mandate in (CAMPAIGN, COORDINATION):
        use_as_answer(it, measure, mandate)
    it.go(round_).follow("Our reply")
    it.page.locator("main form.form input[inputmode=decimal]").fill("1.250,5 llamadas")
    it.press("Submit the answers")
    expect(it.page.locator("[role=alert]")).to_contain_text("1.250,5 llamadas")
    it.page.locator("main form.form input[inputmode=decimal]").fill("1250")
    it.press("Submit the answers")
    submit_what_is_ready(it, round_)
    it.go("/es/mandates/rounds/")
    it.page.get_by_role("link", name=LIMA).first.click()
    lima = it.look().page.url
    it.follow("Our reply")
    it.page.get_by_role("radio", name="Fiscales").check()
    it.page.get_by_role("radio", name="Sí").check()
    it.page.locator("textarea[name$=_text]").fill("Acuerdo ministerial 12, de 2026.")
    it.press("Submit the answers")
    submit_what_is_ready(it, lima)


def record_measure(it: Desk) -> str:
    it.go("/es/mandates/measures/").follow("Record a measure")
    it.page.fill("[name=title]", MEASURE)
    it.page.select_option("[name=kind]", "training")
    it.page.select_option("[name=language]", "es")
    choose(it.page, "body", "Reunión Viceministerial")
    it.page.select_option("[name=label]", "AMBER")
    it.press("Go on")
    it.page.fill("[name=account]", "Ochenta fiscales y jueces siguieron el curso en abril.")
    it.page.fill("[name=started]", "2026-04")
    values = it.page.locator("[name=themes] option").evaluate_all(
        "all => all.filter(one => /trata|coordinad|tráfico/i.test(one.text)).map(one => one.value)"
    )
    it.page.select_option("[name=themes]", values)
    it.press("Save")
    it.press("Share")
    return it.page.url


def use_as_answer(it: Desk, measure: str, mandate: str) -> None:
    """The words of the measure go into the report; its writer says how far it is."""
    it.go(measure)
    offer = it.page.locator("#answers + p + ul > li", has_text=mandate)
    offer.get_by_role("button", name=es("Use as an answer")).click()
    it.look()
    assert it.sees(MEASURE)
    it.page.select_option("[name=status]", "under_way")
    it.page.fill("[name=progress]", "El curso se impartió en abril de 2026.")
    for still in it.page.locator("[name^=still_]").all():
        still.check()
    it.press("Save the draft")


def submit_what_is_ready(it: Desk, round_: str) -> None:
    it.go(round_).follow("Our reply")
    it.press("Submit everything that is ready")


def make_pack(it: Desk, program: str) -> str:
    it.go("/es/mandates/packs/")
    choose(it.page, "about", ROUND)
    it.page.check(f"[name=form][value={program}]")
    it.page.check("[name=language][value=es]")
    it.press("Make the pack")
    return it.page.url


def download(it: Desk, words: str) -> bytes:
    with it.page.expect_download() as coming:
        it.page.get_by_role("link", name=words).first.click()
    return Path(coming.value.path()).read_bytes()


def send_back(it: Desk, file: Path, content: bytes) -> Desk:
    file.write_bytes(content)
    it.page.locator("input[type=file]").last.set_input_files(file)
    return it.press("Send it back")


def answer_in_excel(it: Desk, folder: Path) -> None:
    """A number that is none is named, with what was written; the second file mends it. What is
    complete is submitted, as the cover says."""
    make_pack(it, "xlsx")
    book = Book(download(it, es("Download for Excel")))
    borders, question = book.mark("gestión fronteriza"), book.mark("¿Cuántas llamadas")
    book.fill(borders, status=es("Under way"), progress=SECRET)
    book.fill(question, answer="cerca de mil").cover("submit", "sí")
    send_back(it, folder / "devuelto.xlsx", book.save())
    expect(it.page.locator("#wrong ~ div")).to_contain_text("cerca de mil")
    it.follow("Send it back once more")
    book.fill(question, answer=980)
    send_back(it, folder / "devuelto.xlsx", book.save())
    assert not it.page.locator("#wrong").count()
    assert it.sees(es("submitted"))


def answer_in_word(it: Desk, site: Site, round_: str, folder: Path) -> None:
    """The mail that tells of the pack is answered; what came back in it is read on the site."""
    make_pack(it, "docx")
    paper = Paper(download(it, es("Download for Word")))
    paper.fill(paper.mark(DATA), status=es("Under way"), progress="Dos registros se unieron.")
    paper.fill(paper.mark("¿Cuántas llamadas"), answer="640")
    told = newest_mail(it, "carmen.aguilera@", es("A pack of %(dialogue)s to be filled")[:10])
    address = told.page.locator("dd.hash").inner_text()
    mail(site, address, "Va adjunto el paquete.", paper.save())
    assert site.comity("work", "--once").returncode == 0
    answer = newest_mail(it, "carmen.aguilera@", "Re: el paquete")
    expect(answer.page.locator(".mail")).to_contain_text("paquete lleno.docx")
    link = answer.page.locator(".mail a", has_text="/packs/returned/").get_attribute("href")
    it.go(str(link))
    submit_what_is_ready(it, round_)


def mail(site: Site, to: str, words: str, pack: bytes) -> None:
    """Through the server that Comity runs itself, from an address of no account."""
    message = EmailMessage()
    message["From"], message["To"] = "carmen@correo.example", to
    message["Subject"] = "Re: el paquete"
    message.set_content(words)
    kind = "vnd.openxmlformats-officedocument.wordprocessingml.document"
    message.add_attachment(
        pack, maintype="application", subtype=kind, filename="paquete lleno.docx"
    )
    until_it_listens(site.mail_port)
    with smtplib.SMTP("127.0.0.1", site.mail_port, timeout=20) as server:
        server.send_message(message)


def accept_everything(it: Desk, round_: str) -> None:
    """A second person of the secretariat accepts what three parties sent."""
    for party in ("Guatemala", "México", "Honduras"):
        it.go(round_)
        it.page.locator("table").get_by_role("link", name=party, exact=True).click()
        accept_reply(it.look())


def accept_reply(it: Desk) -> None:
    """The answers, and each report of the round that is with the secretariat."""
    reply = it.page.url
    it.press("Accept the reply")
    waiting = it.page.locator("ol.items > li", has=it.page.locator(".s.submitted"))
    while waiting.count():
        waiting.first.get_by_role("link").first.click()
        it.look().press("Accept the report")
        it.go(reply)


def accept_lima(it: Desk) -> None:
    it.go("/es/mandates/rounds/")
    it.page.get_by_role("link", name=LIMA).first.click()
    it.look().page.locator("table").get_by_role("link", name="Guatemala", exact=True).click()
    accept_reply(it.look())


def publish(desk: Callable[[], Desk], site: Site, round_: str) -> str:
    """Written for everyone, offered by one person, published by another."""
    it = desk().enter(SECRETARIAT).go(round_).press("Close the round")
    it.follow("Write a follow-up report")
    choose(it.page, "round", ROUND)
    it.page.select_option("[name=label]", "CLEAR")
    for code in ("en", "fr"):
        it.page.uncheck(f"[name=languages][value={code}]")
    it.press("Write the report")
    report = it.page.url
    assert site.comity("work", "--once").returncode == 0
    offer = it.page.get_by_role("button", name=es("Offer for publication"), exact=True)
    it.go_until(report, offer).press("Offer for publication")
    desk().enter(SECOND).go(report).press("Publish")
    return report


def open_in_office(it: Desk, report: str, folder: Path) -> None:
    """What anyone downloads opens in LibreOffice, and holds what everyone may read alone."""
    word = download(it.go(report), "Word")
    with pypdfium2.PdfDocument(through_office(word, "docx", folder, to="pdf")) as pdf:
        words = " ".join(page.get_textpage().get_text_bounded() for page in pdf)
    said = re.sub(r"\s+", " ", words)
    for expected in (MEASURE, "El curso se impartió en abril", "Dos registros se unieron"):
        assert expected in said
    assert SECRET not in said
