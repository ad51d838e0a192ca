"""A paper as a Word file that people go on writing in: real styles, a real table of contents."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import override
from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from comity.tlp import Label

from ...exports.sheet import clean
from ..paper import Block, Facts, Grid, Heading, Items, Paper, Picture, Text
from . import wordml
from .pictures import pngs
from .word_styles import put_styles

_NS = nsdecls("w")
_SHORT, _LONG, _MARGIN = Mm(210), Mm(297), Mm(20)
_TEXT_WIDTH = {False: 9638, True: 14570}
"""Twentieths of a point between the margins: upright, and across."""
_PICTURE_WIDTH = Mm(170)


def write_word(paper: Paper, *, author: str, at: datetime) -> bytes:
    """The paper as a ``.docx``; ``author`` is named in the file's properties."""
    with override(paper.language):
        word = Document()
        put_styles(word, paper.language)
        _describe(word, paper, author, at)
        writer = _Writer(word, iter(pngs([picture.chart for picture in paper.pictures])))
        _head_and_foot(word, paper)
        writer.put(wordml.paragraph((paper.title,), "Title"))
        writer.write(paper.cover)
        writer.put(wordml.contents(paper.contents_title, paper.headings))
        for chapter in paper.chapters:
            writer.turn(across=chapter.is_wide)
            writer.write(chapter.blocks)
        writer.flush()
        out = io.BytesIO()
        word.save(out)
    return out.getvalue()


def _describe(word: Word, paper: Paper, author: str, at: datetime) -> None:
    about = word.core_properties
    about.title, about.author, about.last_modified_by = paper.title.text, author, author
    about.subject = about.category = Label(paper.label).words
    about.language = paper.language
    about.created = about.modified = at.replace(tzinfo=None)
    about.comments = ""
    word.settings.element.append(parse_xml(f'<w:updateFields {_NS} w:val="true"/>'))


def _head_and_foot(word: Word, paper: Paper) -> None:
    """The label on every page; the title and the number of the page under it."""
    section = word.sections[0]
    head = Label(paper.label).words
    section.header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _fill(section.header.paragraphs[0], _bold(head))
    foot = f"{paper.title.text} · {paper.made_on} · "
    _fill(section.footer.paragraphs[0], wordml.numbered(foot + paper.page_words))


def _bold(words: str) -> str:
    return f"<w:r><w:rPr><w:b/></w:rPr><w:t>{wordml.text(words)}</w:t></w:r>"


def _fill(paragraph: Paragraph, xml: str) -> None:
    for element in list(parse_xml(f"<w:p {_NS}>{xml}</w:p>")):
        paragraph._p.append(element)


class _Writer:
    """Puts blocks at the end of a document, many at a time."""

    def __init__(self, word: Word, pictures: Iterator[bytes]) -> None:
        self.word, self.pictures = word, pictures
        self.waiting: list[str] = []
        self.is_across = False
        self.bookmarks = 0
        section = word.sections[0]
        section.page_width, section.page_height = _SHORT, _LONG
        section.left_margin = section.right_margin = _MARGIN
        section.top_margin = section.bottom_margin = Mm(22)

    def put(self, xml: str) -> None:
        self.waiting.append(xml)

    def flush(self) -> None:
        end = self.word.element.body.sectPr
        for element in list(parse_xml(f"<w:body {_NS}>{''.join(self.waiting)}</w:body>")):
            end.addprevious(element)
        self.waiting.clear()

    def turn(self, *, across: bool) -> None:
        if across == self.is_across:
            return
        self.flush()
        section = self.word.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (_LONG, _SHORT) if across else (_SHORT, _LONG)
        self.is_across = across

    def write(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            match block:
                case Heading():
                    self.bookmarks += 1
                    self.put(wordml.heading(block, self.bookmarks))
                case Text() | Items():
                    self.put(wordml.written(block))
                case Facts():
                    self.put(wordml.facts(block, _TEXT_WIDTH[self.is_across]))
                case Grid():
                    self.put(wordml.grid(block, _TEXT_WIDTH[self.is_across]))
                case Picture():
                    self._picture(block)

    def _picture(self, block: Picture) -> None:
        self.flush()
        paragraph = self.word.add_paragraph(style="Figure")
        shape: Any = paragraph.add_run().add_picture(
            io.BytesIO(next(self.pictures)), width=_PICTURE_WIDTH
        )
        named = shape._inline.docPr
        named.set("descr", clean(f"{block.chart.title}. {block.chart.description}"))
        named.set("title", clean(block.chart.title))
