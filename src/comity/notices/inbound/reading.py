"""Bytes of a mail into what a handler needs. Never raises on what it finds in them.

Python's parser takes everything, but some headers of some senders make it stumble when they are
asked for; such a header is read as absent.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message
from email.utils import parseaddr
from itertools import islice

from .kinds import Attachment, Mail

MOST_PARTS = 200
MOST_ATTACHMENTS = 20
LONGEST_TEXT = 100_000
STUMBLES = (ValueError, LookupError, AttributeError, TypeError, RecursionError)
"""What the parser raises on headers and charsets that do not exist (Python 3.11)."""


def parse(raw: bytes) -> Message:
    return message_from_bytes(raw, policy=policy.default)


def header(message: Message, name: str) -> str:
    """The header's words on one line; "" where it is absent or unreadable."""
    try:
        return " ".join(str(message.get(name, "")).split())
    except STUMBLES:
        return ""


def headers(message: Message, name: str) -> list[str]:
    """Every header of that name."""
    try:
        return [str(one) for one in message.get_all(name, [])]
    except STUMBLES:
        return []


def read(raw: bytes) -> Mail:
    """What a mail says, as far as it can be read."""
    message = parse(raw)
    return Mail(
        sender=sender_of(message),
        subject=header(message, "Subject")[:500],
        text=text_of(message),
        attachments=tuple(islice(_attachments(message), MOST_ATTACHMENTS)),
        message_id=header(message, "Message-ID"),
        is_automatic=is_automatic(message),
    )


def sender_of(message: Message) -> str:
    """The address in From, which anybody may write."""
    return parseaddr(header(message, "From"))[1].lower()[:320]


def is_automatic(message: Message) -> bool:
    """Whether a machine wrote it, so that nothing may answer it (RFC 3834, 2 and 3.1.7)."""
    submitted = header(message, "Auto-Submitted").partition(";")[0].strip().lower()
    precedence = header(message, "Precedence").lower()
    return (
        submitted not in {"", "no"}
        or precedence in {"bulk", "junk", "list", "auto_reply"}
        or any(header(message, name) for name in ("List-Id", "X-Autoreply", "X-Autorespond"))
        or header(message, "Return-Path") == "<>"
        or message.get_content_type() == "multipart/report"
    )


def leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something, also inside a forwarded mail."""
    for part in islice(message.walk(), MOST_PARTS):
        if not part.is_multipart():
            yield part


def text_of(message: Message) -> str:
    for part in leaves(message):
        if part.get_content_type() == "text/plain" and not _name_of(part):
            return _decoded(part)[:LONGEST_TEXT]
    return ""


def _decoded(part: Message) -> str:
    content = content_of(part)
    try:
        return content.decode(part.get_content_charset("utf-8"), errors="replace")
    except STUMBLES:
        return content.decode("utf-8", errors="replace")


def content_of(part: Message) -> bytes:
    """The decoded bytes; b"" where the encoding cannot be read."""
    try:
        content = part.get_payload(decode=True)
    except STUMBLES:
        return b""
    return content if isinstance(content, bytes) else b""


def _attachments(message: Message) -> Iterator[Attachment]:
    """Every part with a name, and every part that is no text: some senders lose the name."""
    for part in leaves(message):
        name, kind = _name_of(part), part.get_content_type()
        if name or part.get_content_maintype() not in {"text", "multipart", "message"}:
            ending = mimetypes.guess_extension(kind) or ""
            yield Attachment(name or f"attachment{ending}", kind, content_of(part))


def _name_of(part: Message) -> str:
    """The file's name as it was meant (RFC 2231, and RFC 2047 as many senders write it)."""
    try:
        name = part.get_filename("") or ""
    except STUMBLES:
        return ""
    return " ".join(name.replace("\\", "/").rpartition("/")[2].split())[:200]
