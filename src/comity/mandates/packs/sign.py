"""The marks by which a pack knows its own rows again.

Each row carries a code: its mark and a seal over the pack's key, the party and the words of the
question. A row of another pack, a made-up one, or one whose question was changed here since does
not fit; where the rows stand does not matter. The seal of the whole holds the key and the party.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator

from django.conf import settings
from django.utils.crypto import salted_hmac

from .asked import Asked, Row
from .values import folded

SALT = "comity.mandates.packs"
LENGTH = 12
"""Letters of a seal, five bits each."""
CODE = re.compile(r"\b([aqi]\d{1,12}(?:y\d{4})?)-([a-z2-7]{12})\b")
WHOLE = re.compile(
    r"comity:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}):([a-z2-7]{12})"
)


def _seal(secret: str | bytes, *parts: str) -> str:
    digest = salted_hmac(SALT, "\n".join(parts), secret=secret, algorithm="sha256").digest()
    return base64.b32encode(digest).decode().lower()[:LENGTH]


def _secrets() -> Iterator[str | bytes]:
    """The current key first; a pack made under one that was since replaced still comes home."""
    yield settings.SECRET_KEY
    yield from settings.SECRET_KEY_FALLBACKS


def _code(secret: str | bytes, asked: Asked, row: Row) -> str:
    parts = (asked.key, str(asked.party_key), row.mark, folded(row.question))
    return f"{row.mark}-{_seal(secret, *parts)}"


def code_of(asked: Asked, row: Row) -> str:
    """What stands in the file beside the row, as ``a12-k7q2m9xw4bhd``."""
    return _code(settings.SECRET_KEY, asked, row)


def rows_by_code(asked: Asked) -> dict[str, Row]:
    return {_code(secret, asked, row): row for secret in _secrets() for row in asked.rows}


def whole(asked: Asked) -> str:
    """What stands in the file for the pack itself."""
    return f"comity:{asked.key}:{_seal(settings.SECRET_KEY, asked.key, str(asked.party_key))}"


def is_whole(text: str, asked: Asked) -> bool:
    """Whether ``text`` is the pack's own mark, and not a key that somebody wrote in."""
    found = WHOLE.search(text)
    return found is not None and any(
        found.group(2) == _seal(secret, asked.key, str(asked.party_key)) for secret in _secrets()
    )


def key_in(text: str) -> str:
    """The key of a pack named in ``text``; empty: none is."""
    found = WHOLE.search(text)
    return found.group(1) if found else ""
