"""From the database to the facts: what is the same for all is asked once, and what each reader
may see of it is asked of ``visible_to``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone

from comity.documents.models import Document
from comity.meetings.models import AgendaItem, Meeting
from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Party
from comity.ui.locales import page_language
from comity.ui.said import Said, plain, said

from ..agenda import beside, items_in_order
from ..models import FloorRequest, Sitting
from ..rules import lets_observers
from ..speakers import OBSERVER, in_order, may_speak
from ..table import Table, table_of
from .facts import Facts, Mine, Paper, Speaker


@dataclass(frozen=True)
class Gathered:
    """Everything of a sitting at one edition, whoever reads: not to be shown as it stands."""

    sitting: Sitting
    table: Table
    beside: tuple[int | None, int | None]
    item: AgendaItem | None
    requests: list[FloorRequest]
    documents: list[Document]
    parties: dict[int, Party]

    @property
    def meeting(self) -> Meeting:
        return self.sitting.meeting


def gather(sitting: Sitting, now: datetime) -> Gathered:
    """Six questions."""
    item = None if sitting.is_over else sitting.current
    table = table_of(sitting.meeting, day_of(now))
    listed = FloorRequest.objects.listed().filter(item=item).select_related("party")
    documents = Document.objects.filter(items=item, shared_at__isnull=False)
    under = documents.select_related("body").prefetch_related("revisions__renditions")
    return Gathered(
        sitting=sitting,
        table=table,
        beside=beside(items_in_order(sitting.meeting), sitting.current_id),
        item=item,
        requests=list(listed.order_by("pk")) if item else [],
        documents=list(under.order_by("symbol", "pk")) if item else [],
        parties=Party.objects.in_bulk(list(table.roles)),
    )


def facts_for(of: Gathered, reader: Reader) -> Facts:
    """What the reader, who may see the sitting, is shown of it."""
    return personal(of, common(of, reader), reader)


def common(of: Gathered, reader: Reader) -> Facts:
    """The same without what concerns the reader's own delegations. Two questions."""
    sitting = of.sitting
    is_chair = reader.leads(of.meeting.body.dialogue_id)
    before, after = of.beside if is_chair else (None, None)
    known: dict[str, Any] = {
        "language": page_language(),
        "slug": of.meeting.slug,
        "meeting": of.meeting.pk,
        "edition": sitting.edition.number,
        "is_over": sitting.is_over,
        "is_chair": is_chair,
        "is_list_closed": sitting.is_list_closed,
        "current": sitting.current_id if is_chair else None,
        "before": before,
        "after": after,
    }
    if of.item is None:
        return Facts(**known)
    if not AgendaItem.objects.visible_to(reader).filter(pk=of.item.pk).exists():
        return Facts(**known, is_hidden=True)
    return Facts(**known | _of_item(of, of.item, reader))


def _of_item(of: Gathered, item: AgendaItem, reader: Reader) -> dict[str, Any]:
    lets = lets_observers(item)
    title = said(item.passing_title, page_language())
    speaking = _speaking(of, lets)
    waiting = [one for one in of.requests if one.state == FloorRequest.State.WAITING]
    ordered = in_order(waiting, of.table.roles, lets_observers=lets)
    return {
        "current": item.pk,
        "item": f"{item.number} {title.text}".strip(),
        "item_lang": _foreign(title),
        "item_url": f"{of.meeting.get_absolute_url()}#item-{item.pk}",
        "mode": item.mode,
        "mode_words": item.get_mode_display(),
        "papers": tuple(_papers(of, item, reader)),
        "speaking": _speaker(speaking, of.meeting) if speaking else None,
        "waiting": tuple(_speaker(one, of.meeting) for one in ordered),
    }


def personal(of: Gathered, facts: Facts, reader: Reader) -> Facts:
    """With the places of the reader's own delegations on the list, and those it may put there."""
    mine = of.table.speaks_for(reader)
    if of.item is None or not facts.item or not mine:
        return facts
    own = {one.pk for one in of.requests if one.party_id in mine}
    waiting = tuple(replace(one, is_mine=True) if one.key in own else one for one in facts.waiting)
    free = _may_ask(of, of.item, mine)
    return replace(facts, waiting=waiting, mine=free)


def _speaking(of: Gathered, lets: bool) -> FloorRequest | None:
    """Who has the floor: an observer loses it when the item closes, a party when it leaves."""
    for one in of.requests:
        role = of.table.roles.get(one.party_id)
        if one.state == FloorRequest.State.SPEAKING and may_speak(role, lets_observers=lets):
            return one
    return None


def _papers(of: Gathered, item: AgendaItem, reader: Reader) -> Iterable[Paper]:
    visible = Document.objects.visible_to(reader).filter(items=item)
    keys = set(visible.values_list("pk", flat=True)) if of.documents else set()
    for document in of.documents:
        if document.pk in keys:
            yield _paper(document)


def _paper(document: Document) -> Paper:
    revision = document.current
    symbol = f"{document.passing_symbol}{revision.suffix if revision else ''}"
    title = said(document.passing_title, page_language())
    parts = (symbol if document.passing_symbol else "", title.text)
    words = " · ".join(part for part in parts if part)
    return Paper(document.get_absolute_url(), words, _foreign(title))


def _foreign(words: Said) -> str:
    """The language of words that are not in the page's."""
    return words.language if words.is_fallback else ""


def _speaker(one: FloorRequest, meeting: Meeting) -> Speaker:
    ends, given = one.ends_at, one.given_at
    name = said(one.party.name, page_language())
    return Speaker(
        key=one.pk,
        name=name.text,
        lang=_foreign(name),
        is_observer=one.role == OBSERVER,
        minutes=one.minutes or 0,
        begins=given.isoformat() if given else "",
        ends=ends.isoformat() if ends else "",
        ends_words=f"{ends.astimezone(zone_of(meeting)):%H:%M:%S}" if ends else "",
    )


def _may_ask(of: Gathered, item: AgendaItem, mine: frozenset[int]) -> tuple[Mine, ...]:
    """The reader's delegations that are not on the list and may be put there.

    The only delegation of a reader needs no name: so the page is one and the same for many.
    """
    if of.sitting.is_list_closed:
        return ()
    lets, listed = lets_observers(item), {one.party_id for one in of.requests}
    free = [
        party
        for party in sorted(mine - listed)
        if may_speak(of.table.roles.get(party), lets_observers=lets)
    ]
    if len(mine) == 1:
        return (Mine(0),) if free else ()
    return tuple(Mine(party, plain(of.parties[party].name)) for party in free)


def zone_of(meeting: Meeting) -> tzinfo:
    """Where the meeting's clocks are read: its own zone, else the secretariat's."""
    try:
        return ZoneInfo(meeting.time_zone) if meeting.time_zone else timezone.get_default_timezone()
    except (ZoneInfoNotFoundError, ValueError):
        return timezone.get_default_timezone()
