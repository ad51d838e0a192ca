"""What the sender of a reply is told: by mail to the person's own address, whoever wrote."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from ..models import Inbound
from ..services import tell
from .kinds import Answer


def tell_outcome(row: Inbound, answer: Answer, message_id: str) -> None:
    """Answer a reply. A further reply to the answer comes back under the same address."""
    person = row.person
    if person is None or not answer.words:
        return
    is_taken = row.state == Inbound.State.TAKEN
    tell(
        person,
        subject=lambda: (
            (_("Taken: %(subject)s") if is_taken else _("Not taken: %(subject)s"))
            % {"subject": row.subject or _("your mail")}
        ),
        template="notices/mail/outcome.txt",
        context={"words": answer.words, "row": row},
        url=answer.url or reverse("notices:preferences"),
        reason=lambda: _("You receive this because a mail came to an address that is yours alone."),
        reply=(row.kind, row.key),
        headers={"Auto-Submitted": "auto-replied"} | _threaded(message_id),
    )


def _threaded(message_id: str) -> dict[str, str]:
    """Puts the answer under the mail it answers (RFC 3834, 3.1.6)."""
    is_one = message_id.startswith("<") and message_id.endswith(">") and " " not in message_id
    return {"In-Reply-To": message_id, "References": message_id} if is_one else {}
