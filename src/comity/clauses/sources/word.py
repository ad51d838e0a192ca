"""Word documents (.docx): paragraphs in order, tables included, with the numbers that Word prints
before them.

Tracked insertions count and deletions do not, as if every change were accepted. Source: ECMA-376
part 1, 17.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from comity.clauses.blocks import Block, LeftOut, Source
from comity.clauses.notes import raised
from comity.clauses.sources.archive import Parts
from comity.clauses.sources.numerals import write_number
from comity.clauses.sources.word_numbers import Numbering, Styles, W, integer_of, is_on, value_of
from comity.clauses.unreadable import Unreadable

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = {
    f"{W}{tag}"
    for tag in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "fldData", "tblPr")
}
_SKIPPED |= {f"{_MC}Fallback"}
_SIGNS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": " "}
_NOTE_NUMBERS = {"footnotes": "decimal", "endnotes": "lowerRoman"}
_DEEPEST = 400


def take_apart_docx(data: bytes, name: str) -> Source:
    """Return the paragraphs of a Word document.

    Raises:
        Unreadable: "bomb", "password", "macros", "unsafe_xml", "broken" or "not_what_it_says".
    """
    parts = Parts(data, name)
    root = parts.xml("word/document.xml")
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise Unreadable("not_what_it_says", name, kind=".docx")
    styles = Styles(parts.xml("word/styles.xml"))
    numbering = Numbering(parts.xml("word/numbering.xml"), styles, _language(parts))
    walk = _Walk(styles, numbering)
    walk.container(body, 0)
    blocks = [*walk.blocks, *_notes(parts, walk)]
    return Source(tuple(blocks), tuple(_margins(parts)))


def _language(parts: Parts) -> str:
    root = parts.xml("word/styles.xml")
    node = root.find(f".//{W}rPrDefault//{W}lang") if root is not None else None
    return (node.get(f"{W}val") or "en")[:2].lower() if node is not None else "en"


@dataclass(slots=True)
class _Walk:
    """Going through the body, counting lists and footnotes on the way."""

    styles: Styles
    numbering: Numbering
    blocks: list[Block] = field(default_factory=list)
    note_marks: dict[tuple[str, str], str] = field(default_factory=dict)
    boxes: list[etree._Element] = field(default_factory=list)
    cell: bool = False

    def container(self, node: etree._Element, depth: int) -> None:
        """Take the paragraphs of a body, cell, content control or text box."""
        for child in node:
            if child.tag == f"{W}p":
                self._paragraph(child, depth)
            elif child.tag not in _SKIPPED and isinstance(child.tag, str) and depth < _DEEPEST:
                outside = self.cell
                self.cell = child.tag == f"{W}tc" and len(child.findall(f"{W}p")) == 1
                self.container(child, depth + 1)
                self.cell = outside

    def _paragraph(self, node: etree._Element, depth: int) -> None:
        properties = node.find(f"{W}pPr")
        style = value_of(properties, "pStyle")
        text = "".join(self._text(node, 0))
        level = self._outline(properties, style)
        number, ilvl = self._number(properties, style) if text.strip() else ("", None)
        if text.strip():
            words = " ".join(text.split())
            bold = self._is_bold(node, style)
            self.blocks.append(Block(words, number, ilvl, level, bold, cell=self.cell))
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.container(box, depth + 1)

    def _outline(self, properties: etree._Element | None, style: str | None) -> int:
        own = integer_of(properties, "outlineLvl")
        if own is not None:
            return own + 1 if 0 <= own < 9 else 0
        return self.styles.heading(style)

    def _number(
        self, properties: etree._Element | None, style: str | None
    ) -> tuple[str, int | None]:
        own = properties.find(f"{W}numPr") if properties is not None else None
        number, level = self.styles.list_of(style)
        if own is not None:
            number = value_of(own, "numId") or number
            at = integer_of(own, "ilvl")
            level = level if at is None else at
        if not number or number == "0":
            return "", None
        level = min(max(level or 0, 0), 8)
        return self.numbering.next(number, level), level

    def _text(self, node: etree._Element, depth: int) -> Iterator[str]:
        for child in node:
            tag = child.tag
            if tag == f"{W}t":
                yield child.text or ""
            elif tag in _SIGNS:
                yield _SIGNS[tag]
            elif tag in {f"{W}footnoteReference", f"{W}endnoteReference"}:
                yield self._mark(child)
            elif tag == f"{W}txbxContent":
                self.boxes.append(child)
            elif tag not in _SKIPPED and isinstance(tag, str) and depth < _DEEPEST:
                yield from self._text(child, depth + 1)

    def _mark(self, reference: etree._Element) -> str:
        """Return the mark of a note, numbered in the order of the text."""
        kind = "footnotes" if reference.tag.endswith("footnoteReference") else "endnotes"
        key = (kind, reference.get(f"{W}id") or "")
        if key not in self.note_marks:
            number = sum(1 for other, _ in self.note_marks if other == kind) + 1
            self.note_marks[key] = write_number(number, _NOTE_NUMBERS[kind])
        return raised(self.note_marks[key])

    def _is_bold(self, node: etree._Element, style: str | None) -> bool:
        """True when every run that says something is bold."""
        inherited = self.styles.is_bold(style)
        said = [
            run
            for run in node.iter(f"{W}r")
            if any((t.text or "").strip() for t in run.iter(f"{W}t"))
        ]
        toggles = [run.find(f"{W}rPr/{W}b") for run in said]
        return bool(said) and all(inherited if t is None else is_on(t) for t in toggles)


def _notes(parts: Parts, walk: _Walk) -> Iterator[Block]:
    """Yield the footnotes and endnotes that the body refers to, under their marks."""
    for kind in ("footnotes", "endnotes"):
        root = parts.xml(f"word/{kind}.xml") if any(k == kind for k, _ in walk.note_marks) else None
        for node in root if root is not None else ():
            mark = walk.note_marks.get((kind, node.get(f"{W}id") or ""))
            text = " ".join(" ".join("".join(walk._text(node, 0)).split()).split())
            if mark and text:
                yield Block(text, note=mark)


def _margins(parts: Parts) -> Iterator[LeftOut]:
    """Yield what stands in the headers and footers of the pages."""
    for kind in ("header", "footer"):
        for name in parts.names(f"word/{kind}"):
            root = parts.xml(name) if name.endswith(".xml") else None
            texts = (t.text or "" for t in root.iter(f"{W}t")) if root is not None else ()
            text = " ".join("".join(texts).split())
            if text:
                yield LeftOut(f"page {kind}", text)
