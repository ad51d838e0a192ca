"""The verbs of this room: open and announce a meeting, and keep its agenda."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.forms import model_to_dict
from django.utils.text import slugify
from django.utils.translation import gettext as _

from comity.documents.files import Upload
from comity.documents.models import Document
from comity.documents.services import add_document
from comity.documents.sharing import acting_party, require_editor, share
from comity.parties import ledger
from comity.parties.access import Reader
from comity.parties.dates import PartialDate, Precision, day_of
from comity.parties.models import Body, Party, Person
from comity.refusals import Conflict
from comity.tlp import Label
from comity.ui.said import said

from . import following
from .models import AgendaItem, Meeting
from .rules import (
    WIDEST_UNDER_MEMBERS_ONLY,
    DatesDoNotFit,
    ItemHasDocuments,
    ModeWasSwitched,
    TooWideForItem,
    require_chair,
)

TEXTS = ("title", "number", "about", "place", "host", "conference", "outcome", "source")
"""What a form of a meeting holds besides dates and bodies."""


@transaction.atomic
def open_meeting(
    *,
    body: Body,
    owner: Party,
    bodies: Iterable[Body],
    starts: PartialDate,
    ends: PartialDate | None = None,
    label: str,
    with_observers: bool = False,
    by: Person,
    at: datetime,
    **texts: Any,
) -> Meeting:
    """Prepare a meeting; ``announce`` opens it to the circle of its label.

    Args:
        body: The audience; ``bodies`` are those that meet.
        texts: Of ``TEXTS``.

    Raises:
        NotTheChair, DatesDoNotFit.
        NotTheirs: ``by`` does not sit for ``owner`` in the dialogue.
    """
    require_chair(by, body.dialogue, at)
    meeting = Meeting(
        body=body, owner=owner, author=by, label=label, with_observers=with_observers, **texts
    )
    require_editor(meeting, by, at)
    _set_dates(meeting, starts, ends)
    meeting.slug = _free_slug(meeting)
    meeting.save()
    meeting.bodies.set(bodies)
    _write("meeting.opened", meeting, by, at)
    return meeting


def _free_slug(meeting: Meeting) -> str:
    """``xiv-conference-2009``, with a number behind where that is taken; an address is seen in
    passing, so that of a watched meeting does not say its title."""
    title = "" if meeting.is_watched else said(meeting.title, "en").text
    words = slugify(title)[:60].strip("-") or "meeting"
    slug = f"{words}-{meeting.starts_on.year}"
    taken = set(Meeting.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    number = 1
    while slug in taken:
        number += 1
        slug = f"{words}-{meeting.starts_on.year}-{number}"
    return slug


def _set_dates(meeting: Meeting, starts: PartialDate, ends: PartialDate | None) -> None:
    """A meeting known to the month lasts from its first to its last day, and says so."""
    last = ends or starts
    if last.precision != starts.precision:
        raise DatesDoNotFit(
            _("%(starts)s and %(ends)s are not equally exact. Write both as days, months or years.")
            % {"starts": starts, "ends": last}
        )
    if last.last < starts.first:
        raise DatesDoNotFit(
            _("The meeting would end on %(ends)s, before it begins on %(starts)s. Correct one.")
            % {"starts": starts, "ends": last}
        )
    meeting.starts_on, meeting.precision = starts.first, starts.precision
    is_one_day = ends is None and starts.precision is Precision.DAY
    meeting.ends_on = None if is_one_day else last.last


@transaction.atomic
def change_meeting(
    meeting: Meeting,
    *,
    bodies: Iterable[Body],
    starts: PartialDate,
    ends: PartialDate | None = None,
    by: Person,
    at: datetime,
    **texts: Any,
) -> Meeting:
    """Correct what is said of a meeting. Its circle is changed elsewhere.

    Raises:
        NotTheChair, DatesDoNotFit.
    """
    meeting = _held(meeting, by, at)
    before = _told(meeting)
    for name, value in texts.items():
        setattr(meeting, name, value)
    _set_dates(meeting, starts, ends)
    meeting.save()
    meeting.bodies.set(bodies)
    _write("meeting.changed", meeting, by, at, _changed(meeting, before))
    return meeting


def _told(meeting: Meeting) -> dict[str, Any]:
    """What is said of a meeting, as the ledger can keep it."""
    values = model_to_dict(meeting, (*TEXTS, "starts_on", "ends_on", "precision"))
    told = {name: getattr(value, "data", value) for name, value in values.items()}
    return told | {"bodies": sorted(meeting.bodies.values_list("pk", flat=True))}


def _changed(meeting: Meeting, before: dict[str, Any]) -> dict[str, Any]:
    """Which fields changed; of a published meeting also from what to what, for those words are
    public and no second person reads them again."""
    after = _told(meeting)
    names = sorted(name for name in after if before[name] != after[name])
    if not (meeting.is_shared and meeting.tlp is Label.CLEAR):
        return {"fields": names}
    told = {"before": before, "after": after}
    return {"fields": names} | {
        when: {name: _as_kept(values[name]) for name in names} for when, values in told.items()
    }


def _as_kept(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


@transaction.atomic
def announce(meeting: Meeting, *, by: Person, at: datetime) -> bool:
    """Open a prepared meeting and its agenda to the circle of its label.

    Returns:
        Whether it is now shared; False: it is TLP:CLEAR and waits for a second person.

    Raises:
        NotTheChair, NotTheirs, NotOffered, SamePerson.
        Conflict: it is shared already.
    """
    meeting = _held(meeting, by, at)
    is_shared = share(meeting, by=by, at=at)
    if is_shared:
        following.share_items(meeting, by, at)
    return is_shared


@transaction.atomic
def add_item(
    meeting: Meeting, *, title: Any, number: str = "", mode: str = AgendaItem.Mode.OPEN,
    by: Person, at: datetime,
) -> AgendaItem:  # fmt: skip
    """Add an item at the end of the agenda, in the circle of the meeting.

    Raises:
        NotTheChair.
    """
    meeting = _held(meeting, by, at)
    last = meeting.items.order_by("position").last()
    item = AgendaItem(
        meeting=meeting, title=title, number=number, position=last.position + 1 if last else 1
    )
    item.takes_circle_of(meeting)
    item.author = by
    _set_mode(item, mode)
    item.save()
    _write("agendaitem.added", item, by, at, {"mode": item.mode})
    return item


@transaction.atomic
def change_item(
    item: AgendaItem, *, title: Any, number: str = "", by: Person, at: datetime
) -> AgendaItem:
    """Correct number and title. The mode is switched by its own verb.

    Raises:
        NotTheChair.
    """
    item = _held_item(item, by, at)
    item.title, item.number = title, number
    item.save(update_fields=["title", "number"])
    _write("agendaitem.changed", item, by, at)
    return item


@transaction.atomic
def move_item(item: AgendaItem, *, by_steps: int, by: Person, at: datetime) -> None:
    """Move an item up (negative) or down; beyond the ends it stays where it is.

    Raises:
        NotTheChair.
    """
    item = _held_item(item, by, at)
    items = list(item.meeting.items.select_for_update().order_by("position", "pk"))
    here = items.index(item)
    items.insert(max(0, here + by_steps), items.pop(here))
    for position, one in enumerate(items, start=1):
        one.position = position
    AgendaItem.objects.bulk_update(items, ["position"])
    _write("agendaitem.moved", item, by, at, {"position": items.index(item) + 1})


@transaction.atomic
def remove_item(item: AgendaItem, *, by: Person, at: datetime) -> None:
    """Take an item off the agenda.

    Raises:
        NotTheChair.
        ItemHasDocuments: documents are under it.
    """
    item = _held_item(item, by, at)
    if item.documents.exists():
        raise ItemHasDocuments(
            _("Documents are under item %(item)s. Remove them from the item first.")
            % {"item": item}
        )
    _write("agendaitem.removed", item, by, at, {"meeting": item.meeting_id})
    item.delete()


@transaction.atomic
def switch_mode(item: AgendaItem, *, mode: str, shown: str, by: Person, at: datetime) -> None:
    """Open an item to observers or close it to them, with everything under it, at once.

    *Members only* narrows whatever is wider than TLP:AMBER to TLP:AMBER. Switching back lets
    observers in again, where the item had shut them out or ``by`` acts for the owner of a
    document, and widens no label: that takes an act of the owner.

    Args:
        shown: The mode the person saw when deciding.

    Raises:
        NotTheChair.
        ModeWasSwitched: somebody switched it meanwhile.
    """
    item = _held_item(item, by, at)
    if item.mode != shown:
        raise ModeWasSwitched(
            _("Item %(item)s was meanwhile switched to “%(mode)s”. Look at it and decide again.")
            % {"item": item, "mode": item.get_mode_display()}
        )
    before = {"mode": item.mode} | item.circle_facts()
    _set_mode(item, mode)
    item.save(update_fields=["mode", "label", "with_observers"])
    after = {"mode": item.mode} | item.circle_facts()
    _write("agendaitem.mode_switched", item, by, at, {"before": before, "after": after})
    for document in item.documents.select_for_update():
        following.follow_mode(document, item, by=by, at=at)


def _set_mode(item: AgendaItem, mode: str) -> None:
    item.mode = AgendaItem.Mode(mode)
    item.with_observers = item.mode != AgendaItem.Mode.MEMBERS_ONLY
    if not item.with_observers and WIDEST_UNDER_MEMBERS_ONLY.is_narrower_than(item.tlp):
        item.label = WIDEST_UNDER_MEMBERS_ONLY


@transaction.atomic
def add_document_to_item(item: AgendaItem, document: Document, *, by: Person, at: datetime) -> None:
    """Put a document under an item; it follows the item's mode.

    Raises:
        NotTheChair.
        TooWideForItem: the item is members only and the document wider than TLP:AMBER.
        Conflict: it is under the item already.
    """
    item = _held_item(item, by, at)
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
    _write("agendaitem.document_added", item, by, at, {"key": document.pk})
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
    item = _held_item(item, by, at)
    document = add_document(
        title=title, symbol=symbol, files=files, body=item.body,
        owner=_party_of(item, by, at) or item.owner,
        label=item.label, with_observers=item.with_observers, by=by, at=at,
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
    item = _held_item(item, by, at)
    document = Document.objects.select_for_update().get(pk=document.pk)
    item.documents.remove(document)
    following.leave(document)
    _write("agendaitem.document_removed", item, by, at, {"key": document.pk})


def _held(meeting: Meeting, by: Person, at: datetime) -> Meeting:
    """The meeting's row, locked, for a person who may act on it."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    require_chair(by, meeting.body.dialogue, at)
    return meeting


def _held_item(item: AgendaItem, by: Person, at: datetime) -> AgendaItem:
    item = AgendaItem.objects.select_for_update().get(pk=item.pk)
    require_chair(by, item.meeting.body.dialogue, at)
    return item


def _write(
    act: str, thing: Meeting | AgendaItem, by: Person, at: datetime, facts: Any = None
) -> None:
    ledger.write(act, thing, by=by, at=at, party=_party_of(thing, by, at), facts=facts)


def _party_of(thing: Meeting | AgendaItem, by: Person, at: datetime) -> Party | None:
    """The party for which a person acts in the dialogue: the owner where it may be."""
    if owner := acting_party(thing, by, at):
        return owner
    reader = Reader.of(by, day_of(at))
    dialogue = thing.body.dialogue_id
    parties = [party for party, held in sorted(reader.drafts) if held == dialogue]
    return Party.objects.filter(pk__in=parties).first()
