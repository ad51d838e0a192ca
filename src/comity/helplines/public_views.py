"""Pages for whoever needs a number to call. They set no cookie and keep no word of who reads them.

They are rendered without the request: nothing of a session, a person or an address can be on them.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.core.cache import cache as kept
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import override
from django.views.decorators.http import require_safe

from comity.ui.answers import answer_again
from comity.ui.tongues import in_tongue, interface_language, own_name

from . import directory
from .models import Line
from .public_choice import country_for, language_for
from .public_shown import Country, countries

MINUTE, DAY = 60, 24 * 60 * 60
CARDS = 8
"""On a page of A4."""


def _answer(
    template: str, page: dict[str, Any], *, language: str, address: str, status: int = 200
) -> HttpResponse:
    """``address``: where the page is in each language, with ``{}`` for its code."""
    page |= {
        "language": language,
        "home": f"/{interface_language(language)}/",
        "tongues": [
            (code, own_name(code), address.format(code)) for code in settings.PUBLIC_LANGUAGES
        ],
        "exit": settings.QUICK_EXIT,
        "scopes": json.dumps([f"/{code}/help/" for code in _nearest_first(language)]),
    }
    response = HttpResponse(render_to_string(template, page), status=status)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = f"public, max-age={MINUTE}"
    response.headers["Link"] = f"<{static('helplines/help.css')}>; rel=preload; as=style"
    return response


def _nearest_first(language: str) -> list[str]:
    return sorted(settings.PUBLIC_LANGUAGES, key=lambda code: code != language)


@require_safe
def enter(request: HttpRequest) -> HttpResponse:
    """``/help/``: to the language of the phone. The choice is in the address from then on."""
    header = request.headers.get("Accept-Language", "")
    response = redirect("public_helplines:index", language_for(header, settings.PUBLIC_LANGUAGES))
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
@in_tongue
def index(request: HttpRequest, language: str) -> HttpResponse:
    """The country that the phone names first, with its number at once; then all of them."""
    found = countries(language, timezone.now(), timezone.localdate())
    known = {one.party.code: one for one in found}
    near = country_for(request.headers.get("Accept-Language", ""), known)
    page = {"countries": found, "near": known.get(near)}
    response = _answer("helplines/public_index.html", page, language=language, address="/{}/help/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
@in_tongue
def country(request: HttpRequest, language: str, code: str) -> HttpResponse:
    address = f"/{{}}/help/{code}/"
    it = _country(language, code)
    if it is None:
        return _none(language, address)
    page = {"it": it, "texts": it.texts()}
    return _answer("helplines/public_country.html", page, language=language, address=address)


def _none(language: str, address: str) -> HttpResponse:
    """Nobody answers for this country: the page leads on to others, and says so in its status."""
    found = countries(language, timezone.now(), timezone.localdate())
    template, page = "helplines/public_none.html", {"countries": found}
    return _answer(template, page, language=language, address=address, status=404)


def _country(language: str, code: str) -> Country | None:
    if len(code) > 3:
        return None
    found = countries(language, timezone.now(), timezone.localdate(), code)
    return found[0] if found else None


def _country_or_404(language: str, code: str) -> Country:
    if it := _country(language, code):
        return it
    raise Http404


@require_safe
@in_tongue
def card(request: HttpRequest, language: str, code: str) -> HttpResponse:
    """Eight cards for a wallet on a page to print, with what is confirmed."""
    it = _country_or_404(language, code)
    address = settings.ORIGIN + reverse("public_helplines:country", args=[language, it.code])
    qr = segno.make_qr(address, error="m").svg_inline(border=0, omitsize=True)
    confirmed = [shown for shown in it.lines if shown.is_confirmed][:2]
    page = {"it": it, "lines": confirmed, "cards": range(CARDS), "qr": qr, "at": address}
    page["short"] = address.partition("://")[2]
    return _answer(
        "helplines/public_card.html", page, language=language, address=f"/{{}}/help/{it.code}/card/"
    )


@require_safe
@in_tongue
def sms(request: HttpRequest, language: str, code: str) -> HttpResponse:
    """What a person without internet can be sent, one SMS after the other."""
    found = _country_or_404(language, code).texts()
    words = "\n\n".join(found) + "\n"
    response = HttpResponse(words, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = f"public, max-age={MINUTE}"
    response.headers["X-Pieces"] = str(len(found))
    return response


@require_safe
@in_tongue
def everything(request: HttpRequest, language: str) -> HttpResponse:
    """The whole directory on one page: what the phone keeps for when it has no network."""
    key = f"helplines.all.{language}.{stamp()}"
    page = kept.get(key)
    if page is None:
        found = countries(language, timezone.now(), timezone.localdate())
        page = _answer(
            "helplines/public_all.html", {"countries": found}, language=language,
            address="/{}/help/all/",
        ).content  # fmt: skip
        kept.set(key, page, DAY)
    response = _answer_bytes(page)
    return response


def _answer_bytes(content: bytes) -> HttpResponse:
    response = HttpResponse(content)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = f"public, max-age={MINUTE}"
    return response


def stamp() -> str:
    """Changes whenever the directory does: a line, its state today, the look of the pages or the
    sentences in them, which a new release may have corrected."""
    on = timezone.localdate()
    fields = ("pk", "released_at", "confirmed_on", "is_late")
    rows = [str(row) for row in Line.objects.public(on).values_list(*fields)]
    rows += [static(f"helplines/{name}") for name in ("help.css", "help.js")]
    rows += [_worker_source(), _sentences()]
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]


@cache
def _worker_source() -> str:
    return Path(__file__).with_name("worker.js").read_text(encoding="utf-8")


@cache
def _sentences() -> str:
    """Of the templates and the catalogues, as this process has loaded them."""
    here = Path(__file__).parent
    files = [*here.glob("templates/**/*.html"), *here.parent.glob("locale/*/LC_MESSAGES/*.mo")]
    read = b"".join(file.read_bytes() for file in sorted(files))
    return hashlib.sha256(read).hexdigest()


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, with what it keeps. It differs when the directory does, and only then
    does a phone fetch the directory again."""
    pages = [f"/{code}/help/{part}" for code in settings.PUBLIC_LANGUAGES for part in ("all/", "")]
    files = [static(f"helplines/{name}") for name in ("help.css", "help.js")]
    facts = {"stamp": stamp(), "addresses": [*pages, *files]}
    script = f"const FACTS = {json.dumps(facts)};\n{_worker_source()}"
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response.headers["Service-Worker-Allowed"] = "/"
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def lines_json(request: HttpRequest) -> HttpResponseBase:
    with override("en"):
        content = directory.as_json(timezone.localdate())
    return _file(request, content, "application/json", "helplines.json")


@require_safe
def lines_csv(request: HttpRequest) -> HttpResponseBase:
    with override("en"):
        content = directory.as_csv(timezone.localdate())
    return _file(request, content, "text/csv; charset=utf-8", "helplines.csv")


def _file(request: HttpRequest, content: bytes, media_type: str, name: str) -> HttpResponseBase:
    """Any page on the web may read it: it is there to be reused."""
    response = answer_again(request, content, media_type, name=name, is_public=True)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
