"""Texts, days and numbers as a report in one language says them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.numbers import format_decimal, format_percent
from django.utils.text import Truncator

from comity.ui.days import day_text
from comity.ui.locales import base_of, locale_of
from comity.ui.said import said

from .content import Addressee, Content, Texts
from .paper import Words


@dataclass
class Speaker:
    """Chooses words for one language, and counts the texts that are not there in it."""

    content: Content
    language: str
    texts: int = 0
    untranslated: int = 0

    def say(self, texts: Texts, *, bold: bool = False) -> Words:
        """A text in its best language; another one than the report's is marked."""
        chosen = said(texts, self.language)
        return self._count(Words(chosen.text, chosen.language if chosen.is_fallback else "", bold))

    def quote(self, text: str, language: str) -> Words:
        """What somebody wrote in one language."""
        foreign = base_of(language) != base_of(self.language)
        return self._count(Words(text, language if foreign else ""))

    def brief(self, texts: Texts, length: int = 120) -> Words:
        """The beginning of a text that stands whole elsewhere; not counted."""
        chosen = said(texts, self.language)
        text = Truncator(chosen.text.replace("\n", " ")).chars(length)
        return Words(text, chosen.language if chosen.is_fallback else "")

    def name(self, addressee: str) -> str:
        return said(self.content.names[addressee].name, self.language).text

    def short(self, addressee: Addressee) -> str:
        return said(addressee.short, self.language).text or self.name(addressee.key)

    def day(self, on: str) -> str:
        return day_text(date.fromisoformat(on), "day", self.language) if on else ""

    def number(self, value: int | str) -> str:
        return (
            format_decimal(Decimal(value), locale=locale_of(self.language)) if value != "" else ""
        )

    def share(self, part: int | Decimal, whole: int | Decimal = 1) -> str:
        return format_percent(part / whole, locale=locale_of(self.language)) if whole else "–"

    def _count(self, words: Words) -> Words:
        if words.text:
            self.texts += 1
            self.untranslated += bool(words.language)
        return words
