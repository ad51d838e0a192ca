"""How the cells and sheets of a workbook look: what is said, what is to be filled, what is idle."""

from __future__ import annotations

from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.dimensions import RowDimension

from .asked import Asked
from .values import clean

LONGEST = 32_767
"""Characters in one cell; Excel's own limit."""
_LINE_HEIGHT, _TALLEST = 15.0, 400.0
"""Points; Excel's own limit is 409."""
INK, _LINE = "FF17323A", "FF8AA0A5"
_SIDE = Side("thin", color=_LINE)
_EDGE = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
WRAPPED = Alignment(wrap_text=True, vertical="top")
_FILLS = {
    "head": PatternFill("solid", fgColor="FFDDEBEC"),
    "answer": PatternFill("solid", fgColor="FFFFF6D6"),
    "idle": PatternFill("solid", fgColor="FFECECEC"),
}


def put(cell: Any, text: str) -> None:
    """A string and nothing else: what begins like a formula stays what somebody typed."""
    if not text:
        return
    cell.value = clean(text)[:LONGEST]
    cell.data_type = "s"
    cell.quotePrefix = True


def head(cell: Any) -> None:
    cell.font = Font(bold=True, color=INK)
    cell.fill, cell.border = _FILLS["head"], _EDGE
    cell.alignment = Alignment(wrap_text=True, vertical="bottom")


def said(cell: Any) -> None:
    cell.alignment, cell.border = WRAPPED, _EDGE


def idle(cell: Any) -> None:
    cell.fill, cell.border = _FILLS["idle"], _EDGE


def answer(cell: Any) -> None:
    cell.fill, cell.border, cell.alignment = _FILLS["answer"], _EDGE, WRAPPED
    cell.protection = Protection(locked=False)


def protect(into: Any) -> None:
    """Against slips of the hand: whoever wants to, takes the protection off."""
    into.protection.sheet = True
    into.protection.formatColumns = into.protection.formatRows = False
    into.protection.sort = into.protection.autoFilter = False


def set_print(into: Any, asked: Asked, *, across: int = 0) -> None:
    """A4; ``across``: how many pages lying beside each other hold all columns, 0: one, upright."""
    into.page_setup.paperSize = 9
    into.page_setup.orientation = "landscape" if across else "portrait"
    into.page_setup.fitToWidth, into.page_setup.fitToHeight = across or 1, 0
    into.sheet_properties.pageSetUpPr.fitToPage = True
    into.page_margins.left = into.page_margins.right = 0.4
    into.oddHeader.right.text = asked.label
    into.oddFooter.left.text = clean(f"{asked.party} · {asked.dialogue}").replace("&", "&&")
    into.oddFooter.right.text = "&P / &N"
    into.sheet_view.showGridLines = False


class _Growing(RowDimension):
    """A row with the height it needs now, which grows with what is written in it. openpyxl
    fixes every height it is given; without one, LibreOffice shows a single line."""

    @property
    def customHeight(self) -> bool:  # noqa: N802 - the attribute's name in the file
        return False


def make_room(into: Any, at: int, texts: list[tuple[str, int]], *, lines: int = 1) -> None:
    """``texts``: what stands in the row, each with the width of its column in characters."""
    needed = max(
        lines,
        *(sum(1 + int(len(line) / width) for line in text.split("\n")) for text, width in texts),
    )
    into.row_dimensions[at] = _Growing(into, at, ht=min(_TALLEST, needed * _LINE_HEIGHT))
