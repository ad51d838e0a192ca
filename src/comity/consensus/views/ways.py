"""What the pages of this room share: the drafting as its reader may see it, and who acts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone

from comity.consensus.models import Drafting, Proposal
from comity.consensus.rules import DRAFTERS, parties_of
from comity.instruments.models import Clause, Instrument, Version
from comity.instruments.reading import choose_language
from comity.parties.ledger import note_reading
from comity.parties.models import Membership, Party
from comity.parties.requests import Request
from comity.ui.fields import DIGITS
from comity.ui.locales import page_language


@dataclass(frozen=True)
class Table:
    """A drafting before its reader: the text, its languages, and what the reader may do there."""

    drafting: Drafting
    text: Instrument
    versions: list[Version]
    language: str
    proposing: list[Party]
    """The reader's parties that may propose."""
    commenting: list[Party]
    leads: bool
    """Whether the reader records what the room decides."""

    @property
    def is_open(self) -> bool:
        return self.drafting.is_open and not self.text.is_offered

    @property
    def parties(self) -> list[Party]:
        return list(dict.fromkeys([*self.proposing, *self.commenting]))

    @property
    def context(self) -> dict[str, Any]:
        """What every page of the room is given."""
        return {"table": self, "drafting": self.drafting, "it": self.text}


def draftings(request: Request) -> QuerySet[Drafting]:
    found = Drafting.objects.visible_to(request.reader)
    return found.select_related("instrument__body__dialogue", "instrument__owner", "body", "owner")


def table_of(request: Request, drafting: Drafting) -> Table:
    """Lay the table for a reader who may see the drafting; of a watched text, note the reading."""
    note_reading([drafting], by=request.user, at=timezone.now())
    text, reader = drafting.instrument, request.reader
    versions = list(text.versions.defer("as_read", "left_out"))
    roles = parties_of(reader, text, timezone.localdate())
    observers = drafting.observers_comment
    may_comment = {Membership.Role.OBSERVER} if observers else set()
    return Table(
        drafting,
        text,
        versions,
        choose_language(versions, request.GET.get("in", ""), page_language()),
        [party for party, role in roles.items() if role in DRAFTERS],
        [party for party, role in roles.items() if role in DRAFTERS | may_comment],
        reader.leads(text.body.dialogue_id),
    )


def at_table(request: Request, slug: str) -> Table:
    """The table of a text; a stranger gets the 404 of a text that does not exist."""
    return table_of(request, get_object_or_404(draftings(request), instrument__slug=slug))


def shown_proposals(request: Request) -> QuerySet[Proposal]:
    """What the reader may read, with what a page says of each."""
    found = Proposal.objects.visible_to(request.reader)
    return found.select_related(
        "position__owner",
        "position__drafting__instrument__body__dialogue",
        "clause",
        "after",
        "written_by",
        "decided_by",
    )


def who(request: Request) -> dict[str, Any]:
    return {"by": request.user, "at": timezone.now()}


def key_in(data: QueryDict, name: str) -> int | None:
    """The key of a record in an address or a form; None where there is none, or no key."""
    written = data.get(name, "")
    return int(written) if written.isdecimal() and len(written) < DIGITS else None


def clause_at(text: Instrument, key: int | None) -> Clause | None:
    if key is None:
        return None
    return text.clauses.prefetch_related("texts").filter(pk=key).first()
