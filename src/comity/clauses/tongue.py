"""Is a text in another language than it is said to be? Asked of whole files, so it answers only
where a text leaves no doubt: a table, a list of names or a text in two languages gets no answer.
"""

import re
from collections import Counter

_COMMON = {
    "en": "the of and to in that for with by on is are as their this shall be from at its will "
    "which have has been or not it were was",
    "es": "el los las del y en que por con para una un se al su sus como lo más es entre la de a "
    "o no ha fue son este esta también",
    "fr": "le les des du et en que par avec pour une un se au aux son leurs dans est la de à ce "
    "qui sur ont ou ne pas être cette sont",
    "pt": "o os as do dos da das e em que por com para uma um se ao à seu sua como não na no nos "
    "mais é são de a ou foi pelo pela também",
    "nl": "de het een van en in is dat op te voor met zijn aan niet door ook bij om uit als wordt "
    "naar deze heeft of worden tot over",
    "ht": "ak nan yo pou ki gen se li te nou yon ap sou pa tout ou sa la a lan nan kote epi si "
    "mwen ka fè",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
LANGUAGES = tuple(_WORDS)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
ENOUGH = 60
"""Words, below which nothing is said."""
_CLEAR_SHARE, _CLEAR_LEAD = 0.2, 1.6


def clearly_in(text: str) -> str:
    """Return "en", "es", "fr", "pt", "nl" or "ht"; "" when the text is short or leaves a doubt.

    A language is clear when its commonest words make up a fifth of all words, and 1.6 times as
    many as those of the next language.
    """
    words = _WORD.findall(text[:200_000].lower().replace("’", "'"))
    if len(words) < ENOUGH:
        return ""
    counts = Counter(part for word in words for part in _parts(word))
    shares = sorted(
        ((sum(counts[word] for word in known) / len(words), language)
         for language, known in _WORDS.items()),
        reverse=True,
    )  # fmt: skip
    (most, language), (next_most, _other) = shares[:2]
    return language if most >= _CLEAR_SHARE and most >= _CLEAR_LEAD * next_most else ""


def _parts(word: str) -> list[str]:
    """``l'accord`` is an article and a word."""
    return word.split("'")
