"""Bringing old pages in, and what becomes of them: news, or nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from comity.archive import (
    NEAREST,
    Before,
    Contact,
    Link,
    Page,
    Raw,
    Register,
    digest,
    in_batches,
    read_pages,
)
from comity.instruments.models import Instrument
from comity.meetings.models import Meeting
from comity.parties import ledger
from comity.parties.dates import day_of
from comity.parties.models import Dialogue, Party, Person
from comity.parties.services import require_secretariat
from comity.refusals import Refusal

from ..models import ArchivedPage, NewsPage
from .news import draft_news

Read = tuple[Page, ArchivedPage]


class AlreadyDecided(Refusal):
    """What was made news of, or set aside, is not decided again."""

    status = 409


@dataclass(frozen=True)
class Arrival:
    """For whom pages come in, from where, by whom and when."""

    dialogue: Dialogue
    site: str
    by: Person | None
    at: datetime


@dataclass
class Brought:
    """What came of bringing pages in."""

    new: int = 0
    again: int = 0


def bring_in(
    raws: Iterable[Raw],
    register: Register,
    *,
    dialogue: Dialogue,
    site: str = "",
    by: Person | None,
    at: datetime,
) -> Brought:
    """Read pages and keep each as a draft, once, a few hundred in one transaction: stopped
    half-way and started again, it goes on where it was.

    Args:
        by: None: the operator, at the machine itself.

    Raises:
        NotTheSecretariat: nothing is kept then.
    """
    if by:
        require_secretariat(by, dialogue, day_of(at))
    brought = Brought()
    before = _before(dialogue)
    arrival = Arrival(dialogue, site, by, at)
    for batch in in_batches(raws):
        new = _keep(batch, register, before, arrival)
        brought.new += new
        brought.again += len(batch) - new
    return brought


def sha256_of(raw: Raw) -> str:
    """Of a page as its source gives it, whatever its file is called."""
    said = [raw.title, raw.published, raw.language, raw.lines]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def _keep(batch: Sequence[Raw], register: Register, before: Before, arrival: Arrival) -> int:
    """Keep what of a batch is not there yet; the dialogue's row orders those who bring in."""
    Dialogue.objects.select_for_update().get(pk=arrival.dialogue.pk)
    theirs = ArchivedPage.objects.filter(dialogue=arrival.dialogue)
    hashes = [sha256_of(raw) for raw in batch]
    known = set(theirs.filter(sha256__in=hashes).values_list("sha256", flat=True))
    if known >= set(hashes):
        return 0
    read = [
        (page, _row(page, sha256, arrival))
        for page, sha256 in zip(read_pages(batch, register, before), hashes, strict=True)
    ]
    words = [row.digest for _page, row in read]
    said = set(theirs.filter(digest__in=words).values_list("digest", flat=True))
    made = list(_new(read, known, said))
    ArchivedPage.objects.bulk_create(row for _page, row in made)
    _pair(made, arrival.dialogue)
    if made:
        facts = {"pages": len(made), "first": made[0][1].pk}
        ledger.write(
            "archive.brought_in", arrival.dialogue, by=arrival.by, at=arrival.at, facts=facts
        )
    return len(made)


def _new(read: Sequence[Read], known: set[str], said: set[str]) -> Iterator[Read]:
    """Those that are there neither by their source nor by their words, each once."""
    for page, row in read:
        if row.sha256 not in known and row.digest not in said:
            known.add(row.sha256)
            said.add(row.digest)
            yield page, row


def _row(page: Page, sha256: str, arrival: Arrival) -> ArchivedPage:
    return ArchivedPage(
        dialogue=arrival.dialogue, site=arrival.site[:100], file=page.file[-200:], sha256=sha256,
        digest=digest(page), title=page.title, day=page.date or "", place=page.place[:200],
        language=page.language, paragraphs=list(page.paragraphs), pictures=list(page.pictures),
        contacts=[asdict(one) for one in page.contacts], links=[asdict(one) for one in page.links],
        flags=[asdict(one) for one in page.flags], left_out=list(page.left_out),
        arrived_at=arrival.at, arrived_by=arrival.by,
    )  # fmt: skip


