"""PDF with text: lines by their place on the page, without running headers, with footnotes told
apart.

Text, places and letter sizes come from PDFium. A page that holds pictures and no text is a scan.
"""

import ctypes
import itertools
import re
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from statistics import median_low

import pypdfium2
from pypdfium2 import raw

from comity.clauses.blocks import Source
from comity.clauses.notes import lowered, raised
from comity.clauses.sources.lines import Line, breaks_off, join_lines, without_running_lines
from comity.clauses.unreadable import Unreadable

MOST_PAGES = 2000
_ONE_AT_A_TIME = threading.Lock()
"""PDFium works for one thread at a time."""
_NOTE = re.compile(r"(?:\[(\w{1,3})\]|(\d{1,2}|[a-z]|\*{1,3})[/.)]?)\s+(?=\S)")
_MARK = re.compile(r"(?<=[^\W\d]|[.,;:!?)»”\"'’])\s?(\d{1,2}|[a-z])(?=[\s.,;:)»”]|$)")
_BOLD = 600


def take_apart_pdf(data: bytes, name: str) -> Source:
    """Return the paragraphs of a PDF.

    Raises:
        Unreadable: "password", "broken", "scanned", or "bomb" for more than 2,000 pages.
    """
    with _ONE_AT_A_TIME:
        pages = _pages(data, name)
    return _assembled(pages)


def first_words(data: bytes, pages: int) -> str:
    """The words of the first pages, in no certain order; "" of a PDF that is not read."""
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError:
            return ""
        try:
            found = [document[at].get_textpage() for at in range(min(len(document), pages))]
            return "\n".join(page.get_text_bounded() for page in found)
        except pypdfium2.PdfiumError:
            return ""
        finally:
            document.close()


def _pages(data: bytes, name: str) -> list[list[Line]]:
    document = _opened(data, name)
    try:
        if len(document) > MOST_PAGES:
            raise Unreadable("bomb", name)
        pages = [_page_lines(document[at], at + 1) for at in range(len(document))]
        if not any(pages):
            raise Unreadable("scanned" if _has_pictures(document) else "empty", name)
        return pages
    except pypdfium2.PdfiumError as error:
        raise Unreadable("broken", name, kind=".pdf") from error
    finally:
        document.close()


def _opened(data: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = (
            raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower()
        )
        raise Unreadable("password" if locked else "broken", name, kind=".pdf") from error


def _has_pictures(document: pypdfium2.PdfDocument) -> bool:
    kinds = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING)
    return any(
        next(document[at].get_objects(filter=kinds, max_depth=3), None) is not None
        for at in range(min(len(document), 20))
    )


def _assembled(pages: list[list[Line]]) -> Source:
    kept, left_out = without_running_lines(pages)
    by_page: dict[int, list[Line]] = {}
    for line in kept:
        by_page.setdefault(line.page, []).append(line)
    body: list[Line] = []
    notes: list[Line] = []
    for lines in by_page.values():
        above, below = _without_notes(_measured(lines))
        body += above
        notes += below
    text, foot = join_lines(body), join_lines(notes)
    return Source((*text.blocks, *foot.blocks), (*left_out, *text.left_out, *foot.left_out))


def _page_lines(page: pypdfium2.PdfPage, number: int) -> list[Line]:
    """Return the lines of one page from top to bottom, as PDFium orders them."""
    text_page = page.get_textpage()
    try:
        text = text_page.get_text_range()
        glyphs = _Glyphs(text_page.raw)
        return [
            line for start, words in _split(text) if (line := glyphs.line(start, words, number))
        ]
    finally:
        text_page.close()
        page.close()


