"""Applying one proposal after another to a text: what stands in it afterwards, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from comity.clauses.brackets import in_brackets, resolve

AmendmentKind = Literal["replace", "insert", "delete"]


class Gone(ValueError):
    """The clause that is changed, or followed, is not in the text."""


class Changed(ValueError):
    """The clause does not say any more what the amendment was written for."""


@dataclass(frozen=True, slots=True)
class Line:
    """A clause in its place: a key of its own, and what it says."""

    key: int
    text: str


@dataclass(frozen=True, slots=True)
class Amendment:
    """One change. ``key`` is the clause replaced or deleted, or the one that an insertion follows
    (None: at the head); ``before`` what it said when the change was written.
    """

    kind: AmendmentKind
    key: int | None
    before: str = ""
    text: str = ""


def amend(
    lines: Sequence[Line], amendment: Amendment, *, key: int = 0, bracketed: bool = False
) -> tuple[Line, ...]:
    """Return the text after one amendment.

    Args:
        key: That of the clause which an insertion becomes. It stands at once behind the one
            it follows, before what was inserted there earlier.
        bracketed: Whether what the amendment changes stays open, in brackets.

    Raises:
        Gone, Changed: the text is then as it was.
    """
    if amendment.kind == "insert":
        at = 0 if amendment.key is None else _at(lines, amendment.key) + 1
        words = in_brackets("", amendment.text) if bracketed else amendment.text
        return (*lines[:at], Line(key, words), *lines[at:])
    at = _at(lines, amendment.key)
    now = lines[at].text
    if now != amendment.before:
        raise Changed(f"Clause {amendment.key} says something else now.")
    wanted = "" if amendment.kind == "delete" else amendment.text
    return _with(lines, at, in_brackets(now, wanted) if bracketed else wanted)


def settle(lines: Sequence[Line], key: int, start: int, keep: int | None) -> tuple[Line, ...]:
    """Return the text after one bracket of one clause was resolved.

    Raises:
        Gone: the clause is not in the text.
        ValueError: the bracket is not in the clause.
    """
    at = _at(lines, key)
    return _with(lines, at, resolve(lines[at].text, start, keep))


def _with(lines: Sequence[Line], at: int, words: str) -> tuple[Line, ...]:
    """The text with other words in one place; a clause left without a word is gone."""
    kept = (Line(lines[at].key, words),) if words.strip() else ()
    return (*lines[:at], *kept, *lines[at + 1 :])


def _at(lines: Sequence[Line], key: int | None) -> int:
    for at, line in enumerate(lines):
        if line.key == key:
            return at
    raise Gone(f"Clause {key} is not in the text.")
