"""Word, PDF and web page of a follow-up report: the same words, each form sound in itself."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn

from comity.documents.typesetting import TypesettingFailed, typeset
from comity.mandates.followup.compose import compose
from comity.mandates.followup.content import (
    Addressee,
    Answer,
    Asked,
    Cited,
    Content,
    Indicator,
    LeftOut,
    Mandate,
    Question,
    Said,
    Source,
    Value,
)
from comity.mandates.followup.painting import pdf as pdf_painting
from comity.mandates.followup.painting.forms import FORMS, paint
from comity.mandates.followup.paper import Cell, Facts, Grid, Heading, Items, Text, Words, parts
from tests import make
from tests.mandates.following import words_of

ODD = "#strong[x] $y$ <b>z</b> & \\ “quoted” ]{ `raw`"
"""What means something to Typst, XML or HTML, and must be read as it stands."""


def texts(en: str = "", es: str = "") -> dict[str, str]:
    return {code: words for code, words in (("en", en), ("es", es)) if words}


def said(number: int, language: str, of: int) -> Said:
    return Said(
        on="2026-02-01",
        language=language,
        status="under_way",
        progress=f"Progress {number}.\nOn two lines. {ODD}",
        limitations="",
        next_steps=f"Steps {number}",
        best_practice=f"Practice {number}" if number == 1 else "",
        measures=[Cited(f"Law {number}", "Account", "es")],
        values=[Value(1, year, str(year), "") for year in (2024, 2025) if of == number == 1],
        evidence=[texts("A decree")],
        is_invented=True,
    )


def mandate(number: int, who: list[Addressee]) -> Mandate:
    asked = [
        Asked(one.key, "under_way", False, said(place, "es" if place % 2 else "en", number))
        for place, one in enumerate(who[:-1], start=1)
    ]
    indicator = Indicator(
        1, texts("Officers trained"), texts("Who was trained"), texts("persons"),
        "up", "100", 2020, "5000", 2030,
    )  # fmt: skip
    return Mandate(
        key=number,
        mark=f"CRM/DEC/{number} · {number}.",
        paragraph=texts(f"Request {number} in full", f"Solicita {number}"),
        action=texts(f"Action {number} {ODD}", f"Acción {number}" if number % 2 else ""),
        given_on="2025-01-01",
        due_on="2025-06-30",
        closed_on="",
        themes=["gcm-10"],
        indicators=[indicator] if number == 1 else [],
        asked=[*asked, Asked(who[-1].key, "none", True, None)],
    )


def content(mandates: int = 2, parties: int = 14) -> Content:
    who = [
        Addressee(f"party:p{n}", texts(f"Party {n:02}"), texts(f"P{n}"), is_state=n != parties - 1)
        for n in range(parties)
    ]
    return Content(
        title=texts("Follow-up report", "Informe de seguimiento"),
        dialogue=texts("The dialogue"),
        body=texts("The plenary", "El plenario"),
        label="AMBER",
        with_observers=True,
        round=texts("The round"),
        since="2025-01-01",
        until="2026-01-31",
        made_on="2026-03-02",
        left_out=LeftOut(narrower_mandates=3, narrower_reports=7),
        addressees=who,
        mandates=[mandate(number, who) for number in range(1, mandates + 1)],
        themes={"gcm-10": texts("Trafficking", "Trata")},
        questions=[
            Question(
                texts("Is there a plan?"), "yes_no", {}, {}, [Answer("party:p0", "yes", "en")]
            ),
            Question(
                texts("Which?"), "choice", {}, texts("This\nThat"), [Answer("party:p0", "2", "en")]
            ),
            Question(
                texts("How many?"), "number", texts("units"), {}, [Answer("party:p0", "1200", "en")]
            ),
            Question(texts("What else?"), "text", {}, {}, [Answer("party:p0", "Nada más", "es")]),
        ],
        silent=["party:p1"],
        sources=[Source("CRM/DEC", texts("A declaration"), "2025-01-01")],
        records={},
    )


@cache
def painted(form: str, language: str = "en") -> bytes:
    return paint(compose(content(), language), form, author="Secretariat", at=make.NOW)


def plain(form: str, language: str = "en") -> str:
    """What a form says, blanks and line ends aside."""
    return bare(words_of(painted(form, language), form))


def every_word(value) -> Iterator[str]:
    """All that a block, or what is in it, has to say."""
    match value:
        case Words(text):
            yield text
        case Grid(caption, head, rows):
            yield caption
            yield from every_word((head, rows))
        case Facts(rows):
            yield from (name for name, _words in rows)
            yield from every_word(tuple(words for _name, words in rows))
        case Heading(words=inner) | Text(words=inner) | Cell(words=inner) | Items(rows=inner):
            yield from every_word(inner)
        case tuple():
            for one in value:
                yield from every_word(one)


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_every_word(form, language):
    said_there = plain(form, language)
    paper = compose(content(), language)
    said_by_it = every_word((*paper.cover, *paper.blocks))
    missing = [words for words in said_by_it if bare(words) not in said_there]
    assert missing == []


@pytest.mark.parametrize("form", FORMS)
def test_the_cover_says_for_whom_it_is_and_what_was_left_out(form):
    words = plain(form)
    assert "TLP:AMBER:membersofthedialogue,anditsobservers" in words
    assert "3mandatesarereadbyanarrowercirclethanthisreport." in words
    assert "7reportsofaddresseesarereadbyanarrowercirclethanthisone." in words


@pytest.mark.parametrize(
    ("form", "mark"), [("html", "en inglés"), ("docx", "[en inglés]"), ("pdf", "[en inglés]")]
)
def test_what_is_not_translated_is_marked(form, mark):
    assert bare(f"Action 2 {ODD} {mark}") in plain(form, "es")


def test_the_cover_counts_what_is_not_translated():
    assert re.search(r"\d+ (?:of|de) \d+ te", words_of(painted("html", "es"), "html"))


def test_nothing_left_out_is_said_too():
    whole = content()
    paper = compose(Content(**vars(whole) | {"left_out": LeftOut(), "questions": []}), "en")
    assert "language in which they were written" in repr(paper.cover)
    assert "narrower" not in repr(paper.cover)


# Word


def word():
    return Document(io.BytesIO(painted("docx")))


def test_word_has_headings_by_style_and_a_table_of_contents_that_word_fills():
    made = word()
    by_style = [(p.style.name, p.text) for p in made.paragraphs if p.style.name.startswith("Head")]
    assert ("Heading 1", "Summary") in by_style
    assert ("Heading 3", "Party 00: Under way") in by_style
    xml = made.element.xml
    assert 'TOC \\o "1-2"' in xml
    assert made.settings.element.find(qn("w:updateFields")) is not None
    begun, ended = (xml.count(f'fldCharType="{kind}"') for kind in ("begin", "end"))
    assert begun == ended


def test_every_link_in_the_contents_leads_to_a_heading():
    xml = word().element.xml
    anchors = re.findall(r'w:anchor="([^"]*)"', xml)
    marks = re.findall(r'w:bookmarkStart [^>]*w:name="([^"]*)"', xml)
    assert anchors
    assert set(anchors) <= set(marks)
    assert len(marks) == len(set(marks))


def test_a_table_repeats_its_head_and_has_no_empty_cell():
    for table in word().tables:
        assert all(cell.text.strip() for row in table.rows for cell in row.cells)
        if table._tbl.tblPr.find(qn("w:tblCaption")) is not None:
            assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_the_matrix_lies_across_and_the_rest_stands():
    across = [section.page_width > section.page_height for section in word().sections]
    assert across == [False, True, False]


def test_pictures_have_words_and_the_file_says_what_it_is():
    made = word()
    described = re.findall(r'<wp:docPr [^>]*descr="([^"]*)"', made.element.xml)
    assert len(described) == len(made.inline_shapes) > 1
    assert all(described)
    assert made.core_properties.title == "Follow-up report"
    assert made.core_properties.language == "en"
    assert "TLP:AMBER" in made.sections[0].header.paragraphs[0].text


def test_a_word_file_says_in_which_language_each_word_is():
    xml = zipfile.ZipFile(io.BytesIO(painted("docx", "es"))).read("word/document.xml").decode()
    assert '<w:lang w:val="en"/>' in xml


# PDF


def test_a_pdf_is_tagged_and_says_what_it_is():
    made = painted("pdf")
    with pypdfium2.PdfDocument(made) as pdf:
        assert pdf.get_metadata_value("Title") == "Follow-up report"
        assert pdf.get_metadata_value("Author") == "Secretariat"
        assert next(pdf.get_toc()).get_title() == "Summary"
    assert b"pdfuaid" in made
    assert b"/StructTreeRoot" in made


def test_a_long_pdf_is_set_in_pieces_with_the_pages_in_its_contents(monkeypatch):
    monkeypatch.setattr(pdf_painting, "LONGEST", 30_000)
    made = paint(compose(content(4), "en"), "pdf", author="Secretariat", at=make.NOW)
    with pypdfium2.PdfDocument(made) as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    contents = next(page for page in pages if "Contents" in page)
    entries = dict(re.findall(r"(?m)^(Gaps|Annexes|Mandates)[ .]*?(\d+)\s*$", contents))
    assert entries.keys() == {"Gaps", "Annexes", "Mandates"}
    for title, number in entries.items():
        (page,) = [text for text in pages if re.search(rf"page {number}\s*$", text)]
        assert title in page
    for number in range(1, 5):
        assert any(f"Request {number} in full" in page for page in pages)


def test_what_typst_cannot_set_is_said():
    with pytest.raises(TypesettingFailed):
        typeset("#panic()", {}, format="pdf")


# On the site


def test_the_parts_hold_every_block_once():
    paper = compose(content(12), "en")
    shown = parts(paper)
    assert [block for part in shown for block in part.blocks] == list(paper.blocks)
    assert len({part.key for part in shown}) == len(shown)
    assert sum(part.key.startswith("mandate-") for part in shown) == 12


def test_keys_of_headings_and_pictures_are_not_used_twice():
    html = painted("html").decode()
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len(ids) == len(set(ids))


def test_one_file_needs_nothing_else():
    html = painted("html").decode()
    assert not re.search(r'(?:src|href)="(?!#)', html)
    assert "url(http" not in html
    assert "<script" not in html


def test_states_come_before_institutions_each_by_name():
    paper = compose(content(), "en")
    grid = next(block for block in paper.blocks if isinstance(block, Grid) and block.is_wide)
    assert [words.text for words in grid.head[1:4]] == ["P0", "P1", "P2"]
    assert isinstance(grid.rows[0][1], Cell)
