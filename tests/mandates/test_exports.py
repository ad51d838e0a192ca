"""The matrix as a file: it opens again, holds what the reader may see, and runs nothing."""

from __future__ import annotations

import csv
import io
import json
import unicodedata

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from comity.documents.tables import harmless
from comity.parties.ledger import Entry
from comity.tlp import Label
from tests import make

from .world import World

pytestmark = pytest.mark.django_db

FORMS = ["csv", "xlsx", "docx"]


def download(client, form, query="", language="en") -> bytes:
    response = client.get(f"/{language}/mandates/matrix.{form}{query}")
    assert response.status_code == 200
    return response.content


def words_of(form: str, content: bytes) -> str:
    """Every word in the file, headers and footers too."""
    if form == "csv":
        return content.decode("utf-8-sig")
    if form == "xlsx":
        book = load_workbook(io.BytesIO(content))
        return "\n".join(
            str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
        )
    word = Document(io.BytesIO(content))
    tables = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    heads = [line.text for section in word.sections for line in section.header.paragraphs]
    return "\n".join([*heads, *(line.text for line in word.paragraphs), *tables])


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("form", FORMS)
def test_a_file_holds_what_the_reader_may_see_and_nothing_else(form, client, sign_in):
    world = World(label="CLEAR")
    public = world.assignment(action={"en": "Public words"}, label=Label.CLEAR)
    world.accepted(public, progress="Progress for all", label=Label.CLEAR, status="done")
    members = world.assignment(action={"en": "Members words"}, party=world.belize)
    world.accepted(members, by=world.neighbour, progress="Progress for members")
    anyone = words_of(form, download(client, form))
    assert "Public words" in anyone
    assert "Done" in anyone
    assert "Members words" not in anyone
    assert "Progress for members" not in anyone
    member = words_of(form, download(sign_in(world.focal), form))
    assert "Members words" in member
    if form != "csv":
        assert "Progress for all" in anyone
        assert "Progress for members" in member


@pytest.mark.parametrize("form", FORMS)
def test_a_file_never_holds_the_words_of_a_draft(form, sign_in):
    world = World()
    world.draft(world.assignment(), progress="Half a sentence")
    words = words_of(form, download(sign_in(world.focal), form))
    assert "Draft" in words
    assert "Half a sentence" not in words


def test_the_whole_travels_under_the_narrowest_label_inside(client, sign_in):
    world = World(label="CLEAR")
    world.give(label=Label.CLEAR)
    assert "TLP:CLEAR" in words_of("docx", download(client, "docx"))
    world.accepted(world.assignment(action={"en": "More."}, label=Label.CLEAR), label=Label.STRICT)
    sheet = load_workbook(io.BytesIO(download(sign_in(world.focal), "xlsx"))).worksheets[0]
    assert sheet["A1"].value == "TLP:AMBER+STRICT"
    word = Document(io.BytesIO(download(sign_in(world.focal), "docx")))
    assert word.sections[0].header.paragraphs[0].text == "TLP:AMBER+STRICT"


def test_downloading_watched_records_is_written_down(sign_in):
    world = World(label="AMBER+STRICT")
    report = world.accepted(world.assignment(label=Label.STRICT))
    download(sign_in(world.focal), "xlsx")
    entries = Entry.objects.filter(act="downloaded", by=world.focal)
    assert {entry.thing for entry in entries} == {
        f"mandates.mandate:{report.assignment.mandate_id}",
        f"mandates.report:{report.pk}",
    }


def test_files_are_named_and_filled_in_the_reader_s_language_and_say_their_filters(sign_in):
    world = World()
    world.accepted()
    client = sign_in(world.focal)
    response = client.get("/en/mandates/matrix.docx?status=under_way")
    assert response.headers["Content-Disposition"].startswith('attachment; filename="mandates-')
    assert response.headers["Content-Disposition"].endswith('.docx"')
    assert "Status: Under way" in words_of("docx", response.content)


def hostile(shared_data) -> list[str]:
    return [
        case["input"]
        for case in json.loads((shared_data / "hostile" / "formula-injection.json").read_text())
    ]


def acts(cell: str) -> bool:
    """Whether a spreadsheet would take the cell for a formula, or be led to one."""
    first = unicodedata.normalize("NFKC", cell.lstrip()[:1])
    return (cell[:1] in "\t\r\n" and cell != "") or first in {"=", "+", "-", "@"}


def test_no_cell_of_a_csv_file_acts(shared_data, client):
    for words in hostile(shared_data):
        make.assignment(make.mandate(words), party=make.party(words))
    for row in rows_of(download(client, "csv")):
        assert not any(acts(cell) for cell in row), row


def test_what_looks_like_a_formula_is_a_string_in_excel(shared_data, client):
    for words in hostile(shared_data):
        report = make.assignment(make.mandate(words), party=make.party(words))
        make.report(report, progress=words)
    for sheet in load_workbook(io.BytesIO(download(client, "xlsx"))):
        kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
        assert kinds <= {"s", "n", "inlineStr"}, "n is an empty cell"
        assert sheet.freeze_panes
        assert sheet.auto_filter.ref


@given(st.text())
def test_nothing_is_lost_in_making_a_cell_harmless(text):
    assert not acts(harmless(text)) or harmless(text) == ""
    assert harmless(text) in {text, f"'{text}"}


@pytest.mark.parametrize("form", FORMS)
def test_control_characters_break_no_file(form, client):
    report = make.assignment(make.mandate("Bell \x07 and null \x00 gone".replace("\x00", "")))
    make.report(report, progress="Tab\tand \x0b gone \ufffe")
    words_of(form, download(client, form))


def test_the_header_row_of_the_word_file_is_repeated(client):
    for number in range(3):
        make.assignment(make.mandate(f"Mandate {number}"))
    word = Document(io.BytesIO(download(client, "docx")))
    assert word.tables[0].rows[0]._tr.xpath(".//w:tblHeader")
    section = word.sections[0]
    assert section.page_width > section.page_height


def test_a_kind_of_file_that_is_not_made_here_is_not_found(client):
    assert client.get("/en/mandates/matrix.pdf").status_code == 404


def test_an_empty_matrix_is_a_file_too(client):
    for form in FORMS:
        words_of(form, download(client, form))
