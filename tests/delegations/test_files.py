"""The list of participants in its order, and what it becomes on paper; badges."""

from __future__ import annotations

import io
import re

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document
from openpyxl import load_workbook

from comity.delegations.badges import in_order, qr_of, write_badges
from comity.delegations.codes import code_of
from comity.delegations.files import FORMS
from comity.delegations.models import Delegate
from comity.delegations.participants import gather, label_of
from comity.parties.models import Membership
from comity.tlp import Label
from tests import make
from tests.delegations.world import Table
from tests.entering import entered


@pytest.fixture
def full(table: Table) -> Table:
    """Parties of every class and kind, entered in another order than that of protocol."""
    table.observers_welcome()
    rows = [
        ("observer", "institution", {"en": "UNHCR", "es": "ACNUR"}),
        ("member", "institution", {"en": "A fund", "es": "Un fondo"}),
        ("member", "state", {"en": "Spain", "es": "España"}),
        ("member", "state", {"en": "Germany", "es": "Alemania"}),
        ("member", "territory", {"en": "Aruba", "es": "Aruba"}),
        ("observer", "state", {"en": "Andorra", "es": "Andorra"}),
        ("associate", "state", {"en": "Belgium", "es": "Bélgica"}),
        ("secretariat", "institution", {"en": "IOM", "es": "OIM"}),
    ]
    for role, kind, name in rows:
        party = make.party(kind=kind)
        party.name = make.said(name)
        party.save()
        it = table.delegation(party, role=role)
        for place, one in enumerate(["interpreter", "adviser", "head", "alternate"], start=1):
            make.nominee(it, f"{name['en']} {one}", role=one, position=place)
    make.nominee(it, "Not yet", state="submitted")
    return table


def listed(table: Table, language: str) -> list[tuple[str, list[str]]]:
    found = gather(table.meeting, make.reader(table.secretary, table.starts), language)
    return [(group.words, [party.text for party, _p in group.parties]) for group in found.groups]


def test_the_order_is_that_of_protocol_in_the_language_of_the_list(full: Table):
    assert listed(full, "en") == [
        ("States", ["Germany", "Spain"]),
        ("Territories", ["Aruba"]),
        ("Institutions", ["A fund"]),
        ("Associates: states", ["Belgium"]),
        ("Observers: states", ["Andorra"]),
        ("Observers: institutions", ["UNHCR"]),
        ("Secretariat: institutions", ["IOM"]),
    ]
    assert listed(full, "es")[0][1] == ["Alemania", "España"]


def test_the_order_may_be_that_of_the_host_s_language(full: Table):
    full.convocation.order_language = "en"
    full.convocation.save()
    germany = make.party()
    germany.name = make.said({"en": "Zambia", "es": "Abisinia"})
    germany.save()
    make.nominee(full.delegation(germany))
    assert listed(full, "es")[0][1] == ["Alemania", "España", "Abisinia"]


def test_heads_come_first_then_alternates_advisers_and_interpreters(full: Table):
    found = gather(full.meeting, make.reader(full.secretary, full.starts), "en")
    (_name, people), *_rest = found.groups[0].parties
    assert [one.role for one in people] == ["head", "alternate", "adviser", "interpreter"]


def test_the_list_is_never_public_and_else_as_the_meeting(full: Table):
    labels = {label: label_of(make.meeting(label=label)) for label in Label}
    assert labels == {
        Label.CLEAR: Label.GREEN, Label.GREEN: Label.GREEN, Label.AMBER: Label.AMBER,
        Label.STRICT: Label.STRICT, Label.RED: Label.RED,
    }  # fmt: skip


def test_nothing_that_was_typed_becomes_markup(full: Table):
    make.nominee(full.delegation(), "<b>Ana</b>", function='"><script>')
    client = entered(full.secretary)
    for page in ("participants", "check-in", f"delegations/of/{full.party.slug}"):
        shown = client.get(f"/en/meetings/{full.meeting.slug}/{page}/").content.decode()
        assert "&lt;b&gt;Ana" in shown
        assert "<b>Ana" not in shown
        assert '"><script>' not in shown


def test_those_who_came_are_a_list_of_their_own(full: Table):
    came = Delegate.objects.get(name="Spain head")
    for _desk in range(2):
        make.checked_in(came)
    reader = make.reader(full.secretary, full.starts)
    found = gather(full.meeting, reader, "en", only_present=True)
    assert [one.name for _group, one in found.everybody()] == ["Spain head"]


