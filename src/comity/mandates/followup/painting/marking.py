"""How words that are not translated are marked."""

from __future__ import annotations

from functools import cache

from django.utils.translation import gettext

from comity.ui.locales import language_name, page_language


def in_language(language: str) -> str:
    """``in Spanish``, in the language of the page."""
    return _in_language(language, page_language())


@cache
def _in_language(language: str, page: str) -> str:
    return gettext("in %(language)s") % {"language": language_name(language, page)}
