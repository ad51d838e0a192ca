"""The compilation as a Word file."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.urls import reverse
from docx import Document

from comity.parties.models import Entry
from tests.consensus.drafted import Table

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(sign_in: Callable) -> Callable[..., object]:
    def fetch(table: Table, language: str = "en") -> object:
        client = sign_in(table.panama.person)
        address = reverse("consensus:compilation_file", args=[table.text.slug])
        return client.get(address.replace("/en/", f"/{language}/"))

    return fetch


def word(answer: object) -> Document:
    return Document(io.BytesIO(answer.content))


def test_each_clause_is_a_row_with_what_is_said_on_it(file: Callable):
    table = Table()
    table.proposal(reason="A <stronger> word.\x0b")
    (found,) = word(file(table)).tables
    assert [cell.text for cell in found.rows[0].cells] == [
        "Clause", "Text", "Proposals", "Comments",
    ]  # fmt: skip
    assert len(found.rows) == 4
    said = found.rows[1].cells[2]
    assert "Belize" in said.text
    assert "A <stronger> word." in said.text
    looks = {
        run.text.strip(): (run.font.strike, run.font.underline)
        for p in said.paragraphs
        for run in p.runs
    }
    assert looks["ask"] == (True, None)
    assert looks["urge"] == (None, True)


def test_its_label_is_on_every_page_and_its_name_in_the_language_of_the_reader(file: Callable):
    table = Table(label="AMBER+STRICT")
    answer = file(table)
    header = word(answer).sections[0].header
    assert "TLP:AMBER+STRICT" in "".join(line.text for line in header.paragraphs)
    assert "compilation-" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]


def test_downloading_what_is_watched_is_written_down(file: Callable):
    file(Table(label="AMBER+STRICT"))
    assert Entry.objects.filter(act="downloaded", thing__startswith="consensus.drafting").exists()
