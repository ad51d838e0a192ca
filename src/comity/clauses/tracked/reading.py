"""What a party wants otherwise, read out of a Word file: changes that it marked, changes typed
straight into the words, and comments; each at its clause.

Nothing is lost: what finds no clause is told apart, with the reason.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from comity.clauses.tracked.found import Kind, Read, ReadChange, ReadComment, Reason, Unplaced, Way
from comity.clauses.tracked.moves import Moves
from comity.clauses.tracked.opening import AsideText, Opened
from comity.clauses.tracked.paper import Hand, Place, digest_of, plain
from comity.clauses.tracked.placing import Known, Placed, Printed, place, split_number
from comity.clauses.tracked.versions import Block, Versions, versions_of

MOST_MISSING = 0.5
"""A file that lacks more than this share of the clauses it left with is a part of the text."""


def read_changes(
    opened: Opened, known: Sequence[Known], earlier: Mapping[str, str] | None = None
) -> Read:
    """Find what is changed in a file, clause by clause.

    Args:
        known: The clauses of the text in the file's language, as they are now, in order.
        earlier: Digest → words, of what clauses said in earlier revisions.
    """
    versions = versions_of(opened.lines)
    placed = place(versions.before, known, opened.places)
    moves = Moves(versions, placed, opened.places)
    reader = _Reader(opened, versions, placed, moves, known, dict(earlier or {}))
    reader.read()
    return Read(
        tuple(reader.changes),
        tuple(reader.unplaced),
        tuple(reader.comments()),
        _marked(opened),
        len(placed.clauses),
    )


def _marked(opened: Opened) -> int:
    """Runs that came or went, and ends of paragraphs that did so by themselves."""
    count = 0
    for line in opened.lines:
        states = [bit.state for bit in line.bits if bit.state != "same"]
        count += len(states)
        count += line.end in {"added", "removed"} and line.end not in states
    return count


@dataclass(slots=True)
class _Reader:
    opened: Opened
    versions: Versions
    placed: Placed
    moves: Moves
    known: Sequence[Known]
    earlier: dict[str, str]
    changes: list[ReadChange] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    now: dict[str, Known] = field(default_factory=dict)
    gone: dict[int, int] = field(default_factory=dict)
    """A paragraph that is new → the one that went of which it is the continuation elsewhere."""
    carried: set[int] = field(default_factory=set)
    """Paragraphs that stand elsewhere than when the file left, without a mark."""

    def __post_init__(self) -> None:
        self.now = {one.key: one for one in self.known}
        self.earlier = {digest_of(one.text): one.text for one in self.known} | self.earlier

    def read(self) -> None:
        self.gone = self.moves.continued()
        self.carried = self.moves.carried()
        continued = set(self.gone.values())
        steps = sorted(
            [(b.start, 0, at) for at, b in enumerate(self.versions.before)]
            + [(b.start, 1, at) for at, b in enumerate(self.versions.after)]
        )
        last = ""
        for _, is_after, at in steps:
            if not is_after:
                if at not in self.versions.became and at not in continued:
                    self._left(at)
                continue
            last = self._came(at, last)
        self._missing()
        for aside in self.opened.asides:
            self.unplaced.append(self._aside(aside))

    def _came(self, at: int, last: str) -> str:
        """Tell what a paragraph after is; return the key of the clause that the next new one
        follows."""
        block = self.versions.after[at]
        source = self.versions.came_from[at]
        if block.is_ours and block.is_changed:
            self._outside(block)
        if not block.has_words or block.is_ours:
            return last
        if at in self.gone:
            self._continue(at, self.gone[at], last)
            return last
        if source is None or self.versions.became.get(source) != at:
            self._new(at, block, last, "split" if self.moves.is_part(at, source) else "")
            return last
        found = self.placed.clauses.get(source)
        if found is None:
            self._unknown(at, source, last)
            return last
        self._kept(block, source, found, last)
        return last if source in self.carried else found.key

    def _outside(self, block: Block) -> None:
        """In a title, a footnote, a sentence on how to use the file."""
        before = "".join(bit.text for bit in block.bits if bit.state != "added")
        self.unplaced.append(
            Unplaced("outside", "", before.strip(), block.text.strip(), block.hand().author)
        )

    # A paragraph that stayed

    def _kept(self, block: Block, source: int, found: Place, last: str) -> None:
        printed = self.placed.printed[source]
        after = self._without_number(block.text, printed)
        before, is_straight = self._base(found, printed.text)
        if after.number != printed.number and printed.number:
            self.unplaced.append(
                Unplaced("number", printed.number, printed.number, after.number or "–")
            )
        if source in self.carried:
            self._add("move", found, before, after.text, block, goes_after=last, is_tracked=False)
            return
        if plain(after.text) == plain(before):
            return
        joined = self.versions.became[source] in self.versions.joined.values()
        is_split = sum(other == source for other in self.versions.came_from) > 1 and any(
            self.moves.is_part(other, source)
            for other, origin in enumerate(self.versions.came_from)
            if origin == source and other != self.versions.became[source]
        )
        way: Way = "joined" if joined else "split" if is_split else ""
        tracked = block.is_changed or bool(block.hands)
        self._add(
            "replace",
            found,
            before,
            after.text,
            block,
            way=way,
            is_tracked=tracked and not is_straight,
        )

    def _without_number(self, text: str, printed: Printed) -> Printed:
        after = split_number(text)
        if after.number and not printed.number and "\t" not in text:
            # Words that begin like a number where there was none: they are words.
            return Printed("", text.replace("\t", " ").strip())
        return after

    def _base(self, found: Place, said: str) -> tuple[str, bool]:
        """What the clause said when the file left; and whether it was typed over without a mark."""
        if not found.digest or digest_of(said) == found.digest:
            current = self.now.get(found.key)
            if not found.digest and current is not None:
                return current.text, plain(current.text) != plain(said)
            return self.earlier.get(found.digest, said), False
        left = self.earlier.get(found.digest)
        if left is None:
            current = self.now.get(found.key)
            left = current.text if current else said
        return left, plain(left) != plain(said)

    # A paragraph that went

    def _left(self, at: int) -> None:
        block, found = self.versions.before[at], self.placed.clauses.get(at)
        if block.is_ours or not block.has_words:
            return
        printed = self.placed.printed[at]
        if found is None:
            self.unplaced.append(Unplaced(_why(block), printed.number, printed.text, ""))
            return
        before, is_straight = self._base(found, printed.text)
        way: Way = "joined" if at in self.versions.joined else ""
        self._add("delete", found, before, "", block, way=way, is_tracked=not is_straight)

    # A paragraph that is new, or stands elsewhere

    def _new(self, at: int, block: Block, last: str, way: Way) -> None:
        if block.in_table:
            self.unplaced.append(Unplaced("table", "", "", block.text.strip(), block.hand().author))
            return
        words = _with_number(block.text)
        number = self.now[last].number if last in self.now else ""
        hand = block.hand()
        self.changes.append(
            ReadChange(
                "insert",
                last,
                number,
                "",
                words,
                hand.author,
                _written(hand),
                way=way,
                is_tracked=block.is_changed or bool(block.hands),
            )
        )

    def _unknown(self, at: int, source: int, last: str) -> None:
        """A paragraph that is no clause: typed without a mark, or one that nothing places."""
        block, old = self.versions.after[at], self.versions.before[source]
        printed = self.placed.printed[source]
        if not old.has_words:
            self._new(at, block, last, "")
            return
        if old.is_ours or (not block.is_changed and not self._is_in_text(source)):
            return
        if block.in_table or not self.opened.places or block.is_changed:
            if block.is_changed:
                self.unplaced.append(
                    Unplaced(
                        _why(block),
                        printed.number,
                        printed.text,
                        split_number(block.text).text,
                        block.hand().author,
                    )
                )
            return
        self._new(at, block, last, "")

    def _is_in_text(self, source: int) -> bool:
        """Between the first and the last paragraph that is a clause."""
        places = self.placed.clauses
        return bool(places) and min(places) < source

    def _continue(self, at: int, source: int, last: str) -> None:
        block, found = self.versions.after[at], self.placed.clauses[source]
        printed = self.placed.printed[source]
        before, _ = self._base(found, printed.text)
        after = split_number(block.text).text
        if self.moves.is_beside(source, at):
            if plain(after) != plain(before):
                self._add("replace", found, before, after, block)
            return
        self._add("move", found, before, after, block, goes_after=last, way="moved")

    # All of them

    def _add(
        self, kind: Kind, found: Place, before: str, after: str, block: Block, *,
        way: Way = "", is_tracked: bool = True, goes_after: str = "",
    ) -> None:  # fmt: skip
        current = self.now.get(found.key)
        hand = block.hand()
        number = current.number if current else ""
        if current is not None and kind == "replace" and plain(current.text) == plain(after):
            self.unplaced.append(Unplaced("already", number, before, after, hand.author))
            return
        has_changed = current is None or plain(current.text) != plain(before)
        self.changes.append(
            ReadChange(
                kind,
                found.key,
                number,
                before,
                after,
                hand.author,
                _written(hand),
                is_tracked,
                has_changed,
                goes_after,
                way,
            )
        )

    def _missing(self) -> None:
        """Clauses that the file left with and that are not in it any more, without a mark."""
        there = {found.key for found in self.placed.clauses.values()}
        missing = [one for one in self.opened.places if one.key not in there]
        if not missing:
            return
        if len(missing) > MOST_MISSING * len(self.opened.places):
            self.unplaced.append(Unplaced("many_missing", "", str(len(missing)), ""))
            return
        for one in missing:
            if one.key in self.now and plain(self.earlier.get(one.digest, "x")):
                before = self.earlier.get(one.digest, self.now[one.key].text)
                self._add("delete", one, before, "", Block(), is_tracked=False)

    def comments(self) -> Iterator[ReadComment]:
        last = Place("", "")
        for at, block in enumerate(self.versions.after):
            source = self.versions.came_from[at]
            if at in self.gone:
                source = self.gone[at]
            last = self.placed.clauses.get(source, last) if source is not None else last
            number = self.now[last.key].number if last.key in self.now else ""
            for remark in block.remarks:
                yield ReadComment(last.key, number, remark.words, remark.hand.author)

    def _aside(self, aside: AsideText) -> Unplaced:
        reason: Reason = aside.kind
        return Unplaced(reason, "", "", aside.text, aside.hand.author if aside.hand else "")


def _why(block: Block) -> Reason:
    return "table" if block.in_table else "no_clause"


def _with_number(text: str) -> str:
    """A new clause with its number before it, as whoever wrote it wants it numbered."""
    return " ".join(part for part in text.strip().split("\t") if part.strip())


def _written(hand: Hand) -> str:
    return hand.at.isoformat() if hand.at else ""
