"""Which clause of the text a paragraph of a file is: by its bookmark and its words, then by its
words alone, then by its number, then by the clause it is most like.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from comity.clauses.compare import compare
from comity.clauses.number import find_label
from comity.clauses.tracked.paper import Place, digest_of, plain
from comity.clauses.tracked.versions import Block

LONGEST_NUMBER = 40


class Known(NamedTuple):
    """A clause of the text as it is now."""

    key: str
    number: str
    text: str


class Printed(NamedTuple):
    """A paragraph as number and words."""

    number: str
    text: str


def split_number(text: str) -> Printed:
    """Return the number before the first tab, or the label that the words begin with."""
    text = text.strip(" \n\u00a0")
    number, tab, rest = text.partition("\t")
    if tab and len(number) <= LONGEST_NUMBER and not number.count("\n"):
        return Printed(number.strip(), _spaced(rest))
    label = find_label(text.lstrip())
    if label is not None and label.end < len(text.lstrip()):
        return Printed(label.printed, _spaced(text.lstrip()[label.end :]))
    return Printed("", _spaced(text))


def _spaced(text: str) -> str:
    return text.replace("\t", " ").strip()


@dataclass(slots=True)
class Placed:
    """Paragraph before → the clause it is, with the digest that its bookmark bears ("" for none).

    ``texts`` are the words of each paragraph without its number.
    """

    clauses: dict[int, Place] = field(default_factory=dict)
    printed: list[Printed] = field(default_factory=list)


def place(blocks: Sequence[Block], known: Sequence[Known], named: Sequence[Place]) -> Placed:
    """Find the clause of each paragraph.

    Args:
        named: The clauses that the file held when it left, where it still says so.
    """
    placed = Placed(printed=[split_number(block.text) for block in blocks])
    finder = _Finder(blocks, known, placed, {one.digest: one for one in reversed(named)})
    finder.by_bookmark_and_words()
    finder.by_words()
    finder.by_bookmark()
    finder.by_number()
    finder.by_likeness()
    return placed


@dataclass(slots=True)
class _Finder:
    blocks: Sequence[Block]
    known: Sequence[Known]
    placed: Placed
    named: Mapping[str, Place]
    taken: set[str] = field(default_factory=set)
    digests: list[set[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        # A number that is part of the words here may have been none there, and the other way round.
        self.digests = [
            {digest_of(printed.text), digest_of(block.text)}
            for printed, block in zip(self.placed.printed, self.blocks, strict=True)
        ]

    def _open(self) -> list[int]:
        return [
            at
            for at, block in enumerate(self.blocks)
            if at not in self.placed.clauses and block.has_words and not block.is_ours
        ]

    def _take(self, at: int, place: Place) -> None:
        if place.key not in self.taken:
            self.taken.add(place.key)
            self.placed.clauses[at] = place
            if place.digest and digest_of(self.blocks[at].text) == place.digest:
                self.placed.printed[at] = Printed("", _spaced(self.blocks[at].text))

    def by_bookmark_and_words(self) -> None:
        for at in self._open():
            for one in self.blocks[at].places:
                if one.digest in self.digests[at]:
                    self._take(at, one)
                    break

    def by_words(self) -> None:
        """A bookmark may have stayed behind when its paragraph was cut and put elsewhere."""
        now = {digest_of(one.text): Place(one.key, digest_of(one.text)) for one in self.known}
        for at in self._open():
            for digest in sorted(self.digests[at]):
                found = self.named.get(digest) or now.get(digest)
                if found and found.key not in self.taken and plain(self.blocks[at].text):
                    self._take(at, found)
                    break

    def by_bookmark(self) -> None:
        for at in self._open():
            for one in self.blocks[at].places:
                if one.key not in self.taken:
                    self._take(at, one)
                    break

    def by_number(self) -> None:
        """The number, where the words have something in common too."""
        by_number: dict[str, list[Known]] = {}
        for one in self.known:
            if one.key not in self.taken and one.number:
                by_number.setdefault(one.number, []).append(one)
        for at in self._open():
            printed = self.placed.printed[at]
            found = by_number.get(printed.number, [])
            if len(found) == 1 and _share(printed.text, found[0].text) >= 0.3:
                self._take(at, Place(found[0].key, ""))

    def by_likeness(self) -> None:
        paragraphs = self._open()
        left = [one for one in self.known if one.key not in self.taken]
        changes = compare([self.placed.printed[at] for at in paragraphs], left)
        for change in changes:
            if change.before is not None and change.after is not None:
                self._take(paragraphs[change.before], Place(left[change.after].key, ""))


def _share(one: str, other: str) -> float:
    """Return the share of different words that two texts have in common."""
    first, second = (set(re.findall(r"\w+", plain(text).lower())) for text in (one, other))
    return 2 * len(first & second) / max(len(first) + len(second), 1)
