"""A pack as a Word document: instructions, then a block for each thing asked.

Every answer stands in a content control whose tag names the row and the field; a bookmark around
it says the same to programs that drop controls, and the words beside it to whoever drops both.
WordprocessingML: ECMA-376 part 1, 17.5.2 (structured document tags).
"""

from __future__ import annotations

import io
from html import escape
from itertools import count
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from . import cover
from .asked import ASSIGNMENTS, QUESTIONS, Asked, Row
from .excel import how
from .fields import (
    CHOICE,
    CONFIRMED,
    SHEET_NAMES,
    UNIT,
    Field,
    choices_of,
    fields_of,
    label,
    shown,
    yes_no,
)
from .sign import code_of, whole
from .values import clean

PLACEHOLDER = gettext_lazy("Write here")
TO_CHOOSE = gettext_lazy("Choose")
QUESTION = "question"
COVER = {"language": "cover:language", "submit": "cover:submit"}

_LEFT, _RIGHT = 2100, 7540
"""Twentieths of a point: 37 and 133 mm."""
_HEAD, _ANSWER = "DDEBEC", "FFF6D6"
_INK = RGBColor(0x17, 0x32, 0x3A)


def write_word(asked: Asked) -> bytes:
    with override(asked.language):
        word = Document()
        _lay_out(word, asked)
        _cover(word, asked)
        numbers = _Numbers()
        for sheet, rows in asked.sheets():
            heading = word.add_heading(str(SHEET_NAMES[sheet]), level=1)
            heading.paragraph_format.page_break_before = sheet == ASSIGNMENTS
            blocks = "".join(_block(asked, row, numbers) for row in rows)
            for element in parse_xml(f"<w:body {nsdecls('w')}>{blocks}</w:body>"):
                word.element.body.insert_element_before(element, "w:sectPr")
        out = io.BytesIO()
        word.save(out)
        return out.getvalue()


class _Numbers:
    """Bookmarks and controls are numbered through the document."""

    def __init__(self) -> None:
        self._count = count(1)

    def next(self) -> int:
        return next(self._count)


def _lay_out(word: Word, asked: Asked) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(18)
    head = section.header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    head.add_run(asked.label).bold = True
    _page_number(section.footer.paragraphs[0], f"{asked.party} · {asked.dialogue} · ")
    word.core_properties.title = f"{cover.title()}: {clean(asked.party)}"
    word.core_properties.author = clean(asked.dialogue)
    word.core_properties.language = asked.language
    word.styles["Normal"].font.size = Pt(10)
    word.styles["Normal"].element.get_or_add_rPr().append(
        parse_xml(f'<w:lang {nsdecls("w")} w:val="{escape(asked.language)}"/>')
    )
    for name in ("Title", "Heading 1"):
        word.styles[name].font.color.rgb = _INK


def _page_number(paragraph: Any, words: str) -> None:
    paragraph.add_run(clean(words) + " ").font.size = Pt(8)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _cover(word: Word, asked: Asked) -> None:
    title = word.add_heading(cover.title(), level=0)
    title.runs[0].font.size = Pt(20)
    for name, words in cover.facts(asked):
        line = word.add_paragraph()
        line.paragraph_format.space_after = Pt(2)
        line.add_run(f"{clean(name)}: ").bold = True
        line.add_run(clean(words))
    word.add_heading(_("How to fill it in"), level=1)
    for step in cover.steps(asked, "docx"):
        word.add_paragraph(clean(step), style="List Number")
    word.element.body.insert_element_before(_cover_choices(asked), "w:sectPr")
    word.add_paragraph(cover.submit_hint())
    mark = word.add_paragraph().add_run(whole(asked))
    mark.font.size, mark.font.color.rgb = Pt(7), RGBColor(0x59, 0x59, 0x59)


def _cover_choices(asked: Asked) -> Any:
    languages, answers = cover.languages(asked), yes_no()
    lines = [
        _line(
            label(name),
            _control(COVER[name], label(name), chosen, offered, 900_000 + number),
            _ANSWER,
        )
        for number, (name, chosen, offered) in enumerate(
            [
                ("language", dict(languages)[asked.language], [words for _c, words in languages]),
                ("submit", dict(answers)["no"], [words for _code, words in answers]),
            ]
        )
    ]
    return parse_xml(_table(lines))


def _table(lines: list[str]) -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="8AA0A5"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{_LEFT + _RIGHT}" w:type="dxa"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="90" w:type="dxa"/>'
        '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="90" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{_LEFT}"/><w:gridCol w:w="{_RIGHT}"/></w:tblGrid>'
        f"{''.join(lines)}</w:tbl>"
    )


