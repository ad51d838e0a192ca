"""Laying a language clause by clause beside the first, and saying that it is equal.

Words move and none is lost. ``stamp`` is the instrument's as the reviewer's page showed it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comity.instruments.lagging import read_now
from comity.instruments.models import Clause, ClauseText, Instrument, Version
from comity.instruments.rules import NotAligned, NothingSaid, PlaceIsTaken
from comity.parties import registry
from comity.parties.models import Person

from .desk import clause_of, closed, opened, words_in
from .pieces import above, follow_words, move_words, span, vanish_if_empty

Direction = Literal["up", "down"]


@transaction.atomic
def shift(
    clause: Clause, *, language: str, direction: Direction, by: Person, at: datetime, stamp: int
) -> None:
    """Move the words of one language, from this clause on, one clause up or down.

    Down: they and all that follow without a gap move; the last makes a new clause where it must.
    Up: the clause above must be empty in this language. Clauses left empty vanish.

    Raises:
        NothingSaid, NothingAbove, PlaceIsTaken, and what ``opened`` raises.
    """
    text = opened(clause.instrument, stamp=stamp, by=by, at=at)
    found = clause_of(text, clause)
    _require_words(found, language)
    if direction == "up":
        _shift_up(text, found, language)
    else:
        _shift_down(text, found, language)
    facts = {"clause": clause.pk, "languages": [language], "direction": direction}
    closed(text, "clause.shifted", by=by, at=at, facts=facts, unequal=[language])


def _require_words(clause: Clause, language: str) -> ClauseText:
    said = words_in(clause, language)
    if said is None:
        raise NothingSaid(
            _(
                "This paragraph has no words in this language, so nothing can be moved. "
                "Choose another."
            )
        )
    return said


def _shift_up(text: Instrument, clause: Clause, language: str) -> None:
    target = above(text, clause)
    if words_in(target, language):
        raise PlaceIsTaken(
            _(
                "The paragraph above already has words in this language. "
                "Move those first, or join the two."
            )
        )
    run = _run(text, clause, language)
    places = [target, *(one for one, _said in run[:-1])]
    # From the top: each place is free before the words below it come.
    for (_clause, said), to in zip(run, places, strict=True):
        move_words(said, to)
    vanish_if_empty(run[-1][0], heir=places[-1])


def _run(text: Instrument, clause: Clause, language: str) -> list[tuple[Clause, ClauseText]]:
    """This clause and those after it, as long as each has words in the language."""
    run: list[tuple[Clause, ClauseText]] = []
    following = text.clauses.filter(position__gte=clause.position).prefetch_related("texts")
    for one in following:
        said = next((s for s in one.texts.all() if s.language == language), None)
        if said is None:
            break
        run.append((one, said))
    return run


def _shift_down(text: Instrument, clause: Clause, language: str) -> None:
    run = _run(text, clause, language)
    last = run[-1][0]
    after = text.clauses.filter(position__gt=last.position).first()
    if after is None:
        after = Clause.objects.create(
            instrument=text, position=last.position + 1, kind=last.kind, depth=last.depth
        )
    places = [*(one for one, _said in run[1:]), after]
    # From the end: each place is free before the words before it come.
    for (_clause, said), to in reversed(list(zip(run, places, strict=True))):
        move_words(said, to)
    vanish_if_empty(run[0][0], heir=places[0])


@transaction.atomic
def align(
    clause: Clause, *, language: str, to: Clause, by: Person, at: datetime, stamp: int
) -> Clause:
    """Move the words of one language to another clause; what is there already stays, in order.

    Raises:
        NothingSaid, and what ``opened`` raises.
    """
    text = opened(clause.instrument, stamp=stamp, by=by, at=at)
    here, there = clause_of(text, clause), clause_of(text, to)
    said = _require_words(here, language)
    if here.pk == there.pk:
        return there
    _put(said, there, comes_after=here.position > there.position)
    vanish_if_empty(here, heir=there)
    facts = {"clause": clause.pk, "to": there.pk, "languages": [language]}
    closed(text, "clause.aligned", by=by, at=at, facts=facts, unequal=[language])
    return there


def _put(said: ClauseText, there: Clause, *, comes_after: bool) -> None:
    own = words_in(there, said.language)
    if own is None:
        move_words(said, there)
        return
    follow_words(said, there)
    pair = (own.text, said.text) if comes_after else (said.text, own.text)
    own.text = "\n".join(pair)
    own.first_read, own.last_read = span(own, said)
    own.save()
    said.delete()


@transaction.atomic
def mark_equal(version: Version, *, by: Person, at: datetime, stamp: int) -> Version:
    """Say that a language was read clause by clause against the first and found equal.

    Raises:
        NotAligned: a clause lacks words in one of the two.
    """
    text = opened(version.instrument, stamp=stamp, by=by, at=at)
    lacking = unpaired(text, version.language)
    if lacking:
        sentence = ngettext(
            "This language lacks words, or has too many, at %(count)s place: %(clause)s. "
            "Align it first, then mark the language as equal.",
            "This language lacks words, or has too many, at %(count)s places, first at %(clause)s. "
            "Align these first, then mark the language as equal.",
            len(lacking),
        )
        raise NotAligned(sentence % {"count": len(lacking), "clause": _called(lacking[0])})
    text.versions.filter(language=version.language).update(
        is_equal=True, equal_at=at, read_against=read_now(text, version.language)
    )
    closed(text, "version.found_equal", by=by, at=at, facts={"language": version.language})
    registry.done("language found equal", text, by, at)
    version.is_equal = True
    return version


def unpaired(text: Instrument, language: str) -> list[Clause]:
    """Clauses with words in the first language and none in this one, or the reverse."""
    first = text.versions.filter(is_first=True).values_list("language", flat=True).first()
    found = []
    for clause in text.clauses.prefetch_related("texts"):
        said = {one.language for one in clause.texts.all()}
        if (first in said) != (language in said):
            found.append(clause)
    return found


def _called(clause: Clause) -> str:
    if clause.number:
        return f"“{clause.number}”"
    said = clause.texts.first()
    words = said.text if said else ""
    return f"“{words[:40]}…”" if len(words) > 40 else f"“{words}”"
