"""Asks a mailbox at the ministry's or provider's server for mail to signed addresses (IMAP).

A mail is marked as read only after it was kept. What is not for us stays unread and as it is,
under a mark of ours, so that it is not asked for again.
"""

from __future__ import annotations

import imaplib
import logging
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from email.utils import getaddresses
from typing import Any

from django.conf import settings

from . import reading
from .addresses import Signed, read
from .taking import LARGEST, TooMany, keep

log = logging.getLogger(__name__)

LEFT = "ComityLeft"
MOST_A_ROUND = 50
PATIENCE = 30
"""Seconds to wait for the server's answer."""
NAMES = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
"""Headers that say to which address a mail came, as the servers in use write them."""


def fetch(*, at: datetime) -> int:
    """Keep what came since the last time; returns how many mails were kept.

    A server that is away or refuses is said in the log; the next round asks again.
    """
    if settings.INBOUND.get("way") != "ask":
        return 0
    try:
        with _opened() as box:
            return sum(_take(box, uid, at) for uid in _unread(box)[:MOST_A_ROUND])
    except (OSError, imaplib.IMAP4.error) as fault:
        log.warning("The mailbox at %s did not answer: %s", settings.INBOUND["host"], fault)
        return 0


@contextmanager
def _opened() -> Iterator[imaplib.IMAP4]:
    where = settings.INBOUND
    box = _connected(where)
    try:
        box.login(where["username"], where["password"])
        _ok(box.select(f'"{where["folder"]}"'))
        yield box
    finally:
        box.shutdown()


def _connected(where: dict[str, Any]) -> imaplib.IMAP4:
    context = ssl.create_default_context()
    if where["use_ssl"]:
        return imaplib.IMAP4_SSL(
            where["host"], where["port"], ssl_context=context, timeout=PATIENCE
        )
    box = imaplib.IMAP4(where["host"], where["port"], timeout=PATIENCE)
    if where["options"].get("tls") == "1":
        box.starttls(context)
    return box


def _ok(answer: tuple[str, list[Any]]) -> list[Any]:
    """The data of an answer.

    Raises:
        imaplib.IMAP4.error: the server said no.
    """
    status, data = answer
    if status != "OK":
        raise imaplib.IMAP4.error(b" ".join(one for one in data if one).decode(errors="replace"))
    return data


def _unread(box: imaplib.IMAP4) -> list[str]:
    (found,) = _ok(box.uid("SEARCH", "UNSEEN", "UNKEYWORD", LEFT))
    return found.decode().split() if found else []


def _take(box: imaplib.IMAP4, uid: str, at: datetime) -> bool:
    size, head = _fetched(box, uid, "(RFC822.SIZE BODY.PEEK[HEADER])")
    signed = _signed_in(head)
    is_whole = size <= LARGEST
    raw = _fetched(box, uid, "(BODY.PEEK[])")[1] if signed and is_whole else head
    try:
        for one in signed:
            keep(one, raw, at=at, size=size)
    except TooMany:
        signed = []
    box.uid("STORE", uid, "+FLAGS", r"(\Seen)" if signed else f"({LEFT})")
    return bool(signed)


def _fetched(box: imaplib.IMAP4, uid: str, what: str) -> tuple[int, bytes]:
    """The size where it was asked for, and the bytes."""
    data = _ok(box.uid("FETCH", uid, what))
    literal = b"".join(one[1] for one in data if isinstance(one, tuple))
    around = b" ".join(one[0] if isinstance(one, tuple) else one for one in data if one)
    size = re.search(rb"RFC822\.SIZE (\d+)", around)
    return int(size.group(1)) if size else 0, literal


def _signed_in(head: bytes) -> list[Signed]:
    """The signed addresses that the headers name, each once."""
    message = reading.parse(head)
    written = [one for name in NAMES for one in reading.headers(message, name)]
    found = [read(address) for _name, address in getaddresses(written)]
    return list(dict.fromkeys(one for one in found if one))
