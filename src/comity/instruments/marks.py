"""The marks under which what parties say on a text is found: a, b, c … in the order of reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import ascii_lowercase

from comity.parties.access import Reader

from .footnotes import FootnoteQuerySet
from .models import Footnote, Instrument


@dataclass(frozen=True)
class Marked:
    """A footnote with its mark; "" while it waits for a second person."""

    mark: str
    footnote: Footnote


def marks_of(text: Instrument, reader: Reader) -> list[Marked]:
    """Everything that parties said on a text, as far as the reader may read it.

    What was said before the adoption is marked in the order of the clauses. Later statements
    follow in the order of their dates, so that no mark of an adopted text ever changes.
    """
    return _in_order(text, Footnote.objects.visible_to(reader))


def released_on(text: Instrument) -> list[Marked]:
    """What whoever reads the text reads with it: for its files, which are one for all readers."""
    return _in_order(text, Footnote.objects.released())


def _in_order(text: Instrument, footnotes: FootnoteQuerySet) -> list[Marked]:
    seen = footnotes.filter(clause__instrument=text)
    found = sorted(seen.select_related("party", "clause", "released_by"), key=_place)
    for one in found:
        one.clause.instrument = text
    return [*_marked(one for one in found if not one.is_held),
            *(Marked("", one) for one in found if one.is_held)]  # fmt: skip


def by_clause(marked: Iterable[Marked]) -> dict[int, list[Marked]]:
    found: dict[int, list[Marked]] = {}
    for one in marked:
        found.setdefault(one.footnote.clause_id, []).append(one)
    return found


def letters(number: int) -> str:
    """1: ``a``, 26: ``z``, 27: ``aa``."""
    word = ""
    while number:
        number, rest = divmod(number - 1, len(ascii_lowercase))
        word = ascii_lowercase[rest] + word
    return word


def _marked(released: Iterable[Footnote]) -> Iterator[Marked]:
    for number, one in enumerate(released, 1):
        yield Marked(letters(number), one)


def _place(one: Footnote) -> tuple[bool, int, float, int]:
    at = (one.released_at or one.added_at).timestamp()
    return (one.is_later, 0 if one.is_later else one.clause.position, at, one.pk)
