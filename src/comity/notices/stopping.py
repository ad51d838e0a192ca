"""Mail that is not duty is stopped by whoever holds the address it comes to."""

from __future__ import annotations

from datetime import datetime

from comity.parties.models import Person

from .mailboxes import leave_mailbox
from .models import Mailbox
from .preferring import Rhythm, choose_rhythm, rhythm_of


def stop(whom: Person | Mailbox, *, at: datetime) -> None:
    """No more news to a person; no more copies to a mailbox. Doing it twice is doing it once."""
    if isinstance(whom, Mailbox):
        leave_mailbox(whom, at=at)
    else:
        choose_rhythm(whom, Rhythm.NEVER, at=at)


def is_stopped(whom: Person | Mailbox) -> bool:
    if isinstance(whom, Mailbox):
        return not Mailbox.objects.current().filter(pk=whom.pk).exists()
    return rhythm_of(whom) is Rhythm.NEVER
