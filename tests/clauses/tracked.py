"""Word files with marked changes for the tests: written here, changed as Word and people change
them, and read by simpler means than ours."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from comity.clauses.tracked import (
    Amendment,
    Hand,
    Known,
    Paper,
    Paragraph,
    Read,
    Stamp,
    from_amendments,
    open_tracked,
    read_changes,
    write_tracked,
)
from tests.clauses.make_docx import repack

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
AT = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
BELIZE = Hand("Belize", AT)
SIGNED = 'w:id="900" w:author="Ana" w:date="2026-03-04T09:30:00Z"'


@dataclass(frozen=True)
class Clause:
    key: str
    number: str
    text: str
    kind: str = "clause"
    depth: int = 1
    footnotes: tuple[tuple[str, str], ...] = ()


def clauses(*texts: str) -> list[Clause]:
    return [Clause(str(at * 10), f"{at}.", text) for at, text in enumerate(texts, 1)]


def known(text: Sequence[Clause]) -> list[Known]:
    return [Known(one.key, one.number, one.text) for one in text]


def paper(paragraphs: Sequence[Paragraph], revision: int = 2) -> Paper:
    return Paper(
        stamp=Stamp(7, revision, "en"),
        title="A declaration",
        label="TLP:AMBER",
        header="A declaration · English",
        lead=("Changes are recorded in this file.",),
        paragraphs=tuple(paragraphs),
        author="The dialogue",
        at=AT,
    )


def written(text: Sequence[Clause], amendments: Sequence[Amendment] = ()) -> bytes:
    """The text as it is taken away, with amendments marked in it."""
    return write_tracked(paper(from_amendments(text, amendments)))


def read(data: bytes, text: Sequence[Clause], **fields) -> Read:
    return read_changes(open_tracked(data, "text.docx"), known(text), **fields)


def found(read: Read) -> list[tuple[str, str, str]]:
    """Kind, key and new words of each change."""
    return [(one.kind, one.key, one.after) for one in read.changes]


def edited(data: bytes, change: Callable[[etree._Element], None], part: str = "document") -> bytes:
    """The file with one of its parts changed by hand."""
    name = f"word/{part}.xml"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read(name))
    change(root)
    return repack(data, {name: etree.tostring(root, encoding="unicode")})


def xml(source: str) -> etree._Element:
    """An element whose names begin with w."""
    return etree.fromstring(f"<root {NS}>{source}</root>")[0]


def paragraph(root: etree._Element, words: str) -> etree._Element:
    """The paragraph that says these words."""
    for node in root.iter(f"{W}p"):
        if words in "".join(t.text or "" for t in node.iter(f"{W}t", f"{W}delText")):
            return node
    raise AssertionError(words)


def replace_run(root: etree._Element, words: str, source: str) -> None:
    """Put raw WordprocessingML in place of these words of a paragraph, in runs of its own."""
    run = next(r for r in root.iter(f"{W}r") if words in "".join(r.itertext()))
    before, _, after = next(t for t in run.iter(f"{W}t") if words in (t.text or "")).text.partition(
        words
    )
    target = next(t for t in run.iter(f"{W}t") if words in (t.text or ""))
    target.text = before
    target.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    tail = xml(f'<w:r><w:t xml:space="preserve">{after}</w:t></w:r>')
    run.addnext(tail)
    for node in reversed(list(xml(f"<w:p>{source}</w:p>"))):
        run.addnext(node)


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def put(words: str) -> str:
    return f"<w:ins {SIGNED}>{run(words)}</w:ins>"


def struck(words: str) -> str:
    return f'<w:del {SIGNED}><w:r><w:delText xml:space="preserve">{words}</w:delText></w:r></w:del>'


def all_accepted(data: bytes) -> list[str]:
    return _settled(data, kept=("ins", "moveTo"), lost=("del", "moveFrom"))


def all_rejected(data: bytes) -> list[str]:
    return _settled(data, kept=("del", "moveFrom"), lost=("ins", "moveTo"))


def _settled(data: bytes, kept: tuple[str, str], lost: tuple[str, str]) -> list[str]:
    """What the paragraphs of the text say when every change is settled one way, by the plainest
    means: what is lost is taken out, and an end that is lost joins a paragraph with the next."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    said, open_ = [], ""
    for node in root.iter(f"{W}p"):
        if any(b.get(f"{W}name", "").startswith("comity_") for b in node.iter(f"{W}bookmarkStart")):
            continue
        ends = [mark.tag for mark in node.iterfind(f"{W}pPr/{W}rPr/*")]
        for tag in lost:
            for gone in list(node.iterfind(f"{W}{tag}")):
                node.remove(gone)
        open_ += "".join(
            {f"{W}tab": "\t", f"{W}br": "\n"}.get(t.tag, t.text or "")
            for t in node.iter(f"{W}t", f"{W}delText", f"{W}tab", f"{W}br")
        )
        if not any(f"{W}{tag}" in ends for tag in lost):
            said.append(open_)
            open_ = ""
    return [one for one in [*said, open_] if one.strip()]
