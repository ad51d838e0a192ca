"""The matrix as CSV: UTF-8 with a mark that Excel understands, and no cell that acts."""

from __future__ import annotations

import csv
import io

from comity.documents.tables import harmless

from .sheet import Sheet


def write_csv(sheet: Sheet) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([harmless(words) for words in sheet.head])
    writer.writerows([harmless(words) for words in row] for row in sheet.rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()
