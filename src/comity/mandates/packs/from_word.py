"""Find the answers of a pack in a Word document that a person filled, and a program saved anew.

An answer is the cell beside its label in the block that carries the row's code: words typed
beside a content control count as well as those in it. Which field it is, the tag of the control
says, else the bookmark, else the label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, override

from .fields import OF_SHEET, label
from .found import Cell, Found, FoundRow
from .parts import Damaged, Parts, attribute, name_of
from .sign import CODE, WHOLE
from .values import bare, clean
from .word import COVER, PLACEHOLDER, QUESTION, TO_CHOOSE

_TAG = re.compile(rf"({CODE.pattern}):([a-z_]+)")
_BOOKMARK = re.compile(r"([aqi]\d{1,12}(?:y\d{4})?)_([a-z2-7]{12})_([a-z_]+)")
_UNSEEN = {"del", "moveFrom", "instrText", "delText", "Fallback", "pPr", "rPr", "sdtPr", "tblPr"}
"""What is taken out, hidden or only describes."""
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
LONGEST_NAME = 120


def find_in_word(content: bytes) -> Found:
    """Raises Damaged: it is no document that could be read."""
    parts = Parts(content)
    root = parts.tree(parts.main() or "word/document.xml")
    if root is None:
        raise Damaged
    found = Found("docx")
    found.whole = _whole(root)
    taken: set[Any] = set()
    for table in root.iter("{*}tbl"):
        _take_table(table, found, taken)
    for control in root.iter("{*}sdt"):
        tag = _TAG.fullmatch(_tag(control))
        if tag and control not in taken and tag.group(4) != QUESTION:
            cells = {tag.group(4): Cell(text_of(control))}
            found.rows.append(FoundRow(tag.group(1), "", "", None, cells))
    return found


def _whole(root: Any) -> str:
    lines = (text_of(paragraph) for paragraph in root.iter("{*}p"))
    return next((line for line in lines if WHOLE.search(line)), "")


def _take_table(table: Any, found: Found, taken: set[Any]) -> None:
    lines = [_cells(line, table) for line in table.iter("{*}tr") if _is_of(line, table)]
    if not lines:
        return
    taken.update(table.iter("{*}sdt"))
    head = " ".join(text_of(cell) for cell in lines[0])
    code = CODE.search(head)
    if code is None and next(table.iterancestors("{*}tbl"), None) is not None:
        return  # a table that somebody put into an answer
    cells: dict[str, Cell] = {}
    codes: list[str] = []
    for line in lines:
        owner, name, text = _answer(line)
        if name in COVER.values() or name in COVER:
            found.cover[name.rpartition(":")[2]] = text
        elif name:
            codes += [owner] if owner else []
            cells[name] = Cell(text)
    question = cells.pop(QUESTION, None)
    if cells:
        found.rows.append(
            FoundRow(
                code.group(0) if code else _most(codes),
                _place(head),
                "",
                question.text if question else None,
                cells,
            )
        )


def _is_of(line: Any, table: Any) -> bool:
    """Whether the row is the table's own, and not that of a table inside it."""
    above = line.getparent()
    while above is not None and name_of(above) != "tbl":
        above = above.getparent()
    return above is table


def _cells(line: Any, table: Any) -> list[Any]:
    return [cell for cell in line.iter("{*}tc") if _is_of(cell, table)]


def _place(head: str) -> str:
    return " ".join(CODE.sub("", head).split())[:LONGEST_NAME]


def _most(codes: list[str]) -> str:
    return max(codes, key=codes.count) if codes else ""


def _answer(line: list[Any]) -> tuple[str, str, str]:
    """(code, field, words) of a row of a block; no field: it holds no answer."""
    owner, name, control = _named(line)
    if len(line) < 2:
        # Label and answer were merged: only the control still tells them apart.
        return (owner, name, text_of(control)) if control is not None else ("", "", "")
    return owner, name or _labels().get(bare(text_of(line[0])), ""), text_of(line[-1])


def _named(line: list[Any]) -> tuple[str, str, Any]:
    """What a control or a bookmark in the row says: (code, field, the control)."""
    for cell in line:
        for control in cell.iter("{*}sdt"):
            tag = _TAG.fullmatch(_tag(control))
            if tag or _tag(control) in COVER.values():
                return (
                    (tag.group(1), tag.group(4), control) if tag else ("", _tag(control), control)
                )
        for mark in cell.iter("{*}bookmarkStart"):
            found = _BOOKMARK.fullmatch(attribute(mark, "name"))
            if found:
                return f"{found.group(1)}-{found.group(2)}", found.group(3), None
    return "", "", None


@cache
def _labels() -> dict[str, str]:
    """Words beside an answer → its field, in every language of the site."""
    names: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            for sheet, fields in OF_SHEET.items():
                names |= {bare(label(name, sheet)): name for name in fields}
            names |= {bare(label(name)): name for name in COVER}
            names[bare(gettext("What is asked"))] = QUESTION
    return names


@cache
def _placeholders() -> set[str]:
    """What an empty control shows, for programs that take it for words."""
    words = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            words |= {f"{PLACEHOLDER}…", f"{TO_CHOOSE}…"}
    return words


def _tag(control: Any) -> str:
    described = control.find("{*}sdtPr")
    tag = None if described is None else described.find("{*}tag")
    return "" if tag is None else attribute(tag, "val")


def text_of(element: Any) -> str:
    """The words of an element as they are seen: without what was struck out or never written."""
    text = clean("".join(_pieces(element)))
    return "" if text in _placeholders() else text


def _pieces(element: Any) -> Iterator[str]:
    name = name_of(element)
    if name in _UNSEEN or _shows_placeholder(element):
        return
    if name == "t":
        yield element.text or ""
    yield _BREAKS.get(name, "")
    for child in element:
        yield from _pieces(child)
    if name == "p":
        yield "\n"


def _shows_placeholder(element: Any) -> bool:
    if name_of(element) != "sdt":
        return False
    described = element.find("{*}sdtPr")
    mark = None if described is None else described.find("{*}showingPlcHdr")
    return mark is not None and attribute(mark, "val") not in {"0", "false", "off"}
