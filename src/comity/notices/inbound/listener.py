"""An SMTP server of ours: takes mail to signed addresses and nothing else. It relays nothing.

It answers "taken" only after the mail is kept, so a crash or a full disk costs nothing: the
sending server tries again (RFC 5321, 6.1).
"""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import DatabaseError, connections
from django.utils import timezone

from .addresses import read
from .taking import LARGEST, TooMany, keep

log = logging.getLogger(__name__)

MOST_RECIPIENTS = 5
IDLE = 120
"""Seconds after which a silent client is hung up on."""


class Door:
    """What the server asks at each step; ``now`` is the clock."""

    def __init__(self, now: Callable[[], datetime] = timezone.now) -> None:
        self.now = now

    async def handle_RCPT(  # noqa: N802 - the name that aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if read(address) is None:
            return "550 5.1.1 No such mailbox here"
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802 - the name that aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        try:
            await asyncio.to_thread(self._keep, envelope)
        except TooMany:
            return "452 4.2.2 This address takes no more mail today"
        except (DatabaseError, OSError):
            log.exception("A mail could not be kept; its sender tries again.")
            return "451 4.3.0 Not now, try again later"
        return "250 2.0.0 Kept"

    def _keep(self, envelope: Envelope) -> None:
        """In a thread of its own, whose connection to the database is not kept open."""
        content = envelope.content or b""
        raw = content.encode() if isinstance(content, str) else content
        try:
            for address in envelope.rcpt_tos:
                if signed := read(address):
                    keep(signed, _delivered(envelope, address) + raw, at=self.now())
        finally:
            connections.close_all()


def _delivered(envelope: Envelope, address: str) -> bytes:
    """What the last server on the way writes above a mail (RFC 5321, 4.4)."""
    lines = f"Return-Path: <{envelope.mail_from or ''}>\r\nDelivered-To: {address}\r\n"
    return lines.encode(errors="replace")


def start(door: Door | None = None) -> Controller | None:
    """Listen where COMITY_INBOUND says, in a thread; None where it does not say to listen.

    Raises:
        OSError: the port is taken, or may not be listened on by this user.
    """
    where = settings.INBOUND
    if where.get("way") != "listen":
        return None
    controller = Controller(
        door or Door(),
        hostname=where["host"],
        port=where["port"],
        data_size_limit=LARGEST,
        timeout=IDLE,
        ident="Comity",
        server_hostname=urlsplit(settings.ORIGIN).hostname,
        enable_SMTPUTF8=True,
        tls_context=_tls(where["options"]),
    )
    controller.start()
    return controller


def _tls(options: dict[str, str]) -> ssl.SSLContext | None:
    """STARTTLS where ``?cert=…&key=…`` name the files."""
    if "cert" not in options:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(options["cert"], options.get("key"))
    return context
