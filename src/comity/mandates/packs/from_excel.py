"""Find the rows of a pack in a workbook that a person filled, and a program saved anew.

Rows are known by their code and columns by the hidden first row, wherever they stand; where that
row is lost, by the words above the columns.
"""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.utils.translation import override

from .asked import SHEETS
from .excel import COVER, PROPERTY, header_words
from .fields import OF_SHEET
from .found import Cell, Found, FoundRow
from .parts import Parts
from .sign import CODE, WHOLE
from .values import bare
from .workbook import Line, Sheet, sheets_of

HEAD_ROWS = 30
"""The names of the columns are looked for above this row."""
ENOUGH = 3
"""Words above columns that make a row the head of a sheet."""


def find_in_excel(content: bytes) -> Found:
    """Raises Damaged: it is no workbook that could be read."""
    parts = Parts(content)
    found = Found("xlsx", whole=parts.properties().get(PROPERTY, ""))
    for sheet in sheets_of(parts):
        _take_cover(sheet, found)
        kind, columns = _columns(sheet)
        if kind:
            _take_rows(sheet, kind, columns, found)
    return found


def _take_cover(sheet: Sheet, found: Found) -> None:
    for _number, line in sheet.lines[:HEAD_ROWS]:
        words = [cell.text for _column, cell in sorted(line.items())]
        found.whole = found.whole or next(filter(WHOLE.match, words), "")
        for name, mark in COVER.items():
            if mark in words:
                # Its label stands between the mark and what was chosen.
                found.cover[name] = "".join(words[words.index(mark) + 2 :][:1])


def _columns(sheet: Sheet) -> tuple[str, dict[str, int]]:
    """Which part of a pack the sheet is, and where its columns are; an empty name: none."""
    for _number, line in sheet.lines[:HEAD_ROWS]:
        for cell in line.values():
            kind = cell.text.partition(" ")[2].partition(" ")[0]
            if WHOLE.match(cell.text) and kind in SHEETS:
                return kind, {cell.text: column for column, cell in line.items()}
    heads = [line for _number, line in sheet.lines[:HEAD_ROWS]]
    found = [(kind, _head(line, kind)) for kind in SHEETS for line in heads]
    # Sheets share some words above their columns: the one that knows most of them it is.
    kind, columns = max(found, key=lambda one: len(one[1]), default=("", {}))
    return (kind, columns) if columns else ("", {})


def _head(line: Line, kind: str) -> dict[str, int]:
    """Column names of a line that holds the words above the columns; else nothing."""
    texts = [(column, bare(cell.text)) for column, cell in line.items()]
    found = (
        {words[text]: column for column, text in texts if text in words}
        for words in _header_words(kind)
    )
    columns = max(found, key=len)
    return columns if len(columns) >= ENOUGH and "question" in columns else {}


@cache
def _header_words(kind: str) -> list[dict[str, str]]:
    """Words above a column → its name, in every language of the site."""
    found = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.append({bare(words): name for words, name in header_words(kind).items()})
    return found


def _take_rows(sheet: Sheet, kind: str, columns: dict[str, int], found: Found) -> None:
    fields = [name for name in OF_SHEET[kind] if name in columns]
    found.lost += [(sheet.name, kind, name) for name in OF_SHEET[kind] if name not in columns]
    found.cut += [sheet.name] if sheet.is_cut else []
    for number, line in sheet.lines:
        row = _row(sheet.name, number, line, columns, fields)
        is_head = any(WHOLE.match(cell.text) for cell in line.values()) or _head(line, kind)
        if not is_head and (row.code or row.question or any(c.text for c in row.cells.values())):
            found.rows.append(row)


def _row(
    place: str, number: int, line: Line, columns: dict[str, int], fields: list[str]
) -> FoundRow:
    codes = (cell.text for _column, cell in sorted(line.items()) if CODE.fullmatch(cell.text))
    question = columns.get("question")
    cells = {name: line.get(columns[name], Cell()) for name in fields}
    asked = line.get(question, Cell()).text if question else None
    return FoundRow(next(codes, ""), place, str(number), asked, cells)
