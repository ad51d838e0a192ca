"""Numbers that run inside one long paragraph: "1. Agree … 2. Request … 3. Thank …", parted where
they run in order.
"""

import re
from collections.abc import Iterator

from comity.clauses.folding import fold
from comity.clauses.number import Label, Meaning, Path, Style, find_label, successor

_HEAD = re.compile(
    r"(?<=\s)(?:\((?:\d{1,3}|[a-z]|[ivxl]{2,6})\)|(?:\d{1,3}|[a-z]|[ivxl]{2,6})\)"
    r"|\d{1,3}\.(?:\s?[-–—])?(?:º|°)?|[•▪●])\s"
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
_STOP = re.compile(r"(?:[.;:,!?…»”\")]|(?:^|\s)(?:and|or|y|e|o|et|ou))\s*$")


def part(text: str, label: Label | None) -> Iterator[tuple[Label | None, str]]:
    """Yield the parts of a paragraph, each with its label and the text after it.

    Args:
        text: The paragraph, after its own label.
        label: That label, or None.

    A run counts when it starts with 1, a or i, or follows the paragraph's own label, and has at
    least two members in order. References ("art. 2. Of", "paragraph 3. In"), dates and sums are
    not cut.
    """
    cuts = _best_run(text, label)
    start, current = 0, label
    for at, found in cuts:
        yield current, text[start:at].rstrip()
        start, current = at + found.end, found
    yield current, text[start:]


def _best_run(text: str, label: Label | None) -> list[tuple[int, Label]]:
    """Return where the outermost run cuts: that which begins first."""
    heads = list(_heads(text))
    best: list[tuple[int, Label]] = []
    for style in dict.fromkeys(m.style for _, found in heads for m in found.meanings):
        run = _run(heads, style, label)
        if run and (not best or run[0][0] < best[0][0]):
            best = run
    return best


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
    return upper


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
