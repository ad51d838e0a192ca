"""What a person wrote in a cell, as a value: words, one of several, a number. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from enum import Enum

LONGEST = 50_000
"""Characters of one answer; the same as on the site."""
LONGEST_NOTE = 500
"""Of what is said of a figure."""
CLEARED = frozenset("-–—")
"""What a person writes to take words away; an empty cell may have been emptied by a program."""

# XML 1.0 allows no other control characters, and no page shows them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_GROUPED = r"\d{1,3}(?:[ .,'’]\d{3})+"
_NUMBER = re.compile(rf"([+-]?)((?!0[.,]){_GROUPED}|\d+)(?:([.,])(\d+))?", re.ASCII)


class Fault(Enum):
    NOT_A_NUMBER = "not a number"
    TWO_READINGS = "two readings"
    TOO_LARGE = "too large"


def clean(text: str) -> str:
    """Composed, without control characters, with plain line ends and no blank around it."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _UNPRINTABLE.sub("", text)
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def folded(text: str) -> str:
    """For comparing: a program that saves a file anew may break lines elsewhere."""
    return " ".join(clean(text).replace("\xad", "").split())


def bare(text: str) -> str:
    """For finding one of several: case, accents, blanks and the dot at the end do not matter."""
    letters = unicodedata.normalize("NFKD", folded(text).casefold())
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return letters.strip(" .;,:")


def same(one: str, other: str) -> bool:
    return folded(one) == folded(other)


def read_choice(text: str, choices: Iterable[tuple[str, str]]) -> str | None:
    """The code of what was chosen; None: none of them."""
    wanted = bare(text)
    return next((code for code, words in choices if bare(words) == wanted), None)


def read_number(text: str, unit: str = "") -> Decimal | Fault:
    """A number as people of the region write it, or why it cannot be known.

    Both ``1,234.5`` (Mexico, Belize) and ``1.234,5`` (Brazil, Spain) are written there, so
    ``1.234`` alone may be either: it is not guessed. A unit written after it is let go if it
    is the one asked for; any other word makes it no number.

    >>> read_number("1.234.567,5")
    Decimal('1234567.5')
    """
    text = " ".join(text.replace("\u202f", " ").replace("\xa0", " ").split())
    text = text.replace("−", "-")
    if unit and bare(text).endswith(bare(unit)):
        text = text[: len(text) - len(unit.strip())].strip()
    found = _NUMBER.fullmatch(text)
    if not found:
        return Fault.NOT_A_NUMBER
    sign, whole, point, part = found.groups()
    marks = {letter for letter in whole if not letter.isdigit()}
    if len(marks) > 1 or (point and point in marks):
        return Fault.NOT_A_NUMBER
    if marks <= {".", ","} and len(re.split(r"[.,]", whole)) == 2 and not point:
        # Thousands for one reader, a fraction for another.
        return Fault.TWO_READINGS
    digits = re.sub(r"\D", "", whole)
    return bounded(Decimal(f"{sign}{digits}.{part}" if part else f"{sign}{digits}"))


def bounded(number: Decimal) -> Decimal | Fault:
    """Twenty digits, four of them behind the point: what the site keeps."""
    if not number.is_finite():
        return Fault.NOT_A_NUMBER
    if abs(number) >= 10**16 or number != number.quantize(Decimal("0.0001")):
        return Fault.TOO_LARGE
    return number


def plain_number(number: Decimal) -> str:
    """As a file and the site's rows hold it: no exponent, no zeros at the end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
