"""A list as a file: CSV that Excel understands, and an Excel sheet. No cell of it acts."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

LONGEST = 32_767
"""Characters in one cell; Excel's own limit."""
WIDTH = 24
_ACTS = frozenset("=+-@")
# XML 1.0 allows no other control characters, and no spreadsheet shows them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

Rows = Iterable[Sequence[str]]


def harmless(text: str) -> str:
    """The text as a spreadsheet shows it and never runs it.

    A cell that begins with a sign of a formula (also full width, also after blanks and line
    ends) gets an apostrophe in front. Source: OWASP, CSV Injection.
    """
    first = unicodedata.normalize("NFKC", text.lstrip()[:1])[:1]
    acts = first in _ACTS if first else False
    return f"'{text}" if acts or text[:1] in {"\t", "\r", "\n"} else text


def clean(text: object) -> str:
    return _UNPRINTABLE.sub("", str(text or ""))


def csv_of(_title: str, head: Sequence[str], rows: Rows) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in (head, *rows):
        writer.writerow([harmless(clean(words)) for words in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def excel_of(title: str, head: Sequence[str], rows: Rows) -> bytes:
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", clean(title))[:31])
    sheet.freeze_panes = "B2"
    for number in range(1, len(head) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTH * (2 if number == 1 else 1)
    sheet.append([_cell(sheet, words, bold=True) for words in head])
    for row in rows:
        sheet.append([_cell(sheet, words) for words in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, words: str, *, bold: bool = False) -> Any:
    """A string and nothing else: what begins like a formula stays what somebody typed."""
    cell = WriteOnlyCell(sheet, value="")
    cell.value = clean(words)[:LONGEST]
    cell.data_type = "s"
    cell.font = Font(bold=bold)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


FORMS: dict[str, tuple[str, str, Callable[[str, Sequence[str], Rows], bytes]]] = {
    "csv": ("CSV", "text/csv; charset=utf-8", csv_of),
    "xlsx": (
        "Excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        excel_of,
    ),
}
"""Ending of the file → its name, media type, and what writes it."""


def file_answer(form: str, name: str, title: str, head: Sequence[str], rows: Rows) -> HttpResponse:
    """A list as a download, or the 404 of a form that is not made here."""
    if form not in FORMS:
        raise Http404
    _label, media_type, write = FORMS[form]
    response = HttpResponse(write(title, head, rows), content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{form}")
    response["Cache-Control"] = "private, no-store"
    return response
