"""The press list: a form, a page that confirms, one that leaves; in each language of the site."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comity.ui.tongues import address_in, in_tongue, language_switch

from ..forms import PressForm
from ..languages import SITE_LANGUAGES
from ..services import press


@require_http_methods(["GET", "HEAD", "POST"])
@in_tongue
def join(request: HttpRequest, *, language: str) -> HttpResponse:
    """Whatever address is typed, the answer is the same: nobody learns who is on the list."""
    _only_site(language)
    first = {"language": language, "dialogue": request.GET.get("dialogue")}
    form = PressForm(request.POST or None, initial=first)
    if form.is_valid():
        asked = form.cleaned_data
        press.ask_for_news(
            asked["email"], asked["language"], dialogue=asked["dialogue"], at=timezone.now()
        )
        return redirect("press:sent", language)
    page = _page(request, language) | {"form": form}
    return render(request, "public/press.html", page, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD"])
@in_tongue
def sent(request: HttpRequest, *, language: str) -> HttpResponse:
    _only_site(language)
    return render(request, "public/press_said.html", _page(request, language) | {"is_sent": True})


# The token is the right to do this. A visit changes nothing: mail filters visit every address.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@in_tongue
def confirm(request: HttpRequest, token: str, *, language: str) -> HttpResponse:
    reader = press.asked_by(token)
    if reader is None:
        raise Http404
    if request.method == "POST":
        press.confirm(reader, at=timezone.now())
    page = _page(request, language) | {"reader": reader, "leave_url": press.leave_url(reader)}
    return render(request, "public/press_confirm.html", page)


# The mail program of RFC 8058 brings no cookie.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@in_tongue
def leave(request: HttpRequest, token: str, *, language: str) -> HttpResponse:
    """Whoever has left already reads that it is so."""
    if not press.is_ours(token):
        raise Http404
    reader = press.left_by(token)
    if request.method == "POST" and reader:
        press.leave(reader, at=timezone.now())
        reader = None
    return render(request, "public/press_leave.html", _page(request, language) | {"reader": reader})


def _only_site(language: str) -> None:
    if language not in SITE_LANGUAGES:
        raise Http404


def _page(request: HttpRequest, language: str) -> dict[str, Any]:
    """With the same page in the other languages of the site."""
    url = request.get_full_path()
    languages = language_switch(SITE_LANGUAGES, language, lambda code: address_in(code, url))
    return {"language": language, "languages": languages}
