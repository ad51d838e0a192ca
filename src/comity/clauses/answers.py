"""Which clause of one text answers which clause of another, as far as number and words tell.

Two texts of different hands: a national protocol beside the regional one that it carries out.
What is found is a proposal; a person says whether it is so.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from comity.clauses.compare import Numbered
from comity.clauses.folding import fold
from comity.clauses.number import find_label, given_label

ALIKE = 0.35
"""Share of telling words that two clauses have in common, from which one may answer the other."""
NEAR = 0.55
"""The same, from which the second is worth reading as the first with changes marked."""
_TELLING = re.compile(r"\w{4,}")


@dataclass(frozen=True, slots=True)
class Answer:
    """``asked`` and ``given`` are indexes in the two texts; ``likeness`` is 0 where only the
    number speaks for it."""

    asked: int
    given: int
    why: Literal["words", "number"]
    likeness: float


def suggest_answers(
    asked: Sequence[Numbered], given: Sequence[Numbered], *, same_language: bool
) -> tuple[Answer, ...]:
    """Propose for each clause asked at most one that answers it, in the order of the first text.

    Words come first, the most alike before the others; what is left over goes by its number.
    Texts in two languages are compared by number alone. No clause answers twice.
    """
    found: dict[int, Answer] = {}
    taken: set[int] = set()
    for one in [
        *(_by_words(asked, given) if same_language else ()),
        *_by_number(asked, given),
    ]:
        if one.asked not in found and one.given not in taken:
            found[one.asked] = one
            taken.add(one.given)
    return tuple(found[at] for at in sorted(found))


def likeness(one: str, other: str) -> float:
    """Share of telling words in common, 0 to 1, whatever their order (Dice 1945)."""
    first, second = _words(one), _words(other)
    if not first or not second:
        return 0.0
    return 2 * len(first & second) / (len(first) + len(second))


def _words(text: str) -> set[str]:
    return set(_TELLING.findall(fold(text)))


def _by_words(asked: Sequence[Numbered], given: Sequence[Numbered]) -> list[Answer]:
    pairs = [
        Answer(a, g, "words", share)
        for a, clause in enumerate(asked)
        for g, other in enumerate(given)
        if (share := likeness(clause.text, other.text)) >= ALIKE
    ]
    return sorted(pairs, key=lambda one: (-one.likeness, one.asked, one.given))


def _by_number(asked: Sequence[Numbered], given: Sequence[Numbered]) -> list[Answer]:
    """Only where a number stands once in each text."""
    wanted, there = _numbered(asked), _numbered(given)
    return [
        Answer(places[0], there[key][0], "number", 0.0)
        for key, places in wanted.items()
        if len(places) == 1 and len(there.get(key, ())) == 1
    ]


def _numbered(clauses: Sequence[Numbered]) -> dict[object, list[int]]:
    places: dict[object, list[int]] = {}
    for at, clause in enumerate(clauses):
        if clause.number:
            places.setdefault(_meaning(clause.number), []).append(at)
    return places


def _meaning(number: str) -> object:
    """A number without its language: “Artículo 5” and “Article 5” and “5.” are one."""
    label = find_label(f"{number} X") or given_label(number)
    return label.meanings[0].path
