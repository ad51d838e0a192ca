"""What the search finds of a document: its title and symbol, and what its files say."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comity.clauses import Unreadable
from comity.clauses.sources import take_apart
from comity.search.registry import Words, joined

from .models import Document, Rendition


def _shared_on(document: Document) -> date | None:
    return timezone.localdate(document.shared_at) if document.shared_at else None


def _contents(rendition: Rendition) -> dict[str, Words]:
    """The words of a file; one that cannot be read, or holds pictures only, has none."""
    try:
        with rendition.file.open("rb") as file:
            source = take_apart(file.read(), rendition.name)
    except (Unreadable, OSError):
        return {}
    text = "\n".join(block.text for block in source.blocks)
    return {rendition.language: Words("", text)}


def _files(document: Document) -> Any:
    return Rendition.objects.filter(revision__document=document)


DOCUMENT: dict[str, Any] = {
    "kind": "documents",
    "label": _("Documents"),
    "words": lambda one: {
        language: Words(words.title, one.symbol) for language, words in joined(one.title).items()
    },
    "title": lambda one: one.title,
    "url": lambda one: one.get_absolute_url(),
    "on": _shared_on,
    "dialogue": lambda one: one.body.dialogue_id,
    "related": ("body",),
}
RENDITION: dict[str, Any] = {
    "kind": "documents",
    "label": _("Documents"),
    "words": _contents,
    "title": lambda one: one.revision.document.title,
    "url": lambda one: one.revision.document.get_absolute_url(),
    "on": lambda one: _shared_on(one.revision.document),
    "dialogue": lambda one: one.revision.document.body.dialogue_id,
    "tlp": "revision__document__label",
    "related": ("revision__document__body",),
    "touched_by": {Document: _files},
}