def _block(asked: Asked, row: Row, numbers: _Numbers) -> str:
    """A table with what is asked and the cells for the answer, and a line of air below."""
    code = code_of(asked, row)
    lines = [_heading(row, code)]
    lines.append(
        _line(_("What is asked"), _sealed(f"{code}:{QUESTION}", row.question, numbers.next()))
    )
    if row.sheet == QUESTIONS:
        lines.append(_line(_("How to answer"), _runs(how(row))))
    if row.before:
        lines.append(_line(_("Said last"), _runs(row.before)))
    lines += [_field(row, field, code, numbers.next()) for field in fields_of(row)]
    return _table(lines) + '<w:p><w:pPr><w:spacing w:after="120"/></w:pPr></w:p>'


def _heading(row: Row, code: str) -> str:
    words = " · ".join(filter(None, (row.head, str(row.year or ""), row.due)))
    small = '<w:rPr><w:color w:val="595959"/><w:sz w:val="14"/></w:rPr>'
    return (
        "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr><w:tc><w:tcPr>"
        f'<w:tcW w:w="{_LEFT + _RIGHT}" w:type="dxa"/><w:gridSpan w:val="2"/>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{_HEAD}"/></w:tcPr><w:p><w:pPr><w:keepNext/>'
        f'<w:spacing w:after="0"/></w:pPr>{_runs(words, is_bold=True)}'
        f'<w:r>{small}<w:t xml:space="preserve">   {escape(code)}</w:t></w:r></w:p></w:tc></w:tr>'
    )


def _line(name: str, content: str, fill: str = "") -> str:
    """A row of two cells: what it is called, and what it says; what is only said stays on the
    page of what follows it."""
    together = "" if fill else "<w:keepNext/>"
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return (
        f'<w:tr><w:tc><w:tcPr><w:tcW w:w="{_LEFT}" w:type="dxa"/></w:tcPr><w:p><w:pPr>'
        f'{together}<w:spacing w:after="0"/></w:pPr>{_runs(name, is_bold=True)}</w:p></w:tc>'
        f'<w:tc><w:tcPr><w:tcW w:w="{_RIGHT}" w:type="dxa"/>{shade}</w:tcPr><w:p><w:pPr>'
        f'<w:spacing w:after="0"/></w:pPr>{content}</w:p></w:tc></w:tr>'
    )


def _runs(text: str, *, is_bold: bool = False) -> str:
    look = "<w:rPr><w:b/></w:rPr>" if is_bold else ""
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in clean(text).split("\n")
    )
    return f"<w:r>{look}{lines}</w:r>"


def _sealed(tag: str, text: str, number: int) -> str:
    """Words that are not to be changed."""
    return (
        f'<w:sdt><w:sdtPr><w:tag w:val="{escape(tag)}"/><w:id w:val="{number}"/>'
        f'<w:lock w:val="sdtContentLocked"/></w:sdtPr><w:sdtContent>{_runs(text)}'
        "</w:sdtContent></w:sdt>"
    )


def _field(row: Row, field: Field, code: str, number: int) -> str:
    name, text = label(field.name, row.sheet), shown(row, field)
    if field.kind == UNIT and row.unit:
        return _line(name, _sealed(f"{code}:{field.name}", text, number))
    offered: list[str] = []
    if field.kind == CHOICE:
        offered = [words for _code, words in choices_of(row, field.name)]
        if field.name == CONFIRMED:
            offered = ["–", *offered]
    control = _control(f"{code}:{field.name}", name, text, offered, number)
    mark = f"{code.replace('-', '_')}_{field.name}"
    return _line(
        name,
        f'<w:bookmarkStart w:id="{number}" w:name="{mark}"/>{control}'
        f'<w:bookmarkEnd w:id="{number}"/>',
        _ANSWER,
    )


def _control(tag: str, name: str, text: str, offered: list[str], number: int) -> str:
    """An answer: one of ``offered`` by a list that opens, else words on as many lines as needed."""
    items = "".join(
        f'<w:listItem w:displayText="{escape(words)}" w:value="{escape(words)}"/>'
        for words in dict.fromkeys(offered)
    )
    kind = f"<w:dropDownList>{items}</w:dropDownList>" if offered else ""
    empty = "" if text else "<w:showingPlcHdr/>"
    hint = f'<w:r><w:rPr><w:color w:val="595959"/></w:rPr><w:t>{escape(_hint(offered))}</w:t></w:r>'
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{escape(name)}"/><w:tag w:val="{escape(tag)}"/>'
        f'<w:id w:val="{number}"/><w:lock w:val="sdtLocked"/>{empty}{kind}</w:sdtPr>'
        f"<w:sdtContent>{_runs(text) if text else hint}</w:sdtContent></w:sdt>"
    )


def _hint(offered: list[str]) -> str:
    return f"{TO_CHOOSE}…" if offered else f"{PLACEHOLDER}…"
