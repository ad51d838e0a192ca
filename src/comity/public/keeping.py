"""Public pages kept for a minute, so that many readers cost what one costs.

What anyone reads alike is kept as it was sent, compressed, in the memory of each process: by
address and by what the browser unpacks. Nobody who is signed in is given a kept page, nor does a
page made for them enter here. A page is made anew a minute after it was made, and says how old it
is, so that browsers and caches on the way add nothing to that minute.
"""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

SECONDS = 60
MOST = 512
"""Pages kept at once; the one that nobody asked for longest goes first."""
_OWN = ("Set-Cookie", "Date", "Server")


@dataclass(frozen=True)
class Kept:
    content: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str
    made_at: float

    def age(self, now: float) -> int:
        return int(now - self.made_at)


class KeepPages:
    """Stands before everything else; what it does not have is answered as ever."""

    def __init__(
        self,
        get_response: Callable[[HttpRequest], HttpResponse],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.get_response, self.clock = get_response, clock
        self.pages: OrderedDict[str, Kept] = OrderedDict()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = _key(request)
        if key is None:
            return self.get_response(request)
        now = self.clock()
        kept = self.pages.get(key)
        if kept is None or now - kept.made_at >= SECONDS:
            response = self.get_response(request)
            if not _is_for_everyone(response):
                return response
            kept = self._keep(key, response, now)
        return _answer(request, kept, now)

    def _keep(self, key: str, response: HttpResponse, made_at: float) -> Kept:
        headers = tuple(item for item in response.items() if item[0] not in _OWN)
        etag = f'"{hashlib.sha256(response.content).hexdigest()[:20]}"'
        kept = self.pages[key] = Kept(response.content, headers, etag, made_at)
        self.pages.move_to_end(key)
        while len(self.pages) > MOST:
            self.pages.popitem(last=False)
        return kept


def _key(request: HttpRequest) -> str | None:
    """None for what is never kept: acts, and readers whom the site knows."""
    if request.method != "GET" or request.path[1:3] not in settings.PUBLIC_LANGUAGES:
        return None
    if settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES:
        return None
    packed = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
    host = request.META.get("HTTP_HOST", "")
    return f"{request.scheme} {host} {packed} {request.get_full_path()}"


def _is_for_everyone(response: HttpResponse) -> bool:
    is_marked = getattr(response, "is_for_everyone", False)
    return is_marked and response.status_code == 200 and not response.cookies


def _answer(request: HttpRequest, kept: Kept, now: float) -> HttpResponse:
    is_known = kept.etag in request.META.get("HTTP_IF_NONE_MATCH", "")
    response = HttpResponseNotModified() if is_known else HttpResponse(kept.content)
    for name, value in kept.headers:
        if not (is_known and name in ("Content-Length", "Content-Type", "Content-Encoding")):
            response.headers[name] = value
    response.headers["ETag"] = kept.etag
    response.headers["Cache-Control"] = f"public, max-age={SECONDS}"
    response.headers["Age"] = str(kept.age(now))
    return response
