"""Django's mail leaves through here: first into the outbox, then, after the commit, by SMTP."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from . import services


class OutboxBackend(BaseEmailBackend):
    """Stores mail in the transaction of the act it tells of; if the act fails, so does the mail."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many were queued.

        Raises:
            CarriesFiles: a message has attachments.
        """
        # Django's interface gives no instant, so the clock is read here.
        at = timezone.now()
        for message in email_messages:
            services.queue(message, at=at)
        return len(email_messages)
