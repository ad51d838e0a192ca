"""Mail of ours that another server sent back: seen, tied to its message, shown to who can mend it.

Each mail leaves under a return address of its own, signed with its number, so the mail that
came back is known even where the report quotes nothing of it. Where no mail comes back here,
reports go to COMITY_MAIL_FROM and only what the first server refuses is seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.message import Message

from .. import models
from .addresses import Signed, address_of
from .reading import header, text_of

KIND = "bounce"


@dataclass(frozen=True)
class Bounce:
    """A mail did not arrive, for good, in the words of the server that says so."""

    words: str


def return_address(message: models.Message) -> str:
    """Where reports on this mail go; "" where no mail comes back."""
    return address_of(Signed(KIND, 0, str(message.pk)))


def bounce_in(message: Message) -> Bounce | None:
    """The failure that a report tells of (RFC 3464, 2.3); a mere delay is none."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            for block in part.walk():
                if header(block, "Action").lower() == "failed":
                    return Bounce(_words_of(block))
    if header(message, "X-Failed-Recipients"):  # Exim before it wrote reports
        return Bounce(" ".join(text_of(message).split())[:500])
    return None


def _words_of(block: Message) -> str:
    said = header(block, "Diagnostic-Code").partition(";")[2].strip()
    return (said or header(block, "Status"))[:500]


def note_bounce(key: str, report: Message, *, at: datetime) -> bool:
    """Write on the message that it came back, the first time it does. Whether this is a bounce.

    An absence note or a delay, which come to the return address too, change nothing.
    """
    found = bounce_in(report)
    if found and key.isdecimal():
        came = models.Message.objects.filter(pk=int(key), bounced_at=None)
        came.update(bounced_at=at, fault=found.words)
    return found is not None
