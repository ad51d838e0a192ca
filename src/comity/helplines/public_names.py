"""Names of countries, languages and days in every language of the public."""

from __future__ import annotations

from datetime import date
from typing import Any

from comity.ui.days import day_text
from comity.ui.locales import base_of, language_name, locale_of
from comity.ui.said import versions_of

from . import public_kreyol

KREYOL = "ht"


def country_name(code: str, name: Any, language: str) -> str:
    """The name that the dialogue uses in a language; where it has none, that of CLDR."""
    versions = versions_of(name) or {}
    if versions.get(base_of(language)):
        return versions[base_of(language)]
    if language == KREYOL:
        return public_kreyol.COUNTRIES.get(code) or versions.get("fr") or str(name)
    return locale_of(language).territories.get(code) or str(name)


def spoken_name(code: str, language: str) -> str:
    """The name of a language that a line speaks."""
    if language == KREYOL and code in public_kreyol.LANGUAGES:
        return public_kreyol.LANGUAGES[code]
    return language_name(code, language)


def weekday(day: int, language: str) -> str:
    """Of 0 for Monday."""
    if language == KREYOL:
        return public_kreyol.DAYS[day]
    return str(locale_of(language).days["stand-alone"]["wide"][day])


def day_words(on: date, language: str) -> str:
    """``3 mas 2026``."""
    if language == KREYOL:
        return f"{on.day} {public_kreyol.MONTHS[on.month - 1]} {on.year}"
    return day_text(on, language=language)
