"""The same text in another language, laid clause by clause beside the first."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.db import transaction
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from comity.clauses import Kind, Piece, Reading, suggest_alignment
from comity.instruments.models import Clause, ClauseText, Instrument, Version
from comity.instruments.rules import LanguageIsThere, require_keeper
from comity.parties.dates import day_of
from comity.parties.models import Person
from comity.ui.locales import language_name, page_language

from .describing import titles_of
from .desk import closed, opened
from .importing import Upload, clause_from, keep_version, read_upload, text_from
from .lexicon import lexicon_of


def add_language(
    instrument: Instrument,
    *,
    language: str,
    upload: Upload,
    by: Person,
    at: datetime,
    stamp: int,
    title: str = "",
) -> Version:
    """Read the text in another language and lay it clause by clause beside the first.

    A paragraph that has no partner becomes a piece of its own in its place: nothing is dropped.

    Raises:
        LanguageIsThere; TextIsUnreadable; and what ``opened`` raises. Nothing is written then.
    """
    require_keeper(by, instrument, day_of(at))
    lexicon = lexicon_of(instrument.body, instrument.adopted_on or day_of(at))
    reading = read_upload(upload, language, lexicon, None)
    with transaction.atomic():
        text = opened(instrument, stamp=stamp, by=by, at=at)
        _require_new(text, language)
        version = keep_version(text, language, reading, upload, by=by, at=at, is_first=False)
        _lay_beside(text, version, reading)
        if title:
            text.title = LazyI18nString({**titles_of(text), language: title})
            text.save(update_fields=["title"])
        facts = {"language": language, "pieces": len(reading.pieces)}
        closed(text, "version.added", by=by, at=at, facts=facts, unequal=[language])
    return version


def _require_new(text: Instrument, language: str) -> None:
    if text.versions.filter(language=language).exists():
        raise LanguageIsThere(
            _("“%(text)s” is there in %(language)s already. Correct that version in the review.")
            % {"text": text, "language": language_name(language, page_language())}
        )


def _lay_beside(text: Instrument, version: Version, reading: Reading) -> None:
    clauses = list(text.clauses.prefetch_related("texts"))
    rows = aligned(text, clauses, reading)
    added = Clause.objects.bulk_create(
        clause_from(text, reading.pieces[index], 0)
        for clause, index in rows
        if clause is None and index is not None
    )
    fresh = iter(added)
    ordered = [clause or next(fresh) for clause, _index in rows]
    for position, clause in enumerate(ordered, 1):
        clause.position = position
    Clause.objects.bulk_update(ordered, ["position"], batch_size=500)
    ClauseText.objects.bulk_create(
        text_from(clause, version.language, index, reading.pieces[index])
        for clause, (_found, index) in zip(ordered, rows, strict=True)
        if index is not None
    )


def aligned(
    text: Instrument, clauses: list[Clause], reading: Reading
) -> list[tuple[Clause | None, int | None]]:
    """Pairs of a clause and the index of a piece of the other language, in the order of both."""
    first = text.versions.get(is_first=True).language
    pieces = [_piece_of(clause, first) for clause in clauses]
    pairs = suggest_alignment(pieces, reading.pieces)
    return [(None if one is None else clauses[one], other) for one, other in pairs]


def _piece_of(clause: Clause, language: str) -> Piece:
    words = next((one.text for one in clause.texts.all() if one.language == language), "")
    kind = cast(Kind, clause.kind)
    return Piece(kind=kind, text=words, number=clause.number, depth=clause.depth, verb=clause.verb)
