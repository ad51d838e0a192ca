"""Numbers to call or write to, as they are printed and as a phone dials them. Pure.

Source: ITU-T E.164 (at most 15 digits), RFC 3966 (tel:), RFC 5724 (sms:).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

CALL, SMS, WHATSAPP, CHAT = "call", "sms", "whatsapp", "chat"
WAYS = (CALL, SMS, WHATSAPP, CHAT)
SHORTEST, LONGEST = 2, 15
"""Digits: 911 and the like; E.164."""

WRITTEN = re.compile(r"[+*#]?[\d\s().\-/]+#?")


class NotANumber(ValueError):
    """Says why, by a word: ``letters``, ``signs``, ``length``, ``abroad``, ``address``."""


@dataclass(frozen=True)
class Number:
    """One way to reach a line. ``written`` is printed as it is; of a chat it is its address."""

    way: str
    written: str
    is_free: bool = False
    from_abroad: bool = False

    @property
    def dialled(self) -> str:
        """``+525555550123``: what is left when all that only helps the eye is taken out."""
        return re.sub(r"[^\d+*#]", "", self.written)

    @property
    def link(self) -> str:
        """What opens the phone, its messages, or the chat."""
        if self.way == SMS:
            return f"sms:{self.dialled}"
        if self.way == WHATSAPP:
            return f"https://wa.me/{self.dialled.lstrip('+')}"
        if self.way == CHAT:
            return self.written
        return f"tel:{self.dialled.replace('#', '%23')}"

    def facts(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "way": self.way,
            "written": self.written,
            "is_free": self.is_free,
            "from_abroad": self.from_abroad,
        }


def read_number(
    way: str, written: str, *, is_free: bool = False, from_abroad: bool = False
) -> Number:
    """A number as somebody typed it.

    Raises:
        NotANumber: it cannot be dialled, or not in that way.
    """
    words = " ".join(written.split())
    number = Number(way, words, is_free, from_abroad)
    if way == CHAT:
        _check_address(words)
        return number
    if re.search(r"[^\W\d_]", words):
        raise NotANumber("letters")
    if not WRITTEN.fullmatch(words):
        raise NotANumber("signs")
    if not SHORTEST <= len(re.sub(r"\D", "", words)) <= LONGEST:
        raise NotANumber("length")
    if (from_abroad or way == WHATSAPP) and not words.startswith("+"):
        raise NotANumber("abroad")
    return number


def _check_address(words: str) -> None:
    try:
        parts = urlsplit(words)
    except ValueError:
        raise NotANumber("address") from None
    if parts.scheme != "https" or "." not in parts.netloc or " " in words:
        raise NotANumber("address")
