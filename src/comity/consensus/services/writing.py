"""Between the text as rows and the text as lines, which the pure rules change."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.db.models import F

from comity.clauses import LANGUAGES, verb_class
from comity.clauses.amend import Line
from comity.clauses.brackets import find_brackets
from comity.clauses.number import find_label
from comity.instruments.models import Clause, ClauseText, Instrument
from comity.instruments.services.pieces import require_no_footnotes

NEW = 0
"""The key of a line that is not a clause yet."""
_ADDED = re.compile(r"(\d{1,3}(?:\.\d{1,3})* (?:bis|ter|quater)[.)]?)\s+(?=\S)")
"""How a clause that was added between two others is numbered."""


def lines_of(text: Instrument, language: str) -> tuple[Line, ...]:
    """Every clause in its place with its words in a language, "" where it has none."""
    said = dict(
        ClauseText.objects.filter(clause__instrument=text, language=language).values_list(
            "clause", "text"
        )
    )
    keys = text.clauses.order_by("position", "pk").values_list("pk", flat=True)
    return tuple(Line(key, said.get(key, "")) for key in keys)


def write_lines(
    text: Instrument, language: str, before: Sequence[Line], after: Sequence[Line]
) -> Clause | None:
    """Make the rows say ``after`` where they said ``before``; return a clause that is new.

    A line that is not there any more takes its clause with it, in every language.

    Raises:
        ClauseBearsFootnotes: a party put something on that clause.
    """
    left = {line.key: line.text for line in after}
    for line in before:
        if line.key not in left:
            gone = Clause.objects.get(pk=line.key)
            require_no_footnotes(gone)
            gone.delete()
        elif line.text != left[line.key]:
            _rewrite(line, language, left[line.key])
    if NEW not in left:
        return None
    at = [line.key for line in after].index(NEW)
    followed = Clause.objects.get(pk=after[at - 1].key) if at else None
    return _insert(text, followed, language, left[NEW])


def _rewrite(line: Line, language: str, words: str) -> None:
    """Other words for a clause; its verb follows them where it followed the old ones."""
    ClauseText.objects.update_or_create(
        clause_id=line.key, language=language, defaults={"text": words}
    )
    if language in LANGUAGES and find_brackets(words) == ():
        followed = Clause.objects.operative().filter(
            pk=line.key, verb=verb_class(line.text, language)
        )
        followed.update(verb=verb_class(words, language))


def _insert(text: Instrument, followed: Clause | None, language: str, words: str) -> Clause:
    """A new clause behind another; a number at the head of its words becomes its number."""
    position = followed.position if followed else 0
    text.clauses.filter(position__gt=position).update(position=F("position") + 1)
    number, words = _numbered(words)
    made = Clause.objects.create(
        instrument=text,
        position=position + 1,
        kind=Clause.Kind.CLAUSE,
        depth=followed.depth if followed else 1,
        number=number,
        verb=verb_class(words, language) if language in LANGUAGES else "",
    )
    ClauseText.objects.create(clause=made, language=language, text=words)
    return made


def _numbered(words: str) -> tuple[str, str]:
    """The printed number at the head of the words, and the rest."""
    if added := _ADDED.match(words):
        return added[1], words[added.end() :]
    label = None if words.startswith("[") else find_label(words)
    longest = Clause._meta.get_field("number").max_length or 0
    if label is None or label.end >= len(words) or len(label.printed) > longest:
        return "", words
    return label.printed, words[label.end :]
