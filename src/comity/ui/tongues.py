"""Languages of the public: those of the interface, and those spoken by whom the pages serve.

A page for the public names its language in its address (``<tongue:language>/…``) and is read in
all of ``settings.PUBLIC_LANGUAGES``; the rest of the site speaks ``settings.LANGUAGES``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import override

from .locales import SISTER, base_of, language_name


class Tongue:
    """In an address, as ``<tongue:…>``: the code of a language of the public."""

    regex = "|".join(settings.PUBLIC_LANGUAGES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def interface_language(language: str) -> str:
    """The language in which somebody who reads ``language`` is given the rest of the site."""
    spoken = {code for code, _name in settings.LANGUAGES}
    code = base_of(language)
    return code if code in spoken else SISTER.get(code, "en")


def in_tongue(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let the page speak the language of its address."""

    @wraps(view)
    def spoken(
        request: HttpRequest, *arguments: Any, language: str, **keywords: Any
    ) -> HttpResponseBase:
        with override(language):
            response = view(request, *arguments, language=language, **keywords)
        response.headers["Content-Language"] = language
        return response

    return spoken


def own_name(language: str) -> str:
    """The name of a language in itself, as a switch of languages shows it."""
    return language_name(language, language).capitalize()


def language_switch(
    codes: Iterable[str], current: str, url: Callable[[str], str]
) -> list[dict[str, Any]]:
    """The same page in other languages, for ``ui/language_switch.html``."""
    return [
        {
            "code": code,
            "name_local": own_name(code),
            "url": url(code),
            "is_current": code == current,
        }
        for code in codes
    ]


def address_in(language: str, url: str) -> str:
    """The same page in a language: our addresses differ in their first part alone."""
    written, _stroke, rest = url[1:].partition("/")
    return f"/{language}/{rest}" if written in settings.PUBLIC_LANGUAGES else url
