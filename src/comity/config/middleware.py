"""What every request is asked, and headers that every answer carries."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import has_vary_header

OURS = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# Wagtail's editor writes styles and scripts of its own into its pages.
DESK = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'self'"
)


COMPRESSIBLE = ("text/", "application/json", "application/javascript", "image/svg+xml")


class CompressWords(GZipMiddleware):
    """Compress pages and tables; leave alone what is compressed already: PDF, Word, pictures."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if not response.headers.get("Content-Type", "").startswith(COMPRESSIBLE):
            return response
        return super().process_response(request, response)


def _connecting(policy: str, address: str) -> str:
    """The policy of a page that listens to a stream: where that is at another origin than the
    site, this page alone may connect to that one address besides."""
    path = address.partition("?")[0]
    if "://" not in path:
        return policy
    return policy.replace("connect-src 'self'", f"connect-src 'self' {path}")


def content_security_policy(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """No page of ours runs or loads anything that is not a file of this site."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        policy = DESK if request.path.startswith("/desk/") else OURS
        if address := getattr(response, "connects_to", ""):
            policy = _connecting(policy, address)
        response.headers.setdefault("Content-Security-Policy", policy)
        return response

    return answer


def kept_by_the_reader_alone(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """What depends on who asks is kept by no cache on the way, and asked for again by the
    reader's own: who comes back after signing out sees nothing of it."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if has_vary_header(response, "Cookie"):
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return answer


def no_zero_bytes(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """What follows the ``?`` of an address is text, and PostgreSQL asks for no text with a zero
    byte: it is refused here, so that no page has to think of it."""

    def answer(request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("a zero byte in the query")
        return get_response(request)

    return answer


class SpeakLanguages(LocaleMiddleware):
    """An address in a language of the public alone, which is not there, is not looked for under
    one more language (``/en/ht/…``)."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        first = request.path_info.split("/")[1]
        if first in settings.PUBLIC_LANGUAGES and first not in dict(settings.LANGUAGES):
            return response
        return super().process_response(request, response)
