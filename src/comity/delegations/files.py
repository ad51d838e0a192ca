"""The list of participants as Excel, Word and PDF. What goes in is decided in ``participants``."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from django.utils.translation import gettext, override, pgettext
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from comity.documents.tables import clean, csv_of, excel_of
from comity.documents.typesetting import typeset
from comity.ui.days import range_text
from comity.ui.said import said

from .participants import Participants, role_words

STANDARD = "ua-1"


def head_of(found: Participants) -> tuple[str, str, str]:
    """Label, title, and when and where, in the language of the list."""
    meeting = found.meeting
    when = range_text(meeting.starts_on, meeting.ends_on, meeting.precision, found.language)
    place = said(meeting.place, found.language).text
    about = " · ".join(part for part in (when, place) if part)
    return found.label.words, said(meeting.title, found.language).text, about


def write_excel(found: Participants) -> bytes:
    with override(found.language):
        return excel_of(gettext("Participants"), _heads(), _rows(found))


def write_csv(found: Participants) -> bytes:
    with override(found.language):
        return csv_of("", _heads(), _rows(found))


def _heads() -> list[str]:
    return [
        gettext("Name"), pgettext("of a delegate", "Role"), gettext("Function"), gettext("Party"),
        gettext("Class"), gettext("Languages"), gettext("Label"),
    ]  # fmt: skip


def _rows(found: Participants) -> list[list[str]]:
    roles = role_words()
    return [
        [
            one.name, roles[one.role], one.function, one.party.text, group.words,
            ", ".join(one.languages), found.label.words,
        ]
        for group, one in found.everybody()
    ]  # fmt: skip


def write_word(found: Participants) -> bytes:
    """A Word file with real headings; each delegation a table whose first row repeats."""
    with override(found.language):
        label, title, about = head_of(found)
        word = Document()
        section = word.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(20)
        marked = section.header.paragraphs[0]
        marked.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        marked.add_run(label).bold = True
        word.styles["Normal"].font.size = Pt(10)
        word.core_properties.title = clean(title)
        word.core_properties.subject = label
        word.core_properties.language = found.language
        word.add_heading(clean(title), level=0)
        word.add_paragraph(clean(about))
        word.add_heading(gettext("Participants"), level=1)
        for group in found.groups:
            word.add_heading(group.words, level=2)
            for party, people in group.parties:
                word.add_heading(clean(party.text), level=3)
                _table(word, [_person(one, role_words()) for one in people])
        out = io.BytesIO()
        word.save(out)
    return out.getvalue()


def _person(one: Any, roles: dict[str, str]) -> tuple[str, str, str]:
    return clean(one.name), roles[one.role], clean(one.function)


def _table(word: Any, rows: list[tuple[str, str, str]]) -> None:
    """Rows as WordprocessingML (ECMA-376, 17.4.79): python-docx takes seconds for hundreds."""
    table = word.add_table(rows=0, cols=3, style="Table Grid")._tbl
    head = (gettext("Name"), pgettext("of a delegate", "Role"), gettext("Function"))
    for number, row in enumerate([head, *rows]):
        mark = "<w:cantSplit/><w:tblHeader/>" if number == 0 else "<w:cantSplit/>"
        bold = "<w:rPr><w:b/></w:rPr>" if number == 0 else ""
        cells = "".join(
            f'<w:tc><w:tcPr/><w:p><w:r>{bold}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
            "</w:p></w:tc>"
            for text in row
        )
        table.append(parse_xml(f"<w:tr {nsdecls('w')}><w:trPr>{mark}</w:trPr>{cells}</w:tr>"))


def write_pdf(found: Participants) -> bytes:
    """Tagged, with bookmarks (PDF/UA-1).

    Raises:
        TypesettingFailed: with what Typst said.
    """
    with override(found.language):
        label, title, about = head_of(found)
        roles = role_words()
        data = {
            "language": found.language,
            "label": label,
            "title": clean(title),
            "about": clean(about),
            "heading": gettext("Participants"),
            "head": [gettext("Name"), pgettext("of a delegate", "Role"), gettext("Function")],
            "page_words": gettext("Page {page}"),
            "groups": [
                {
                    "words": group.words,
                    "parties": [
                        {"name": clean(party.text), "rows": [_person(one, roles) for one in people]}
                        for party, people in group.parties
                    ],
                }
                for group in found.groups
            ],
        }
    paper = json.dumps(data, ensure_ascii=False)
    (pdf,) = typeset(_template(), {"paper": paper}, format="pdf", pdf_standards=STANDARD)
    return pdf


@cache
def _template() -> str:
    return Path(__file__).with_name("participants.typ").read_text(encoding="utf-8")


FORMS: dict[str, tuple[str, str, Callable[[Participants], bytes]]] = {
    "pdf": ("PDF", "application/pdf", write_pdf),
    "docx": (
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        write_word,
    ),
    "xlsx": (
        "Excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        write_excel,
    ),
    "csv": ("CSV", "text/csv; charset=utf-8", write_csv),
}
"""Ending of the file → its name, media type, and what writes it."""
