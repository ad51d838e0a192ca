"""The verbs of this room: tell somebody, deliver what waits, follow a body."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime, make_msgid
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend
from django.db import connection, transaction
from django.template import Context
from django.template.loader import get_template
from django.utils.translation import get_language_from_path, override

from comity.parties.access import Reader
from comity.parties.models import Body, Person

from .models import Follow, Message

Words = Callable[[], str]

FIRST_PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=12)
GIVE_UP_AFTER = 16
"""Tries: with the pauses above, five days (RFC 5321, 4.5.4.1 asks for four to five)."""
SERVER_IS_AWAY = "notices.server-is-away"
SERVER_IS_AWAY_FOR = 60
"""Seconds in which no act waits again for a mail server that did not answer."""


class CarriesFiles(ValueError):
    """Mail carries links, never files: a file is downloaded by who may read it."""


def tell(
    person: Person,
    *,
    subject: Words,
    template: str,
    context: dict[str, Any],
    url: str | Words,
    reason: Words,
) -> None:
    """Write to a person in the person's language. Call it inside the act's transaction:
    the mail is stored with the act and leaves after the commit.

    Args:
        subject: Called in the person's language.
        template: Plain text, rendered without HTML escaping; it is also given ``person``.
        url: The page to open, from the root of the site, with or without a language.
        reason: Why the person receives this, called in the person's language.

    Whoever may not sign in any more is told nothing.
    """
    if not person.is_active:
        return
    with override(person.language):
        text = get_template(template).template.render(  # type: ignore[attr-defined]
            Context({"person": person} | context, autoescape=False)
        )
        address = settings.ORIGIN + _in_language(url() if callable(url) else url, person.language)
        message = EmailMessage(
            subject(),
            f"{text.strip()}\n\n{address}\n\n-- \n{reason()}\n",
            to=[person.email],
            headers={"Auto-Submitted": "auto-generated", "Content-Language": person.language},
        )
    message.send()


def _in_language(url: str, language: str) -> str:
    """``/mandates/3/`` or ``/en/mandates/3/`` as ``/es/mandates/3/``."""
    written = get_language_from_path(url)
    return f"/{language}{url.removeprefix(f'/{written}') if written else url}"


@transaction.atomic
def queue(message: EmailMessage, *, at: datetime) -> list[Message]:
    """Put a mail into the outbox, one row per address, and try it after the commit.

    Raises:
        CarriesFiles: it has attachments.
    """
    if message.attachments:
        raise CarriesFiles(message.subject)
    rows = [_row(message, address, at) for address in message.recipients()]
    Message.objects.bulk_create(rows)
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
        headers=headers | message.extra_headers,
        queued_at=at,
    )


def _html_of(message: EmailMessage) -> str:
    for alternative in getattr(message, "alternatives", []):
        if alternative.mimetype == "text/html":
            return str(alternative.content)
    return ""


def _deliver_after_commit(at: datetime) -> None:
    """Once per transaction, however many mails it queues."""
    if settings.SMTP and not any(
        getattr(hook[1], "func", None) is _deliver_now for hook in connection.run_on_commit
    ):
        transaction.on_commit(partial(_deliver_now, at))


def _deliver_now(at: datetime) -> None:
    if not cache.get(SERVER_IS_AWAY):
        deliver(at=at)


@dataclass(frozen=True)
class Delivery:
    """What one round of delivering did."""

    sent: int = 0
    failed: int = 0


def deliver(limit: int = 100, *, at: datetime) -> Delivery:
    """Send what waits and is due, at most ``limit`` mails, over one connection.

    Each mail is first claimed: its next try is put off before the server is spoken to, so
    that no other process sends it meanwhile and no database lock is held while a slow
    server answers. Without a mail server (``settings.SMTP`` empty) nothing is tried.
    """
    if not settings.SMTP:
        return Delivery()
    claimed = _claim(limit, at)
    return _send_all(claimed, at) if claimed else Delivery()


@transaction.atomic
def _claim(limit: int, at: datetime) -> list[Message]:
    claimed = list(Message.objects.due(at).select_for_update(skip_locked=True)[:limit])
    for message in claimed:
        message.tries += 1
        message.next_try_at = at + pause_after(message.tries)
    Message.objects.bulk_update(claimed, ["tries", "next_try_at"])
    return claimed


def pause_after(tries: int) -> timedelta:
    """Five minutes after the first failure, then twice as long each time, up to half a day."""
    return min(FIRST_PAUSE * 2 ** min(tries - 1, 10), LONGEST_PAUSE)


def _send_all(messages: list[Message], at: datetime) -> Delivery:
    server = EmailBackend(**settings.SMTP)
    sent = 0
    try:
        server.open()
        for message in messages:
            sent += _send(server, message, at)
    except OSError as fault:
        # The server is away or hung up: what is left waits for the next round.
        cache.set(SERVER_IS_AWAY, 1, SERVER_IS_AWAY_FOR)
        for message in messages:
            if not message.is_sent and not message.fault:
                _note_fault(message, str(fault), at)
    finally:
        server.close()
    return Delivery(sent, len(messages) - sent)


def _send(server: EmailBackend, message: Message, at: datetime) -> bool:
    """Send one mail. A refusal of this mail is noted; a lost connection is raised."""
    message.fault = ""
    try:
        server.send_messages([_mail(message)])
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as refused:
        codes, words = _words_of(refused)
        _note_fault(message, words, at, for_good=all(code >= 500 for code in codes))
        return False
    except (smtplib.SMTPNotSupportedError, ValueError) as unsendable:
        # An address or header that no server takes; the mails behind it still go.
        _note_fault(message, str(unsendable), at, for_good=True)
        return False
    message.sent_at = at
    # What was sent is the recipient's; a link that opens something must not lie about here.
    message.text = message.html = ""
    message.save(update_fields=["sent_at", "fault", "text", "html"])
    return True


def _mail(message: Message) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(
        message.subject, message.text, message.sender, message.to, headers=message.headers
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    return mail


def _words_of(
    refused: smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused,
) -> tuple[list[int], str]:
    """The answer codes and the server's own words."""
    if isinstance(refused, smtplib.SMTPRecipientsRefused):
        answers: list[tuple[int, bytes | str]] = list(refused.recipients.values())
    else:
        answers = [(refused.smtp_code, refused.smtp_error)]
    lines = [
        f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"
        for code, words in answers
    ]
    return [code for code, _words in answers], "; ".join(lines)


def _note_fault(message: Message, words: str, at: datetime, *, for_good: bool = False) -> None:
    message.fault = " ".join(words.split())[:500]
    if for_good or message.tries >= GIVE_UP_AFTER:
        message.given_up_at = at
    message.save(update_fields=["fault", "given_up_at"])


@transaction.atomic
def follow(person: Person, body: Body) -> None:
    """See on one's desk what changes in a body. A private choice: the ledger is not told."""
    Follow.objects.get_or_create(person=person, body=body)


@transaction.atomic
def unfollow(person: Person, body: Body) -> None:
    Follow.objects.filter(person=person, body=body).delete()


def followed(reader: Reader) -> frozenset[int]:
    """Keys of the bodies a reader follows: those chosen, and those the reader sits in."""
    chosen = Follow.objects.visible_to(reader).values_list("body", flat=True)
    return reader.bodies | reader.bodies_observed | frozenset(chosen)
