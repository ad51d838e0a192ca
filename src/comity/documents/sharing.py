"""How a record leaves the hands that prepared it. Meetings share in the same way."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _

from comity.parties import ledger, registry
from comity.parties.access import Reader, Shared
from comity.parties.dates import day_of
from comity.parties.models import Party, Person
from comity.parties.services import SamePerson
from comity.refusals import Conflict, Refusal
from comity.tlp import Label


class NotTheirs(Refusal):
    """Only the owner's seats and the dialogue's secretariat prepare and share a record."""


class NotOffered(Refusal):
    """What leaves every circle is first offered by a person who prepared it."""


class Held(Conflict):
    """What belongs to another record is shared and changed with it alone."""


Step = Literal["offer", "wait", "publish", "share", ""]


def may_edit(record: Shared, reader: Reader) -> bool:
    """The owner's seats in the dialogue, and its secretariat; of TLP:RED the author alone."""
    dialogue = record.body.dialogue_id
    is_owners = (record.owner_id, dialogue) in reader.drafts
    if record.tlp is Label.RED:
        return is_owners and record.author_id == reader.person
    return is_owners or dialogue in reader.secretariats


def require_editor(record: Shared, by: Person, at: datetime) -> None:
    """Raises NotTheirs."""
    if not may_edit(record, Reader.of(by, day_of(at))):
        raise NotTheirs(
            _(
                "%(record)s is changed by %(owner)s and by the secretariat of its dialogue. "
                "Ask one of them to do this."
            )
            % {"record": record, "owner": record.owner}
        )


def require_free(record: Shared) -> None:
    """Raises Held."""
    because = registry.held(record)
    if because:
        raise Held(
            _("%(record)s is neither shared nor changed by itself: %(because)s.")
            % {"record": record, "because": because}
        )


def next_step(record: Shared, reader: Reader) -> Step:
    """What the reader can do to open a record: "offer" it, "wait" for another person, "publish"
    what another one offered, "share" it; or nothing."""
    if record.is_shared or not may_edit(record, reader) or registry.held(record):
        return ""
    if record.tlp is not Label.CLEAR:
        return "share"
    if reader.person in record.preparers():
        return "wait" if record.offered_at else "offer"
    return "publish" if record.offered_at else ""


@transaction.atomic
def share(record: Shared, *, by: Person, at: datetime) -> bool:
    """Open a prepared record to the circle of its label.

    What is TLP:CLEAR leaves every circle: one of those who prepared it *offers* it, and a person
    who had no part in it shares it. Narrower ones are shared by one person.

    Returns:
        Whether it is now shared; False: it is offered and waits for a second person.

    Raises:
        NotTheirs, NotOffered, SamePerson, Held.
        Conflict: it is shared already.
    """
    record = type(record)._default_manager.select_for_update().get(pk=record.pk)
    require_editor(record, by, at)
    if record.is_shared:
        raise Conflict(
            _("%(record)s is shared already. Nothing needs to be done.") % {"record": record}
        )
    require_free(record)
    step = next_step(record, Reader.of(by, day_of(at)))
    if step == "offer":
        return _offer(record, by, at)
    _require_second_person(record, step)
    record.shared_at = at
    record.save(update_fields=["shared_at"])
    _write("shared", record, by, at)
    return True


def said_of_sharing(is_shared: bool) -> str:
    """What a person reads who did it: what ``share`` returned, as a sentence."""
    if is_shared:
        return _("It is shared with the circle of its label.")
    return _("It is offered. It is public once another person shares it.")


def _require_second_person(record: Shared, step: Step) -> None:
    if step == "wait":
        raise SamePerson(
            _(
                "You prepared %(record)s, which is offered for publication. "
                "Another person must share it: ask a colleague of %(owner)s or the secretariat."
            )
            % {"record": record, "owner": record.owner}
        )
    if not step:
        raise NotOffered(
            _(
                "%(record)s is not offered for publication yet. "
                "Ask one of those who prepared it to offer it first."
            )
            % {"record": record}
        )


def _offer(record: Shared, by: Person, at: datetime) -> bool:
    record.offered_at = at
    record.save(update_fields=["offered_at"])
    _write("offered", record, by, at)
    return False


def _write(past_participle: str, record: Shared, by: Person, at: datetime) -> None:
    act = f"{record._meta.model_name}.{past_participle}"
    ledger.write(act, record, by=by, at=at, party=acting_party(record, by, at))


def acting_party(record: Shared, by: Person, at: datetime) -> Party | None:
    """The owner where the person sits for it; else nobody's party is named."""
    return record.owner if record.owner_id in Reader.of(by, day_of(at)).parties else None
