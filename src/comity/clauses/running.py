"""Numbers that run inside one long paragraph: "1. Agree … 2. Request … 3. Thank …", parted where
they run in order.
"""

import re
from collections.abc import Iterator

from comity.clauses.folding import fold
from comity.clauses.number import Label, Meaning, Path, Style, find_label, successor

DEEPEST_RUN = 4
"""How many runs may lie inside one another."""

_HEAD = re.compile(
    r"(?<=\s)(?:\((?:\d{1,3}|[a-z]|[ivxl]{2,6})\)|(?:\d{1,3}|[a-z]|[ivxl]{2,6})\)"
    r"|\d{1,3}\.(?:\s?[-–—])?(?:º|°)?|[A-ZÀ-Ý][^\W\d_]{3,15}(?:\s?:|\.\s?[-–—])|[•▪●])\s"
)
_REFERENCE = re.compile(
    r"(?:\b(?:art(?:s|icles?|iculos?|igos?)?|para(?:s|graphs?|graphes?|grafos?)?"
    r"|parrafos?|parrs?|pars?|nos?|nums?|numeral(?:es)?"
    r"|numeros?|n|incisos?|literal(?:es)?|secc?ion(?:es)?|sections?|secoes|chapters?"
    r"|chapitres?|capitulos?|annex(?:es)?|anexos?"
    r"|objetivos?|objectives?|objectifs?|goals?|metas?|ods|sdgs?|odd|puntos?|points?"
    r"|pontos?|items?|pages?|paginas?|p|pp"
    r"|resolution|resolucion|decision|figure|table|tabla|cuadro|tableau|fase|phase|alinea"
    r"|clausulas?|clauses?|clause)"
    r"|[§#º°])\.?\s*$"
)
_AND = re.compile(r"\b\d+(?:\.\d+)*\s*(?:,|and|or|y|e|o|u|et|ou|a|to|al|[-–—])\s*$")
_PAUSE = re.compile(r"[;:]\s*(?:(?:and|or|y|e|o|et|ou)\s*)?$")
_STOP = re.compile(r"(?:[.;:,!?…»”\")]|(?:^|\s)(?:and|or|y|e|o|et|ou))\s*$")


def part(text: str, label: Label | None) -> Iterator[tuple[Label | None, str]]:
    """Yield the parts of a paragraph, each with its label and the text after it.

    Args:
        text: The paragraph, after its own label.
        label: That label, or None.

    A run counts when it starts with 1, a or i, or follows the paragraph's own label, and has at
    least two members in order; other runs may lie inside its members. References ("art. 2. Of",
    "paragraph 3. In"), dates and sums are not cut.
    """
    yield from _parted(text, label, DEEPEST_RUN)


def _parted(text: str, label: Label | None, deepest: int) -> Iterator[tuple[Label | None, str]]:
    cuts = _outermost_run(text, label) if deepest else []
    if not cuts:
        yield label, text
        return
    start, current = 0, label
    for at, found in cuts:
        yield from _parted(text[start:at].rstrip(), current, deepest - 1)
        start, current = at + found.end, found
    yield from _parted(text[start:], current, deepest - 1)


def _outermost_run(text: str, label: Label | None) -> list[tuple[int, Label]]:
    """Return where the outermost run cuts: that which goes on from the paragraph's own label, or
    else begins first.
    """
    heads = list(_heads(text))
    own = {m.style for m in label.meanings} if label else set()
    styles = dict.fromkeys(m.style for _, found in heads for m in found.meanings)
    runs = [(style not in own, run) for style in styles if (run := _run(heads, style, label))]
    return min(runs, key=lambda found: (found[0], found[1][0][0]), default=(True, []))[1]


def _heads(text: str) -> Iterator[tuple[int, Label]]:
    for match in _HEAD.finditer(f" {text} "):
        at = match.start() - 1
        if at <= 0 or _refers(text[max(0, at - 30) : at]):
            continue
        found = find_label(text[at : at + 60])
        if found and found.end < len(text) - at and _begins(text, at, found):
            yield at, found


def _refers(before: str) -> bool:
    folded = fold(before)
    return bool(_REFERENCE.search(folded) or _AND.search(folded))


def _begins(text: str, at: int, found: Label) -> bool:
    """True when what follows can begin a paragraph, given what stands before."""
    first = text[at + found.end]
    upper = first.isupper() or first in '“"«¿¡'
    if found.printed.endswith(")") or not found.printed[0].isdigit():
        return bool(_STOP.search(text[max(0, at - 12) : at])) and (upper or first.isalpha())
    return upper or bool(_PAUSE.search(text[max(0, at - 12) : at]))


def _run(
    heads: list[tuple[int, Label]], style: Style, label: Label | None
) -> list[tuple[int, Label]]:
    own = next((m.path for m in label.meanings if m.style == style), None) if label else None
    wanted: Path = successor(own) if own else (1,)
    bullet = style.numeral == "bullet"
    run = []
    for at, found in heads:
        if Meaning(style, (1,) if bullet else wanted) in found.meanings:
            run.append((at, Label(found.printed, found.meanings, found.end)))
            wanted = successor(wanted)
    return run if len(run) + (own is not None) > 1 else []
