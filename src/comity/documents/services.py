"""The verbs of this room: add a document, add a language, revise."""

from __future__ import annotations

import secrets
import zlib
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from comity.parties import ledger
from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Body, Party, Person
from comity.parties.names import take_name
from comity.parties.services import SamePerson
from comity.refusals import Conflict, Refusal
from comity.tlp import Label
from comity.ui.locales import language_name, page_language

from .files import Upload, read_upload
from .models import Document, Rendition, Revision
from .sharing import acting_party, require_editor, require_free, share
from .skimming import seems_to_be_in

__all__ = [
    "add_document",
    "add_rendition",
    "crc32_of",
    "release",
    "revise",
    "say_language",
    "share",
]


class SymbolTaken(Refusal):
    """A symbol belongs to one document."""


class LanguageTaken(Conflict):
    """A revision has one file in each language."""


class LanguageInDoubt(Refusal):
    """Which language a file is in is said before it is shown."""


class NothingToRevise(Refusal):
    """A document is revised once it has a first issue."""


@transaction.atomic
def add_document(
    *,
    title: Any,
    body: Body,
    owner: Party,
    by: Person,
    at: datetime,
    label: str = Label.AMBER,
    with_observers: bool = False,
    symbol: str = "",
    source: str = "",
    files: Mapping[str, Upload | File] | None = None,
    asks_language: bool = False,
) -> Document:
    """Prepare a document for the circle of a body; ``share`` opens it.

    Args:
        title: Words by language (``LazyI18nString``).
        files: Language code → file, for the first issue.
        asks_language: A file whose words are clearly in another language than is said is kept
            and held until ``say_language`` says which it is.

    Raises:
        NotTheirs: ``by`` neither sits for the owner in the dialogue nor is its secretariat.
        SymbolTaken, FileRefused.
    """
    document = Document(
        title=title, body=body, owner=owner, author=by, label=label,
        with_observers=with_observers, source=source,
    )  # fmt: skip
    require_editor(document, by, at)
    if not take_name(document, "symbol", symbol.strip()):
        raise _taken(document.symbol, Reader.of(by, day_of(at)))
    with ExitStack() as undo:
        for language, file in (files or {}).items():
            revision = _current(document, by, at)
            _store(revision, language, file, by, undo, asks_language=asks_language)
        ledger.write(
            "document.added", document, by=by, at=at, party=acting_party(document, by, at),
            facts={"languages": sorted(files or {})},
        )  # fmt: skip
        undo.pop_all()
    return document


def _taken(symbol: str, reader: Reader) -> SymbolTaken:
    if Document.objects.filter(symbol=symbol).visible_to(reader).exists():
        return SymbolTaken(
            _(
                "Another document already has the symbol %(symbol)s. "
                "Choose another symbol, or revise that document."
            )
            % {"symbol": symbol}
        )
    # Who may not read the other document does not learn what kind of thing has the symbol.
    return SymbolTaken(_("This symbol is not free. Choose another one."))


@transaction.atomic
def add_rendition(
    document: Document, upload: Upload | File, *, language: str, by: Person, at: datetime,
    with_its_text: bool = False, asks_language: bool = False,
) -> Rendition:  # fmt: skip
    """Add a language to the current revision; a document without files gets its first issue.

    In a published document (TLP:CLEAR) the file is held until another person releases it.

    Args:
        with_its_text: The room of what the document belongs to adds it, and answers for it.
        asks_language: As ``add_document`` has it.

    Raises:
        NotTheirs, Held, FileRefused.
        LanguageTaken: the current revision has this language.
    """
    document = Document.objects.select_for_update().get(pk=document.pk)
    require_editor(document, by, at)
    if not with_its_text:
        require_free(document)
    revision = _current(document, by, at)
    if revision.renditions.filter(language=language).exists():
        raise LanguageTaken(
            _(
                "%(revision)s is already there in %(language)s. "
                "To replace a file, make a new revision."
            )
            % {"revision": revision, "language": _name(language)}
        )
    with ExitStack() as undo:
        rendition = _store(revision, language, upload, by, undo, asks_language=asks_language)
        _write("document.rendition_added", rendition, by, at)
        undo.pop_all()
    return rendition


@transaction.atomic
def revise(
    document: Document, upload: Upload | File, *, language: str, by: Person, at: datetime,
    after: int | None = None, asks_language: bool = False,
) -> Rendition:  # fmt: skip
    """Begin the next revision with its first file; other languages are behind until added.

    Args:
        after: Number of the revision that the person saw as the current one.
        asks_language: As ``add_document`` has it.

    Raises:
        NotTheirs, Held, FileRefused.
        NothingToRevise: the document has no file yet.
        Conflict: somebody revised it meanwhile.
    """
    document = Document.objects.select_for_update().get(pk=document.pk)
    require_editor(document, by, at)
    require_free(document)
    last = document.revisions.order_by("-number").first()
    if last is None:
        raise NothingToRevise(
            _("%(document)s has no file yet. Add its first file instead.") % {"document": document}
        )
    if after is not None and after != last.number:
        raise Conflict(
            _(
                "%(revision)s was made while you prepared this. "
                "Look at it first; then revise again if it is still needed."
            )
            % {"revision": last}
        )
    revision = Revision.objects.create(
        document=document, number=last.number + 1, made_at=at, made_by=by
    )
    with ExitStack() as undo:
        rendition = _store(revision, language, upload, by, undo, asks_language=asks_language)
        _write("document.revised", rendition, by, at)
        undo.pop_all()
    return rendition