def text_of(form: str, content: bytes) -> str:
    if form == "pdf":
        with pypdfium2.PdfDocument(content) as pdf:
            return " ".join(page.get_textpage().get_text_bounded() for page in pdf)
    if form == "docx":
        word = Document(io.BytesIO(content))
        cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
        head = [one.text for one in word.sections[0].header.paragraphs]
        return " ".join([*head, *(one.text for one in word.paragraphs), *cells])
    if form == "xlsx":
        sheet = load_workbook(io.BytesIO(content)).active
        return " ".join(str(cell.value) for row in sheet.rows for cell in row)
    return content.decode("utf-8-sig")


@pytest.mark.parametrize("form", FORMS)
def test_each_form_says_the_same_in_the_language_asked(full: Table, form: str):
    client = entered(full.secretary)
    answer = client.get(f"/en/meetings/{full.meeting.slug}/participants/es.{form}")
    words = re.sub(r"\s+", " ", text_of(form, answer.content))
    for needed in ("Spain head", "España", "jefatura de delegación", "TLP:AMBER"):
        assert needed.casefold() in words.casefold(), needed
    assert "Not yet" not in words
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_no_cell_acts(full: Table):
    make.nominee(full.delegation(), '=HYPERLINK("x")', role="head", function="@SUM(1)")
    client = entered(full.secretary)
    answer = client.get(f"/en/meetings/{full.meeting.slug}/participants/en.xlsx")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    kinds = {cell.data_type for row in sheet.rows for cell in row if cell.value}
    assert kinds == {"s"}
    plain = client.get(f"/en/meetings/{full.meeting.slug}/participants/en.csv").content.decode()
    assert "'=HYPERLINK" in plain
    assert "'@SUM" in plain


@pytest.mark.parametrize("name", ["xx.pdf", "en.exe", "en.html"])
def test_other_files_are_not_there(full: Table, name: str):
    client = entered(full.secretary)
    address = f"/en/meetings/{full.meeting.slug}/participants/{name}"
    assert client.get(address).status_code == 404


def test_queries_do_not_grow_with_the_list(full: Table):
    client = entered(full.secretary)
    address = f"/en/meetings/{full.meeting.slug}/participants/"

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    count()
    before = count()
    for _party in range(5):
        it = full.delegation(make.party())
        for _one in range(4):
            make.nominee(it)
    assert count() == before


def test_queries_of_the_desk_and_of_the_delegations_do_not_grow(full: Table):
    client = entered(full.secretary)
    addresses = [f"/en/meetings/{full.meeting.slug}/{one}/" for one in ("check-in", "delegations")]

    def count() -> list[int]:
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            found.append(len(queries))
        return found

    count()
    before = count()
    for _party in range(5):
        make.nominee(full.delegation(make.party()))
    assert count() == before


def test_badges_are_four_on_a_page_in_the_order_of_the_list(full: Table):
    delegates = list(Delegate.objects.approved().select_related("delegation__party"))
    assert in_order(delegates, "es")[0].name == "Germany head"
    content = write_badges(full.meeting, delegates, "es")
    with pypdfium2.PdfDocument(content) as pdf:
        assert len(pdf) == len(delegates) / 4
        words = pdf[0].get_textpage().get_text_bounded()
    head = next(one for one in delegates if one.name == "Germany head")
    assert "Germany head" in re.sub(r"\s+", " ", words)
    assert code_of(head.pk, head.badge) in words


def test_the_qr_holds_the_code_and_no_word_of_the_person():
    one = make_code()
    assert "<svg" in qr_of(one)
    assert re.fullmatch(r"[0-9A-Z]+-[0-9A-Z]{8}", one)


def make_code() -> str:
    return code_of(4711, 1)


def test_a_very_long_name_stays_on_its_card(full: Table):
    one = make.nominee(full.delegation(), "Wolfeschlegelsteinhausenbergerdorff " * 5)
    content = write_badges(full.meeting, [one], "en")
    with pypdfium2.PdfDocument(content) as pdf:
        assert len(pdf) == 1


def test_badges_are_of_those_approved(table: Table):
    table.delegation()
    answer = entered(table.secretary).get(f"/en/meetings/{table.meeting.slug}/badges/")
    assert answer.status_code == 422
    assert "Nobody is approved yet" in answer.content.decode()


def test_a_party_that_is_no_member_any_more_stays_on_the_list_as_it_was_invited(full: Table):
    Membership.objects.filter(party=full.party).delete()
    make.nominee(full.delegation(), "Belize head", role="head")
    assert "Belize" in listed(full, "en")[0][1]
