"""A paper as a PDF, set by Typst. The words go to Typst as data and never as source.

A report of up to some 60 pages is set in one piece: tagged and with bookmarks, for screen
readers and for filing (PDF/UA-1). A longer one would take more memory than a worker has, so
it is set piece by piece and the pieces are joined: the same pages, but without tags.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
from django.utils.translation import override

from comity.documents.typesetting import typeset
from comity.tlp import Label

from ...exports.sheet import clean
from ..paper import Chapter, Heading, Paper, sections
from . import typst_data

STANDARD = "ua-1"
LONGEST = 300_000
"""Characters of data in one piece: some 60 pages, set in some 100 MB."""


def write_pdf(paper: Paper, *, author: str, at: datetime) -> bytes:
    """The paper as a PDF; ``author`` and ``at`` are written in its properties.

    Raises:
        TypesettingFailed: with what Typst said.
    """
    with override(paper.language):
        setter = _Setter(paper, author, at)
        pieces = list(_pieces(paper))
        return setter.whole(pieces[0]) if len(pieces) == 1 else setter.joined(pieces)


@dataclass
class _Piece:
    """Chapters, or sections of them, that are set together."""

    chapters: list[Chapter]
    length: int = 0

    @property
    def headings(self) -> list[Heading]:
        blocks = (block for chapter in self.chapters for block in chapter.blocks)
        return [block for block in blocks if isinstance(block, Heading)]


def _pieces(paper: Paper) -> Iterator[_Piece]:
    piece = _Piece([])
    for chapter in paper.chapters:
        begun = False
        for section in sections(chapter):
            length = len(json.dumps(typst_data.blocks(section), ensure_ascii=False))
            if piece.length and piece.length + length > LONGEST:
                yield piece
                piece, begun = _Piece([]), False
            before = piece.chapters.pop().blocks if begun else ()
            piece.chapters.append(Chapter((*before, *section), chapter.is_wide))
            piece.length += length
            begun = True
    yield piece


class _Setter:
    """Sets pieces of one paper."""

    def __init__(self, paper: Paper, author: str, at: datetime) -> None:
        self.made_at = int(at.timestamp())
        self.about = {
            "language": paper.language,
            "title": typst_data.phrase((paper.title,)),
            "author": clean(author),
            "label": Label(paper.label).words,
            "made_on": paper.made_on,
            "page_words": paper.page_words,
            "contents_title": paper.contents_title,
            "cover": typst_data.blocks(paper.cover),
        }

    def whole(self, piece: _Piece) -> bytes:
        data = {"piece": "whole", "chapters": _chapters(piece)}
        return self._set(data, pdf_standards=STANDARD)

    def joined(self, pieces: list[_Piece]) -> bytes:
        """The body page by page from 1, then cover and contents before it."""
        made: list[bytes] = []
        contents: list[dict[str, Any]] = []
        page = 1
        for piece in pieces:
            data = {"piece": "part", "first_page": page, "chapters": _chapters(piece)}
            made.append(self._set(data, pdf_tags=False))
            with pypdfium2.PdfDocument(made[-1]) as pdf:
                contents += _entries(piece, pdf, page)
                page += len(pdf)
        front = self._set({"piece": "front", "contents": contents}, pdf_tags=False)
        return _joined(front, made)

    def _set(self, data: dict[str, Any], **options: Any) -> bytes:
        paper = json.dumps(self.about | data, ensure_ascii=False)
        (pdf,) = typeset(
            _template(), {"paper": paper}, format="pdf", timestamp=self.made_at, **options
        )
        return pdf


def _chapters(piece: _Piece) -> list[dict[str, Any]]:
    return [
        {"wide": chapter.is_wide, "blocks": typst_data.blocks(chapter.blocks)}
        for chapter in piece.chapters
    ]


def _entries(
    piece: _Piece, pdf: pypdfium2.PdfDocument, first_page: int
) -> Iterator[dict[str, Any]]:
    """Lines of the contents: Typst writes one bookmark for each heading, in order."""
    for heading, bookmark in zip(piece.headings, pdf.get_toc(), strict=True):
        if heading.level < 3:
            page = first_page + (bookmark.get_dest().get_index() or 0)
            yield typst_data.heading(heading) | {"page": page}


def _joined(front: bytes, pieces: list[bytes]) -> bytes:
    """One PDF with the properties of ``front``."""
    out = io.BytesIO()
    with pypdfium2.PdfDocument(front) as whole:
        for piece in pieces:
            with pypdfium2.PdfDocument(piece) as pdf:
                whole.import_pages(pdf)
        whole.save(out)
    return out.getvalue()


@cache
def _template() -> str:
    return Path(__file__).with_name("report.typ").read_text(encoding="utf-8")
