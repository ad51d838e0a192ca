"""A Word file taken apart with what is marked as changed in it: every run of words in its state,
every end of a paragraph, and the bookmarks by which paragraphs are known.

Formatting that changed is passed over. What went in one hand and came in another (an insertion
that somebody struck again) is in neither version. Source: ECMA-376 part 1, 17.13.5.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

from lxml import etree

from comity.clauses.sources.archive import Parts
from comity.clauses.sources.kinds import check_kind
from comity.clauses.sources.word_numbers import W
from comity.clauses.tracked.paper import (
    END,
    OURS,
    Hand,
    Place,
    Stamp,
    State,
    read_place,
    read_stamp,
)
from comity.clauses.tracked.writing import PROPERTY
from comity.clauses.unreadable import Unreadable

Verdict = Callable[[Hand], Literal["accept", "reject", None]]
"""Whether the changes of a hand count as made, or as not made; None: they are looked for."""

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SIGNS = {
    f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-", f"{W}softHyphen": "",
}  # fmt: skip
_COMES = {f"{W}ins", f"{W}moveTo"}
_GOES = {f"{W}del", f"{W}moveFrom"}
_SKIPPED = {
    f"{W}{tag}"
    for tag in (
        "pPr", "rPr", "instrText", "delInstrText", "fldData", "tblPr", "tblGrid", "tcPr", "trPr",
        "sdtPr", "sdtEndPr", "sectPr",
    )
} | {f"{_MC}Fallback"}  # fmt: skip
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_DEEPEST = 400
MOST_PARAGRAPHS = 20_000

Aside = Literal["header", "footnote", "box"]


class Bit(NamedTuple):
    """A run of words in one state."""

    text: str
    state: State
    hand: Hand | None = None
    move: bool = False


class Remark(NamedTuple):
    """A comment on a paragraph."""

    words: str
    hand: Hand


@dataclass(slots=True)
class Line:
    """One paragraph of the file.

    ``end`` is the state of its end, None when it is in neither version. ``is_ours`` says that it
    is no part of the text: a title, a sentence on how to use the file.
    """

    bits: list[Bit] = field(default_factory=list)
    end: State | None = "same"
    hand: Hand | None = None
    places: list[Place] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    is_ours: bool = False
    in_table: bool = False


class AsideText(NamedTuple):
    """Changes where no clause stands: in a header, a footnote, a text box."""

    kind: Aside
    text: str
    hand: Hand | None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A file taken apart. ``stamp`` is None where it names no text, ``keys`` are the clauses that
    it held when it left, as far as it still says."""

    stamp: Stamp | None
    places: tuple[Place, ...]
    lines: tuple[Line, ...]
    asides: tuple[AsideText, ...] = ()


def open_tracked(data: bytes, name: str, verdict: Verdict = lambda _hand: None) -> Opened:
    """Take a file apart.

    Args:
        verdict: What of the changes was settled before: those that the file left with.

    Raises:
        Unreadable: "not_what_it_says", "password", "macros", "bomb", "unsafe_xml", "broken",
            "too_long" or "empty".
    """
    check_kind(data, name, "docx")
    parts = Parts(data, name)
    root = parts.xml("word/document.xml")
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise Unreadable("not_what_it_says", name, kind=".docx")
    walk = _Walk(verdict, _comments(parts), _notes(parts))
    walk.blocks(body, _Context())
    if len(walk.lines) > MOST_PARAGRAPHS:
        raise Unreadable("too_long", name, limit="1,000")
    if not any(line.bits for line in walk.lines):
        raise Unreadable("empty", name)
    stamp, places = _named(parts, walk)
    return Opened(stamp, places, tuple(walk.lines), (*walk.asides, *_margins(parts, verdict)))


