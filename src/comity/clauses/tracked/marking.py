"""What stands in a file with marked changes: made of the comparison of two versions, or of a text
and what several hands want otherwise in it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

from comity.clauses.compare import Change, compare, mark_words
from comity.clauses.number import find_label
from comity.clauses.tracked.paper import UNTOUCHED, Hand, Note, Paragraph, Span, State


class Printed(Protocol):
    """A clause as it is printed."""

    @property
    def key(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def depth(self) -> int: ...
    @property
    def number(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def footnotes(self) -> tuple[tuple[str, str], ...]: ...


@dataclass(frozen=True, slots=True)
class Amendment:
    """What one hand wants otherwise: other words for a clause, a new one after it, or none.

    ``key`` is the clause it changes or that it follows; "" at the head of the text.
    """

    kind: Literal["replace", "insert", "delete"]
    key: str
    text: str
    hand: Hand
    reason: str = ""


def from_comparison(
    first: Sequence[Printed], second: Sequence[Printed], hand: Hand, moved: str
) -> tuple[Paragraph, ...]:
    """Return the second version with every difference from the first marked as made by one hand.

    Args:
        moved: The comment on a clause that stood elsewhere and changed on the way, with
            ``%(number)s`` for the number that it had.
    """
    keys = [one.key for one in first], [one.key for one in second]
    changes = compare(first, second, keys)
    left = _left_places(changes)
    paragraphs = [_leaving(first[at], hand, moves=True) for at in left.get(None, ())]
    for change in changes:
        paragraphs.append(_of_change(change, first, second, hand, moved))
        if change.before is not None and change.kind != "moved":
            paragraphs += [
                _leaving(first[at], hand, moves=True) for at in left.get(change.before, ())
            ]
    return tuple(paragraphs)


def _left_places(changes: Sequence[Change]) -> dict[int | None, list[int]]:
    """Return for each clause that stays in place the moved ones that stood behind it in the first
    version; under None those that stood at its head."""
    moved = {change.before for change in changes if change.kind == "moved"}
    places: dict[int | None, list[int]] = {}
    last = None
    known = sorted(change.before for change in changes if change.before is not None)
    for at in known:
        if at in moved:
            places.setdefault(last, []).append(at)
        else:
            last = at
    return places


def _of_change(
    change: Change,
    first: Sequence[Printed],
    second: Sequence[Printed],
    hand: Hand,
    moved: str,
) -> Paragraph:
    if change.after is None:
        return _leaving(first[change.before or 0], hand)
    now = second[change.after]
    if change.before is None:
        return _coming(now, hand)
    old = first[change.before]
    if change.kind == "moved":
        return _arriving(now, old, hand, moved)
    spans = [*_numbers(old.number, now.number, hand)]
    spans += [_span(mark.text, mark.kind, hand) for mark in change.marks]
    return _paragraph(now, spans)


def _span(text: str, state: State, hand: Hand, move: str = "") -> Span:
    return Span(text, state, None if state == "same" else hand, move)


def _numbers(old: str, new: str, hand: Hand) -> Iterator[Span]:
    """The number and the tab behind it; a number that changed is marked as well."""
    if old == new:
        yield from [Span(f"{new}\t")] if new else []
        return
    if old:
        yield Span(old if new else f"{old}\t", "removed", hand)
    if new:
        yield Span(new if old else f"{new}\t", "added", hand)
    if old and new:
        yield Span("\t")


def _whole(clause: Printed) -> str:
    return f"{clause.number}\t{clause.text}" if clause.number else clause.text


def _paragraph(clause: Printed, spans: Iterable[Span], mark: Span = UNTOUCHED) -> Paragraph:
    return Paragraph(
        tuple(span for span in spans if span.text),
        clause.key,
        clause.text,
        clause.kind,
        clause.depth,
        mark,
        (),
        clause.footnotes,
    )


def _leaving(clause: Printed, hand: Hand, *, moves: bool = False) -> Paragraph:
    move = f"move{clause.key}" if moves else ""
    mark = Span("", "removed", hand, move)
    made = _paragraph(clause, [Span(_whole(clause), "removed", hand, move)], mark)
    return replace(made, footnotes=(), key="") if moves else replace(made, footnotes=())


def _coming(clause: Printed, hand: Hand, move: str = "") -> Paragraph:
    mark = Span("", "added", hand, move)
    return _paragraph(clause, [Span(_whole(clause), "added", hand, move)], mark)


def _arriving(now: Printed, old: Printed, hand: Hand, moved: str) -> Paragraph:
    made = _coming(now, hand, f"move{old.key}")
    if now.text == old.text:
        return made
    return replace(made, notes=(Note(moved % {"number": old.number or "–"}, hand),))


def from_amendments(
    clauses: Sequence[Printed], amendments: Sequence[Amendment]
) -> tuple[Paragraph, ...]:
    """Return the text with what several hands want otherwise marked as theirs.

    Where two want to change the same words of a clause, the words of the second stand as a
    paragraph of its own behind it.
    """
    by_key: dict[str, list[Amendment]] = {}
    for one in amendments:
        by_key.setdefault(one.key, []).append(one)
    paragraphs = [_new(one, None) for one in by_key.get("", ())]
    for clause in clauses:
        paragraphs += _amended(clause, by_key.get(clause.key, []))
    return tuple(paragraphs)


def _amended(clause: Printed, amendments: list[Amendment]) -> Iterator[Paragraph]:
    overlay = _Overlay(clause)
    beside = [one for one in amendments if one.kind != "insert" and not overlay.take(one)]
    yield overlay.paragraph()
    for one in beside:
        yield _new(one, clause)
    for one in amendments:
        if one.kind == "insert":
            yield _new(one, clause)


def _new(one: Amendment, beside: Printed | None) -> Paragraph:
    kind = "clause" if beside is None or beside.kind == "heading" else beside.kind
    notes = (Note(one.reason, one.hand),) if one.reason else ()
    mark = Span("", "added", one.hand)
    depth = beside.depth if beside is not None and beside.kind != "heading" else 1
    return Paragraph((Span(_in_columns(one), "added", one.hand),), "", "", kind, depth, mark, notes)


def _in_columns(one: Amendment) -> str:
    """The words behind a tab, under those of the other clauses; a number before it."""
    if one.kind == "delete":
        return "\t[–]"
    label = find_label(one.text)
    if one.kind == "insert" and label is not None and label.end < len(one.text):
        return f"{label.printed}\t{one.text[label.end :]}"
    return f"\t{one.text}"


@dataclass(slots=True)
class _Overlay:
    """The words of a clause, and what was struck and put in between, by places in it."""

    clause: Printed
    struck: list[tuple[int, int, Hand]] = field(default_factory=list)
    put: list[tuple[int, str, Hand]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    gone: Hand | None = None

    def take(self, one: Amendment) -> bool:
        """Mark one amendment, unless it touches what another one struck."""
        if self.gone or (one.kind == "delete" and (self.struck or self.put)):
            return False
        if one.kind == "delete":
            self.gone = one.hand
        elif not self._mark(one):
            return False
        self.notes += [Note(one.reason, one.hand)] if one.reason else []
        return True

    def _mark(self, one: Amendment) -> bool:
        struck, put, at = [], [], 0
        for mark in mark_words(self.clause.text, one.text):
            if mark.kind == "added":
                put.append((at, mark.text, one.hand))
                continue
            if mark.kind == "removed":
                struck.append((at, at + len(mark.text), one.hand))
            at += len(mark.text)
        if any(self._is_touched(start, end) for start, end, _ in struck) or any(
            start < place < end for place, _, _ in put for start, end, _ in self.struck
        ):
            return False
        self.struck += struck
        self.put += put
        return True

    def _is_touched(self, start: int, end: int) -> bool:
        """Others struck some of it, or put words into it."""
        return any(start < b and a < end for a, b, _ in self.struck) or any(
            start < place < end for place, _, _ in self.put
        )

    def paragraph(self) -> Paragraph:
        number = self.clause.number
        spans = [Span(f"{number}\t")] if number else []
        if self.gone:
            made = _leaving(self.clause, self.gone)
            return replace(made, notes=tuple(self.notes))
        return replace(_paragraph(self.clause, [*spans, *self._spans()]), notes=tuple(self.notes))

    def _spans(self) -> Iterator[Span]:
        text = self.clause.text
        edges = {0, len(text), *(at for at, _, _ in self.put)}
        edges |= {edge for start, end, _ in self.struck for edge in (start, end)}
        places = sorted(edges)
        for at, until in zip(places, [*places[1:], len(text)], strict=True):
            # New words stand behind those that they replace.
            yield from self._put_at(at)
            hand = next((h for a, b, h in self.struck if a <= at and until <= b), None)
            if at < until:
                yield Span(text[at:until], "removed" if hand else "same", hand)

    def _put_at(self, at: int) -> Iterator[Span]:
        for place, words, hand in self.put:
            if place == at:
                yield Span(words, "added", hand)
