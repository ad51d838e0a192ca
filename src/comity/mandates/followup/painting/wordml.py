"""Blocks as WordprocessingML (ECMA-376, part 1).

Written as text: python-docx would take minutes for the thousands of paragraphs of a long report.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from ...exports.sheet import clean
from ..paper import Cell, Facts, Grid, Heading, Items, Phrase, Text, Words
from .marking import in_language

HEAD_FILL, NAME_FILL = "E6F0F0", "F4F8F8"
STATE_FILL = {
    "done": "E5F1E6",
    "not_done": "FBE8E4",
    "under_way": "E6F0F0",
    "planned": "F4F8F8",
}
_LOOKS = {"quote": "Quote", "note": "Note"}
_SHARE_OF_NAMES = 3
"""Of ten: the width of the names in a list of facts."""


def text(words: object) -> str:
    """Escaped, with what XML cannot hold left out."""
    return escape(clean(words))


def run(words: Words) -> str:
    """One run; words in another language say so to the spelling checker and, after them, to all."""
    bold = "<w:b/>" if words.is_bold else ""
    language = f'<w:lang w:val="{text(words.language)}"/>' if words.language else ""
    look = f"<w:rPr>{bold}{language}</w:rPr>" if bold or language else ""
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{text(line)}</w:t>' for line in words.text.split("\n")
    )
    return f"<w:r>{look}{lines}</w:r>{_mark(words.language) if words.language else ''}"


def _mark(language: str) -> str:
    note = text(f" [{in_language(language)}]")
    look = '<w:rPr><w:rStyle w:val="SaidIn"/></w:rPr>'
    return f'<w:r>{look}<w:t xml:space="preserve">{note}</w:t></w:r>'


def runs(phrase: Phrase) -> str:
    return "".join(run(words) for words in phrase)


def paragraph(phrase: Phrase, style: str, *, before: str = "", after: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{before}{runs(phrase)}{after}</w:p>'


def heading(block: Heading, number: int) -> str:
    """``number`` is that of its bookmark in the document."""
    return paragraph(
        block.words,
        f"Heading{block.level}",
        before=f'<w:bookmarkStart w:id="{number}" w:name="{bookmark(block)}"/>',
        after=f'<w:bookmarkEnd w:id="{number}"/>',
    )


def bookmark(block: Heading) -> str:
    """At most 40 letters, digits and underscores, beginning with a letter."""
    return text("at_" + block.key.replace("-", "_"))[:40]


def written(block: Text | Items) -> str:
    if isinstance(block, Items):
        return "".join(paragraph(row, "ListBullet") for row in block.rows)
    return paragraph(block.words, _LOOKS.get(block.look, "BodyText"))


def facts(block: Facts, width: int) -> str:
    """A table without lines, the names at the side."""
    names = width * _SHARE_OF_NAMES // 10
    rows = "".join(
        _row(
            [
                _cell(paragraph((Words(name, is_bold=True),), "CellText"), names),
                _cell(paragraph(phrase, "CellText"), width - names),
            ]
        )
        for name, phrase in block.rows
    )
    look = '<w:tblLayout w:type="fixed"/>'
    return _table(rows, [names, width - names], look=look) + paragraph((), "Gap")


def grid(block: Grid, width: int) -> str:
    """A table under its caption; its head is repeated on each page."""
    total = sum(block.widths)
    widths = [width * share // total for share in block.widths]
    style = "SmallCell" if block.is_wide else "CellText"
    head = _row(
        [
            _cell(paragraph((bold(words),), style), w, fill=HEAD_FILL)
            for words, w in zip(block.head, widths, strict=True)
        ],
        is_head=True,
    )
    rows = "".join(
        _row([_grid_cell(cell, w, style) for cell, w in zip(row, widths, strict=True)])
        for row in block.rows
    )
    caption = paragraph((Words(block.caption),), "Caption")
    look = _look(block.caption, is_tight=block.is_wide)
    return caption + _table(head + rows, widths, look=look) + paragraph((), "Gap")


def bold(words: Words) -> Words:
    return Words(words.text, words.language, is_bold=True)


def _grid_cell(cell: Cell, width: int, style: str) -> str:
    style = "NumberCell" if cell.is_number else style
    return _cell(paragraph(cell.words, style), width, fill=STATE_FILL.get(cell.state, ""))


def _cell(content: str, width: int, *, fill: str = "") -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{content}</w:tc>'


def _row(cells: Iterable[str], *, is_head: bool = False) -> str:
    mark = "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{mark}</w:trPr>{''.join(cells)}</w:tr>"


def _table(rows: str, widths: list[int], *, look: str = "") -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{look}</w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _look(caption: str, *, is_tight: bool) -> str:
    """Grey lines, fixed columns, a heading row and a naming column, and a name to be heard."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="C9C2B6"/>' for side in sides)
    margin = 40 if is_tight else 90
    margins = "".join(f'<w:{side} w:w="{margin}" w:type="dxa"/>' for side in ("left", "right"))
    return (
        f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar>{margins}</w:tblCellMar><w:tblLook w:firstRow="1" w:firstColumn="1"/>'
        f'<w:tblCaption w:val="{text(caption)}"/>'
    )


def contents(title: str, headings: Iterable[Heading]) -> str:
    """A field that Word fills with page numbers when it opens the file; until then, links."""
    entries = [one for one in headings if one.level < 3]
    instruction = ' TOC \\o "1-2" \\h \\z \\u '
    begin = _field("begin") + _instruction(instruction) + _field("separate")
    lines = [
        _entry(
            one,
            before=begin if number == 0 else "",
            after=_field("end") if number == len(entries) - 1 else "",
        )
        for number, one in enumerate(entries)
    ]
    return paragraph((Words(title),), "TOCHeading") + "".join(lines)


def _entry(one: Heading, *, before: str, after: str) -> str:
    link = f'<w:hyperlink w:anchor="{bookmark(one)}" w:history="1">{runs(one.words)}</w:hyperlink>'
    return paragraph((), f"TOC{one.level}", before=before + link, after=after)


def numbered(words: str) -> str:
    """``{page}`` in ``words`` becomes a field."""
    number = _field("begin") + _instruction(" PAGE ") + _field("separate")
    number += "<w:r><w:t>1</w:t></w:r>" + _field("end")
    before, _page, after = words.partition("{page}")
    return _plain(before) + number + (_plain(after) if after else "")


def _plain(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text(words)}</w:t></w:r>'


def _field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _instruction(code: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{escape(code, quote=False)}</w:instrText></w:r>'
