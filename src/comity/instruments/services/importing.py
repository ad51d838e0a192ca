"""A file becomes a text in review: read first, and only then anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from comity.clauses import LANGUAGES, MANDATING, Piece, Reading, Unreadable, read
from comity.instruments.models import Clause, ClauseText, Instrument, Suggestion, Version
from comity.instruments.rules import TextIsUnreadable, office_of
from comity.instruments.sentences import say
from comity.meetings.models import Meeting
from comity.parties import ledger
from comity.parties.dates import PartialDate, Precision, day_of
from comity.parties.models import Body, Person
from comity.parties.names import take_free_slug
from comity.parties.services import require_secretariat
from comity.tlp import Label

from .filing import keep_source
from .lexicon import Lexicon, lexicon_of

LONGEST_TITLE = 300
LONGEST_SLUG = 80
LONGEST_WORDS = 500


class Upload(NamedTuple):
    """A file as it came: its name and its bytes."""

    name: str
    data: bytes


def import_text(
    body: Body,
    *,
    kind: str,
    language: str,
    upload: Upload,
    by: Person,
    at: datetime,
    title: str = "",
    meeting: Meeting | None = None,
    adopted_on: PartialDate | None = None,
    label: Label = Label.AMBER,
    with_observers: bool = False,
    source: str = "",
) -> Instrument:
    """Read a file into clauses and keep them, with the file, as a text in review.

    Args:
        title: In ``language``; empty: the first heading, else the file's name.
        adopted_on: When the parties adopted it, if known; terms in the text count from then.

    Raises:
        NotTheSecretariat.
        TextIsUnreadable: nothing is written.
    """
    on = day_of(at)
    require_secretariat(by, body.dialogue, on)
    text = Instrument(
        kind=kind,
        meeting=meeting,
        label=label,
        body=body,
        owner=office_of(by, body.dialogue, on),
        author=by,
        with_observers=with_observers,
        source=source,
    )
    return keep_text(text, language, upload, by=by, at=at, title=title, adopted_on=adopted_on)


def keep_text(
    text: Instrument,
    language: str,
    upload: Upload,
    *,
    by: Person,
    at: datetime,
    title: str = "",
    adopted_on: PartialDate | None = None,
) -> Instrument:
    """Read a file into the clauses of a new text, and keep both.

    Raises:
        TextIsUnreadable: nothing is written.
    """
    lexicon = lexicon_of(text.body, adopted_on.first if adopted_on else day_of(at))
    # Reading takes a second or two; the database is not held meanwhile.
    reading = read_upload(upload, language, lexicon, adopted_on)
    with transaction.atomic():
        named = title or _title_of(reading, upload)
        text.title = LazyI18nString({language: named})
        text.adopted_on = adopted_on.first if adopted_on else None
        text.adopted_precision = adopted_on.precision if adopted_on else Precision.DAY
        keep_at_address(text)
        version = keep_version(text, language, reading, upload, by=by, at=at, is_first=True)
        _keep_pieces(text, version, reading, lexicon)
        facts = {"language": language, "pieces": len(reading.pieces)}
        ledger.write("instrument.imported", text, by=by, at=at, party=text.owner, facts=facts)
    return text


def read_upload(
    upload: Upload, language: str, lexicon: Lexicon, adopted_on: PartialDate | None
) -> Reading:
    """Raises TextIsUnreadable, in the reader's language."""
    if len(upload.data) > settings.UPLOAD_LIMIT:
        limit = str(settings.UPLOAD_LIMIT // 2**20)
        raise TextIsUnreadable(say(Unreadable("too_large", upload.name, limit=limit)))
    known = language if language in LANGUAGES else None
    try:
        reading = read(
            upload.data,
            upload.name,
            language=known,
            names=lexicon.names,
            adopted_on=adopted_on.last if adopted_on else None,
        )
    except Unreadable as unreadable:
        raise TextIsUnreadable(say(unreadable)) from unreadable
    return reading if known else _numbers_alone(reading, language)


def _numbers_alone(reading: Reading, language: str) -> Reading:
    """Of a language that is not read here, such as Dutch: its paragraphs with their numbers and
    places, and nothing that its words might mean."""
    bare = [
        replace(piece, verb="", addressees=(), due_on=None, themes=()) for piece in reading.pieces
    ]
    return replace(reading, pieces=tuple(bare), language=language)


def _title_of(reading: Reading, upload: Upload) -> str:
    heading = next(reading.of_kind("heading"), None)
    name = heading.whole if heading else PurePosixPath(upload.name).stem
    return name[:LONGEST_TITLE] or _("Untitled text")


def keep_at_address(text: Instrument) -> None:
    """Save a new text under a slug of its own: ``crm-managua-declaration``.

    An address is seen in passing, so that of a watched text says its kind and not its title.
    """
    words = text.kind if text.is_watched else str(text.title)
    stem = f"{text.body.dialogue.slug}-{slugify(words)}"[: LONGEST_SLUG - 4].strip("-")
    take_free_slug(text, stem)


def keep_version(
    text: Instrument,
    language: str,
    reading: Reading,
    upload: Upload,
    *,
    by: Person,
    at: datetime,
    is_first: bool,
) -> Version:
    return Version.objects.create(
        instrument=text,
        language=language,
        is_first=is_first,
        is_equal=is_first,
        source=keep_source(text, language, upload.name, upload.data, by=by, at=at),
        as_read=[_as_read(piece) for piece in reading.pieces],
        left_out=[asdict(left) for left in reading.left_out],
    )


def _as_read(piece: Piece) -> list[object]:
    """[number, text], and where it has footnotes a third: [[mark, text], …]."""
    notes = [[note.mark, note.text] for note in piece.footnotes]
    return [piece.number, piece.text, notes] if notes else [piece.number, piece.text]


def _keep_pieces(text: Instrument, version: Version, reading: Reading, lexicon: Lexicon) -> None:
    """Write a clause, its words and its suggestions for each piece, in three queries."""
    clauses = Clause.objects.bulk_create(
        clause_from(text, piece, position) for position, piece in enumerate(reading.pieces, 1)
    )
    ClauseText.objects.bulk_create(
        text_from(clause, version.language, index, piece)
        for index, (clause, piece) in enumerate(zip(clauses, reading.pieces, strict=True))
    )
    if text.is_national:
        return  # What a party binds itself to by its own law makes no mandate.
    Suggestion.objects.bulk_create(
        suggestion
        for clause, piece in zip(clauses, reading.pieces, strict=True)
        for suggestion in suggestions_of(clause, piece, lexicon)
    )


def clause_from(text: Instrument, piece: Piece, position: int) -> Clause:
    return Clause(
        instrument=text,
        position=position,
        kind=piece.kind,
        depth=piece.depth,
        number=piece.number,
        verb=piece.verb,
    )


def text_from(clause: Clause, language: str, index: int, piece: Piece) -> ClauseText:
    return ClauseText(
        clause=clause, language=language, text=piece.text, first_read=index, last_read=index
    )


def suggestions_of(clause: Clause, piece: Piece, lexicon: Lexicon) -> Iterator[Suggestion]:
    """What the reader suggests, as far as it names something here, each once; nothing for a
    clause that asks for nothing, such as one that thanks or welcomes."""
    if piece.verb and piece.verb not in MANDATING:
        return
    seen: set[tuple[str, str]] = set()
    found = [("addressee", lexicon.value(one.value), one.words) for one in piece.addressees]
    if piece.due_on:
        found.append(("due", piece.due_on.value, piece.due_on.words))
    found += [
        ("theme", one.value, one.words) for one in piece.themes if one.value in lexicon.themes
    ]
    for kind, value, words in found:
        if value and (kind, value) not in seen:
            seen.add((kind, value))
            yield Suggestion(clause=clause, kind=kind, value=value, words=words[:LONGEST_WORDS])
