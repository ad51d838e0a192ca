"""A text in pieces that each fit one SMS. Pure.

Source: 3GPP TS 23.038: 160 characters of the GSM 7-bit alphabet, those of its extension counting
two; 70 UTF-16 code units (UCS-2) as soon as one character is in neither.
"""

from __future__ import annotations

from collections.abc import Iterator

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = frozenset("\f^{}\\[~]|€")
GSM, UCS = 160, 70


def fits(text: str) -> bool:
    """Whether one SMS carries it."""
    if set(text) <= BASIC | EXTENSION:
        return sum(2 if sign in EXTENSION else 1 for sign in text) <= GSM
    return len(text.encode("utf-16-le")) // 2 <= UCS


def pieces(text: str) -> list[str]:
    """The text in order, in as few pieces as its lines and words allow.

    A piece ends with a line where it can, else with a word; only a word that fits no SMS is
    broken. Each is sent by itself: none relies on the phone to join them.
    """
    found: list[str] = []
    for part in _parts(text):
        joined = f"{found[-1]}\n{part}" if found else ""
        if joined and fits(joined):
            found[-1] = joined
        else:
            found.append(part)
    return found


def _parts(text: str) -> Iterator[str]:
    """Lines, those that are too long broken between words."""
    for line in text.splitlines():
        held = ""
        for word in (short for whole in line.split() for short in _short(whole)):
            if held and not fits(f"{held} {word}"):
                yield held
                held = word
            else:
                held = f"{held} {word}".strip()
        if held:
            yield held


def _short(word: str) -> Iterator[str]:
    while not fits(word):
        cut = next(size for size in range(len(word) - 1, 0, -1) if fits(word[:size]))
        yield word[:cut]
        word = word[cut:]
    yield word