def _split(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line with where it starts; PDFium puts U+FFFE where it has joined a hyphenated
    word.
    """
    start = 0
    for words in re.split(r"(\r\n|\n|\r|(?<=[\ufffe\x02]))", text):
        if words.strip():
            yield start + len(words) - len(words.lstrip()), words.strip()
        start += len(words)


class _Glyphs:
    """The letters of a page: where they stand, how large and how bold they are."""

    def __init__(self, page: raw.FPDF_TEXTPAGE) -> None:
        self._page = page

    def line(self, start: int, words: str, number: int) -> Line | None:
        first = self._box(start)
        last = self._box(start + len(words) - 1)
        if first is None or last is None:
            return Line(" ".join(words.split()), number)
        left, bottom, size, bold = first
        marked = self._with_marks(start, words, size)
        right = max(last[0] + last[2] * 0.4, left)
        width = (right - left) / max(len(words), 1)
        clean = " ".join(marked.split())
        line = Line(clean, number, left, right, width, size=size, bold=bold)
        return replace(line, edge=bottom)

    def _box(self, at: int) -> tuple[float, float, float, bool] | None:
        """Return left, bottom and size of a letter, and whether it is bold; None when it has no
        place.
        """
        index = raw.FPDFText_GetCharIndexFromTextIndex(self._page, at)
        if index < 0:
            return None
        x, y = ctypes.c_double(), ctypes.c_double()
        if not raw.FPDFText_GetCharOrigin(self._page, index, x, y):
            return None
        return x.value, y.value, self._size(index), self._is_bold(index)

    def _is_bold(self, index: int) -> bool:
        if raw.FPDFText_GetFontWeight(self._page, index) >= _BOLD:
            return True
        name = ctypes.create_string_buffer(80)
        raw.FPDFText_GetFontInfo(self._page, index, name, 80, None)
        return b"bold" in name.raw.lower() or b"black" in name.raw.lower()

    def _size(self, index: int) -> float:
        """Return the size of a letter as printed: that of its font, scaled as the page is."""
        matrix = raw.FS_MATRIX()
        size = float(raw.FPDFText_GetFontSize(self._page, index))
        if raw.FPDFText_GetMatrix(self._page, index, matrix):
            size *= (matrix.c**2 + matrix.d**2) ** 0.5 or 1
        return size

    def _with_marks(self, start: int, words: str, size: float) -> str:
        """Return the words with small raised figures and letters written as superscripts."""
        marked = words
        for found in reversed(list(_MARK.finditer(words))):
            at = raw.FPDFText_GetCharIndexFromTextIndex(self._page, start + found.start(1))
            if at >= 0 and self._size(at) < 0.82 * size:
                marked = marked[: found.start()] + raised(found[1]) + marked[found.end() :]
        return marked


def _measured(lines: list[Line]) -> list[Line]:
    """Return the lines of a page with their right edge, and whether more than usual lies above
    each.
    """
    steps = [a.edge - b.edge for a, b in itertools.pairwise(lines)]
    body = Counter(round(line.size) for line in lines).most_common(1)[0][0]
    edge = max((line.right for line in lines if round(line.size) == body), default=0)
    usual = _usual_step(lines, steps, edge)
    return [
        replace(
            line,
            edge=edge,
            gap=at > 0 and steps[at - 1] > 1.35 * max(usual, line.size),
        )
        for at, line in enumerate(lines)
    ]


def _usual_step(lines: list[Line], steps: list[float], edge: float) -> float:
    """Return the space between two lines of a paragraph: that below lines which break off at the
    edge; where none does, the commonest.
    """
    down = [(line, step) for line, step in zip(lines, steps, strict=False) if step > 1]
    inside = [step for line, step in down if line.right > 0.9 * edge and breaks_off(line)]
    return median_low(inside or [step for _, step in down] or [0])


def _without_notes(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Part the footnotes at the bottom of a page, in smaller letters and each with its mark, from
    the text.
    """
    body = Counter(round(line.size * 2) / 2 for line in lines).most_common(1)[0][0]
    start = len(lines)
    while start and 0 < lines[start - 1].size <= 0.92 * body:
        start -= 1
    while start < len(lines) and not _note_mark(lines[start]):
        start += 1
    notes: list[Line] = []
    mark = ""
    for line in lines[start:]:
        found = _note_mark(line)
        mark = found or mark
        text = _NOTE.sub("", line.text, count=1) if found else line.text
        notes.append(replace(line, text=text, note=mark, edge=line.right, gap=False))
    return lines[:start], notes


def _note_mark(line: Line) -> str:
    found = _NOTE.match(lowered(line.text[:4]) + line.text[4:])
    return (found[1] or found[2]) if found else ""
