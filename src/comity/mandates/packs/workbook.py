"""The cells of a workbook as they stand: values, formulas with their results, merged areas.

SpreadsheetML: ECMA-376 part 1, 18.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

from .found import Cell
from .parts import Damaged, Parts, attribute, name_of, unescaped
from .values import clean, plain_number

MOST_ROWS = 5_000
"""Rows with words in one sheet; beyond them nothing is read."""
MOST_EMPTY_ROWS = 50_000
MOST_SHEETS = 30
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_PERCENT = {9, 10}

Line = dict[int, Cell]
"""The cells of a row by column, counted from 1."""


class Sheet(NamedTuple):
    name: str
    lines: list[tuple[int, Line]]
    """(number of the row, its cells), rows without words left out."""
    is_cut: bool


def sheets_of(parts: Parts) -> Iterator[Sheet]:
    """The sheets of a workbook, one after the other. Raises Damaged."""
    listed = list(_sheets(parts))
    if not listed:
        raise Damaged
    strings, looks = _strings(parts), _looks(parts)
    for name, part in listed:
        yield _sheet(parts, name, part, strings, looks)


def _sheets(parts: Parts) -> Iterator[tuple[str, str]]:
    main = parts.main() or "xl/workbook.xml"
    root, related = parts.tree(main), parts.related(main)
    listed = [] if root is None else list(root.iter("{*}sheet"))[:MOST_SHEETS]
    for one in listed:
        part = related.get(attribute(one, "id"), "")
        if part:
            yield one.get("name", ""), part


def _part_of_kind(parts: Parts, ending: str) -> str:
    related = parts.related(parts.main() or "xl/workbook.xml").values()
    return next((part for part in related if part.endswith(ending)), "")


def _strings(parts: Parts) -> list[str]:
    name = _part_of_kind(parts, "sharedStrings.xml")
    return [_words(element) for element in parts.elements(name, "si")]


def _words(element: Any) -> str:
    """The text of a string; how it is pronounced is left out."""
    texts = (
        one.text or ""
        for one in element.iter("{*}t")
        if one.getparent() is None or name_of(one.getparent()) != "rPh"
    )
    return unescaped("".join(texts))


def _looks(parts: Parts) -> list[str]:
    """Style number → ``date``, ``percent`` or nothing."""
    root = parts.tree(_part_of_kind(parts, "styles.xml"))
    if root is None:
        return []
    own = {one.get("numFmtId"): one.get("formatCode", "") for one in root.iter("{*}numFmt")}
    cells: Any = next(root.iter("{*}cellXfs"), [])
    return [_look(one.get("numFmtId", "0"), own) for one in cells]


def _look(number: str, own: dict[str | None, str]) -> str:
    # What stands in quotes or brackets is shown as it is: "days", [Red], [$-409].
    code = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", own.get(number, "")).lower()
    if "%" in code or (number.isdigit() and int(number) in _PERCENT):
        return "percent"
    is_date = set("ydhs") & set(code) and "general" not in code
    return "date" if is_date or (number.isdigit() and int(number) in _DATES) else ""


def _sheet(parts: Parts, name: str, part: str, strings: list[str], looks: list[str]) -> Sheet:
    lines: dict[int, Line] = {}
    merged: list[str] = []
    seen = 0
    for element in parts.elements(part, "row", "mergeCell"):
        if name_of(element) == "mergeCell":
            merged.append(element.get("ref", ""))
            continue
        seen += 1
        number = _whole_number(element.get("r"), 1 + max(lines, default=0))
        if line := _line(element, strings, looks):
            lines[number] = line
        if len(lines) > MOST_ROWS or seen > MOST_EMPTY_ROWS:
            return Sheet(name, sorted(lines.items()), is_cut=True)
    _mark_merged(lines, merged)
    return Sheet(name, sorted(lines.items()), is_cut=False)


def _whole_number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdigit() else otherwise


def _line(row: Any, strings: list[str], looks: list[str]) -> Line:
    line: Line = {}
    column = 0
    for element in row.iter("{*}c"):
        reference = _REFERENCE.fullmatch(element.get("r", ""))
        column = _column(reference.group(1)) if reference else column + 1
        cell = _cell(element, strings, looks)
        if cell.text or cell.is_formula:
            line[column] = cell
    return line


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _cell(element: Any, strings: list[str], looks: list[str]) -> Cell:
    children = {name_of(child): child for child in element}
    kind, value = element.get("t", "n"), children.get("v")
    raw = (value.text or "") if value is not None else ""
    is_formula = "f" in children
    if kind == "inlineStr":
        return Cell(clean(_words(children["is"])) if "is" in children else "")
    if kind == "s":
        index = _whole_number(raw, -1)
        return Cell(clean(strings[index]) if 0 <= index < len(strings) else "")
    if kind == "b":
        return Cell("true" if raw == "1" else "false", is_formula=is_formula)
    if kind == "n":
        style = _whole_number(element.get("s"), -1)
        look = looks[style] if 0 <= style < len(looks) else ""
        return Cell(_number(raw), is_number=bool(raw), is_formula=is_formula, look=look)
    return Cell(clean(unescaped(raw)), is_formula=is_formula, is_error=kind == "e")


def _number(raw: str) -> str:
    """Programs write seventeen digits; fifteen of them are the number."""
    try:
        number = Decimal(f"{float(raw):.15g}")
    except ValueError:
        return raw
    return plain_number(number) if number.is_finite() else raw


def _mark_merged(lines: dict[int, Line], merged: list[str]) -> None:
    for area in merged:
        corners = [_REFERENCE.fullmatch(one) for one in area.split(":")]
        if len(corners) != 2 or corners[0] is None or corners[1] is None:
            continue
        (left, top), (right, bottom) = (
            (_column(one.group(1)), int(one.group(2))) for one in corners if one
        )
        for number, line in lines.items():
            if top <= number <= bottom:
                for column in range(left, min(right, 200) + 1):
                    line[column] = replace(line.get(column, Cell()), is_merged=True)
