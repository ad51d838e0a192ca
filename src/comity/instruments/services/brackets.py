"""What of a text is still in brackets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from comity.clauses.brackets import Bracket, find_brackets
from comity.instruments.models import Clause, ClauseText, Instrument
from comity.instruments.rules import OpenBrackets


@dataclass(frozen=True)
class OpenBracket:
    """A bracket with the clause and the language in which it stands open."""

    clause: Clause
    language: str
    bracket: Bracket


def open_brackets(text: Instrument) -> list[OpenBracket]:
    """Every open bracket of a text, in the order of its clauses, language by language."""
    said = ClauseText.objects.filter(clause__instrument=text)
    said = said.filter(Q(text__contains="[") | Q(text__contains="]"))
    said = said.select_related("clause").order_by("clause__position", "language")
    return list(brackets_in(said))


def brackets_in(said: Iterable[ClauseText]) -> Iterator[OpenBracket]:
    for one in said:
        for bracket in find_brackets(one.text):
            yield OpenBracket(one.clause, one.language, bracket)


def require_no_brackets(text: Instrument) -> None:
    """Raises OpenBrackets."""
    found = open_brackets(text)
    if found:
        raise OpenBrackets(
            _(
                "“%(text)s” has open brackets (%(count)s), the first in clause %(number)s. "
                "Settle them first: choose an alternative of each, or strike it."
            )
            % {"text": text, "count": len(found), "number": found[0].clause.number or "—"}
        )
