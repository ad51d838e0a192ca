"""Whether a text is captions as WebVTT has them. Pure.

Source: W3C, WebVTT: The Web Video Text Tracks Format, section 4 (syntax).
"""

from __future__ import annotations

import re

STAMP = r"(?:([0-9]{2,4}):)?([0-5][0-9]):([0-5][0-9])\.([0-9]{3})"
TIMING = re.compile(rf"{STAMP}[ \t]+-->[ \t]+{STAMP}(?:[ \t]+\S.*)?")


class NotCaptions(ValueError):
    """Says why, by a word: ``letters``, ``head``, ``timing``, ``backwards``, ``empty``; and in
    which line, counted from 1."""

    def __init__(self, why: str, line: int = 1) -> None:
        super().__init__(why, line)
        self.why, self.line = why, line


def cues_in(content: bytes) -> int:
    """How many captions there are.

    Raises:
        NotCaptions.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotCaptions("letters") from None
    lines = re.split(r"\r\n|\r|\n", text)
    if not re.match(r"WEBVTT(?:[ \t]|$)", lines[0]):
        raise NotCaptions("head")
    count, before = 0, -1
    for number, line in enumerate(lines, start=1):
        if "-->" not in line:
            continue
        starts = _check(line.strip(), number, before)
        count, before = count + 1, starts
    if not count:
        raise NotCaptions("empty", len(lines))
    return count


def _check(line: str, number: int, before: int) -> int:
    """When it starts, in milliseconds: no earlier than the one before, and before it ends."""
    found = TIMING.fullmatch(line)
    if not found:
        raise NotCaptions("timing", number)
    starts, ends = _milliseconds(found.groups()[:4]), _milliseconds(found.groups()[4:8])
    if ends <= starts or starts < before:
        raise NotCaptions("backwards", number)
    return starts


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, rest = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest
