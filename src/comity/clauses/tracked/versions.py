"""The two versions that stand in a file with marked changes: the paragraphs before, those after,
and which became which.

A paragraph whose end was struck goes on in the next one (two clauses joined); one in which an end
was put is two now (a clause split).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from comity.clauses.tracked.opening import Bit, Line, Remark
from comity.clauses.tracked.paper import Hand, Place

_LETTER, _SAME_END = 2, 1
"""What it counts that two paragraphs share a letter; that they end in one place, which is less."""


@dataclass(slots=True)
class Block:
    """A paragraph of one version; ``start`` is the line of the file in which its words begin."""

    parts: list[str] = field(default_factory=list)
    bits: list[Bit] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    hands: list[Hand] = field(default_factory=list)
    is_ours: bool = False
    in_table: bool = False
    start: int = -1

    @property
    def text(self) -> str:
        return "".join(self.parts)

    @property
    def has_words(self) -> bool:
        return bool(self.text.strip())

    @property
    def is_moved(self) -> bool:
        said = [bit for bit in self.bits if bit.text.strip()]
        return bool(said) and all(bit.move for bit in said)

    @property
    def is_changed(self) -> bool:
        return any(bit.state != "same" for bit in self.bits)

    def hand(self) -> Hand:
        """Whose change it is, and when the last of it was made."""
        weights: Counter[str] = Counter()
        for bit in self.bits:
            if bit.hand and bit.state != "same":
                weights[bit.hand.author] += len(bit.text)
        for hand in self.hands:
            weights[hand.author] += 1
        author = weights.most_common(1)[0][0] if weights else ""
        all_hands = [*(bit.hand for bit in self.bits if bit.hand), *self.hands]
        instants = [hand.at for hand in all_hands if hand.at]
        return Hand(author, max(instants, default=None))


@dataclass(slots=True)
class Versions:
    """``came_from`` says for each paragraph after which one before it is or was part of; None for
    a new one. ``became`` is the other way round, without the parts that were split off."""

    before: list[Block]
    after: list[Block]
    came_from: list[int | None]
    became: dict[int, int]
    joined: dict[int, int]
    """A paragraph that went on in another one → that one, as it is after."""


def versions_of(lines: Sequence[Line]) -> Versions:
    reading = _Reading()
    for at, line in enumerate(lines):
        reading.take(at, line)
    reading.close()
    return reading.paired()


@dataclass(slots=True)
class _Reading:
    before: list[Block] = field(default_factory=lambda: [Block()])
    after: list[Block] = field(default_factory=lambda: [Block()])
    shared: Counter[tuple[int, int]] = field(default_factory=Counter)

    def take(self, at: int, line: Line) -> None:
        old, new = self.before[-1], self.after[-1]
        for block in (old, new):
            block.is_ours |= line.is_ours
            block.in_table |= line.in_table
        old.places += line.places
        new.remarks += line.remarks
        for bit in line.bits:
            self._say(bit, at)
        self._end(line)

    def _say(self, bit: Bit, at: int) -> None:
        old, new = self.before[-1], self.after[-1]
        for block, other in ((old, "added"), (new, "removed")):
            if bit.state != other:
                block.parts.append(bit.text)
                block.start = at if block.start < 0 else block.start
        for block in (old, new):
            block.bits.append(bit)
        if bit.state == "same":
            letters = len("".join(bit.text.split()))
            self.shared[len(self.before) - 1, len(self.after) - 1] += _LETTER * letters

    def _end(self, line: Line) -> None:
        old, new = self.before[-1], self.after[-1]
        if line.end == "same":
            self.shared[len(self.before) - 1, len(self.after) - 1] += _SAME_END
        if line.hand and line.end != "same":
            old.hands.append(line.hand)
            new.hands.append(line.hand)
        if line.end in {"same", "removed"}:
            self.before.append(Block())
        if line.end in {"same", "added"}:
            self.after.append(Block())

    def close(self) -> None:
        for blocks in (self.before, self.after):
            if not blocks[-1].bits and not blocks[-1].is_ours:
                blocks.pop()

    def paired(self) -> Versions:
        sources: dict[int, list[int]] = {}
        for old, new in self.shared:
            sources.setdefault(new, []).append(old)
        came_from = [self._source(at, sources.get(at, [])) for at in range(len(self.after))]
        became: dict[int, int] = {}
        for new, source in enumerate(came_from):
            if source is None or not self.after[new].has_words:
                continue
            other = became.get(source)
            if other is None or self.shared[source, new] > self.shared[source, other]:
                became[source] = new
        joined = {
            old: new
            for (old, new), weight in self.shared.items()
            if weight >= _LETTER and old not in became and came_from[new] != old
        }
        return Versions(self.before, self.after, came_from, became, joined)

    def _source(self, new: int, olds: list[int]) -> int | None:
        """Which paragraph one goes on from: of several that were joined the first that is there
        for the most part."""
        for old in sorted(olds):
            letters = len("".join(self.before[old].text.split()))
            if 2 * self.shared[old, new] > _LETTER * letters > 0:
                return old
        return max(olds, key=lambda old: self.shared[old, new], default=None)


def words(blocks: Iterable[Block]) -> list[str]:
    """What the paragraphs that say something say."""
    return [block.text for block in blocks if block.has_words]
