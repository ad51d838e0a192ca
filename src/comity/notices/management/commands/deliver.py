"""``comity deliver``: send the mail that waits."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from comity.notices.models import Message
from comity.notices.services import deliver


class Command(BaseCommand):
    help = "Send the mail that waits in the outbox. Run it every few minutes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--limit", type=int, default=100, help="mails at most (default 100)")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SMTP:
            self.stdout.write(
                "No mail server is set, so mail stays in the outbox. "
                "Set COMITY_MAIL_URL, as smtp://user:password@host:587?tls=1."
            )
            return
        done = deliver(options["limit"], at=timezone.now())
        waiting = Message.objects.waiting().count()
        self.stdout.write(f"sent {done.sent}, failed {done.failed}, waiting {waiting}")
