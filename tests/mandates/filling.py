"""Packs as a person fills them: with openpyxl in a workbook, with python-docx in a document."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from comity.mandates.packs.asked import Asked, Row
from comity.mandates.packs.excel import write_excel
from comity.mandates.packs.from_excel import find_in_excel
from comity.mandates.packs.from_word import find_in_word
from comity.mandates.packs.reading import Returned, read
from comity.mandates.packs.sign import WHOLE
from comity.mandates.packs.word import write_word

WRITE = {"xlsx": write_excel, "docx": write_word}
FIND = {"xlsx": find_in_excel, "docx": find_in_word}


def asked(*rows: Row, **fields) -> Asked:
    """A pack with the rows a test is about; two assignments if it names none."""
    fields = {
        "key": "0f8fad5b-d9cb-469f-a165-70867728950e",
        "party_key": 7,
        "party": "Costa Rica",
        "dialogue": "Regional Conference on Migration",
        "language": "en",
        "label": "TLP:AMBER",
        "made_on": "2026-03-02",
        "page": "https://comity.example.org/en/mandates/packs/1/",
    } | fields
    return Asked(rows=rows or (first(), second()), **fields)


def first(**fields) -> Row:
    said = {"status": "under_way", "progress": "A line is open.\nFrom 8 to 20 h."}
    given = {"question": "Keep a helpline.", "said": said, "confirms": True}
    return row(1, **given | fields)


def second(**fields) -> Row:
    return row(2, question="Train border officers.", **fields)


def row(key: int, kind: str = "assignment", **fields) -> Row:
    return Row(kind, key, f"{key}. · CRM/DEC/{key}", **{"question": f"Question {key}?"} | fields)


class Book:
    """A workbook in the hands of somebody: cells by the row's mark and the field's name."""

    def __init__(self, content: bytes) -> None:
        self.book = load_workbook(io.BytesIO(content))

    def place(self, mark: str, name: str):
        """(sheet, row, column) of a cell; the code is found where it stands now."""
        for sheet in self.book:
            columns = {cell.value: cell.column for line in sheet["A1:T3"] for cell in line}
            for cell in sheet["A"]:
                if str(cell.value or "").startswith(f"{mark}-"):
                    return sheet, cell.row, columns[name]
        raise AssertionError(f"{mark} is not in the workbook")

    def mark(self, words: str) -> str:
        """The mark of the row in which the words stand."""
        for sheet in self.book:
            for line in sheet.iter_rows(min_row=3):
                if any(words in str(cell.value or "") for cell in line[1:]):
                    return str(line[0].value).partition("-")[0]
        raise AssertionError(f"{words} is not in the workbook")

    def fill(self, mark: str, **answers) -> Book:
        for name, value in answers.items():
            sheet, line, column = self.place(mark, name)
            sheet.cell(line, column).value = value
        return self

    def cover(self, name: str, value: str) -> Book:
        for cell in self.book.worksheets[0]["A"]:
            if cell.value == f"cover:{name}":
                self.book.worksheets[0].cell(cell.row, 3).value = value
        return self

    def save(self) -> bytes:
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()


class Paper:
    """A document in the hands of somebody: answers by the row's mark and the field's label."""

    def __init__(self, content: bytes) -> None:
        self.word = Document(io.BytesIO(content))

    def table(self, mark: str):
        for table in self.word.tables:
            if f"{mark}-" in table.rows[0].cells[0].text:
                return table
        raise AssertionError(f"{mark} is not in the document")

    def mark(self, words: str) -> str:
        """The mark of the row in which the words stand."""
        for table in self.word.tables:
            # What is asked stands in a control, which a cell's own text leaves out.
            if words in "".join(text.text or "" for text in table._tbl.iter(qn("w:t"))):
                found = re.search(r"([aqi]\d+(?:y\d+)?)-", table.rows[0].cells[0].text)
                if found:
                    return found[1]
        raise AssertionError(f"{words} is not in the document")

    def fill(self, mark: str, **answers) -> Paper:
        """Type into the content controls, as Word does."""
        for name, text in answers.items():
            for control in self.table(mark)._tbl.iter(qn("w:sdt")):
                if (
                    control.find(qn("w:sdtPr"))
                    .find(qn("w:tag"))
                    .get(qn("w:val"))
                    .endswith(f":{name}")
                ):
                    _type(control, text)
        return self

    def overwrite(self, mark: str, label: str, text: str) -> Paper:
        """Delete all that is in the cell, control and bookmark too, and type anew."""
        for line in self.table(mark).rows:
            if line.cells[0].text == label:
                cell = line.cells[1]
                for paragraph in list(cell._tc.iterchildren(qn("w:p"))):
                    cell._tc.remove(paragraph)
                cell.add_paragraph(text)
        return self

    def save(self) -> bytes:
        out = io.BytesIO()
        self.word.save(out)
        return out.getvalue()


def _type(control, text: str) -> None:
    properties = control.find(qn("w:sdtPr"))
    placeholder = properties.find(qn("w:showingPlcHdr"))
    if placeholder is not None:
        properties.remove(placeholder)
    runs = list(control.iter(qn("w:r")))
    for spare in runs[1:]:
        spare.getparent().remove(spare)
    for child in list(runs[0]):
        if child.tag in (qn("w:t"), qn("w:br")):
            runs[0].remove(child)
    for number, line in enumerate(text.split("\n")):
        if number:
            runs[0].append(runs[0].makeelement(qn("w:br"), {}))
        words = runs[0].makeelement(qn("w:t"), {})
        words.text = line
        runs[0].append(words)


HANDS = {"xlsx": Book, "docx": Paper}


def back(content: bytes, pack: Asked, form: str) -> Returned:
    """What is read from a file that came back."""
    found = FIND[form](content)
    assert not found.whole or WHOLE.search(found.whole)
    return read(found, pack)


def whats(returned: Returned) -> list[str]:
    return [finding.what for finding in returned.findings]


def through_office(content: bytes, form: str, folder: Path, to: str = "") -> bytes:
    """Open in LibreOffice and save, in another form perhaps. Skipped where it is absent, never
    in CI."""
    soffice = shutil.which("soffice")
    if soffice is None:
        if os.environ.get("CI") == "true":
            pytest.fail("LibreOffice is not installed, and CI promises this test.")
        pytest.skip("LibreOffice is not installed here")
    (folder / "in").mkdir(exist_ok=True)
    before = folder / "in" / f"pack.{form}"
    before.write_bytes(content)
    subprocess.run(
        [soffice, f"-env:UserInstallation={(folder / 'home').as_uri()}", "--headless",
         "--convert-to", to or form, "--outdir", str(folder / "out"), str(before)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return (folder / "out" / f"pack.{to or form}").read_bytes()
