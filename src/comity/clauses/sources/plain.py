"""Plain text and Markdown, in the encodings that offices use."""

import re
from collections.abc import Iterable

from comity.clauses.blocks import Block, Source
from comity.clauses.sources.lines import Line, join_lines, with_edges, without_running_lines
from comity.clauses.unreadable import Unreadable

_BREAKS = re.compile(r"\r\n|[\n\r\x0b\x85\u2028\u2029]")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*")
_EMPHASIS = re.compile(
    r"(\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1|(?<!\w)([*_])(?=\S)([^*_]{1,500}?)(?<=\S)\3(?!\w)"
)
_LINK = re.compile(r"!?\[([^\]]{0,500})\]\([^)\s]{0,2000}\)")


def take_apart_text(text: str) -> Source:
    """Return the paragraphs of a plain text; a form feed begins a page."""
    numbered = list(enumerate(text.split("\f"), 1)) if "\f" in text else [(0, text)]
    pages = [_lines(page, number) for number, page in numbered]
    kept, left_out = without_running_lines(pages) if len(pages) > 1 else (pages[0], [])
    source = join_lines(with_edges(kept))
    return Source(source.blocks, (*left_out, *source.left_out))


def take_apart_bytes(data: bytes, name: str) -> Source:
    return take_apart_text(decode(data, name))


def take_apart_markdown(data: bytes, name: str) -> Source:
    """Return the paragraphs of a Markdown text without its marks; its lists keep their numbers."""
    blocks: list[Block] = []
    gathered: list[str] = []
    for line in [*_BREAKS.split(decode(data, name)), "# "]:
        heading = _HEADING.fullmatch(line.strip() or " ")
        if not heading and line.strip() != "#":
            gathered.append(_unmarked(line))
            continue
        blocks += take_apart_text("\n".join(gathered)).blocks
        gathered = []
        if heading and heading[2]:
            blocks.append(Block(_unmarked(heading[2]), heading=len(heading[1])))
    return Source(tuple(blocks))


def decode(data: bytes, name: str) -> str:
    """Return the text of bytes in UTF-8, UTF-16 or Windows-1252.

    Raises:
        Unreadable: "not_text" when it is none of these, or holds NULs.
    """
    for encoding in _likely(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.removeprefix("\ufeff")
    raise Unreadable("not_text", name)


def _likely(data: bytes) -> Iterable[str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if b"\0" in data[:1000]:
        return ("utf-16-le", "utf-16-be") if data[1:2] == b"\0" else ("utf-16-be", "utf-16-le")
    return ("utf-8-sig", "cp1252")


def _lines(text: str, page: int) -> list[Line]:
    lines = []
    gap = False
    for raw in _BREAKS.split(text):
        words = " ".join(raw.split())
        if words:
            indent = len(raw.expandtabs()) - len(raw.expandtabs().lstrip())
            lines.append(Line(words, page, indent, indent + len(words), gap=gap))
        gap = not words
    return lines


def _unmarked(line: str) -> str:
    line = _LINK.sub(r"\1", line)
    line = _EMPHASIS.sub(lambda m: m[2] or m[4], line)
    return re.sub(
        r"^(\s*\d+)\\([.)])", r"\1\2", line.lstrip("> ") if line.startswith(">") else line
    )