@transaction.atomic
def release(rendition: Rendition, *, by: Person, at: datetime) -> None:
    """Publish a file that somebody else added to a published document.

    Raises:
        NotTheirs.
        SamePerson: ``by`` added it.
        LanguageInDoubt: only its language is in doubt.
        Conflict: it is released already.
    """
    rendition = Rendition.objects.select_for_update().get(pk=rendition.pk)
    document = rendition.revision.document
    require_editor(document, by, at)
    if not rendition.is_held:
        raise Conflict(
            _("%(file)s is published already. Nothing needs to be done.") % {"file": rendition}
        )
    if rendition.held_by_id is None:
        raise LanguageInDoubt(
            _("Say first which language %(file)s is in, on the page of the document.")
            % {"file": rendition}
        )
    if by.pk in {rendition.held_by_id, rendition.added_by_id}:
        raise SamePerson(
            _(
                "You added %(file)s to a published document. Another person must release it: "
                "ask a colleague of %(owner)s or the secretariat."
            )
            % {"file": rendition, "owner": document.owner}
        )
    rendition.held_by = None
    rendition.save(update_fields=["held_by"])
    _write("document.file_released", rendition, by, at)


@transaction.atomic
def say_language(rendition: Rendition, *, language: str, by: Person, at: datetime) -> None:
    """Answer which language a file is in that seemed to be in another one than it says: keep
    what was said, or change it. A published document's file waits for a second person still.

    Raises:
        NotTheirs, Held.
        LanguageTaken: its revision has the language already.
        Conflict: it was said already.
    """
    document = Document.objects.select_for_update().get(pk=rendition.revision.document_id)
    rendition = Rendition.objects.select_for_update().get(pk=rendition.pk)
    require_editor(document, by, at)
    require_free(document)
    if not rendition.seems:
        raise Conflict(
            _("Which language %(file)s is in was said already: %(language)s.")
            % {"file": rendition, "language": _name(rendition.language)}
        )
    others = rendition.revision.renditions.exclude(pk=rendition.pk)
    if others.filter(language=language).exists():
        raise LanguageTaken(
            _(
                "%(revision)s is already there in %(language)s. Keep the language that was said, "
                "or make a new revision with the right file."
            )
            % {"revision": rendition.revision, "language": _name(language)}
        )
    rendition.language, rendition.seems = language, ""
    rendition.save(update_fields=["language", "seems"])
    _write("document.language_said", rendition, by, at)


def _is_public(document: Document) -> bool:
    return document.is_shared and document.tlp is Label.CLEAR


def _current(document: Document, by: Person, at: datetime) -> Revision:
    current = document.revisions.order_by("-number").first()
    return current or Revision.objects.create(document=document, made_at=at, made_by=by)


def _store(
    revision: Revision, language: str, file: Upload | File, by: Person, undo: ExitStack,
    *, asks_language: bool,
) -> Rendition:  # fmt: skip
    """Keep a file under a name that says nothing; ``undo`` takes it away if the act fails."""
    upload = file if isinstance(file, Upload) else read_upload(file)
    rendition = Rendition(
        revision=revision, language=language, name=upload.name, media_type=upload.media_type,
        size=upload.size, sha256=upload.sha256, crc32=upload.crc32, added_by=by,
    )  # fmt: skip
    if asks_language:
        rendition.seems = seems_to_be_in(upload.content, upload.extension, language)
    if _is_public(revision.document):
        rendition.held_by = by
    rendition.file.save(f"documents/{secrets.token_hex(16)}", upload.content, save=False)
    undo.callback(rendition.file.storage.delete, str(rendition.file.name))
    rendition.save()
    return rendition


def crc32_of(rendition: Rendition) -> int:
    """Its CRC-32, worked out once from the file and then kept; a file never changes."""
    if rendition.crc32 is None:
        crc32 = 0
        with rendition.file.open("rb") as file:
            for chunk in file.chunks():
                crc32 = zlib.crc32(chunk, crc32)
        Rendition.objects.filter(pk=rendition.pk).update(crc32=crc32)
        rendition.crc32 = crc32
    return rendition.crc32


def _write(act: str, rendition: Rendition, by: Person, at: datetime) -> None:
    document = rendition.revision.document
    ledger.write(
        act, document, by=by, at=at, party=acting_party(document, by, at),
        facts={
            "revision": rendition.revision.number,
            "language": rendition.language,
            "sha256": rendition.sha256,
        },
    )  # fmt: skip


def _name(language: str) -> str:
    return language_name(language, page_language())
