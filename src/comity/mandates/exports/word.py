"""The matrix as a Word file a ministry can file: landscape, its label on every page."""

from __future__ import annotations

import io
from html import escape
from typing import Any

from django.utils.translation import gettext
from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from .sheet import Sheet

PARTIES_IN_ONE_TABLE = 12
"""More do not fit the width of a page; the matrix goes on in another table."""
REPORTS_IN_WORDS = 200
_TEXT, _CLAUSE, _MANDATE, _DUE = 0, 1, 2, 4


def write_word(sheet: Sheet) -> bytes:
    word = Document()
    _lay_out(word, sheet)
    word.add_heading(sheet.title, level=0)
    for line in sheet.standfirst:
        word.add_paragraph(line)
    parties = range(sheet.fixed, len(sheet.head))
    for start in range(0, len(parties), PARTIES_IN_ONE_TABLE):
        _table(word, sheet, list(parties[start : start + PARTIES_IN_ONE_TABLE]))
        word.add_paragraph()
    _reports(word, sheet)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _lay_out(word: Word, sheet: Sheet) -> None:
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(12)
    section.top_margin = section.bottom_margin = Mm(15)
    label = section.header.paragraphs[0]
    label.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    label.add_run(sheet.label.words).bold = True
    word.styles["Normal"].font.size = Pt(9)
    word.core_properties.title = sheet.title


def _table(word: Word, sheet: Sheet, parties: list[int]) -> None:
    chosen = [_TEXT, _CLAUSE, _MANDATE, _DUE, *parties]
    table = word.add_table(rows=0, cols=len(chosen), style="Table Grid")._tbl
    table.append(_row([sheet.head[number] for number in chosen], is_header=True))
    for row in sheet.rows:
        table.append(_row([row[number] for number in chosen]))


def _row(texts: list[str], *, is_header: bool = False) -> Any:
    """A row as WordprocessingML (ECMA-376, 17.4.79); python-docx would take minutes for
    thousands of cells. Word repeats a header row at the top of every page."""
    mark = (
        "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
        if is_header
        else ("<w:trPr><w:cantSplit/></w:trPr>")
    )
    bold = "<w:b/>" if is_header else ""
    look = f'<w:rPr>{bold}<w:sz w:val="15"/></w:rPr>'
    cells = "".join(
        f'<w:tc><w:tcPr/><w:p><w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
        "</w:tc>"
        for text in texts
    )
    return parse_xml(f"<w:tr {nsdecls('w')}>{mark}{cells}</w:tr>")


def _reports(word: Word, sheet: Sheet) -> None:
    """What the reports say, each under its mandate and its addressee, if they are few enough
    to be read; else where all of them are."""
    if not sheet.report_rows:
        return
    word.add_heading(gettext("Reports"), level=1)
    if len(sheet.report_rows) > REPORTS_IN_WORDS:
        word.add_paragraph(
            gettext(
                "This matrix shows %(count)s reports. Their texts are in the Excel file; "
                "or narrow the matrix to %(limit)s reports or fewer to have them here."
            )
            % {"count": len(sheet.report_rows), "limit": REPORTS_IN_WORDS}
        )
        return
    for report in sheet.report_rows:
        mandate, addressee, *rest = report
        word.add_heading(f"{addressee}: {mandate[:200]}", level=3)
        for name, text in zip(sheet.report_head[2:], rest, strict=True):
            if text:
                line = word.add_paragraph()
                line.add_run(f"{name}: ").bold = True
                line.add_run(text)
