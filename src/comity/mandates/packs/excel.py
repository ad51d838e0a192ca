"""A pack as an Excel workbook: instructions, and a sheet for each kind of thing asked.

Everything is locked, without a password, but the cells to be filled. The first row and the first
column are hidden: they name the columns and the rows for whoever reads the file again.
"""

from __future__ import annotations

import io
from copy import copy
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from . import cover, looks
from .asked import ASSIGNMENTS, INDICATORS, QUESTIONS, Asked, Row
from .fields import (
    CHOICE,
    NUMBER,
    OF_SHEET,
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

PROPERTY = "ComityPack"
"""The custom property of the file that holds the pack's mark."""
BEFORE_FIELDS = {
    ASSIGNMENTS: ("head", "question", "due", "before"),
    QUESTIONS: ("head", "question", "how", "before"),
    INDICATORS: ("head", "question", "year", "before"),
}
"""Part of a pack → the columns that say what is asked."""
COVER = {"language": "cover:language", "submit": "cover:submit"}
NAMES_ROW, HEAD_ROW = 1, 2

_WIDTHS = {
    "head": 14, "question": 42, "due": 13, "year": 7, "how": 22, "before": 20, "confirmed": 10,
    "status": 13, "progress": 46, "limitations": 32, "next_steps": 32, "best_practice": 32,
    "answer": 40, "unit": 16, "more": 40,
}  # fmt: skip
_COVER_WIDTHS = {"B": 30, "C": 86}


def write_excel(asked: Asked) -> bytes:
    with override(asked.language):
        book = Workbook()
        _describe(book, asked)
        lists = _Lists(book)
        _cover(book.active, asked, lists)
        for sheet, rows in asked.sheets():
            _fill(book.create_sheet(_tab(SHEET_NAMES[sheet])), asked, sheet, rows, lists)
        lists.last()
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()


def _describe(book: Workbook, asked: Asked) -> None:
    book.properties.title = f"{cover.title()}: {clean(asked.party)}"
    book.properties.creator = clean(asked.dialogue)
    book.properties.language = asked.language
    properties: Any = book
    properties.custom_doc_props.append(StringProperty(name=PROPERTY, value=whole(asked)))


def _tab(name: object) -> str:
    return "".join(" " if letter in "[]:*?/\\" else letter for letter in str(name))[:31]


class _Lists:
    """Answers to choose from, on a hidden sheet: a list written into the cell itself may have
    255 characters, and no comma in a word."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._sheet: Any = book.create_sheet("lists")
        self._sheet.sheet_state = "hidden"
        self._made: dict[tuple[str, ...], str] = {}

    def range_of(self, words: list[str]) -> str:
        key = tuple(words)
        if key not in self._made:
            column = len(self._made) + 1
            letter = get_column_letter(column)
            for number, word in enumerate(words, start=1):
                looks.put(self._sheet.cell(number, column), word)
            self._made[key] = f"lists!${letter}$1:${letter}${len(words)}"
        return self._made[key]

    def last(self) -> None:
        """Behind the sheets that people see."""
        self._book.move_sheet(self._sheet, len(self._book.sheetnames))


class _Choices:
    """One validation for each list of a sheet, over all the cells that take it."""

    def __init__(self, into: Worksheet, lists: _Lists) -> None:
        self._into, self._lists = into, lists
        self._made: dict[str, DataValidation] = {}

    def number(self, cell: Any) -> None:
        """Numbers alone; programs then say at once what is none."""
        if "number" not in self._made:
            rule = DataValidation("decimal", operator="between", allow_blank=True)
            rule.formula1, rule.formula2 = str(-(10**16)), str(10**16)
            self._add("number", rule, _("Not a number"), _("Write the number alone, as 12345.6."))
        self._made["number"].add(cell)

    def _add(self, key: str, rule: DataValidation, title: str, words: str) -> None:
        rule.errorTitle, rule.error, rule.showErrorMessage = title, words, True
        self._into.add_data_validation(rule)
        self._made[key] = rule

    def offer(self, cell: Any, words: list[str]) -> None:
        source = self._lists.range_of(words)
        if source not in self._made:
            rule = DataValidation("list", formula1=source, allow_blank=True, showDropDown=False)
            self._add(source, rule, _("Not in the list"), _("Choose one of the list."))
        self._made[source].add(cell)


def _cover(into: Any, asked: Asked, lists: _Lists) -> None:
    into.title = _tab(_("Instructions"))
    for letter, width in _COVER_WIDTHS.items():
        into.column_dimensions[letter].width = width
    into.column_dimensions["A"].hidden = True
    into["A1"] = whole(asked)
    into["B1"] = cover.title()
    into["B1"].font = Font(bold=True, size=16, color=looks.INK)
    into.row_dimensions[1].height = 30
    at = 3
    for name, words in cover.facts(asked):
        _pair(into, at, name, words)
        at += 1
    at += 1
    for number, step in enumerate(cover.steps(asked, "xlsx"), start=1):
        _pair(into, at, _("Step %(number)s") % {"number": number}, step)
        at += 1
    _cover_choices(into, at + 1, asked, _Choices(into, lists))
    looks.protect(into)
    looks.set_print(into, asked)


def _pair(into: Any, at: int, name: str, words: str) -> None:
    looks.put(into.cell(at, 2), name)
    looks.put(into.cell(at, 3), words)
    into.cell(at, 2).font = Font(bold=True, color=looks.INK)
    into.cell(at, 2).alignment = into.cell(at, 3).alignment = copy(looks.WRAPPED)
    looks.make_room(into, at, [(name, _COVER_WIDTHS["B"]), (words, _COVER_WIDTHS["C"])])


def _cover_choices(into: Any, at: int, asked: Asked, choices: _Choices) -> None:
    languages = dict(cover.languages(asked))
    answers = dict(yes_no())
    for number, (name, offered, chosen) in enumerate(
        [
            ("language", list(languages.values()), languages[asked.language]),
            ("submit", list(answers.values()), answers["no"]),
        ]
    ):
        row = at + number
        into.cell(row, 1, COVER[name])
        _pair(into, row, label(name), chosen)
        looks.answer(into.cell(row, 3))
        choices.offer(into.cell(row, 3), offered)
    looks.put(into.cell(at + 2, 3), cover.submit_hint())


def _headers(sheet: str) -> list[tuple[str, str]]:
    """(name of the column, what is written above it)."""
    asks = {
        "head": _("Paragraph"),
        "question": _("What is asked"),
        "due": _("Due on"),
        "year": _("Year"),
        "how": _("How to answer"),
        "before": _("Said last"),
    }
    if sheet == QUESTIONS:
        asks["head"] = _("Number")
    fixed = [(name, asks[name]) for name in BEFORE_FIELDS[sheet]]
    return [*fixed, *((name, label(name, sheet)) for name in OF_SHEET[sheet])]


def header_words(sheet: str) -> dict[str, str]:
    """What stands above a column → its name: for a file that lost its first row."""
    return {words: name for name, words in _headers(sheet)}


def _fill(into: Any, asked: Asked, sheet: str, rows: list[Row], lists: _Lists) -> None:
    headers = _headers(sheet)
    into.cell(NAMES_ROW, 1, f"{whole(asked)} {sheet}")
    for number, (name, words) in enumerate(headers, start=2):
        into.cell(NAMES_ROW, number, name)
        looks.put(into.cell(HEAD_ROW, number), words)
        looks.head(into.cell(HEAD_ROW, number))
        into.column_dimensions[get_column_letter(number)].width = _WIDTHS[name]
    into.column_dimensions["A"].hidden = True
    into.row_dimensions[NAMES_ROW].hidden = True
    looks.make_room(into, HEAD_ROW, [(words, _WIDTHS[name] - 3) for name, words in headers])
    choices = _Choices(into, lists)
    for at, row in enumerate(rows, start=HEAD_ROW + 1):
        into.cell(at, 1, code_of(asked, row))
        _fill_row(into, at, row, [name for name, _words in headers], choices)
    into.freeze_panes = f"D{HEAD_ROW + 1}"
    into.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    into.print_title_cols = "B:C"
    looks.protect(into)
    looks.set_print(into, asked, across=2 if sheet == ASSIGNMENTS else 1)


def _fill_row(into: Any, at: int, row: Row, names: list[str], choices: _Choices) -> None:
    fields = {field.name: field for field in fields_of(row)}
    says = _says(row)
    for number, name in enumerate(names, start=2):
        cell = into.cell(at, number)
        if name in says:
            looks.put(cell, says[name])
            looks.said(cell)
            cell.font = Font(bold=name == "head")
        elif name in fields:
            _field(cell, row, fields[name], choices)
        else:
            looks.idle(cell)
    texts = [(str(into.cell(at, n).value or ""), _WIDTHS[name]) for n, name in enumerate(names, 2)]
    looks.make_room(into, at, texts, lines=2)


def _says(row: Row) -> dict[str, str]:
    return {
        "head": row.head,
        "question": row.question,
        "due": row.due,
        "year": str(row.year or ""),
        "how": how(row),
        "before": row.before,
    }


def how(row: Row) -> str:
    """How a question is answered, in one line."""
    if row.kind == "choice":
        return _("One of: %(choices)s.") % {"choices": "; ".join(row.options)}
    if row.kind in ("number", "indicator"):
        return (
            _("A number, in %(unit)s") % {"unit": row.unit}
            if row.unit
            else _("A number and its unit")
        )
    return _("Yes or no, and an explanation") if row.kind == "yes_no" else _("In words")


def _field(cell: Any, row: Row, field: Field, choices: _Choices) -> None:
    text = shown(row, field)
    if field.kind == UNIT and row.unit:
        looks.put(cell, text)
        looks.said(cell)
        return
    looks.answer(cell)
    if field.kind == NUMBER:
        cell.value = float(text) if text else None
        cell.alignment = Alignment(horizontal="right", vertical="top")
        choices.number(cell)
        return
    # As text: no program makes a date of "3/4", nor a formula of what begins with "=".
    cell.number_format = "@"
    if len(text) <= looks.LONGEST:
        looks.put(cell, text)
    if field.kind == CHOICE:
        choices.offer(cell, [words for _code, words in choices_of(row, field.name)])
