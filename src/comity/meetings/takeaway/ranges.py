"""Which bytes of a file a request asks for (RFC 9110, section 14). Pure."""

from __future__ import annotations

import re

_ONE = re.compile(r"bytes[ \t]*=[ \t]*(\d{0,18})[ \t]*-[ \t]*(\d{0,18})[ \t]*")


class OutOfReach(Exception):
    """None of the bytes that are asked for exists (416)."""


def asked_range(header: str, size: int) -> tuple[int, int] | None:
    """(start, stop) of the one range that ``Range`` asks for.

    None: the whole file; what is not understood, and several ranges at once, are passed over, as
    the norm allows.

    Raises:
        OutOfReach.
    """
    found = _ONE.fullmatch(header)
    if not found or found[1] == found[2] == "":
        return None
    if found[1] == "":
        last = int(found[2])
        if not last or not size:
            raise OutOfReach
        return max(0, size - last), size
    start = int(found[1])
    if found[2] and int(found[2]) < start:
        return None
    if start >= size:
        raise OutOfReach
    return start, min(int(found[2]) + 1, size) if found[2] else size


def is_still(if_range: str, etag: str) -> bool:
    """Whether the part that is asked for is of the file that the client has a part of. A date is
    never sure enough, and neither is a weak name."""
    return not if_range or if_range.strip() == etag
