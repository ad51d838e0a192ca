"""Lines of a page joined into paragraphs: hard wraps and hyphens mended, running headers taken
out.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from comity.clauses.blocks import Block, LeftOut, Source
from comity.clauses.language import LANGUAGES
from comity.clauses.number import BULLET, Label, Path, Style, find_label
from comity.clauses.verbs import is_preambular, lead_in

WRAPPED_AT_MOST = 130
"""Characters; a longer line was not wrapped by a typewriter, it is a paragraph."""
SHORTEST_WRAPPED = 40
"""Characters; where no line is longer, none was wrapped."""

FARTHEST_INDENT = 14
"""Characters that a bullet may stand further in than the one it belongs to."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it stands on a page.

    ``left``, ``right`` and ``width`` (of a character) are in any unit, the same for all lines of a
    source; ``edge`` is how far right the lines around it reach, 0 when they are not wrapped;
    ``size`` is that of the letters, 0 when unknown; ``gap`` says that more than the usual space
    lies above it.
    """

    text: str
    page: int = 0
    left: float = 0
    right: float = 0
    width: float = 1
    edge: float = 0
    size: float = 0
    bold: bool = False
    gap: bool = False
    note: str = ""


_HYPHENS = "-\u00ad\u2010\ufffe\x02"
_TERMINAL = re.compile(r"[.;:!?…](?:[»”\"')\]]|\s?\d{1,2}(?!\d)|[¹²³⁴-⁹ᵃ-ᶻ])*$")
_REFERS = re.compile(
    r"(?:\b(?:art[íi]culos?|articles?|arts?[.]|artigos?|p[áa]rrafos?|paragraph(?:e?s?)"
    r"|par[áa]grafos?|paras?[.]|nos?[.]|n[úu]m[.]|numeral(?:es)?|incisos?|objetivos?|objectives?"
    r"|objectifs?|secci[óo]n|section|resoluci[óo]n|resolution|cap[íi]tulo|chapter|chapitre)|[§º])"
    r"\s*(?:\d+(?:[.]\d+)*\s*(?:,|y|e|and|et|a|al|to|à|[-–])\s*)*$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\s(?:[aeoyà]|(?i:d[eo]s?|d[au]|das|del|l[aeo]s?|el|un[ae]?|os|as|et|and|of|the|to|in|en"
    r"|for|para|por|pour|au|aux|with|con|com|avec|que))$"
)
_KEPT_BEFORE_HYPHEN = frozenset(
    {
        "vice", "non", "ex", "self", "co", "sub", "post", "pre", "anti", "inter", "socio",
        "afro", "pro", "sous", "semi", "multi", "ibero", "euro", "cross", "well", "twenty",
        "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "vingt", "soixante",
    }
)  # fmt: skip
# Looked for from the beginning of a word alone: one word of a million letters takes no minutes.
_HYPHENATED = re.compile(r"(?<![^\W\d_])[^\W\d_]++-[^\W\d_]++")
_LAST_WORD = re.compile(rf"([^\W\d_]+)[{re.escape(_HYPHENS)}]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_DASHED = re.compile(r"[-–—]\s*\d{1,4}\s*[-–—]")
_PAGE_NUMBER = re.compile(
    (
        r"(?:p[áa]g(?:ina|e|\.)?|page|p\.)?\s*[-–—|]?\s*(?P<at>\d{1,4})\s*[-–—|]?\s*(?:(?:/"
        r"|of|de|sur|out of)\s*\d{1,4})?\s*[-–—|]?"
    ),
    re.IGNORECASE,
)


def join_lines(lines: Sequence[Line]) -> Source:
    """Return the paragraphs of these lines; each mended hyphen is among what is left out."""
    words = _hyphenated_words(lines)
    paragraphs: list[list[Line]] = []
    levels: list[int | None] = []
    indents = _Indents()
    sequence = _Sequence()
    for line in lines:
        label = find_label(line.text)
        before = paragraphs[-1][-1] if paragraphs else None
        if before is None or _starts_paragraph(before, line, label, sequence):
            paragraphs.append([line])
            levels.append(indents.level(line, label))
            sequence.see(label)
        else:
            paragraphs[-1].append(line)
    left_out: list[LeftOut] = []
    blocks = tuple(
        replace(_joined(paragraph, words, left_out), level=level)
        for paragraph, level in zip(paragraphs, levels, strict=True)
    )
    return Source(blocks, tuple(left_out))


class _Indents:
    """How deep bullets stand, by how far in they begin."""

    def __init__(self) -> None:
        self._open: list[float] = []

    def level(self, line: Line, label: Label | None) -> int | None:
        """Return the level of a bullet, and None for anything else; a number begins anew."""
        if label is None or label.meanings[0].style.numeral != BULLET:
            self._open = self._open if label is None else []
            return None
        while self._open and line.left < self._open[-1] - line.width:
            self._open.pop()
        inward = line.left - self._open[-1] if self._open else 0
        if inward > FARTHEST_INDENT * line.width:  # the next column
            self._open = []
        if not self._open or inward > line.width:
            self._open.append(line.left)
        return len(self._open) - 1


class _Sequence:
    """Which numbers have been seen, to tell "3. In" from a third paragraph."""

    def __init__(self) -> None:
        self._last: dict[Style, Path] = {}

    def see(self, label: Label | None) -> None:
        for meaning in label.meanings if label else ():
            self._last[meaning.style] = meaning.path

    def has(self, label: Label) -> bool:
        return label.meanings[0].style in self._last

    def expects(self, label: Label) -> bool:
        return any(
            m.path[-1] == 1 or self._last.get(m.style) in {m.path[:-1], _before(m.path)}
            for m in label.meanings
        )


def _before(path: Path) -> Path:
    return (*path[:-1], path[-1] - 1)


def _starts_paragraph(before: Line, line: Line, label: Label | None, sequence: _Sequence) -> bool:
    ended = bool(_TERMINAL.search(before.text))
    if before.note != line.note or _looks_differ(before, line):
        return True
    if label is not None and _refers(before, line, ended):
        return False
    if label is None and not line.gap and _are_both_capitals(before, line):
        return False
    if _opens_anew(label, before, line) or (
        label is not None and _label_starts(label, before, ended, sequence)
    ):
        return True
    if line.page != before.page:
        return ended or not (line.text[:1].islower() or _is_full(before, line))
    return line.gap or not _goes_on(before, line, ended)


def _refers(before: Line, line: Line, ended: bool) -> bool:
    """True when the number at the head of a line is one that the line before refers to."""
    if ended or line.gap or not _REFERS.search(before.text):
        return False
    return _is_full(before, line) if before.edge else len(before.text) >= SHORTEST_WRAPPED


def _opens_anew(label: Label | None, before: Line, line: Line) -> bool:
    """True when a line opens, after a comma, as only a paragraph does: "Considerando…"."""
    if label or before.text[-1:] not in ",;" or not line.text[:1].isupper():
        return False
    capitals = line.text.isupper()
    return any(
        is_preambular(line.text, language) or (capitals and lead_in(line.text, language))
        for language in LANGUAGES
    )


def _goes_on(before: Line, line: Line, ended: bool) -> bool:
    """True when the line before broke off: at a hyphen, before a small letter, or for want of
    room.
    """
    if before.text[-1:] in _HYPHENS or (line.text[:1].islower() and not ended):
        return True
    return _is_full(before, line) and not _indented(before, line, ended)


def breaks_off(line: Line) -> bool:
    """True when a line stops in the middle of a sentence."""
    return line.text[-1:] != "," and not _TERMINAL.search(line.text)


def _are_both_capitals(before: Line, line: Line) -> bool:
    """Two lines of one title in capitals."""
    both = before.text.isupper() and line.text.isupper() and before.page == line.page
    return both and not _TERMINAL.search(before.text) and not line.text.endswith(":")


def _looks_differ(before: Line, line: Line) -> bool:
    return before.bold != line.bold or (
        bool(before.size and line.size) and abs(before.size - line.size) > 0.8
    )


def _label_starts(label: Label, before: Line, ended: bool, sequence: _Sequence) -> bool:
    if label.meanings[0].style.numeral == BULLET:
        return ended or label.printed not in "-–—o" or not before.edge or sequence.has(label)
    return sequence.expects(label) or (ended and label.certain)


def _is_full(before: Line, line: Line) -> bool:
    """True when the first word of the next line would not have fitted."""
    if not before.edge:
        return bool(_GOES_ON.search(before.text))
    word = line.text.split(None, 1)[0] if line.text.split() else ""
    reach = before.right + (len(word) + 1) * before.width
    if _TERMINAL.search(before.text):
        return reach > before.edge
    return reach > 0.88 * before.edge or bool(_GOES_ON.search(before.text))


def _indented(before: Line, line: Line, ended: bool) -> bool:
    return ended and line.left > before.left + 2.5 * before.width and before.left < line.left


def _hyphenated_words(lines: Iterable[Line]) -> frozenset[str]:
    return frozenset(_HYPHENATED.findall(" ".join(line.text for line in lines).lower()))


def _joined(lines: list[Line], words: frozenset[str], left_out: list[LeftOut]) -> Block:
    text = lines[0].text
    for line in lines[1:]:
        text = _append(text, line, words, left_out)
    first = lines[0]
    bold = all(line.bold for line in lines)
    return Block(text, bold=bold, page=first.page, note=first.note)


def _append(text: str, line: Line, words: frozenset[str], left_out: list[LeftOut]) -> str:
    last = _LAST_WORD.search(text[-60:])
    first = _FIRST_WORD.match(line.text)
    if not last or not first:
        glue = "" if text[-1:] == "-" and text[-2:-1].isalnum() else " "
        return f"{text}{glue}{line.text}"
    left, right = last[1].lower(), first[0].lower()
    keeps = left in _KEPT_BEFORE_HYPHEN or f"{left}-{right}" in words or not first[0][0].islower()
    if keeps and text[-1] != "\u00ad":
        return f"{text[:-1]}-{line.text}"
    left_out.append(LeftOut("hyphen", text[-1], line.page))
    return f"{text[:-1]}{line.text}"


def without_running_lines(pages: Sequence[Sequence[Line]]) -> tuple[list[Line], list[LeftOut]]:
    """Return the lines of all pages without what is repeated at their tops and bottoms.

    A line is a running header or footer when it stands, numbers aside, among the first or last
    three lines of at least half of the pages, and of two at least; a page number is a bare number
    that counts with the pages.
    """
    kept: list[Line] = []
    left_out: list[LeftOut] = []
    running = {edge: _running(pages, edge) for edge in ("page header", "page footer")}
    offsets = _page_offsets(pages)
    for at, page in enumerate(pages):
        edges = _edges(page)
        for line in page:
            kind = next((e for e in running if line in edges[e] and _key(line) in running[e]), "")
            if not kind and (_is_dashed(line) or any(line in edge for edge in edges.values())):
                kind = "page number" if _counted(line, at) in offsets else ""
            if kind:
                left_out.append(LeftOut(kind, line.text, line.page))
            else:
                kept.append(line)
    return kept, left_out


def _edges(page: Sequence[Line]) -> dict[str, Sequence[Line]]:
    """Return the outer lines of a page: at most three, and a third of it, on either side."""
    most = min(3, max(1, len(page) // 3)) if len(page) > 1 else 0
    return {"page header": page[:most], "page footer": page[len(page) - most :]}


def _key(line: Line) -> str:
    """Return what a line says, its figures aside unless they number it."""
    text = " ".join(line.text.lower().split())
    return text if find_label(line.text) else re.sub(r"\d+", "#", text)


def _running(pages: Sequence[Sequence[Line]], edge: str) -> set[str]:
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_key(line) for line in _edges(page)[edge]})
    least = max(2, (len(pages) + 1) // 2)
    return {key for key, n in counts.items() if n >= least and not _is_clause_like(key)}


def _is_clause_like(key: str) -> bool:
    """A repeated line that is a bare label or a sentence is no header."""
    return len(key) > 160 or (key.endswith(";") and len(key) > 3)


def _page_offsets(pages: Sequence[Sequence[Line]]) -> set[int]:
    """Return by how much printed page numbers differ from the count of pages, where two agree."""
    counts: Counter[int] = Counter()
    for at, page in enumerate(pages):
        edge = [line for lines in _edges(page).values() for line in lines]
        offsets = {_counted(line, at) for line in (*edge, *filter(_is_dashed, page))}
        counts.update(offset for offset in offsets if offset is not None)
    least = 2 if len(pages) > 1 else 1
    return {offset for offset, n in counts.items() if n >= least}


def _is_dashed(line: Line) -> bool:
    """``- 3 -`` is the number of a page, wherever it stands."""
    return bool(_DASHED.fullmatch(line.text))


def _counted(line: Line, at: int) -> int | None:
    found = _PAGE_NUMBER.fullmatch(line.text.strip())
    return int(found["at"]) - at if found else None


def with_edges(lines: list[Line]) -> list[Line]:
    """Return wrapped lines with the edge that those around them reach; long lines have none."""
    found = []
    for at, line in enumerate(lines):
        around = [other for other in lines[max(0, at - 6) : at + 7] if _may_wrap(other)]
        wrapped = _may_wrap(line) and _are_wrapped(around)
        found.append(replace(line, edge=max(o.right for o in around) if wrapped else 0))
    return found


def _may_wrap(line: Line) -> bool:
    return line.right <= WRAPPED_AT_MOST


def _are_wrapped(lines: list[Line]) -> bool:
    """True when at least two of these lines break off near where the longest ends."""
    longest = max(line.right for line in lines)
    broken = [o for o in lines if o.right > 0.8 * longest and not _TERMINAL.search(o.text)]
    return longest >= SHORTEST_WRAPPED and len(broken) >= 2
