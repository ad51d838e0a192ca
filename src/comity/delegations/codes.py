"""The short code on a badge: which delegate, signed by this site. It says nothing of the person.

Written in Crockford's base 32, which a person can read aloud: O is read as 0, I and L as 1.
"""

from __future__ import annotations

import re

from django.utils.crypto import constant_time_compare, salted_hmac

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SIGNED = 8
"""Letters of the signature: 40 bits."""
_READ = str.maketrans("OIL", "011")


def code_of(key: int, badge: int) -> str:
    """As printed: ``4F-7K2M9QXD``."""
    return f"{_letters(key)}-{_signature(key, badge)}"


def tidy(code: str) -> str:
    """A code as read by a scanner, typed or read aloud, without what does not count."""
    return re.sub(r"[^0-9A-Z]", "", code.upper()).translate(_READ)


def key_in(code: str) -> int | None:
    """Which delegate a code names; the signature is not looked at yet."""
    letters = tidy(code)[:-SIGNED]
    if not letters or len(letters) > 12 or any(one not in ALPHABET for one in letters):
        return None
    key = 0
    for one in letters:
        key = key * 32 + ALPHABET.index(one)
    return key


def is_signed(code: str, key: int, badge: int) -> bool:
    """Whether this site made the code, for this badge of the delegate."""
    return constant_time_compare(tidy(code), tidy(code_of(key, badge)))


def _signature(key: int, badge: int) -> str:
    mac = salted_hmac("comity.delegations.badge", f"{key}.{badge}", algorithm="sha256")
    number = int.from_bytes(mac.digest()[:5], "big")
    return _letters(number).rjust(SIGNED, "0")


def _letters(number: int) -> str:
    letters = ""
    while True:
        number, rest = divmod(number, 32)
        letters = ALPHABET[rest] + letters
        if not number:
            return letters
