"""Text without case and accents, for finding words however they are written."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_ACCENTS = re.compile("[\u0300-\u036f]")


def fold(text: str) -> str:
    """Return the text in lower case without accents; it may be shorter or longer than the text."""
    return _ACCENTS.sub("", unicodedata.normalize("NFD", text.casefold()))


class Folded:
    """A text folded, with the way back to the words as they are written."""

    __slots__ = ("_origin", "folded", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._origin: Sequence[int] = range(len(text))
        if text.isascii():
            self.folded = text.lower()
            return
        parts = [_fold_char(c) for c in text]
        self.folded = "".join(parts)
        self._origin = [at for at, part in enumerate(parts) for _ in part]

    def words(self, start: int, end: int) -> str:
        """Return the words of the text that lie between two indexes of ``folded``."""
        if start >= end:
            return ""
        last = self._origin[end - 1]
        while _ACCENTS.match(self.text, last + 1):
            last += 1
        return self.text[self._origin[start] : last + 1]


@lru_cache(maxsize=4)
def folded(text: str) -> Folded:
    """Return a text folded; the last few are remembered, as several readers ask for the same."""
    return Folded(text)


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    if char.isspace():
        return " "
    return "'" if char in "’ʼ" else fold(char)
