"""Language codes of the site and the CLDR locales behind them."""

from functools import cache

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language, gettext

SISTER = {"pt": "es", "nl": "en", "ht": "fr"}
"""The language of the interface that is nearest to one spoken by the public alone."""
FALLBACK = ("en", "es", "fr")
"""Languages tried after that, in this order, when a text is not there in the reader's own."""

_ENGLISH = "en_GB"  # day before month, as the region's English-speaking ministries write


def page_language() -> str:
    """The language of the page; English where none is set."""
    return get_language() or "en"


def base_of(code: str) -> str:
    """``"pt"`` for ``"pt-br"`` and for ``"pt_BR"``."""
    return code.replace("_", "-").partition("-")[0].lower()


@cache
def locale_of(code: str) -> Locale:
    """The CLDR locale of a language code; English where CLDR knows nothing of it."""
    name = _ENGLISH if code in ("", "en") else code.replace("-", "_")
    for candidate in (name, base_of(name)):
        try:
            return Locale.parse(candidate)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse(_ENGLISH)


def language_name(code: str, language: str) -> str:
    """The name of language ``code`` for a reader of ``language``; the code if CLDR has none."""
    names = locale_of(language).languages
    return names.get(code.replace("-", "_")) or names.get(base_of(code)) or code


def headed(name: object) -> str:
    """A name that stands before what it names, with the colon as the page's language sets it."""
    return gettext("%(name)s:") % {"name": name}
