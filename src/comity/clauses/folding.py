"""Text without case and accents, for finding words however they are written."""

import unicodedata
from functools import lru_cache


def fold(text: str) -> str:
    """Return the text in lower case without accents; it may be shorter or longer than the text."""
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in parts if unicodedata.category(c) != "Mn")


class Folded:
    """A text folded, with the way back to the words as they are written."""

    __slots__ = ("_origin", "folded", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        parts = [_fold_char(c) for c in text]
        self.folded = "".join(parts)
        self._origin: list[int] = [at for at, part in enumerate(parts) for _ in part]

    def words(self, start: int, end: int) -> str:
        """Return the words of the text that lie between two indexes of ``folded``."""
        if start >= end:
            return ""
        last = self._origin[end - 1]
        while last + 1 < len(self.text) and unicodedata.category(self.text[last + 1]) == "Mn":
            last += 1
        return self.text[self._origin[start] : last + 1]


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    if char.isspace():
        return " "
    return "'" if char in "’ʼ" else fold(char)
