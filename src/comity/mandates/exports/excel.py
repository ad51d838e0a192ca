"""The matrix as an Excel file: one sheet of states, one of what the reports say."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from .sheet import Sheet

LONGEST = 32_767
"""Characters in one cell; Excel's own limit."""
_HEAD: dict[str, Any] = {
    "font": Font(bold=True),
    "fill": PatternFill("solid", fgColor="FFE6F0F0"),
    "alignment": Alignment(wrap_text=True, vertical="bottom"),
}
_BODY: dict[str, Any] = {"alignment": Alignment(wrap_text=True, vertical="top")}


def write_excel(sheet: Sheet) -> bytes:
    book = Workbook(write_only=True)
    states = book.create_sheet(gettext("Matrix")[:31])
    widths = [18, 9, 60, 12, 12, 10, 18] + [14] * (len(sheet.head) - sheet.fixed)
    _fill(states, sheet, sheet.head, sheet.rows, widths, frozen=f"D{_first_row(sheet)}")
    texts = book.create_sheet(gettext("Reports")[:31])
    widths = [50, 24, 12, 12, 12, 60, 40, 40, 40, 40, 12, 18, 20]
    _fill(
        texts, sheet, sheet.report_head, sheet.report_rows, widths, frozen=f"C{_first_row(sheet)}"
    )
    if sheet.figure_rows:
        figures = book.create_sheet(gettext("Indicators")[:31])
        widths = [50, 24, 40, 16, 8, 12, 40, 40, 18, 20]
        first = f"C{_first_row(sheet)}"
        _fill(figures, sheet, sheet.figure_head, sheet.figure_rows, widths, frozen=first)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write_one_sheet(sheet: Sheet, name: str, widths: list[int]) -> bytes:
    """An Excel file of the rows alone, in one sheet of that name; widths in characters."""
    book = Workbook(write_only=True)
    into = book.create_sheet(name[:31])
    _fill(into, sheet, sheet.head, sheet.rows, widths, frozen=f"A{_first_row(sheet)}")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _preface(sheet: Sheet) -> list[str]:
    return [sheet.label.words, sheet.title, " · ".join(sheet.standfirst)]


def _first_row(sheet: Sheet) -> int:
    """The first row under the header: after the preface and the header itself."""
    return len(_preface(sheet)) + 2


def _fill(
    into: Any,
    sheet: Sheet,
    head: list[str],
    rows: Sequence[Sequence[str | Decimal]],
    widths: list[int],
    *,
    frozen: str,
) -> None:
    header_row = _first_row(sheet) - 1
    for number, width in enumerate(widths[: len(head)], start=1):
        into.column_dimensions[get_column_letter(number)].width = width
    into.freeze_panes = frozen
    into.auto_filter.ref = f"A{header_row}:{get_column_letter(len(head))}{header_row + len(rows)}"
    into.page_setup.orientation = "landscape"
    into.page_setup.fitToHeight = 0
    into.sheet_properties.pageSetUpPr.fitToPage = True
    into.print_title_rows = f"{header_row}:{header_row}"
    into.oddHeader.right.text = sheet.label.words
    title, header = _Look(into, font=Font(bold=True)), _Look(into, **_HEAD)
    body = _Look(into, **_BODY)
    for line in _preface(sheet):
        into.append([title.cell(line)])
    into.append([header.cell(words) for words in head])
    for row in rows:
        into.append([body.cell(words) for words in row])


class _Look:
    """A style worked out once and given to many cells; each time anew would take seconds."""

    def __init__(self, into: Any, **look: Any) -> None:
        self._into = into
        self._model = WriteOnlyCell(into)
        for name, value in look.items():
            setattr(self._model, name, value)

    def cell(self, words: str | Decimal) -> Any:
        """A number, or a string and nothing else: what begins like a formula stays what somebody
        typed."""
        cell = WriteOnlyCell(self._into, value="")
        if isinstance(words, Decimal):
            cell.value = words
        else:
            cell.value = words[:LONGEST]
            cell.data_type = "s"
        # openpyxl's own way of copying a look has no public name.
        cell._style = self._model._style  # type: ignore[attr-defined]
        return cell
