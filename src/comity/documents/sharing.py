"""How a record leaves the hands that prepared it. Meetings share in the same way."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from comity.parties import ledger
from comity.parties.access import Reader, Shared
from comity.parties.dates import day_of
from comity.parties.models import Party, Person
from comity.parties.services import SamePerson
from comity.refusals import Conflict, Refusal
from comity.tlp import Label


class NotTheirs(Refusal):
    """Only the owner's seats and the dialogue's secretariat prepare and share a record."""


def may_edit(record: Shared, reader: Reader) -> bool:
    """The owner's seats in the dialogue, and its secretariat; of TLP:RED the author alone."""
    if record.tlp is Label.RED:
        return reader.is_seated and record.author_id == reader.person
    dialogue = record.body.dialogue_id
    return (record.owner_id, dialogue) in reader.drafts or dialogue in reader.secretariats


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


@transaction.atomic
def share(record: Shared, *, by: Person, at: datetime) -> bool:
    """Open a prepared record to the circle of its label.

    What is TLP:CLEAR leaves every circle: its author *offers* it, and another person shares
    it. Narrower ones are shared by one person.

    Returns:
        Whether it is now shared; False: it is offered and waits for a second person.

    Raises:
        NotTheirs, SamePerson.
        Conflict: it is shared already.
    """
    record = type(record)._default_manager.select_for_update().get(pk=record.pk)
    require_editor(record, by, at)
    if record.is_shared:
        raise Conflict(
            _("%(record)s is shared already. Nothing needs to be done.") % {"record": record}
        )
    if record.tlp is Label.CLEAR and record.author_id == by.pk:
        return _offer(record, by, at)
    record.shared_at = at
    record.save(update_fields=["shared_at"])
    _write("shared", record, by, at)
    return True


def _offer(record: Shared, by: Person, at: datetime) -> bool:
    if record.offered_at:
        raise SamePerson(
            _(
                "You prepared %(record)s and offered it for publication. "
                "Another person must share it: ask a colleague of %(owner)s or the secretariat."
            )
            % {"record": record, "owner": record.owner}
        )
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
