"""The compilation as a Word table a delegation can work on: its label on every page."""

from __future__ import annotations

import io
from collections.abc import Iterable
from html import escape
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from comity.clauses.compare import Mark
from comity.ui.locales import language_name, page_language
from comity.ui.said import plain_day

from .compiling import Compilation, CompiledRow
from .marks import marks_of
from .models import Comment
from .reading import Shown

WIDTHS = (1100, 4600, 5600, 3900)
"""Of the columns, in twentieths of a point: together the width of a page lying across."""
_LOOKS = {
    "same": "",
    "added": '<w:u w:val="single"/><w:color w:val="1D6638"/>',
    "removed": '<w:strike/><w:color w:val="A3221B"/>',
}


def write_word(compilation: Compilation) -> bytes:
    """Clause, text, proposals with marked changes, comments; a row for each clause."""
    word = Document()
    _lay_out(word, compilation)
    word.add_heading(_title(compilation), level=0)
    word.add_paragraph(
        _("Published until %(day)s. New words are underlined, struck words are struck through.")
        % {"day": plain_day(compilation.on)}
    )
    for position in compilation.statements:
        word.add_heading(str(position.owner), level=2)
        word.add_paragraph(position.statement)
    _table(word, compilation)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _title(compilation: Compilation) -> str:
    text = compilation.drafting.instrument
    return _("Compilation of proposals: %(text)s") % {"text": text.title}


def _lay_out(word: Word, compilation: Compilation) -> None:
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(14)
    section.top_margin = section.bottom_margin = Mm(15)
    label = section.header.paragraphs[0]
    label.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    label.add_run(compilation.drafting.tlp.words).bold = True
    word.styles["Normal"].font.size = Pt(10)
    word.core_properties.title = _title(compilation)


def _table(word: Word, compilation: Compilation) -> None:
    table = word.add_table(rows=0, cols=len(WIDTHS), style="Table Grid")._tbl
    head = [_("Clause"), _("Text"), _("Proposals"), _("Comments")]
    table.append(_row([[_paragraph(_run(name, "<w:b/>"))] for name in head], is_header=True))
    for row in compilation.rows:
        table.append(_row(_cells(row)))


def _cells(row: CompiledRow) -> list[list[str]]:
    said = row.row.cells[0].text if row.row else ""
    proposals = [paragraph for one in row.proposals for paragraph in _proposal(one)]
    comments = [_comment(one) for one in row.comments]
    return [[_paragraph(_run(row.name))], [_paragraph(_run(said))], proposals, comments]


def _proposal(shown: Shown) -> Iterable[str]:
    """The party, what it wants otherwise with its marks, and why."""
    one = shown.proposal
    said = [str(one.party), one.get_kind_display(), language_name(one.language, page_language())]
    if not one.is_open:
        said.append(one.get_state_display())
    if one.in_brackets:
        said.append(_("in brackets"))
    if shown.has_changed:
        said.append(_("the clause has changed since"))
    if one.is_late:
        said.append(_("late"))
    yield _paragraph(_run(" · ".join(said), "<w:b/>"))
    marks = marks_of(one.before, "" if one.is_delete else one.words)
    yield _paragraph("".join(_mark(mark) for mark in marks))
    if one.reason:
        yield _paragraph(_run(one.reason, "<w:i/>"))


def _comment(one: Comment) -> str:
    return _paragraph(_run(f"{one.party}: ", "<w:b/>") + _run(one.words))


def _mark(mark: Mark) -> str:
    return _run(mark.text, _LOOKS[mark.kind])


def _row(cells: list[list[str]], *, is_header: bool = False) -> Any:
    """A row as WordprocessingML (ECMA-376, 17.4.78): of python-docx, hundreds of cells with
    marks take seconds. Word repeats a header row at the top of every page."""
    kept = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if is_header else ""
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{''.join(cell) or _paragraph('')}</w:tc>"
        for width, cell in zip(WIDTHS, cells, strict=True)
    )
    return parse_xml(f"<w:tr {nsdecls('w')}>{kept}{inside}</w:tr>")


def _paragraph(runs: str) -> str:
    return f"<w:p>{runs}</w:p>"


def _run(text: str, look: str = "") -> str:
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(_printable(line))}</w:t>' for line in text.split("\n")
    )
    return f'<w:r><w:rPr>{look}<w:sz w:val="18"/></w:rPr>{lines}</w:r>'


def _printable(text: str) -> str:
    """Without the control signs that XML cannot hold."""
    return "".join(sign for sign in text if sign == "\t" or sign >= " ")
