"""Which paragraphs of a Word file went in one place and came in another."""

from collections.abc import Sequence
from dataclasses import dataclass

from comity.clauses.compare import ALIKE, ALIKE_ELSEWHERE, longest_rising
from comity.clauses.tracked.paper import Place, plain
from comity.clauses.tracked.placing import Placed, split_number
from comity.clauses.tracked.versions import Versions


@dataclass(frozen=True, slots=True)
class Moves:
    """The two states of a file with the clauses found in it, asked what stands elsewhere.

    ``places`` are the clauses in the order in which the file left with them.
    """

    versions: Versions
    placed: Placed
    places: Sequence[Place]

    def is_part(self, at: int, source: int | None) -> bool:
        """Whether a paragraph after still holds words of the one that it came from."""
        return source is not None and any(
            bit.state == "same" and bit.text.strip() for bit in self.versions.after[at].bits
        )

    def carried(self) -> set[int]:
        """Paragraphs that stand elsewhere than when the file left, without a mark."""
        order = {one.key: at for at, one in enumerate(self.places)}
        rows = [
            (at, order[found.key])
            for at, found in sorted(self.placed.clauses.items())
            if found.key in order
        ]
        in_place = longest_rising([place for _, place in rows])
        return {at for at, place in rows if place not in in_place and at in self.versions.became}

    def continued(self) -> dict[int, int]:
        """A paragraph that is new → the one that went of which it is the continuation."""
        went = [
            at
            for at, block in enumerate(self.versions.before)
            if at in self.placed.clauses
            and at not in self.versions.became
            and at not in self.versions.joined
            and block.has_words
        ]
        came = [
            at
            for at, source in enumerate(self.versions.came_from)
            if self.versions.after[at].has_words
            and not self.versions.after[at].is_ours
            and (source is None or self.versions.became.get(source) != at)
            and not self.is_part(at, source)
        ]
        pairs: dict[int, int] = {}
        for new in came:
            best = max(
                (old for old in went if old not in pairs.values()),
                key=lambda old: self._alike(old, new),
                default=None,
            )
            if best is not None and self._alike(best, new) >= self._enough(best, new):
                pairs[new] = best
        return pairs

    def _alike(self, old: int, new: int) -> float:
        first = plain(self.placed.printed[old].text).split()
        second = plain(split_number(self.versions.after[new].text).text).split()
        if first == second:
            return 2.0 if self.versions.after[new].is_moved else 1.5
        left = list(second)
        shared = 0
        for word in first:
            if word in left:
                left.remove(word)
                shared += 1
        return 2 * shared / max(len(first) + len(second), 1)

    def _enough(self, old: int, new: int) -> float:
        return ALIKE if self.is_beside(old, new) else ALIKE_ELSEWHERE

    def is_beside(self, old: int, new: int) -> bool:
        """No clause stays between the place that it left and the one where it is."""
        first = self.versions.before[old].start
        second = self.versions.after[new].start
        left, right = min(first, second), max(first, second)
        kept = (self.versions.after[at].start for at in self.versions.became.values())
        return not any(left < at < right for at in kept)
