"""Pages of the site under addresses of their own, and in languages that the rooms do not speak."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from comity.ui.tongues import interface_language

from ..models import HomePage, NewsIndex


@require_safe
def news(request: HttpRequest) -> HttpResponseBase:
    """The list of news, in the language of the address."""
    found = NewsIndex.objects.live().filter(locale__language_code=get_language())
    return get_object_or_404(found).serve(request)


@require_safe
def in_other_language(request: HttpRequest, language: str, path: str) -> HttpResponseBase:
    """``/pt/…`` and ``/nl/…``: a page of the site, or else the same address in the nearest
    language of the rooms below."""
    home = get_object_or_404(HomePage.objects.live(), locale__language_code=language)
    if "\0" in path:
        raise Http404
    steps = [step for step in path.split("/") if step]
    try:
        page, args, kwargs = home.route(request, steps)
    except Http404:
        return _in_rooms(request, language, path)
    answer: HttpResponseBase = page.serve(request, *args, **kwargs)
    return answer


def _in_rooms(request: HttpRequest, language: str, path: str) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"/{interface_language(language)}/{path}" + (f"?{query}" if query else ""))
