"""HTML, pages saved from Word included: its paragraphs, with the numbers that a browser prints
before list items.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from comity.clauses.blocks import Block, LeftOut, Source
from comity.clauses.sources.numerals import bullet, write_number
from comity.clauses.sources.plain import decode
from comity.clauses.unreadable import Unreadable

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SILENT = frozenset(
    {
        "script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object",
        "select", "button", "input", "textarea", "canvas", "audio", "video", "map",
    }
)  # fmt: skip
"""Not among them: a form, which on many old sites holds the whole page; ``embed``, inside which a
forgiving reader puts what follows it."""
_ASIDE = frozenset(["nav", "footer", "aside", "menu"])
_BLOCKS = frozenset(
    {
        "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "thead",
        "tbody", "tfoot", "tr", "td", "th", "dl", "dt", "dd", "blockquote", "pre", "section",
        "article", "main", "header", "figure", "figcaption", "hr", "address", "center",
        "form", "body", "html", "details", "summary", "fieldset",
    }
)  # fmt: skip
_LIST_TYPES = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
_LIST_STYLES = {
    "decimal": "decimal",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}
_DEEPEST = 120
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def take_apart_html(data: bytes, name: str) -> Source:
    """Return the paragraphs of a web page; navigation is left out, and said to be.

    Raises:
        Unreadable: "not_text", or "broken" when no page can be made of it.
    """
    text = decode_page(data, name)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(_clean(text).encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        raise Unreadable("broken", name, kind=".html") from error
    if root is None:
        raise Unreadable("empty", name)
    walk = _Walk()
    walk.element(root, 0)
    walk.end_block()
    return Source(tuple(walk.blocks), tuple(walk.left_out))


def _clean(text: str) -> str:
    return _CONTROL.sub("", text)


def decode_page(data: bytes, name: str) -> str:
    """The text of a web page, in the encoding that it names where that fits.

    Raises:
        Unreadable: "not_text".
    """
    found = _CHARSET.search(data[:4096])
    if found and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return data.decode(found[1].decode("ascii"))
        except (LookupError, UnicodeError):
            return decode(data, name)
    return decode(data, name)


@dataclass(slots=True)
class _List:
    ordered: bool
    kind: str
    next: int


@dataclass(slots=True)
class _Walk:
    """Going through a page: the paragraph being gathered and the lists that are open."""

    blocks: list[Block] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    number: str = ""
    level: int | None = None
    heading: int = 0
    cell: bool = False

    def element(self, node: etree._Element, depth: int, bold: bool = False) -> None:
        tag = node.tag if isinstance(node.tag, str) else ""
        if not tag or tag in _SILENT or _is_hidden(node):
            return
        if depth > _DEEPEST:
            self._say(" ".join(_texts(node)), bold)
        elif tag in _ASIDE or node.get("role") == "navigation":
            self._leave_out(node)
        elif _is_word_number(node):
            self.number = " ".join("".join(_texts(node)).split())
        elif tag == "br":
            self.words.append("\n")
        elif tag in _BLOCKS:
            self._block(node, tag, depth, bold)
        else:
            self._inside(node, depth, bold or tag in {"b", "strong"} or _is_bold(node))

    def end_block(self) -> None:
        """Close the paragraph being gathered."""
        text = " ".join("".join(self.words).split())
        if text or self.number:
            bold = bool(text) and not "".join(self.plain).strip()
            block = Block(text, self.number, self.level, self.heading, bold, cell=self.cell)
            self.blocks.append(block)
            self.number, self.level = "", None
        self.words, self.plain = [], []

    def _block(self, node: etree._Element, tag: str, depth: int, bold: bool) -> None:
        self.end_block()
        heading, cell = self.heading, self.cell
        self.cell = tag in {"td", "th"} and not any(child.tag in _BLOCKS for child in node)
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.heading = int(tag[1])
        if tag in {"ol", "ul"}:
            self.lists.append(_opened_list(node, tag))
        if tag == "li":
            self._begin_item(node)
        self._inside(node, depth, bold or tag == "th" or _is_bold(node))
        self.end_block()
        if tag in {"ol", "ul"}:
            self.lists.pop()
        self.heading, self.cell = heading, cell

    def _begin_item(self, node: etree._Element) -> None:
        if not self.lists or "list-style:none" in (node.get("style") or "").replace(" ", ""):
            return
        current = self.lists[-1]
        current.next = _integer(node.get("value"), current.next)
        self.level = len(self.lists) - 1
        self.number = (
            f"{write_number(current.next, current.kind)}." if current.ordered else bullet()
        )
        current.next += 1

    def _inside(self, node: etree._Element, depth: int, bold: bool) -> None:
        self._say(node.text, bold)
        for child in node:
            self.element(child, depth + 1, bold)
            self._say(child.tail, bold)

    def _say(self, text: str | None, bold: bool) -> None:
        if text:
            self.words.append(text)
            if not bold:
                self.plain.append(text)

    def _leave_out(self, node: etree._Element) -> None:
        text = " ".join(" ".join(_texts(node)).split())
        if text:
            self.left_out.append(LeftOut("navigation", text))


def _texts(node: etree._Element) -> list[str]:
    return [text for text in node.itertext() if isinstance(text, str)]


def _opened_list(node: etree._Element, tag: str) -> _List:
    style = re.search(r"list-style(?:-type)?:\s*([\w-]+)", node.get("style") or "")
    kind = _LIST_STYLES.get(style[1] if style else "") or _LIST_TYPES.get(node.get("type") or "1")
    ordered = tag == "ol" and not (style and style[1] == "none")
    return _List(ordered, kind or "decimal", _integer(node.get("start"), 1))


def _integer(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"\s*-?[0-9]{1,6}\s*", text) else otherwise


def _is_hidden(node: etree._Element) -> bool:
    style = (node.get("style") or "").replace(" ", "").lower()
    return "hidden" in node.attrib or "display:none" in style or "mso-hide:all" in style


def _is_word_number(node: etree._Element) -> bool:
    """Word writes the number of a list item into a span that browsers show and Word ignores."""
    return "mso-list:ignore" in (node.get("style") or "").replace(" ", "").lower()


def _is_bold(node: etree._Element) -> bool:
    return bool(re.search(r"font-weight:\s*(?:bold|[6-9]00)", node.get("style") or ""))
