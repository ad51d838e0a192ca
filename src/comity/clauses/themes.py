"""Which objectives of the Global Compact for Migration a paragraph touches, by plain words.

Codes are "gcm-1" to "gcm-23". Source: A/RES/73/195, objectives 1 to 23. The words are few on
purpose: a theme that is missing is added in a moment, a wrong one must first be noticed.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from comity.clauses.folding import folded
from comity.clauses.pieces import Suggestion
from comity.clauses.words import either, load_words

THEMES: Mapping[str, Sequence[str]] = MappingProxyType(load_words("themes"))
"""Code of an objective → patterns, over folded text, of the words that suggest it."""


def find_themes(text: str) -> tuple[Suggestion, ...]:
    """Return the objectives a paragraph touches, in the order of the text, each with its first
    words.
    """
    whole = folded(text)
    found = []
    for code, pattern in _patterns():
        match = pattern.search(whole.folded)
        if match:
            found.append((match.start(), Suggestion(code, whole.words(*match.span()))))
    return tuple(suggestion for _, suggestion in sorted(found, key=lambda item: item[0]))


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (code, re.compile(rf"(?<!\w)(?:{either(words)})(?!\w)")) for code, words in THEMES.items()
    )
