"""The matrix as a file. What goes in is decided once, in ``sheet``; the forms only write it."""

from __future__ import annotations

from .excel import write_excel
from .plain import write_csv
from .sheet import Sheet
from .word import write_word

__all__ = ["FORMS", "Sheet"]

FORMS = {
    "csv": ("CSV", "text/csv; charset=utf-8", write_csv),
    "xlsx": (
        "Excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        write_excel,
    ),
    "docx": (
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        write_word,
    ),
}
"""Ending → what it is called, its media type, and what writes it."""
