"""Rich text as plain words with a few marks, and back: for forms without an editor's scripts. Pure.

``## heading``, ``### smaller heading``, ``- line of a list``, ``1. line of a numbered list``,
``> quotation``, ``**bold**``, ``*italics*``, ``[words](address)``; a blank line parts paragraphs.
"""

from __future__ import annotations

import re
from html import escape, unescape
from html.parser import HTMLParser

_LINK = re.compile(r"\[([^\[\]]+)\]\(((?:[^()\s]|\([^()\s]*\))+)\)")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_ITALIC = re.compile(r"(?<!\*)\*(?=\S)([^*]+?)(?<=\S)\*(?!\*)")
_PAGE = re.compile(r"page:(\d+)")
_NUMBERED = re.compile(r"\d{1,3}\. ")


def to_html(words: str) -> str:
    """Rich text of plain words; nothing in them but the marks above is a mark."""
    blocks = re.split(r"\n[ \t]*\n+", words.replace("\r\n", "\n").strip())
    return "".join(_block(block.strip()) for block in blocks if block.strip())


def _block(block: str) -> str:
    lines = [line.strip() for line in block.split("\n")]
    if all(line.startswith("- ") for line in lines):
        return _list("ul", [line[2:] for line in lines])
    if all(_NUMBERED.match(line) for line in lines):
        return _list("ol", [line.partition(" ")[2] for line in lines])
    for mark, tag in (("### ", "h3"), ("## ", "h2"), ("> ", "blockquote")):
        if block.startswith(mark):
            return f"<{tag}>{_inline(block.removeprefix(mark))}</{tag}>"
    return "<p>" + "<br/>".join(_inline(line) for line in lines) + "</p>"


def _list(tag: str, items: list[str]) -> str:
    return f"<{tag}>" + "".join(f"<li>{_inline(item)}</li>" for item in items) + f"</{tag}>"


def _inline(words: str) -> str:
    html = _LINK.sub(_link, escape(words, quote=False))
    html = _BOLD.sub(r"<b>\1</b>", html)
    return _ITALIC.sub(r"<i>\1</i>", html)


def _link(found: re.Match[str]) -> str:
    words, address = found.group(1), unescape(found.group(2))
    if page := _PAGE.fullmatch(address):
        return f'<a linktype="page" id="{page.group(1)}">{words}</a>'
    return f'<a href="{escape(address)}">{words}</a>'


class _Reading(HTMLParser):
    """Takes rich text apart into words with marks."""

    BEFORE = {"h2": "## ", "h3": "### ", "blockquote": "> "}
    AROUND = {"b": "**", "strong": "**", "i": "*", "em": "*"}

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.address = ""
        self.list: list[str] = []
        self.count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("ul", "ol"):
            self.list.append(tag)
            self.count = 0
        elif tag == "li":
            self.count += 1
            self.words.append(f"{self.count}. " if self.list[-1:] == ["ol"] else "- ")
        elif tag == "br":
            self.words.append("\n")
        elif tag == "a":
            page = f"page:{given.get('id')}" if given.get("linktype") == "page" else ""
            self.address = page or given.get("href") or ""
            self.words.append("[")
        else:
            self.words.append(self.BEFORE.get(tag) or self.AROUND.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.words.append(f"]({self.address})")
        elif tag == "li":
            self.words.append("\n")
        elif tag in ("ul", "ol"):
            self.list = self.list[:-1]
            self.words.append("\n")
        elif tag in ("p", "h2", "h3", "blockquote"):
            self.words.append("\n\n")
        else:
            self.words.append(self.AROUND.get(tag, ""))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def to_words(html: str) -> str:
    """Plain words with marks of rich text."""
    reading = _Reading()
    reading.feed(html)
    reading.close()
    return re.sub(r"\n{3,}", "\n\n", "".join(reading.words)).strip()
