"""Documents under agenda items."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from comity.documents.files import Upload
from comity.documents.models import Document
from comity.documents.services import add_document
from comity.parties.models import Person
from comity.refusals import Conflict

from .. import following
from ..models import AgendaItem
from ..rules import WIDEST_UNDER_MEMBERS_ONLY, TooWideForItem
from .acting import held_item, party_of, write


@transaction.atomic
def add_document_to_item(item: AgendaItem, document: Document, *, by: Person, at: datetime) -> None:
    """Put a document under an item; it follows the item's mode.

    Raises:
        NotTheChair.
        TooWideForItem: the item is members only and the document wider than TLP:AMBER.
        Conflict: it is under the item already.
    """
    item = held_item(item, by, at)
    document = Document.objects.select_for_update().get(pk=document.pk)
    if item.documents.filter(pk=document.pk).exists():
        raise Conflict(
            _("%(document)s is under item %(item)s already. Nothing needs to be done.")
            % {"document": document, "item": item}
        )
    is_closed = item.mode == AgendaItem.Mode.MEMBERS_ONLY
    if is_closed and WIDEST_UNDER_MEMBERS_ONLY.is_narrower_than(document.tlp):
        raise TooWideForItem(
            _(
                "Item %(item)s is members only, and %(document)s is %(label)s. "
                "Ask its owner, %(owner)s, to narrow it to TLP:AMBER first."
            )
            % {
                "item": item,
                "document": document,
                "label": document.tlp.words,
                "owner": document.owner,
            }
        )
    item.documents.add(document)
    write("agendaitem.document_added", item, by, at, {"key": document.pk})
    following.follow_mode(document, item, by=by, at=at)


@transaction.atomic
def hand_in(
    item: AgendaItem, *, title: Any, symbol: str, files: Mapping[str, Upload | File],
    by: Person, at: datetime,
) -> Document:  # fmt: skip
    """Add a new document in the circle of an item, and put it under the item.

    Raises:
        NotTheChair, NotTheirs, SymbolTaken, FileRefused.
    """
    item = held_item(item, by, at)
    document = add_document(
        title=title, symbol=symbol, files=files, body=item.body,
        owner=party_of(item, by, at) or item.owner,
        label=item.label, with_observers=item.with_observers, by=by, at=at, asks_language=True,
    )  # fmt: skip
    # Born under the item, it opens when the item opens.
    document.had_observers = not item.with_observers
    document.save(update_fields=["had_observers"])
    add_document_to_item(item, document, by=by, at=at)
    return document


@transaction.atomic
def remove_document_from_item(
    item: AgendaItem, document: Document, *, by: Person, at: datetime
) -> None:
    """Take a document off an item; the document itself and its circle stay as they are.

    Raises:
        NotTheChair.
    """
    item = held_item(item, by, at)
    document = Document.objects.select_for_update().get(pk=document.pk)
    item.documents.remove(document)
    following.leave(document)
    write("agendaitem.document_removed", item, by, at, {"key": document.pk})
