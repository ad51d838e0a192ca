"""Final conclusions of a meeting become a text in review, point by point."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from comity.clauses import LANGUAGES, Piece, Suggestion, find_due, find_themes, verb_class
from comity.clauses.addressees import find_addressees
from comity.instruments.models import Clause, ClauseText, Instrument, Version
from comity.instruments.models import Suggestion as Suggested
from comity.instruments.rules import office_of
from comity.parties import ledger
from comity.parties.dates import day_of
from comity.parties.models import Person
from comity.parties.services import require_secretariat
from comity.proceedings.models import Conclusions
from comity.refusals import Conflict
from comity.ui.said import said_all

from .importing import clause_from, keep_at_address, suggestions_of
from .lexicon import Lexicon, lexicon_of

Point = dict[str, str]
"""The words of one point by language."""


@transaction.atomic
def review_conclusions(conclusions: Conclusions, *, by: Person, at: datetime) -> Instrument:
    """Make a text in review out of final conclusions: each point a numbered clause, in every
    language in which it was written. The first language is the one that says most points.

    Raises:
        NotTheSecretariat.
        Conflict: they are not final, or were brought to review before.
    """
    held = Conclusions.objects.select_for_update().get(pk=conclusions.pk)
    on = day_of(at)
    require_secretariat(by, held.body.dialogue, on)
    _require_new(held)
    points = [_words(point.text) for point in held.points.standing()]
    languages = _languages(points)
    text = _instrument(held, by, on)
    Version.objects.bulk_create(
        Version(instrument=text, language=code, is_first=not place, is_equal=not place)
        for place, code in enumerate(languages)
    )
    _keep(text, points, languages, lexicon_of(held.body, on), on)
    facts = {"conclusions": held.pk, "pieces": len(points), "languages": languages}
    ledger.write("instrument.concluded", text, by=by, at=at, party=text.owner, facts=facts)
    return text


def _require_new(conclusions: Conclusions) -> None:
    if not conclusions.is_final:
        raise Conflict(
            _("“%(conclusions)s” are not final. Make them final first.")
            % {"conclusions": conclusions}
        )
    if Instrument.objects.filter(conclusions=conclusions).exists():
        raise Conflict(
            _("“%(conclusions)s” were brought to review before. Open that text.")
            % {"conclusions": conclusions}
        )


def _instrument(conclusions: Conclusions, by: Person, on: date) -> Instrument:
    text = Instrument(
        kind=Instrument.Kind.CONCLUSIONS,
        title=conclusions.title,
        meeting=conclusions.meeting,
        conclusions=conclusions,
        adopted_on=day_of(conclusions.finalised_at) if conclusions.finalised_at else None,
        label=conclusions.label,
        body=conclusions.body,
        owner=office_of(by, conclusions.body.dialogue, on),
        author=by,
        with_observers=conclusions.with_observers,
    )
    keep_at_address(text)
    return text


def _words(value: object) -> Point:
    return {one.language or "en": one.text for one in said_all(value, "en") if one.text.strip()}


def _languages(points: list[Point]) -> list[str]:
    """All that occur, the one that says most points first."""
    codes = dict.fromkeys(code for point in points for code in point)
    counts = {code: sum(code in point for point in points) for code in codes}
    return sorted(codes, key=lambda code: -counts[code])


def _keep(
    text: Instrument, points: list[Point], languages: list[str], lexicon: Lexicon, on: date
) -> None:
    """Clauses, their words and what these suggest, in three queries."""
    pieces = [
        _piece(number, point, languages, lexicon, on) for number, point in enumerate(points, 1)
    ]
    clauses = Clause.objects.bulk_create(
        clause_from(text, piece, position) for position, piece in enumerate(pieces, 1)
    )
    texts = []
    for clause, point in zip(clauses, points, strict=True):
        # No file is behind them: they were read nowhere.
        texts += [
            ClauseText(clause=clause, language=code, text=words) for code, words in point.items()
        ]
    ClauseText.objects.bulk_create(texts)
    Suggested.objects.bulk_create(
        suggestion
        for clause, piece in zip(clauses, pieces, strict=True)
        for suggestion in suggestions_of(clause, piece, lexicon)
    )


def _piece(number: int, point: Point, languages: list[str], lexicon: Lexicon, on: date) -> Piece:
    """The point as the reader of texts would have read it, in the first of its languages."""
    code = next((code for code in languages if code in point), "")
    words = point.get(code, "")
    verb = verb_class(words, code) if code in LANGUAGES else ""
    due = find_due(words, on)
    return Piece(
        kind="clause",
        text=words,
        number=f"{number}.",
        verb=verb,
        addressees=find_addressees(words, verb, lexicon.names),
        due_on=Suggestion(due[0].isoformat(), due[1]) if due else None,
        themes=find_themes(words),
    )
