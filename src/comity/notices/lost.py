"""Mail that does not arrive, for who can mend it: the administrators of the party."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comity.parties.access import Reader
from comity.parties.models import Party, Seat
from comity.parties.registry import Row

from .models import Mailbox, Message

SHOWN_FOR = timedelta(days=60)


def lost_mail(parties: Iterable[int], on: date) -> list[Message]:
    """For each person with a seat of the parties, and each mailbox of theirs, the last mail,
    where that one came back."""
    keys = list(parties)
    if not keys:
        return []
    seated = Seat.objects.current(on).filter(party__in=keys).values("person")
    mailboxes = Mailbox.objects.current().filter(party__in=keys)
    found = (
        Message.objects.came_back()
        .filter(Q(person__in=seated) | Q(mailbox__in=mailboxes))
        .filter(queued_at__date__gte=on - SHOWN_FOR)
        .select_related("person", "mailbox")
        .order_by("-queued_at")
    )
    last: dict[tuple[int | None, int | None], Message] = {}
    for message in found:
        last.setdefault((message.person_id, message.mailbox_id), message)
    return list(last.values())


def waiting(reader: Reader, on: date) -> Iterator[Row]:
    """On the desk of the parties' administrators."""
    for party in Party.objects.filter(pk__in=reader.administered):
        for message in lost_mail([party.pk], on):
            yield Row(
                _("Mail to %(whom)s comes back") % {"whom": message.person or message.mailbox},
                reverse("notices:mailboxes", args=[party.slug]),
                note=message.fault,
                at=message.bounced_at or message.given_up_at,
            )
