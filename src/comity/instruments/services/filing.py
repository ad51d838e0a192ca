"""Keeping the file a text was read from, as it came, in the circle of the text."""

from __future__ import annotations

from datetime import datetime

from django.core.files.base import ContentFile
from django.db.models import QuerySet

from comity.documents.models import Document, Rendition
from comity.documents.services import add_document, add_rendition
from comity.instruments.models import Instrument
from comity.parties import ledger, registry
from comity.parties.models import Person
from comity.tlp import Label, narrowest


def keep_source(
    text: Instrument, language: str, name: str, data: bytes, *, by: Person, at: datetime
) -> Rendition:
    """Store the file in the document of the text's sources; each language is a rendition of it.

    Raises:
        FileRefused: the file is not kept; nothing is written.
    """
    file = ContentFile(data, name=name)
    document = sources_of(text).first()
    if document:
        return add_rendition(document, file, language=language, by=by, at=at, with_its_text=True)
    document = add_document(
        title=text.title, body=text.body, owner=text.owner, by=by, at=at, label=text.label,
        with_observers=text.with_observers, source=text.source, files={language: file},
    )  # fmt: skip
    return Rendition.objects.get(revision__document=document, language=language)


def sources_of(text: Instrument) -> QuerySet[Document]:
    """The document that holds the files of the text, if any."""
    return Document.objects.filter(
        revisions__renditions__in=text.versions.exclude(source=None).values("source")
    ).distinct()


def follow(text: Instrument, by: Person, at: datetime) -> None:
    """Carry the changed circle of a text to its files, with an entry for each document.

    An offered text counts the change: who adopts it has seen the circle in which it will stand.
    """
    if text.is_offered:
        text.stamp += 1
        text.save(update_fields=["stamp"])
    for document in sources_of(text):
        before = document.circle_facts()
        _take_circle(document, text)
        document.save()
        ledger.note_followed(document, before, by=by, at=at, party=text.owner, instrument=text.pk)


def _take_circle(document: Document, text: Instrument) -> None:
    """That of the text, as far as the other things the document belongs to let it; what its author
    put under TLP:RED stays there."""
    if document.tlp is Label.RED:
        return
    document.takes_circle_of(text)
    for limit in registry.limits(document):
        document.label = narrowest(document.tlp, limit.widest)
        document.with_observers = document.with_observers and limit.with_observers


def carry_circle(text: Instrument) -> None:
    """Open the files to the same circle as the text, at the same instant."""
    for document in sources_of(text):
        _take_circle(document, text)
        document.save()
