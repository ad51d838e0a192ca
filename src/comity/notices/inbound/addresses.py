"""Addresses that answer for themselves: who replies, and to what, signed by this site.

    reply+pack-1b-2026a7-k3v5n2q7w4x6y7z2@example.org
          kind  who key    signature

Mail servers change the case of a local part, forward it and sort by it, so everything in it is
lower case and it has at most 64 octets (RFC 5321, 4.5.3.1.1). Whoever holds an address can reply
by it, as with a ticket: what comes in is tied to the person it was written for, and a sender of
another name is noted.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

LONGEST_LOCAL_PART = 64
LONGEST_OWN_PART = 11
"""Octets of ``reply`` in reply@example.org: what the longest of the rest leaves."""
SALT = "comity.notices.inbound.addresses"
_KIND, _PERSON, _KEY = r"[a-z]{1,6}", r"[0-9a-z]{1,6}", r"[0-9a-z]{1,20}"
_SIGNED = re.compile(f"({_KIND})-({_PERSON})-({_KEY})-([a-z2-7]{{16}})")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Signed:
    """What a signed address says. ``person`` is a primary key; 0: nobody's."""

    kind: str
    person: int
    key: str


def take_replies() -> bool:
    """Whether mail comes back to this site at all."""
    return bool(settings.REPLY_TO)


def address_of(signed: Signed) -> str:
    """The address to write to; "" where no mail comes back (COMITY_REPLY_TO is empty).

    Raises:
        ValueError: kind or key hold more than lower-case letters and digits, or are too long.
    """
    if not take_replies():
        return ""
    said = f"{signed.kind}-{_in_base_36(signed.person)}-{signed.key}"
    whole = f"{said}-{_signature(said)}"
    if not _SIGNED.fullmatch(whole):
        raise ValueError(
            f"{said!r} does not fit an address. Write the kind with up to six letters and the key "
            "with up to twenty letters and digits, all lower case."
        )
    own, _at, domain = settings.REPLY_TO.rpartition("@")
    return f"{own}+{whole}@{domain}"


def read(address: str) -> Signed | None:
    """What an address says, whatever its case; None unless this site signed it."""
    own, _at, domain = settings.REPLY_TO.lower().rpartition("@")
    local, _at, at = address.strip().lower().rpartition("@")
    own_part, _plus, whole = local.strip('"').partition("+")
    match = _SIGNED.fullmatch(whole)
    if not own or at != domain or own_part != own or match is None:
        return None
    kind, person, key, signature = match.groups()
    if not constant_time_compare(signature, _signature(f"{kind}-{person}-{key}")):
        return None
    return Signed(kind, int(person, 36), key)


def _signature(said: str) -> str:
    """Eighty bits: too many to be guessed one mail at a time."""
    digest = salted_hmac(SALT, said, algorithm="sha256").digest()
    return base64.b32encode(digest[:10]).decode().lower()


def _in_base_36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits or "0"
