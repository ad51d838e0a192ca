"""Comparing two versions of a text clause by clause: what stayed, changed, moved, came and went.

The comparison is complete: `apply` makes the second version out of the first and the changes
alone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, Protocol

ChangeKind = Literal["same", "changed", "moved", "added", "removed"]
MarkKind = Literal["same", "added", "removed"]

ALIKE = 0.5
"""Share of words two clauses must have in common to be one clause that changed."""
ALIKE_ELSEWHERE = 0.75
"""The same for a clause that stands elsewhere in the second version."""
_WORD = re.compile(r"\s+|\w+|[^\w\s]")


class Numbered(Protocol):
    """Anything with a printed number and a text: a piece, or a clause of an instrument."""

    @property
    def number(self) -> str: ...

    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Mark:
    """A run of words that both versions have, or only the second, or only the first."""

    kind: MarkKind
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one clause.

    ``before`` and ``after`` are its indexes in the two versions, None where it is absent.
    ``number`` is that of the second version (of the first when removed). ``marks`` spell out the
    text in both. A clause that is the same but renumbered is "same".
    """

    kind: ChangeKind
    before: int | None
    after: int | None
    number: str
    marks: tuple[Mark, ...]


def compare(first: Sequence[Numbered], second: Sequence[Numbered]) -> tuple[Change, ...]:
    """Return what became of each clause, in the order of the second version.

    Removed clauses stand where they stood in the first.
    """
    pairs = _pair(first, second)
    in_place = _longest_rising(sorted(pairs.items(), key=lambda pair: pair[1]))
    changes = []
    for after, clause in enumerate(second):
        before = next((b for b, a in pairs.items() if a == after), None)
        old = first[before].text if before is not None else ""
        kind: ChangeKind = "added"
        if before is not None:
            kind = "same" if old == clause.text else "changed"
            kind = kind if before in in_place else "moved"
        changes.append(Change(kind, before, after, clause.number, mark_words(old, clause.text)))
    return tuple(_with_removed(changes, first, pairs))


def apply(first: Sequence[Numbered], changes: Iterable[Change]) -> list[tuple[str, str]]:
    """Return the number and text of each clause of the second version, made of the first and the
    changes.

    Raises:
        ValueError: the changes are not about this first version.
    """
    made: dict[int, tuple[str, str]] = {}
    for change in changes:
        old = "".join(mark.text for mark in change.marks if mark.kind != "added")
        if change.before is not None and first[change.before].text != old:
            raise ValueError(f"Clause {change.before + 1} is not the one that was compared.")
        if change.after is not None:
            new = "".join(mark.text for mark in change.marks if mark.kind != "removed")
            made[change.after] = (change.number, new)
    return [made[at] for at in sorted(made)]


def mark_words(before: str, after: str) -> tuple[Mark, ...]:
    """Return the two texts as one run of marks, word by word."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    marks: list[Mark] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        removed, added = "".join(old[a:b]), "".join(new[c:d])
        if tag == "equal":
            marks.append(Mark("same", removed))
            continue
        marks += [Mark("removed", removed)] if removed else []
        marks += [Mark("added", added)] if added else []
    return tuple(marks)


def _pair(first: Sequence[Numbered], second: Sequence[Numbered]) -> dict[int, int]:
    """Return which clause of the first became which of the second: equal ones, then alike ones."""
    matcher = SequenceMatcher(
        None, [c.text for c in first], [c.text for c in second], autojunk=False
    )
    pairs: dict[int, int] = {}
    gaps = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pairs.update(zip(range(a, b), range(c, d), strict=True))
        else:
            gaps.append((range(a, b), range(c, d)))
    for old, new in gaps:
        _pair_alike(_ranked(first, second, old, new, ALIKE), pairs)
    old_left = [at for at in range(len(first)) if at not in pairs]
    new_left = sorted(set(range(len(second))) - set(pairs.values()))
    _pair_alike(_ranked(first, second, old_left, new_left, ALIKE_ELSEWHERE), pairs)
    return pairs


def _ranked(
    first: Sequence[Numbered],
    second: Sequence[Numbered],
    old: Iterable[int],
    new: Sequence[int],
    least: float,
) -> list[tuple[int, int]]:
    """Return the pairs that are alike enough, the most alike first."""
    found = [
        (-likeness, abs(a - b), a, b)
        for a in old
        for b in new
        if (likeness := _likeness(first[a].text, second[b].text, least)) >= least
    ]
    return [(a, b) for _, _, a, b in sorted(found)]


def _pair_alike(ranked: Iterable[tuple[int, int]], pairs: dict[int, int]) -> None:
    taken = set(pairs.values())
    for a, b in ranked:
        if a not in pairs and b not in taken:
            pairs[a] = b
            taken.add(b)


def _likeness(before: str, after: str, least: float) -> float:
    """Return the share of words in common, 0 to 1; 0 as soon as it cannot reach ``least``."""
    if before == after:
        return 1.0
    matcher = SequenceMatcher(None, before.split(), after.split(), autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    return matcher.ratio()


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Return the first-version indexes of the longest run that keeps its order; the others have
    moved.
    """
    best: list[tuple[int, int]] = []
    for at, (before, _) in enumerate(pairs):
        earlier = [best[i] for i in range(at) if pairs[i][0] < before]
        length, _ = max(earlier, default=(0, -1))
        previous = next((i for i in range(at) if pairs[i][0] < before and best[i][0] == length), -1)
        best.append((length + 1, previous))
    chain = set()
    at = max(range(len(best)), key=lambda i: best[i][0], default=-1)
    while at >= 0:
        chain.add(pairs[at][0])
        at = best[at][1]
    return frozenset(chain)


def _with_removed(
    changes: Sequence[Change], first: Sequence[Numbered], pairs: dict[int, int]
) -> Iterator[Change]:
    """Yield the changes with the removed clauses after the one that they followed."""
    removed = [at for at in range(len(first)) if at not in pairs]
    placed = [c.before for c in changes if c.kind in {"same", "changed"} and c.before is not None]
    for change in changes:
        if change.before in placed:
            while removed and change.before is not None and removed[0] < change.before:
                yield _removal(removed.pop(0), first)
        yield change
    for at in removed:
        yield _removal(at, first)


def _removal(at: int, first: Sequence[Numbered]) -> Change:
    return Change("removed", at, None, first[at].number, mark_words(first[at].text, ""))
