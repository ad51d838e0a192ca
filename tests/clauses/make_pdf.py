"""Small PDF files written by hand, so that the tests need no program to make them."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line of a page: its words, how far down (points from the top), and its look."""

    text: str
    top: float
    left: float = 72
    size: float = 11
    bold: bool = False
    rise: float = 0


def make_pdf(pages: Sequence[Sequence[Row]], *, extra: str = "") -> bytes:
    """Return a PDF of these pages (A4), in Helvetica with the Windows-1252 letters.

    ``extra`` is drawn on every page, as PDF operators.
    """
    objects = ["", ""]
    kids = []
    for rows in pages:
        stream = "".join(_show(row) for row in rows) + extra
        kids.append(len(objects) + 1)
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents "
            f"{len(objects) + 2} 0 R /Resources << /Font << /F0 {_font('Helvetica')} "
            f"/F1 {_font('Helvetica-Bold')} >> >> >>"
        )
        objects.append(f"<< /Length {len(_encode(stream))} >>\nstream\n{stream}\nendstream")
    objects[0] = "<< /Type /Catalog /Pages 2 0 R >>"
    references = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{references}] >>"
    return _file(objects)


def column(text: str, *, top: float = 120, step: float = 14, **look: float) -> list[Row]:
    """Return a page's rows for lines of text; an empty line leaves a gap."""
    rows = []
    for line in text.strip("\n").split("\n"):
        if line.strip():
            rows.append(Row(line, top, **look))
        top += step
    return rows


def _font(name: str) -> str:
    return f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"


def _show(row: Row) -> str:
    escaped = row.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    face = "F1" if row.bold else "F0"
    return f"BT /{face} {row.size} Tf {row.left} {842 - row.top + row.rise} Td ({escaped}) Tj ET\n"


def _encode(text: str) -> bytes:
    return text.encode("cp1252")


def _file(objects: Sequence[str]) -> bytes:
    data = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += _encode(f"{number} 0 obj\n{body}\nendobj\n")
    start = len(data)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    data += _encode(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}")
    data += _encode(f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\n")
    return data + _encode(f"startxref\n{start}\n%%EOF\n")
