"""What waits in the outbox leaves by SMTP, each mail claimed before the server is spoken to."""

from __future__ import annotations

import smtplib
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.conf import settings
from django.core.cache import cache
from django.core.mail.backends.smtp import EmailBackend
from django.db import transaction

from ..inbound.bounces import return_address
from ..models import Message
from .handing import hand_over
from .wire import address, on_the_wire

FIRST_PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=12)
GIVE_UP_AFTER = 16
"""Tries: with the pauses above, five days (RFC 5321, 4.5.4.1 asks for four to five)."""
SERVER_IS_AWAY = "notices.server-is-away"
SERVER_IS_AWAY_FOR = 60
"""Seconds in which no act waits again for a mail server that did not answer."""
NOTED_EVERY = 1.0
"""Seconds between two notes of what was sent: so much is sent again after a cut of power."""


@dataclass(frozen=True)
class Delivery:
    """What one round of delivering did."""

    sent: int = 0
    failed: int = 0


def deliver_all(*, now: Callable[[], datetime], limit: int = 100) -> Delivery:
    """Deliver in rounds until nothing is left that can be sent; ``now`` is the clock, because
    each round claims its mails from its own beginning."""
    whole, last = Delivery(), Delivery(sent=limit)
    while last.sent and last.sent + last.failed == limit:
        last = deliver(limit, at=now())
        whole = Delivery(whole.sent + last.sent, whole.failed + last.failed)
    return whole


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
    for tries in {message.tries for message in claimed}:
        same = [message.pk for message in claimed if message.tries == tries]
        Message.objects.filter(pk__in=same).update(tries=tries, next_try_at=at + pause_after(tries))
    return claimed


def pause_after(tries: int) -> timedelta:
    """Five minutes after the first failure, then twice as long each time, up to half a day."""
    return min(FIRST_PAUSE * 2 ** min(tries - 1, 10), LONGEST_PAUSE)


def _send_all(messages: list[Message], at: datetime) -> Delivery:
    server = EmailBackend(**settings.SMTP)
    notes = _Notes(at)
    try:
        server.open()
        assert server.connection is not None, "open() raises where there is none"
        _send_each(server.connection, messages, notes)
    except OSError as fault:
        # The server is away or hung up: what is left waits for the next round.
        cache.set(SERVER_IS_AWAY, 1, SERVER_IS_AWAY_FOR)
        for message in messages:
            if not message.is_sent and not message.fault:
                notes.failed(message, str(fault))
    finally:
        notes.write()
        server.close()
    return Delivery(notes.count, len(messages) - notes.count)


@dataclass(frozen=True)
class _Letter:
    """A mail as it goes over the wire; ``fault`` says why it cannot go to any server."""

    message: Message
    sender: str = ""
    to: str = ""
    content: bytes = b""
    fault: str = ""


def _send_each(server: smtplib.SMTP, messages: list[Message], notes: _Notes) -> None:
    """Send one after the other, and write each while the server takes the one before."""
    unwritten = map(_written, messages)
    ahead: list[_Letter] = []

    def write_ahead() -> None:
        ahead.extend(islice(unwritten, 1))

    write_ahead()
    while ahead:
        _send(server, ahead.pop(), write_ahead, notes)
        if not ahead:
            write_ahead()


def _written(message: Message) -> _Letter:
    try:
        # Reports on the mail go to an address that names it, not to the sender it shows.
        sender = return_address(message) or address(message.sender)
        to, content = address(message.to[0]), on_the_wire(message)
    except ValueError as unwritable:
        return _Letter(message, fault=str(unwritable))
    return _Letter(message, sender, to, content)


def _send(
    server: smtplib.SMTP, letter: _Letter, meanwhile: Callable[[], None], notes: _Notes
) -> None:
    """Send one mail. A refusal of this mail is noted; a lost connection is raised."""
    message = letter.message
    message.fault = ""
    if letter.fault:
        # An address or header that no server takes; the mails behind it still go.
        notes.failed(message, letter.fault, for_good=True)
        return
    try:
        hand_over(server, letter.sender, letter.to, letter.content, meanwhile)
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as refused:
        codes, words = _words_of(refused)
        notes.failed(message, words, for_good=all(code >= 500 for code in codes))
    except smtplib.SMTPNotSupportedError as unsendable:
        notes.failed(message, str(unsendable), for_good=True)
    else:
        notes.sent(message)


class _Notes:
    """Writes down what became of the mails: sent ones some at a time, the others at once."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.count = 0
        self._unwritten: list[int] = []
        self._written = time.monotonic()

    def sent(self, message: Message) -> None:
        message.sent_at = self.at
        self.count += 1
        self._unwritten.append(message.pk)
        if time.monotonic() - self._written > NOTED_EVERY:
            self.write()

    def write(self) -> None:
        """What was sent is the recipient's; a link that opens something must not lie about here."""
        if self._unwritten:
            Message.objects.filter(pk__in=self._unwritten).update(
                sent_at=self.at, fault="", text="", html="", calendar=""
            )
        self._unwritten, self._written = [], time.monotonic()

    def failed(self, message: Message, words: str, *, for_good: bool = False) -> None:
        message.fault = " ".join(words.split())[:500]
        if for_good or message.tries >= GIVE_UP_AFTER:
            message.given_up_at = self.at
        message.save(update_fields=["fault", "given_up_at"])


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
