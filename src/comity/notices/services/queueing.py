"""The outbox: a mail is a row first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime, make_msgid
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.db import transaction

from ..models import Message
from .delivering import SERVER_IS_AWAY, deliver


class CarriesFiles(ValueError):
    """Mail carries links, never files: a file is downloaded by who may read it."""


def queue(message: EmailMessage, *, at: datetime) -> list[Message]:
    """Put a mail into the outbox, one row per address, and try it after the commit.

    Raises:
        CarriesFiles: it has attachments.
    """
    return queue_all([message], at=at)


@transaction.atomic
def queue_all(messages: Sequence[EmailMessage], *, at: datetime) -> list[Message]:
    """The same for many mails at once."""
    for message in messages:
        if message.attachments:
            raise CarriesFiles(message.subject)
    rows = [_row(message, to, at) for message in messages for to in message.recipients()]
    Message.objects.bulk_create(rows)
    if rows:
        _deliver_after_commit(at)
    return rows


def _row(message: EmailMessage, address: str, at: datetime) -> Message:
    host = urlsplit(settings.ORIGIN).hostname
    headers = {"Date": format_datetime(at), "Message-ID": make_msgid(domain=host)}
    if message.reply_to:
        headers["Reply-To"] = ", ".join(message.reply_to)
    return Message(
        sender=message.from_email,
        to=[address],
        # A line feed in a title must not end the header.
        subject=" ".join(str(message.subject).split())[:500],
        text=str(message.body),
        html=_html_of(message),
        calendar=getattr(message, "calendar", b"").decode(),
        kind=getattr(message, "kind", Message.Kind.DUTY),
        person=getattr(message, "person", None),
        mailbox=getattr(message, "mailbox", None),
        headers=headers | message.extra_headers,
        queued_at=at,
    )


def _html_of(message: EmailMessage) -> str:
    for alternative in getattr(message, "alternatives", []):
        if alternative.mimetype == "text/html":
            return str(alternative.content)
    return ""


def _deliver_after_commit(at: datetime) -> None:
    """Where one act queues several mails, the first round sends them and the others find none."""
    if settings.SMTP:
        transaction.on_commit(partial(_deliver_now, at))


def _deliver_now(at: datetime) -> None:
    if not cache.get(SERVER_IS_AWAY):
        deliver(at=at)
