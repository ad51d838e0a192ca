"""Which language version of a text a reader gets, and whether it is their own.

Knows nothing of the field that stores the text; only ``plain`` and ``plain_day`` ask for the page's
language.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from comity.ui.days import day_text
from comity.ui.locales import FALLBACK, SISTER, base_of, page_language


@dataclass(frozen=True)
class Said:
    """A text as shown: ``language`` is "" when the text does not say which it is in."""

    text: str
    language: str
    is_fallback: bool


def said(value: object, language: str) -> Said:
    """Choose the version of ``value`` for a reader of ``language``.

    Args:
        value: A string, a mapping of language code to text, anything with such a
            mapping in its ``data`` attribute, or None.
        language: The reader's language code, such as "es" or "pt-br".

    The order is: the reader's language, its base ("pt" for "pt-br"), a sister of it
    ("pt-pt"), the one nearest to it (Spanish for a reader of Portuguese), English, Spanish,
    French, then the first one that has text.
    """
    versions = versions_of(value)
    if versions is None:
        return Said("" if value is None else str(value), "", False)
    for code in _order(versions, language):
        if versions[code]:
            return Said(versions[code], code, base_of(code) != base_of(language))
    return Said("", "", False)


def plain(value: object) -> str:
    """The text alone, for a reader of the page."""
    return said(value, page_language()).text


def said_all(value: object, language: str) -> list[Said]:
    """Every version that has text, the reader's own first."""
    versions = versions_of(value)
    if versions is None:
        return [said(value, language)] if value else []
    return [
        Said(versions[code], code, base_of(code) != base_of(language))
        for code in _order(versions, language)
        if versions[code]
    ]


def plain_day(on: date | None, precision: str = "day") -> str:
    """A date in words of the page's language, no more exact than it is known; "" for none."""
    return day_text(on, precision, page_language()) if on else ""


def versions_of(value: object) -> dict[str, str] | None:
    """The texts by language code, or None where ``value`` is one text for all readers."""
    data = getattr(value, "data", value)
    if not isinstance(data, Mapping):
        return None
    return {str(code): str(text or "").strip() for code, text in data.items()}


def sort_key(text: str) -> tuple[str, str]:
    """Order names as a reader looks for them: accents and case decide only between equals."""
    bare = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return bare.casefold(), text


def _order(versions: Mapping[str, str], language: str) -> list[str]:
    wanted = [language, base_of(language)]
    wanted += [code for code in versions if base_of(code) == base_of(language)]
    wanted += [SISTER.get(base_of(language), ""), *FALLBACK, *versions]
    return [code for code in dict.fromkeys(wanted) if code in versions]
