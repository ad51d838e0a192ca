"""The numbers that Word prints before paragraphs, worked out from its numbering definitions.

Source: ECMA-376 part 1, 17.9 (numbering), 17.7.4 (style inheritance).
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from comity.clauses.sources.numerals import bullet, write_number

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST_STYLE = 20


@dataclass(slots=True)
class Level:
    """One level of a list: first value, kind, printed pattern ("%1.%2."), what restarts it."""

    start: int = 1
    kind: str = "decimal"
    pattern: str = ""
    restart: int | None = None
    legal: bool = False


@dataclass(slots=True)
class _Definition:
    """An abstract list and the values that its levels have reached."""

    levels: dict[int, Level]
    values: dict[int, int] = field(default_factory=dict)
    style_link: str = ""


@dataclass(slots=True)
class _Use:
    """A list in use: its definition, with levels and starts of its own."""

    definition: _Definition
    levels: dict[int, Level]
    starts: dict[int, int]


def value_of(node: etree._Element | None, child: str) -> str | None:
    """Return the ``w:val`` of a child element, or None."""
    found = node.find(f"{W}{child}") if node is not None else None
    return found.get(f"{W}val") if found is not None else None


def integer_of(node: etree._Element | None, child: str) -> int | None:
    text = value_of(node, child)
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,9}", text) else None


class Styles:
    """Paragraph styles: heading level, list, boldness, with what they inherit."""

    def __init__(self, root: etree._Element | None) -> None:
        nodes = root.iterfind(f"{W}style") if root is not None else ()
        self._nodes = {node.get(f"{W}styleId"): node for node in nodes}

    def heading(self, style: str | None) -> int:
        """Return 1 to 9 for a heading style, "Title" counting as 1, else 0."""
        for node in self._chain(style):
            name = (value_of(node, "name") or "").lower()
            if name in {"title", "título", "titre"}:
                return 1
            level = integer_of(node.find(f"{W}pPr"), "outlineLvl")
            if level is not None:
                return level + 1 if 0 <= level < 9 else 0
            found = re.fullmatch(r"heading ([1-9])", name)
            if found:
                return int(found[1])
        return 0

    def list_of(self, style: str | None) -> tuple[str | None, int | None]:
        """Return the list and level that a style gives its paragraphs."""
        number, level = None, None
        for node in self._chain(style):
            properties = node.find(f"{W}pPr/{W}numPr")
            if properties is not None:
                number = number or value_of(properties, "numId")
                level = integer_of(properties, "ilvl") if level is None else level
        return number, level

    def is_bold(self, style: str | None) -> bool:
        for node in self._chain(style):
            toggle = node.find(f"{W}rPr/{W}b")
            if toggle is not None:
                return is_on(toggle)
        return False

    def _chain(self, style: str | None) -> list[etree._Element]:
        chain: list[etree._Element] = []
        while style in self._nodes and len(chain) < _DEEPEST_STYLE:
            chain.append(self._nodes[style])
            style = value_of(chain[-1], "basedOn")
        return chain


def is_on(toggle: etree._Element) -> bool:
    return toggle.get(f"{W}val") not in {"0", "false", "off", "none"}


class Numbering:
    """The lists of a document, counting as its paragraphs go by."""

    def __init__(self, root: etree._Element | None, styles: Styles, language: str) -> None:
        self._language = language
        self._styles = styles
        self._definitions = self._read_definitions(root)
        self._nodes = {
            node.get(f"{W}numId"): node
            for node in (root.iterfind(f"{W}num") if root is not None else ())
        }
        self._uses: dict[str, _Use | None] = {}
        self._started: set[tuple[str, int]] = set()

    def next(self, number: str, level: int) -> str:
        """Count one paragraph of a list and return the number printed before it, "" for none."""
        use = self._use(number)
        if use is None or number == "0":
            return ""
        values = use.definition.values
        self._count(number, level, use)
        for deeper in [d for d in values if d > level and self._restarts(use, d, level)]:
            del values[deeper]
        return self._print(use, level)

    def _count(self, number: str, level: int, use: _Use) -> None:
        values = use.definition.values
        if level in use.starts and (number, level) not in self._started:
            values[level] = use.starts[level]
        elif level in values:
            values[level] += 1
        else:
            values[level] = use.levels.get(level, Level()).start
        self._started.add((number, level))

    @staticmethod
    def _restarts(use: _Use, deeper: int, level: int) -> bool:
        restart = use.levels.get(deeper, Level()).restart
        return restart is None or (restart != 0 and level < restart)

    def _print(self, use: _Use, level: int) -> str:
        shape = use.levels.get(level, Level(pattern=f"%{level + 1}."))
        if shape.kind == "bullet":
            return bullet(shape.pattern)

        def figure(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            other = use.levels.get(at, Level())
            value = use.definition.values.get(at, other.start)
            kind = "decimal" if shape.legal and at != level else other.kind
            return write_number(value, kind, self._language)

        return re.sub(r"%([1-9])", figure, shape.pattern).strip()

    def _use(self, number: str) -> _Use | None:
        if number not in self._uses:
            self._uses[number] = self._read_use(number, 0)
        return self._uses[number]

    def _read_use(self, number: str, depth: int) -> _Use | None:
        node = self._nodes.get(number)
        definition = self._definitions.get(value_of(node, "abstractNumId") or "")
        if node is None or definition is None or depth > _DEEPEST_STYLE:
            return None
        if definition.style_link and not definition.levels:
            linked, _ = self._styles.list_of(definition.style_link)
            return self._read_use(linked, depth + 1) if linked and linked != number else None
        levels = dict(definition.levels)
        starts: dict[int, int] = {}
        for override in node.iterfind(f"{W}lvlOverride"):
            at = _level_index(override)
            own = override.find(f"{W}lvl")
            if own is not None:
                levels[at] = _read_level(own)
            start = integer_of(override, "startOverride")
            if start is not None:
                starts[at] = start
        return _Use(definition, levels, starts)

    @staticmethod
    def _read_definitions(root: etree._Element | None) -> dict[str, _Definition]:
        found: dict[str, _Definition] = {}
        for node in root.iterfind(f"{W}abstractNum") if root is not None else ():
            levels = {_level_index(lvl): _read_level(lvl) for lvl in node.iterfind(f"{W}lvl")}
            link = value_of(node, "numStyleLink") or ""
            found[node.get(f"{W}abstractNumId") or ""] = _Definition(levels, style_link=link)
        return found


def _level_index(node: etree._Element) -> int:
    text = node.get(f"{W}ilvl") or "0"
    return int(text) if text.isascii() and text.isdigit() else 0


def _read_level(node: etree._Element) -> Level:
    start = integer_of(node, "start")
    legal = node.find(f"{W}isLgl")
    return Level(
        start=1 if start is None else start,
        kind=value_of(node, "numFmt") or "decimal",
        pattern=value_of(node, "lvlText") or "",
        restart=integer_of(node, "lvlRestart"),
        legal=legal is not None and is_on(legal),
    )
