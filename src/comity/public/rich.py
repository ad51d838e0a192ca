"""Rich text of public pages: which marks it may hold, and as plain lines and back. Pure."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "blockquote", "hr"]
MARKS = {
    "p", "h2", "h3", "b", "strong", "i", "em", "ul", "ol", "li", "a", "br", "hr", "blockquote",
}  # fmt: skip
_NAMES = {"id", "href", "linktype", "data-block-key"}
SCHEMES = {"", "http", "https", "mailto", "tel"}
_UNSEEN = re.compile(r"[\x00-\x20\u200b-\u200f\u2028-\u202f\ufeff]")


def is_safe_address(address: str) -> bool:
    """Whether a link may lead there. Browsers drop blanks and unseen letters: so is it here."""
    try:
        return urlsplit(_UNSEEN.sub("", address)).scheme.lower() in SCHEMES
    except ValueError:
        return False


class _Looking(HTMLParser):
    """Finds the first mark, attribute or address that a page may not hold."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.fault = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in MARKS:
            self._say(f"<{tag}>")
        for name, value in attrs:
            if name not in _NAMES:
                self._say(f"{name}=")
            elif name == "href" and not is_safe_address(value or ""):
                self._say(value or "")

    def handle_decl(self, decl: str) -> None:
        self._say(f"<!{decl}>")

    def unknown_decl(self, data: str) -> None:
        self._say(f"<!{data}>")

    def handle_comment(self, data: str) -> None:
        self._say(f"<!--{data}-->")

    def handle_pi(self, data: str) -> None:
        self._say(f"<?{data}>")

    def _say(self, what: str) -> None:
        self.fault = self.fault or what[:60]


def fault_of(html: str) -> str:
    """Why a page may not hold this text, in one sentence; "" where it may."""
    looking = _Looking()
    looking.feed(html)
    if "<" in looking.rawdata:  # a mark that never ends would swallow what follows it on the page
        looking.handle_starttag(looking.rawdata[1:], [])
    looking.close()
    if not looking.fault:
        return ""
    return _(
        "This text holds “%(what)s”, which a public page does not carry: take it out; headings, "
        "lists, bold, italics and links to web and mail addresses are what it may hold."
    ) % {"what": looking.fault}


def paragraphs_to_html(paragraphs: list[str]) -> str:
    """Plain paragraphs as rich text: nothing in them is a mark."""
    return "".join(f"<p>{escape(words.strip())}</p>" for words in paragraphs if words.strip())
