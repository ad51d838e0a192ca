"""The language of an article, by its commonest words."""

from __future__ import annotations

from collections.abc import Sequence

from comity.clauses.language import guess_language
from comity.clauses.tongue import ENOUGH, clearly_in

LANGUAGES = ("en", "es", "fr", "pt", "nl", "ht")


def language_of(said: str, paragraphs: Sequence[str]) -> str:
    """What the words are in; where they leave a doubt, what the source says; "" without either."""
    text = " ".join(paragraphs)
    if clear := clearly_in(text):
        return clear
    code = said.replace("_", "-").partition("-")[0].lower()
    if code in LANGUAGES:
        return code
    return guess_language(text) if len(text.split()) >= ENOUGH // 4 else ""
