"""Comparing two versions of a text clause by clause: what stayed, changed, moved, came and went.

The comparison is complete: `apply` makes the second version out of the first and the changes
alone.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, Protocol

ChangeKind = Literal["same", "changed", "moved", "added", "removed"]
MarkKind = Literal["same", "added", "removed"]

ALIKE = 0.5
"""Share of words two clauses must have in common to be one clause that changed."""
ALIKE_ELSEWHERE = 0.75
"""The same for a clause that stands elsewhere in the second version."""
_WORD = re.compile(r"(\s*)(\w+|[^\w\s]|$)")


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
    ``number`` is that of the second version (of the first when removed), ``was`` that of the first
    ("" when added). ``marks`` spell out the text in both. A clause that is the same but renumbered
    is "same".
    """

    kind: ChangeKind
    before: int | None
    after: int | None
    number: str
    marks: tuple[Mark, ...]
    was: str = ""

    @property
    def is_renumbered(self) -> bool:
        return None not in (self.before, self.after) and self.number != self.was


def compare(
    first: Sequence[Numbered],
    second: Sequence[Numbered],
    keys: tuple[Sequence[Hashable], Sequence[Hashable]] | None = None,
) -> tuple[Change, ...]:
    """Return what became of each clause, in the order of the second version.

    Removed clauses stand where they stood in the first.

    Args:
        keys: What tells the clauses of each version apart, where that is known: those of one key
            are one clause, whatever they say. The others are paired by their words.
    """
    pairs = _pair(first, second, keys or ((), ()))
    in_place = longest_rising([b for b, _ in sorted(pairs.items(), key=lambda pair: pair[1])])
    came_from = {after: before for before, after in pairs.items()}
    changes = []
    for after, clause in enumerate(second):
        before = came_from.get(after)
        if before is None:
            marks = mark_words("", clause.text)
            changes.append(Change("added", None, after, clause.number, marks))
            continue
        old = first[before]
        kind: ChangeKind = "same" if old.text == clause.text else "changed"
        kind = kind if before in in_place else "moved"
        marks = mark_words(old.text, clause.text)
        changes.append(Change(kind, before, after, clause.number, marks, old.number))
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
    """Return the two texts as one run of marks, word by word.

    What stands between two differences and says nothing by itself (a comma) is marked with them.
    """
    old, new = _words(before), _words(after)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    ends = len(old) - tail, len(new) - tail
    middle = SequenceMatcher(
        None, [w for _, w in old[head : ends[0]]], [w for _, w in new[head : ends[1]]], False
    )
    made = _Marks()
    made.both(old[:head], new[:head])
    for tag, a, b, c, d in middle.get_opcodes():
        run = old[head + a : head + b], new[head + c : head + d]
        is_inside = head + b < ends[0] and head + d < ends[1]
        if tag == "equal" and not (is_inside and _says_nothing(run[0])):
            made.both(*run)
        else:
            made.either(*run)
    made.both(old[ends[0] :], new[ends[1] :])
    return made.done()


_Word = tuple[str, str]
"""A word or a sign with the white space before it; at the end of a text nothing, with the white
space that ends it."""


def _words(text: str) -> list[_Word]:
    found = _WORD.findall(text)
    return found[:-1] if found and found[-1] == ("", "") else found


def _common(old: Sequence[_Word], new: Sequence[_Word]) -> int:
    """Return how many words both begin with, white space and all."""
    at = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        at += 1
    return at


def _says_nothing(run: Sequence[_Word]) -> bool:
    """A lone sign, which between two differences is read as part of them."""
    return len(run) == 1 and not run[0][1].isalnum()


class _Marks:
    """Marks in the making; a run of differences is first all that went, then all that came."""

    def __init__(self) -> None:
        self._marks: list[Mark] = []
        self._same: list[str] = []
        self._removed: list[str] = []
        self._added: list[str] = []

    def both(self, old: Sequence[_Word], new: Sequence[_Word]) -> None:
        for (space, word), (other, _) in zip(old, new, strict=True):
            if space == other:
                self._stay(space + word)
            else:
                self.either([(space, "")], [(other, "")])
                self._stay(word)

    def either(self, old: Sequence[_Word], new: Sequence[_Word]) -> None:
        self._flush_same()
        self._removed += [space + word for space, word in old]
        self._added += [space + word for space, word in new]

    def done(self) -> tuple[Mark, ...]:
        self._flush_same()
        self._flush_different()
        return tuple(self._marks)

    def _stay(self, words: str) -> None:
        if not words:
            return
        self._flush_different()
        self._same.append(words)

    def _flush_same(self) -> None:
        if self._same:
            self._marks.append(Mark("same", "".join(self._same)))
            self._same = []

    def _flush_different(self) -> None:
        removed, added = "".join(self._removed), "".join(self._added)
        self._marks += [Mark("removed", removed)] if removed else []
        self._marks += [Mark("added", added)] if added else []
        self._removed, self._added = [], []


