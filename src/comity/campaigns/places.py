"""Places as people spell them: two spellings of one place are one place. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

WHOLE = {
    "sto": "santo", "sta": "santa", "st": "saint", "ste": "sainte", "pto": "puerto",
    "pt": "port", "cd": "ciudad", "gral": "general", "av": "avenida", "col": "colonia",
}  # fmt: skip
"""Short forms that the region writes, without the point."""
SMALL = {"de", "del", "la", "las", "el", "los", "the", "of", "du", "des", "le", "les", "y", "and"}
ALIKE = 0.86
"""From here on two names are asked about: see ``difflib``."""


def key_of(place: str) -> str:
    """The same for spellings that differ in accents, case, points, small words and short forms.

    A name of small words alone keeps them.
    """
    bare = unicodedata.normalize("NFKD", place).casefold()
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    words = [WHOLE.get(word, word) for word in re.findall(r"\w+", bare)]
    return " ".join([word for word in words if word not in SMALL] or words)


def likely(place: str, known: Iterable[str]) -> str | None:
    """The known name that this one is probably meant to be; None where it is one of them, or
    like none of them."""
    key = key_of(place)
    keys = {key_of(name): name for name in known}
    if not key or key in keys:
        return None
    found = [(SequenceMatcher(None, key, other).ratio(), name) for other, name in keys.items()]
    ratio, name = max(found, default=(0.0, ""))
    return name if ratio >= ALIKE else None
