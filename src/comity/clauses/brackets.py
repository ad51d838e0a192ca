"""Brackets in a text under negotiation: what is not agreed stands between them.

``We [ask] [urge] all states`` has one open bracket with two alternatives: brackets that follow
each other with nothing but white space or a slash between them are alternatives of one
disagreement. Brackets stand inside brackets. A sign without its partner is *loose*: it is counted
as open too, until it is struck.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from comity.clauses.compare import mark_words

MOST_PLACES = 3
"""A clause in dispute at more places than this is read as two whole alternatives."""
MOST_CHANGED = 0.6
"""So is one of which a larger share of the letters is in dispute."""
_BETWEEN = re.compile(r"\s*/?\s*")
_CLOSES = re.compile(r"[,.;:!?)\]]")


@dataclass(frozen=True, slots=True)
class Bracket:
    """One thing that is not agreed on.

    ``start`` and ``end`` bound it in the text, its signs included. ``alternatives`` are the words
    between each pair of signs; a loose sign has none. ``depth`` is 0 for the outermost.
    """

    start: int
    end: int
    alternatives: tuple[str, ...]
    depth: int = 0

    @property
    def is_loose(self) -> bool:
        return not self.alternatives


@dataclass(frozen=True, slots=True)
class _Pair:
    start: int
    end: int
    parent: int
    """Where the pair around it starts; -1 for none."""
    depth: int


def find_brackets(text: str) -> tuple[Bracket, ...]:
    """Return every open bracket of a text, inner ones too, in the order in which they start."""
    pairs, loose = _pairs(text)
    found = [Bracket(at, at + 1, ()) for at in loose]
    found += [_bracket(text, run) for run in _runs(text, pairs)]
    return tuple(sorted(found, key=lambda one: (one.start, -one.end)))


def is_balanced(text: str) -> bool:
    """Return whether every sign has its partner."""
    return not _pairs(text)[1]


def resolve(text: str, start: int, keep: int | None) -> str:
    """Return the text with the bracket at ``start`` settled.

    Args:
        start: Where the bracket starts in the text, as ``find_brackets`` says.
        keep: Which alternative stays, without its signs; None strikes all of them.

    Brackets inside the alternative stay open. White space doubled at the seam is made single.

    Raises:
        ValueError: no bracket starts there, or it has no such alternative.
    """
    bracket = next((one for one in find_brackets(text) if one.start == start), None)
    if bracket is None:
        raise ValueError(f"No bracket starts at {start}.")
    if keep is not None and not 0 <= keep < len(bracket.alternatives):
        raise ValueError(f"The bracket has no alternative {keep}.")
    left, right = text[: bracket.start], text[bracket.end :]
    words = "" if keep is None else bracket.alternatives[keep].strip()
    return f"{left}{words}{right}" if words else _seam(left, right)


def in_brackets(before: str, after: str) -> str:
    """Return one text in which what the two say differently stands in brackets, the first's words
    first.

    Few and small differences are bracketed in their places, others as two whole alternatives. A
    text that is nothing but alternatives gains one more. Where one of the two is empty, the other
    stands in brackets alone.

    Raises:
        ValueError: one of the two has a loose sign.
    """
    if not (is_balanced(before) and is_balanced(after)):
        raise ValueError("A bracket without its partner: strike it first.")
    if not before.strip() or not after.strip():
        return f"[{(before.strip() or after.strip())}]"
    if _is_one(before):
        return f"{before.strip()} [{after.strip()}]"
    return _in_places(before, after) or f"[{before.strip()}] [{after.strip()}]"


def _pairs(text: str) -> tuple[list[_Pair], list[int]]:
    """Return the pairs of signs, and where the loose signs are."""
    open_at: list[int] = []
    ends: dict[int, int] = {}
    loose: list[int] = []
    for sign in re.finditer(r"[\[\]]", text):
        if sign.group() == "[":
            open_at.append(sign.start())
        elif open_at:
            ends[open_at.pop()] = sign.end()
        else:
            loose.append(sign.start())
    return list(_nested(ends)), sorted(loose + open_at)


def _nested(ends: dict[int, int]) -> Iterator[_Pair]:
    around: list[int] = []
    for start in sorted(ends):
        while around and ends[around[-1]] <= start:
            around.pop()
        yield _Pair(start, ends[start], around[-1] if around else -1, len(around))
        around.append(start)


def _runs(text: str, pairs: list[_Pair]) -> list[list[_Pair]]:
    """Pairs side by side, with nothing to read between them, are alternatives of one bracket."""
    runs: list[list[_Pair]] = []
    last: dict[int, list[_Pair]] = {}
    for pair in pairs:
        run = last.get(pair.parent)
        if run and _BETWEEN.fullmatch(text, run[-1].end, pair.start):
            run.append(pair)
        else:
            last[pair.parent] = [pair]
            runs.append(last[pair.parent])
    return runs


def _bracket(text: str, run: list[_Pair]) -> Bracket:
    words = tuple(text[pair.start + 1 : pair.end - 1] for pair in run)
    return Bracket(run[0].start, run[-1].end, words, run[0].depth)


def _is_one(text: str) -> bool:
    """Whether the text is one bracket and nothing else."""
    found = find_brackets(text)
    whole = text.strip()
    return bool(found) and text[found[0].start : found[0].end] == whole


def _seam(left: str, right: str) -> str:
    """Put together what stood around something struck: no white space doubled, none left before
    a closing sign.
    """
    if not left.strip() or not right.strip():
        return left.strip() or right.strip()
    begins, ends = left.rstrip(), right.lstrip()
    gap, other = left[len(begins) :], right[: len(right) - len(ends)]
    if gap and other:
        gap = max(gap, other, key=lambda one: (one.count("\n"), -len(one)))
    elif gap == " " and _CLOSES.match(ends):
        gap = ""
    return f"{begins}{gap or other}{ends}"


def _in_places(before: str, after: str) -> str:
    """The text with each difference bracketed where it is; "" where that would not be read."""
    places = list(_places(before, after))
    disputed = [place for place in places if place[1] or place[2]]
    letters = sum(max(len(old), len(new)) for _same, old, new in disputed)
    if not 0 < len(disputed) <= MOST_PLACES or letters > MOST_CHANGED * len(before):
        return ""
    made = "".join(same + _alternatives(old, new) for same, old, new in places)
    # Signs that were cut apart, or that came to stand side by side, would say something else.
    if not all(is_balanced(part) for place in places for part in place):
        return ""
    inside = sum(len(find_brackets(new)) for _same, _old, new in disputed)
    expected = len(disputed) + len(find_brackets(before)) + inside
    return made if len(find_brackets(made)) == expected else ""


def _places(before: str, after: str) -> Iterator[tuple[str, str, str]]:
    """(what both say, what only the first, what only the second says after it), in order.

    Differences with only white space between them are one.
    """
    same = old = new = ""
    for mark in mark_words(before, after):
        if mark.kind == "removed":
            old += mark.text
        elif mark.kind == "added":
            new += mark.text
        elif (old or new) and not mark.text.strip():
            old, new = old + mark.text, new + mark.text
        else:
            if old or new:
                yield same, old, new
                same = old = new = ""
            same += mark.text
    yield same, old, new


def _alternatives(old: str, new: str) -> str:
    """The differing words in brackets, the white space around them outside."""
    words = [f"[{part.strip()}]" for part in (old, new) if part.strip()]
    if not words:
        return old
    outer = old if old.strip() else new
    lead = outer[: len(outer) - len(outer.lstrip())]
    tail = outer[len(outer.rstrip()) :]
    return f"{lead}{' '.join(words)}{tail}"