class _Context(NamedTuple):
    """What the elements around a run say of it."""

    state: State | None = "same"
    hand: Hand | None = None
    move: bool = False
    in_table: bool = False
    depth: int = 0

    def inside(self, tag: str, hand: Hand, settled: str | None) -> "_Context":
        """Go into an insertion or a deletion."""
        comes = tag in _COMES
        deeper = self._replace(depth=self.depth + 1)
        if settled == ("accept" if comes else "reject"):
            return deeper
        if settled or (self.state is not None and self.state != "same"):
            is_twice = settled is None and self.state == ("added" if comes else "removed")
            return deeper if is_twice else deeper._replace(state=None)
        if self.state is None:
            return deeper
        state: State = "added" if comes else "removed"
        return deeper._replace(state=state, hand=hand, move=tag in {f"{W}moveTo", f"{W}moveFrom"})


@dataclass(slots=True)
class _Walk:
    verdict: Verdict
    comments: dict[str, Remark]
    notes: dict[tuple[str, str], str]
    lines: list[Line] = field(default_factory=list)
    asides: list[AsideText] = field(default_factory=list)
    stamp: Stamp | None = None
    waiting: list[etree._Element] = field(default_factory=list)

    def blocks(self, node: etree._Element, around: _Context) -> None:
        """Take the paragraphs of a body, a cell or a content control."""
        for child in node:
            if not isinstance(child.tag, str) or child.tag in _SKIPPED:
                continue
            if child.tag == f"{W}p":
                self._paragraph(child, around)
            elif child.tag == f"{W}bookmarkStart":
                # Word leaves those that open between two paragraphs to the next one.
                self.waiting.append(child)
            elif around.depth < _DEEPEST:
                self.blocks(child, self._below(child, around))

    def _below(self, node: etree._Element, around: _Context) -> _Context:
        around = around._replace(depth=around.depth + 1)
        if node.tag in _COMES | _GOES:
            return self._enter(node, around)
        if node.tag == f"{W}tbl":
            return around._replace(in_table=True)
        if node.tag == f"{W}tr":
            mark = next((m for m in node.iterfind(f"{W}trPr/*") if m.tag in _COMES | _GOES), None)
            return around if mark is None else self._enter(mark, around)
        return around

    def _enter(self, node: etree._Element, around: _Context) -> _Context:
        hand = _hand(node)
        return around.inside(node.tag, hand, self.verdict(hand))

    def _paragraph(self, node: etree._Element, around: _Context) -> None:
        line = Line(in_table=around.in_table)
        for bookmark in self.waiting:
            self._bookmark(bookmark, line)
        self.waiting.clear()
        self._end(node, line, around)
        boxes: list[etree._Element] = []
        self._inline(node, around, line, boxes)
        self.lines.append(line)
        for box in boxes:
            self._box(box)

    def _end(self, node: etree._Element, line: Line, around: _Context) -> None:
        context = around
        marks = node.iterfind(f"{W}pPr/{W}rPr/*")
        for mark in marks:
            if mark.tag in _COMES | _GOES:
                context = self._enter(mark, context)
        line.end, line.hand = context.state, context.hand

    def _inline(
        self, node: etree._Element, around: _Context, line: Line, boxes: list[etree._Element]
    ) -> None:
        for child in node:
            tag = child.tag
            if not isinstance(tag, str) or tag in _SKIPPED or around.depth > _DEEPEST:
                continue
            if tag in {f"{W}t", f"{W}delText"}:
                _say(line, child.text or "", around)
            elif tag in _SIGNS:
                _say(line, _SIGNS[tag], around)
            elif tag == f"{W}bookmarkStart":
                self._bookmark(child, line)
            elif tag == f"{W}commentReference":
                self._remark(child, line)
            elif tag in _NOTES:
                self._note(child, around)
            elif tag == f"{W}txbxContent":
                boxes.append(child)
            elif tag in _COMES | _GOES:
                self._inline(child, self._enter(child, around), line, boxes)
            else:
                self._inline(child, around._replace(depth=around.depth + 1), line, boxes)

    def _bookmark(self, node: etree._Element, line: Line) -> None:
        name = node.get(f"{W}name") or ""
        if name.startswith(OURS):
            # In the empty line that ends a file somebody may go on writing.
            line.is_ours |= name != END
            self.stamp = self.stamp or read_stamp(name)
        elif place := read_place(name):
            line.places.append(place)

    def _remark(self, node: etree._Element, line: Line) -> None:
        remark = self.comments.get(node.get(f"{W}id") or "")
        if remark and self.verdict(remark.hand) is None:
            line.remarks.append(remark)

    def _note(self, node: etree._Element, around: _Context) -> None:
        words = self.notes.get((_NOTES[node.tag], node.get(f"{W}id") or ""), "")
        if words and around.state in {"same", "added"}:
            self.asides.append(AsideText("footnote", words, around.hand, len(self.lines)))

    def _box(self, node: etree._Element) -> None:
        inner = _Walk(self.verdict, self.comments, self.notes)
        inner.blocks(node, _Context())
        changed = [bit for line in inner.lines for bit in line.bits if bit.state != "same"]
        if changed:
            words = " ".join(_final(line) for line in inner.lines).strip()
            self.asides.append(AsideText("box", words, changed[0].hand, len(self.lines) - 1))


