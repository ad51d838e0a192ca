"""Files into pages as they are: HTML, text left by a crawler, Word, PDF, and exports of content
systems (WordPress WXR, Drupal JSON:API)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

from lxml import etree

from comity.clauses.sources import MOST_BYTES, take_apart
from comity.clauses.sources.plain import decode
from comity.clauses.sources.web import decode_page
from comity.clauses.unreadable import Unreadable

from .values import Raw

KINDS = ("html", "htm", "txt", "md", "docx", "pdf", "xml", "json")
_WXR = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "wp": "http://wordpress.org/export/1.2/",
}
_HTML = "page.html"
_PUBLISHED = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//meta[translate(@name,'DC.','dc.')='dc.date']/@content",
    "//time[@pubdate]/@datetime",
    "//article//time[1]/@datetime",
)
_TITLES = (
    "//meta[@property='og:title']/@content",
    "//article//h1//text()",
    "//main//h1//text()",
    "//h1//text()",
    "//title//text()",
)


def raw_pages(data: bytes, name: str, most: int | None = None) -> list[Raw]:
    """The pages of a file, of which an export has many; of these at most ``most``.

    Raises:
        Unreadable: too large, of another kind, damaged, in no known encoding, or empty.
    """
    kind = PurePosixPath(name).suffix.lower().lstrip(".")
    if kind not in {"xml", "json"}:
        return [_single(data, name, kind)]
    if len(data) > MOST_BYTES:
        raise Unreadable("too_large", name, limit=str(MOST_BYTES // 1024 // 1024))
    pages = _wordpress(data, name) if kind == "xml" else _drupal(data, name)
    found = list(islice(pages, most))
    if not found:
        raise Unreadable("empty", name)
    return found


def _single(data: bytes, name: str, kind: str) -> Raw:
    source = take_apart(data, name)
    if kind == "txt":
        lines = [" ".join(line.split()) for line in decode(data, name).splitlines()]
        return Raw(name, tuple(lines))
    lines = [block.text for block in source.blocks]
    if kind in {"html", "htm"}:
        return _with_head(Raw(name, tuple(lines)), data)
    title = next((block.text for block in source.blocks if block.heading == 1), "")
    return Raw(name, tuple(lines), title)


def _with_head(raw: Raw, data: bytes) -> Raw:
    """With what a web page says of itself."""
    root = _tree(decode_page(data, raw.file))
    if root is None:
        return raw
    alternatives = [
        str(one).strip() for one in root.xpath("//article//img/@alt | //main//img/@alt")
    ]
    return Raw(
        raw.file,
        raw.lines,
        title=_first(root, _TITLES),
        published=_first(root, _PUBLISHED),
        language=str(root.get("lang") or ""),
        pictures=tuple(one for one in alternatives if one),
    )


def _tree(text: str) -> Any:
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True
    )
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return None


def _first(root: Any, paths: tuple[str, ...]) -> str:
    for path in paths:
        found = root.xpath(path)
        words = " ".join(" ".join(map(str, found if "text()" in path else found[:1])).split())
        if words:
            return words
    return ""


def _wordpress(data: bytes, name: str) -> Iterator[Raw]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable("broken", name, kind=".xml") from error
    if b"<!DOCTYPE" in data[:2000]:
        raise Unreadable("unsafe_xml", name)
    language = root.findtext("channel/language") or ""
    for number, item in enumerate(root.iterfind("channel/item"), 1):
        if _of(item, "wp:post_type") in {"", "post", "page"}:
            published = _of(item, "wp:post_date") or item.findtext("pubDate") or ""
            published = "" if published.startswith("0000") else published
            yield _from_markup(
                f"{name}#{number}", item.findtext("title") or "", _of(item, "content:encoded"),
                published, language,
            )  # fmt: skip


def _of(item: Any, tag: str) -> str:
    return item.findtext(tag, namespaces=_WXR) or ""


def _drupal(data: bytes, name: str) -> Iterator[Raw]:
    """JSON:API (``data`` with ``attributes``), or nodes as the REST module writes them."""
    try:
        given = json.loads(decode(data, name))
    except (ValueError, RecursionError) as error:
        raise Unreadable("broken", name, kind=".json") from error
    rows = given.get("data", [given]) if isinstance(given, dict) else given
    for number, row in enumerate(rows if isinstance(rows, list) else [rows], 1):
        node = row.get("attributes", row) if isinstance(row, dict) else {}
        node = node if isinstance(node, dict) else {}
        body = _value(node.get("body"), "processed") or _value(node.get("body"), "value")
        if title := _value(node.get("title"), "value"):
            yield _from_markup(
                f"{name}#{number}", title, body, _value(node.get("created"), "value"),
                _value(node.get("langcode"), "value"),
            )  # fmt: skip


def _value(field: Any, key: str) -> str:
    """A field of a node: a value, one with parts, or a list of these."""
    if isinstance(field, list):
        field = field[0] if field else ""
    if isinstance(field, dict):
        field = field.get(key, "")
    return _sound(str(field or ""))


def _sound(words: str) -> str:
    """Without what no file and no database keeps: halves of letters, and the sign of number 0."""
    return words.encode("utf-8", "replace").decode().replace("\0", " ")


def _from_markup(file: str, title: str, markup: str, published: str, language: str) -> Raw:
    lines: list[str] = []
    if markup.strip():
        try:
            source = take_apart(f"<body>{_paragraphs(markup)}</body>".encode(), _HTML)
            lines = [block.text for block in source.blocks]
        except Unreadable:
            lines = []
    return Raw(file, tuple(lines), " ".join(title.split()), published, language)


def _paragraphs(markup: str) -> str:
    """WordPress keeps paragraphs as empty lines."""
    if "<p" in markup.lower():
        return markup
    return "".join(f"<p>{part}</p>" for part in markup.replace("\r", "").split("\n\n"))