def _pair(made: Sequence[Read], dialogue: Dialogue) -> None:
    """Say of which kept page a new one is the translation."""
    names = {page.translation_of for page, _row in made if page.translation_of}
    kept = ArchivedPage.objects.filter(dialogue=dialogue)
    there = {it.file: it for it in kept.filter(file__in=names)}
    there |= {_name(it.pk): it for it in kept.filter(pk__in=[_key(name) for name in names])}
    paired = []
    for page, row in made:
        if page.translation_of:
            row.translation_of = there.get(page.translation_of)
            paired.append(row)
    ArchivedPage.objects.bulk_update(paired, ["translation_of"])


_KEPT = "kept/"
"""No file that is brought in has a stroke in its name."""


def _name(pk: int) -> str:
    return f"{_KEPT}{pk}"


def _key(name: str) -> int:
    return int(name.removeprefix(_KEPT)) if name.startswith(_KEPT) else 0


def _before(dialogue: Dialogue) -> Before:
    """The last pages that were brought in, so that what comes now is paired with them."""
    before = Before()
    last = ArchivedPage.objects.filter(dialogue=dialogue).order_by("-pk")[:NEAREST]
    for it in reversed(last):
        before.add(_page(it))
    return before


def _page(it: ArchivedPage) -> Page:
    return Page(
        file=_name(it.pk), title=it.title, date=it.day or None, place=it.place,
        language=it.language, paragraphs=tuple(it.paragraphs),
        contacts=tuple(Contact(**one) for one in it.contacts),
        links=tuple(Link(**one) for one in it.links),
        translation_of=_name(it.translation_of_id) if it.translation_of_id else "",
    )  # fmt: skip


@transaction.atomic
def accept(
    page: ArchivedPage,
    *,
    by: Person,
    at: datetime,
    title: str,
    language: str,
    on: date | None = None,
    place: str = "",
    contacts: str = "",
    parties: Iterable[Party] = (),
    meeting: Meeting | None = None,
    instrument: Instrument | None = None,
) -> NewsPage:
    """Make a draft of news of an old page. Its words are taken as they are: an editor changes
    them, and another publishes.

    Raises:
        NotTheSecretariat, AlreadyDecided, NotALanguageOfTheSite, NotFitForAPage.
    """
    page = _undecided(page, by=by, at=at)
    page.note = draft_news(
        title, language, paragraphs=page.paragraphs, on=on, place=place, contacts=contacts,
        dialogue=page.dialogue, meeting=meeting, instrument=instrument, parties=parties,
        translates=_version_of(page, language), by=by, at=at,
    )  # fmt: skip
    page.accepted_at = at
    page.save()
    ledger.write("archive.accepted", page, by=by, at=at, facts={"note": page.note.pk})
    return page.note


@transaction.atomic
def set_aside(page: ArchivedPage, *, by: Person, at: datetime) -> None:
    """Make nothing of an old page. It stays, so that it is not brought in again.

    Raises:
        NotTheSecretariat, AlreadyDecided.
    """
    page = _undecided(page, by=by, at=at)
    page.set_aside_at = at
    page.save()
    ledger.write("archive.set_aside", page, by=by, at=at)


def _undecided(page: ArchivedPage, *, by: Person, at: datetime) -> ArchivedPage:
    page = ArchivedPage.objects.select_for_update().get(pk=page.pk)
    require_secretariat(by, page.dialogue, day_of(at))
    if not page.is_waiting:
        raise AlreadyDecided(
            _("“%(page)s” was accepted or set aside already. Choose another page of the list.")
            % {"page": page}
        )
    return page


def _version_of(page: ArchivedPage, language: str) -> NewsPage | None:
    """The note made of the same words in another language, unless it has this language already."""
    others = [page.translation_of, *page.translations.select_related("note")]
    for other in others:
        note = other.note if other else None
        if note and not _is_in(note, language):
            return note
    return None


def _is_in(note: NewsPage, language: str) -> bool:
    same = NewsPage.objects.filter(translation_key=note.translation_key)
    return bool(same.filter(locale__language_code=language).exists())
