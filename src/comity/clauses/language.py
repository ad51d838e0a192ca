"""Which of the four languages a text is in, by its commonest words."""

import re
from collections import Counter

LANGUAGES = ("en", "es", "fr", "pt")

_COMMON = {
    "en": (
        "the of and to in that for with by on is are as their this shall be from at its will which"
    ),
    "es": "el los las del y en que por con para una un se al su sus como lo más es entre la de a",
    "fr": (
        "le les des du et en que par avec pour une un se au aux son leurs dans est la de à "
        "ce qui sur ont"
    ),
    "pt": (
        "o os as do dos da das e em que por com para uma um se ao à seu sua como não na no "
        "nos mais é são"
    ),
}
_WEIGHTS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_LETTERS = {"es": "ñ¿¡", "fr": "èêàùœ", "pt": "ãõ", "en": ""}
_WORD = re.compile(r"[^\W\d_]+")


def guess_language(text: str) -> str:
    """Return "en", "es", "fr" or "pt"; "en" when nothing tells."""
    counts = Counter(_WORD.findall(text[:20_000].lower()))
    letters = Counter(text[:20_000].lower())
    scores = {
        language: sum(counts[word] for word in words)
        + 2 * sum(letters[letter] for letter in _LETTERS[language])
        for language, words in _WEIGHTS.items()
    }
    return max(LANGUAGES, key=lambda language: scores[language])
