"""A feed as bytes (RFC 4287). Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from .entries import Entry

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
"""When a feed without entries was updated: always the same, so that it does not seem to change."""
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ET.register_namespace("", ATOM)


def write(
    entries: Sequence[Entry],
    *,
    title: str,
    author: str,
    language: str,
    origin: str,
    own_url: str,
    page_url: str,
) -> bytes:
    """The feed of the entries, newest first.

    Args:
        origin: Scheme and host of the site.
        own_url: The feed's own address, which also names it.
        page_url: The page that it is another form of.
    """
    feed = ET.Element(f"{{{ATOM}}}feed", {_LANGUAGE: language})
    _add(feed, "id", own_url)
    _add(feed, "title", title)
    _add(feed, "updated", _instant(max((one.updated_at for one in entries), default=LONG_AGO)))
    _add(_add(feed, "author"), "name", author)
    _add(feed, "link", rel="self", type=MEDIA_TYPE, href=own_url)
    _add(feed, "link", rel="alternate", type="text/html", hreflang=language, href=page_url)
    for entry in entries:
        _write_entry(feed, entry, language, origin)
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True))


def _write_entry(feed: ET.Element, entry: Entry, language: str, origin: str) -> None:
    element = _add(feed, "entry")
    _add(element, "id", f"{origin}/{entry.key}/")
    title = _add(element, "title", entry.title.text)
    if entry.title.is_fallback and entry.title.language:
        title.set(_LANGUAGE, entry.title.language)
    _add(element, "published", _instant(entry.published_at))
    _add(element, "updated", _instant(entry.updated_at))
    href = f"{origin}{entry.url}"
    _add(element, "link", rel="alternate", type="text/html", hreflang=language, href=href)
    if entry.kind:
        _add(element, "category", term=entry.key.partition("/")[0], label=entry.kind)
    # An entry without content must have a link (4.1.2); a summary is for readers that show it.
    if entry.words:
        _add(element, "summary", entry.words)


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = _FORBIDDEN.sub("", text) or None
    return element


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
