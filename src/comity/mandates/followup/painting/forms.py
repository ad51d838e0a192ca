"""What each form is called, its media type, and what paints it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from ..paper import Paper
from .pdf import write_pdf
from .web import write_html
from .word import write_word


class Form(NamedTuple):
    media_type: str
    write: Callable[..., bytes]


FORMS = {
    "pdf": Form("application/pdf", write_pdf),
    "docx": Form(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", write_word
    ),
    "html": Form("text/html; charset=utf-8", write_html),
}
"""Ending, which is also the code of the form → its media type and its painter. The PDF first:
while Typst works beside it, a worker has not yet needed what Word takes."""


def paint(paper: Paper, form: str, *, author: str, at: datetime) -> bytes:
    """The paper as a file; ``author`` is whose report it is, for the file's properties."""
    return FORMS[form].write(paper, author=author, at=at)