def _pair(
    first: Sequence[Numbered],
    second: Sequence[Numbered],
    keys: tuple[Sequence[Hashable], Sequence[Hashable]],
) -> dict[int, int]:
    """Return which clause of the first became which of the second: those of one key, then equal
    ones, then alike ones."""
    pairs = _pair_keys(*keys)
    old, new = _left(first, second, pairs)
    matcher = SequenceMatcher(
        None, [first[at].text for at in old], [second[at].text for at in new], autojunk=False
    )
    gaps = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pairs.update(zip(old[a:b], new[c:d], strict=True))
        else:
            gaps.append((old[a:b], new[c:d]))
    bags = _Bags(first, second)
    for some, others in gaps:
        _pair_alike(bags.ranked(some, others, ALIKE), pairs)
    _pair_alike(bags.ranked(*_left(first, second, pairs), ALIKE_ELSEWHERE), pairs)
    return pairs


def _pair_keys(old: Sequence[Hashable], new: Sequence[Hashable]) -> dict[int, int]:
    """Return the pairs of one key; a key that occurs twice in a version tells nothing."""
    once = [{key for key, times in Counter(keys).items() if times == 1} for keys in (old, new)]
    places = {key: at for at, key in enumerate(new) if key in once[1]}
    return {at: places[key] for at, key in enumerate(old) if key in once[0] and key in places}


def _left(
    first: Sequence[Numbered], second: Sequence[Numbered], pairs: dict[int, int]
) -> tuple[list[int], list[int]]:
    taken = set(pairs.values())
    old = [at for at in range(len(first)) if at not in pairs]
    return old, [at for at in range(len(second)) if at not in taken]


class _Bags:
    """The words of each clause as a set, written as the bits of an integer, which is the quickest
    way of counting what two sets share. The second "the" of a clause is another than the first, so
    that common words are counted as often as both have them."""

    def __init__(self, first: Sequence[Numbered], second: Sequence[Numbered]) -> None:
        self._first, self._second = first, second
        self._codes: dict[tuple[str, int], int] = {}
        self._made: dict[str, int] = {}

    def _of(self, text: str) -> int:
        if text not in self._made:
            seen: Counter[str] = Counter()
            bag = 0
            for word in text.split():
                bag |= 1 << self._codes.setdefault((word, seen[word]), len(self._codes))
                seen[word] += 1
            self._made[text] = bag
        return self._made[text]

    def ranked(self, old: Sequence[int], new: Sequence[int], least: float) -> list[tuple[int, int]]:
        """Return the pairs that share at least ``least`` of their words, the most alike first."""
        bags = [(at, self._of(self._second[at].text)) for at in new]
        sized = sorted((bag.bit_count(), at, bag) for at, bag in bags)
        sizes = [size for size, _, _ in sized]
        found = []
        for a in old:
            bag = self._of(self._first[a].text)
            own = bag.bit_count()
            # Of texts too unlike in length not even all words of the shorter are enough.
            lowest = bisect_left(sizes, least * own / (2 - least))
            highest = bisect_right(sizes, own * (2 - least) / least)
            for size, b, other in sized[lowest:highest]:
                shared = (bag & other).bit_count()
                if 2 * shared >= least * (own + size):
                    likeness = 2 * shared / (own + size) if own or size else 1.0
                    found.append((-likeness, abs(a - b), a, b))
        return [(a, b) for _, _, a, b in sorted(found)]


def _pair_alike(ranked: Iterable[tuple[int, int]], pairs: dict[int, int]) -> None:
    taken = set(pairs.values())
    for a, b in ranked:
        if a not in pairs and b not in taken:
            pairs[a] = b
            taken.add(b)


def longest_rising(values: Sequence[int]) -> frozenset[int]:
    """Return those of different values that keep their order in the longest run; the others have
    moved.

    By patience sorting: ``ends[n]`` is the place of the smallest index that ends a run of n + 1.
    """
    smallest: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for at, value in enumerate(values):
        length = bisect_left(smallest, value)
        previous.append(ends[length - 1] if length else -1)
        smallest[length : length + 1] = [value]
        ends[length : length + 1] = [at]
    chain = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.add(values[at])
        at = previous[at]
    return frozenset(chain)


def _with_removed(
    changes: Sequence[Change], first: Sequence[Numbered], pairs: dict[int, int]
) -> Iterator[Change]:
    """Yield the changes with the removed clauses after the one that they followed."""
    removed = [at for at in range(len(first)) if at not in pairs]
    placed = {c.before for c in changes if c.kind in {"same", "changed"} and c.before is not None}
    for change in changes:
        if change.before in placed:
            while removed and change.before is not None and removed[0] < change.before:
                yield _removal(removed.pop(0), first)
        yield change
    for at in removed:
        yield _removal(at, first)


def _removal(at: int, first: Sequence[Numbered]) -> Change:
    number = first[at].number
    return Change("removed", at, None, number, mark_words(first[at].text, ""), number)
