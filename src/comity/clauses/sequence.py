"""Which labels to believe, what an ambiguous one means, and how deep each stands.

Labels are decided by those around them: ``(i)`` after ``(h)`` is a letter, before ``(ii)`` a
numeral; ``A.`` without a ``B.`` is the initial of a name. Depth is the nesting of the styles seen,
so that a style keeps its depth when it is taken up again under the next heading.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from comity.clauses.number import BULLET, Label, Meaning, Path, Style, predecessor, successor

DEEPEST = 12
"""How deep paragraphs may nest; what is deeper is put at this depth."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paragraph as far as numbering is concerned.

    ``given`` means that the program printed the label; ``level`` is the program's own nesting, if
    known; ``divides`` marks an unnumbered heading, under which numbering may start again.
    """

    label: Label | None
    given: bool = False
    level: int | None = None
    divides: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """A believed label in its place: ``above`` are the indexes of those it is nested in."""

    printed: str
    style: Style
    path: Path
    end: int
    above: tuple[int, ...]


@dataclass(slots=True)
class _Open:
    at: int
    meaning: Meaning
    level: int | None


@dataclass(slots=True)
class _State:
    stack: list[_Open] = field(default_factory=list)
    depth_of: dict[Style, int] = field(default_factory=dict)
    last_of: dict[Style, Path] = field(default_factory=dict)


@dataclass(slots=True)
class _Seen:
    """Where each meaning occurs, in rising order, and where each value of a family of numerals
    occurs first.
    """

    where: dict[Meaning, list[int]] = field(default_factory=dict)
    first: dict[tuple[str, Path], int] = field(default_factory=dict)


def place_labels(candidates: Sequence[Candidate]) -> list[Position | None]:
    """Return for each candidate where its label stands, or None when it has none to be believed."""
    seen = _where_seen(candidates)
    state = _State()
    positions: list[Position | None] = []
    for at, candidate in enumerate(candidates):
        if candidate.divides:
            state.stack.clear()
        label = candidate.label
        if label is None or not (
            candidate.given or label.certain or _is_backed(at, label, seen, state)
        ):
            positions.append(None)
            continue
        meaning = _choose(at, label, candidates, state)
        _open(at, meaning, candidate.level, state)
        above = tuple(entry.at for entry in state.stack[:-1])
        positions.append(Position(label.printed, *meaning, label.end, above))
    return positions


def _where_seen(candidates: Sequence[Candidate]) -> _Seen:
    seen = _Seen()
    for at, candidate in enumerate(candidates):
        label = candidate.label
        for meaning in (*label.meanings, *label.inner) if label else ():
            seen.where.setdefault(meaning, []).append(at)
            seen.first.setdefault((_family(meaning.style), meaning.path), at)
    return seen


def _family(style: Style) -> str:
    """Return the numerals that a style begins with: ``II.3`` is of the family of ``II``."""
    return style.numeral.split("decimal")[0].strip()


def _is_backed(at: int, label: Label, seen: _Seen, state: _State) -> bool:
    """True when other labels make an uncertain one likely: its neighbours, or its style before."""
    again = any(m.path == (1,) and m.style in state.depth_of for m in label.meanings)
    return again or _has_neighbour(at, label, seen)


def _has_neighbour(at: int, label: Label, seen: _Seen) -> bool:
    """True when the label before or after this one, in the same style, is where it should be."""
    for style, path in label.meanings:
        before = seen.where.get(Meaning(style, predecessor(path)), ())
        after = seen.where.get(Meaning(style, successor(path)), ())
        if (before and before[0] < at) or (after and after[-1] > at):
            return True
        if len(path) > 1 and seen.first.get((_family(style), path[:-1]), at) < at:
            return True
        if style.numeral == BULLET and len(seen.where[Meaning(style, path)]) > 1:
            return True
    return False


def _choose(at: int, label: Label, candidates: Sequence[Candidate], state: _State) -> Meaning:
    """Return the likeliest meaning: one that continues an open list; else one that the next label
    confirms.
    """
    if len(label.meanings) == 1:
        return label.meanings[0]
    following = _next_of_form(at, label, candidates)
    confirmed = [m for m in label.meanings if Meaning(m.style, successor(m.path)) in following]
    continuing = [m for m in label.meanings if _continues(m, state)]
    starting = [m for m in label.meanings if m.path == (1,)]
    both = [m for m in continuing if m in confirmed]
    if len(continuing) == 1 and starting and confirmed and confirmed[0] in starting:
        return confirmed[0]
    return (both or continuing or confirmed or starting or list(label.meanings))[0]


def _continues(meaning: Meaning, state: _State) -> bool:
    wanted = Meaning(meaning.style, predecessor(meaning.path))
    return any(entry.meaning == wanted for entry in state.stack)


def _next_of_form(at: int, label: Label, candidates: Sequence[Candidate]) -> tuple[Meaning, ...]:
    styles = {m.style for m in label.meanings}
    for candidate in candidates[at + 1 : at + 60]:
        other = candidate.label
        if other and any(m.style in styles for m in other.meanings):
            return other.meanings
    return ()


def _open(at: int, meaning: Meaning, level: int | None, state: _State) -> None:
    """Close what this label ends, and put it on the stack."""
    keep = min(_depth_below(meaning, level, state), DEEPEST - 1)
    del state.stack[keep:]
    state.stack.append(_Open(at, meaning, level))
    state.depth_of[meaning.style] = keep
    state.last_of[meaning.style] = meaning.path


def _depth_below(meaning: Meaning, level: int | None, state: _State) -> int:
    """Return how many of the open labels this one is nested in."""
    style, path = meaning
    for rule in (_under_its_parent, _beside_its_like, _beside_its_predecessor):
        depth = rule(meaning, level, state.stack)
        if depth is not None:
            return depth
    resumed = state.last_of.get(style) == predecessor(path)
    if resumed:
        return min(state.depth_of[style], len(state.stack))
    if path[-1] != 1 and style.numeral != BULLET and not style.word:
        return _beside_its_kind(style, state.stack)
    if style.word:
        return _outside_unworded(state.stack)
    return len(state.stack)


def _under_its_parent(meaning: Meaning, level: int | None, stack: list[_Open]) -> int | None:
    """``1.2`` stands under an open ``1.``, whatever lies between."""
    if len(meaning.path) == 1:
        return None
    for depth in range(len(stack), 0, -1):
        if stack[depth - 1].meaning.path == meaning.path[:-1]:
            return depth
    return None


def _beside_its_like(meaning: Meaning, level: int | None, stack: list[_Open]) -> int | None:
    """A label stands beside an open one of its style, unless the program says that it is deeper."""
    for depth in range(len(stack), 0, -1):
        entry = stack[depth - 1]
        if entry.meaning.style != meaning.style:
            continue
        if level is None or entry.level is None or level == entry.level:
            return depth - 1
        if level > entry.level:
            return None
    return None


def _beside_its_predecessor(meaning: Meaning, level: int | None, stack: list[_Open]) -> int | None:
    """``3)`` after ``2.`` is a slip of the pen, not a new list."""
    for depth in range(len(stack), 0, -1):
        style, path = stack[depth - 1].meaning
        same = (style.word, style.numeral) == (meaning.style.word, meaning.style.numeral)
        if same and style.numeral != BULLET and path == predecessor(meaning.path):
            return depth - 1
    return None


def _beside_its_kind(style: Style, stack: list[_Open]) -> int:
    for depth in range(len(stack), 0, -1):
        other = stack[depth - 1].meaning.style
        if (other.word, other.numeral) == (style.word, style.numeral):
            return depth - 1
    return len(stack)


def _outside_unworded(stack: list[_Open]) -> int:
    """``Article 3`` never stands under a plain ``2.``, only under a chapter or the like."""
    for depth, entry in enumerate(stack):
        if not entry.meaning.style.word:
            return depth
    return len(stack)
