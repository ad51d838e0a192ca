"""The matrix as CSV: UTF-8 with a mark that Excel understands, and no cell that acts."""

from __future__ import annotations

import csv
import io
import unicodedata

from .sheet import Sheet

_ACTS = frozenset("=+-@")


def harmless(text: str) -> str:
    """The text as a spreadsheet shows it and never runs it.

    A cell that begins with a sign of a formula (also full width, also after blanks and line
    ends) gets an apostrophe in front. Source: OWASP, CSV Injection.
    """
    first = unicodedata.normalize("NFKC", text.lstrip()[:1])[:1]
    acts = first in _ACTS if first else False
    return f"'{text}" if acts or text[:1] in {"\t", "\r", "\n"} else text


def write_csv(sheet: Sheet) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([harmless(words) for words in sheet.head])
    writer.writerows([harmless(words) for words in row] for row in sheet.rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()