def _say(line: Line, text: str, around: _Context) -> None:
    if not text or around.state is None:
        return
    bit = Bit(text, around.state, around.hand, around.move)
    if line.bits and line.bits[-1][1:] == bit[1:]:
        line.bits[-1] = line.bits[-1]._replace(text=line.bits[-1].text + text)
    else:
        line.bits.append(bit)


def _final(line: Line) -> str:
    return "".join(bit.text for bit in line.bits if bit.state != "removed")


def _hand(node: etree._Element) -> Hand:
    return Hand((node.get(f"{W}author") or "").strip(), _instant(node.get(f"{W}date") or ""))


def _instant(written: str) -> datetime | None:
    """The time as written; programs write that of their own clock, with or without its zone."""
    try:
        at = datetime.fromisoformat(written.replace("Z", "+00:00"))
    except ValueError:
        return None
    return at.replace(tzinfo=None, microsecond=0)


def _comments(parts: Parts) -> dict[str, Remark]:
    root = parts.xml("word/comments.xml")
    found = {}
    for node in root.iterfind(f"{W}comment") if root is not None else ():
        words = "\n".join(filter(None, (_plain(p) for p in node.iter(f"{W}p"))))
        if words:
            found[node.get(f"{W}id") or ""] = Remark(words, _hand(node))
    return found


def _notes(parts: Parts) -> dict[tuple[str, str], str]:
    found = {}
    for kind in ("footnotes", "endnotes"):
        root = parts.xml(f"word/{kind}.xml")
        for node in root if root is not None else ():
            words = _plain(node)
            if words:
                found[kind, node.get(f"{W}id") or ""] = words
    return found


def _plain(node: etree._Element) -> str:
    return "".join(t.text or "" for t in node.iter(f"{W}t")).strip()


def _margins(parts: Parts, verdict: Verdict) -> Iterator[AsideText]:
    """Yield the headers and footers in which something is marked as changed."""
    for kind in ("header", "footer"):
        for name in parts.names(f"word/{kind}"):
            root = parts.xml(name) if name.endswith(".xml") else None
            if root is None:
                continue
            walk = _Walk(verdict, {}, {})
            walk.blocks(root, _Context())
            changed = [bit for line in walk.lines for bit in line.bits if bit.state != "same"]
            if changed:
                words = " ".join(_final(line) for line in walk.lines).strip()
                yield AsideText("header", words, changed[0].hand)


def _named(parts: Parts, walk: _Walk) -> tuple[Stamp | None, tuple[Place, ...]]:
    """Which text the file is of, and which clauses it held when it left."""
    root = parts.xml("docProps/custom.xml")
    said = ""
    for node in root if root is not None else ():
        if node.get("name") == PROPERTY:
            said = "".join(part.text or "" for part in node.iter())
    names = said.split()
    stamp = walk.stamp or next(filter(None, map(read_stamp, names[:1])), None)
    return stamp, tuple(filter(None, map(read_place, names)))
