"""The address of a stream: short-lived, signed, good for one meeting and one origin.

It opens nothing but the number of the meeting's present edition.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing

SALT = "comity.proceedings.stream"
LASTS = 4 * 60 * 60
"""Seconds for which an address opens a stream, and at most those of the stream."""


class BadToken(Exception):
    """Forged, damaged, or its time is over."""


@dataclass(frozen=True)
class Token:
    meeting: int
    origin: str
    """The site as the reader's browser calls it: the only origin that may read the stream."""


def sign(token: Token) -> str:
    return signing.dumps([token.meeting, token.origin], salt=SALT)


def read(words: str) -> Token:
    """Raises BadToken."""
    try:
        meeting, origin = signing.loads(words, salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError) as fault:
        raise BadToken from fault
    return Token(int(meeting), str(origin))


def address_for(request: Any, meeting: int) -> str:
    """Where the reader's browser finds the stream of a meeting; "" where there is none."""
    base = settings.EVENTS
    if not base:
        return ""
    origin = f"{request.scheme}://{request.get_host()}"
    return f"{base.rstrip('/')}/{sign(Token(meeting, origin))}"
