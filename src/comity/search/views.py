from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from comity.parties.models import Dialogue
from comity.parties.requests import Request
from comity.ui.templatetags.ui import name_of_language

from . import finding, registry
from .words import read_query

PER_PAGE = 20


@require_safe
def search(request: Request) -> HttpResponse:
    """One box over what the reader may read."""
    typed = request.GET.get("q", "")
    query = read_query(typed)
    narrowed = _narrowed(request)
    answer = finding.find(query, request.reader, get_language() or "en", narrowed)
    page = Paginator(answer.hits, PER_PAGE).get_page(request.GET.get("page"))
    shown = {
        "typed": typed[:300],
        "query": query,
        "answer": answer,
        "page": page,
        "results": finding.results(list(page), query.terms, request.reader),
        "facets": _facets(answer, narrowed, request),
        "is_narrowed": bool(narrowed),
    }
    return render(request, "search/search.html", shown)


def _narrowed(request: Request) -> dict[str, str]:
    """What is chosen; what nobody could choose is not taken."""
    asked = {name: request.GET.get(name, "") for name in finding.NARROWING}
    for name in ("dialogue", "year"):
        value = asked[name]
        if not (value.isascii() and value.isdecimal() and int(value[:9]) > 0 and len(value) < 9):
            asked[name] = ""
    if not 1 <= int(asked["year"] or 1) <= 9999:
        asked["year"] = ""
    return {name: value for name, value in asked.items() if value and "\0" not in value}


def _facets(
    answer: finding.Answer, narrowed: dict[str, str], request: Request
) -> list[dict[str, Any]]:
    """Each with its choices; one that is chosen offers to be left."""
    return [
        {
            "name": name,
            "chosen": narrowed.get(name, ""),
            "choices": [
                {
                    "value": value,
                    "words": words[value],
                    "count": count,
                    "url": _address(request, name, value, narrowed),
                }
                for value, count in counts
                if value in words
            ],
        }
        for name, counts in answer.facets.items()
        if (words := _words(name, [value for value, _count in counts]))
    ]


def _address(request: Request, name: str, value: str, narrowed: dict[str, str]) -> str:
    """Where the choice is taken; where it is taken already, where it is left."""
    asked = request.GET.copy()
    asked.pop("page", None)
    asked[name] = value
    if narrowed.get(name) == value:
        del asked[name]
    return f"?{asked.urlencode()}"


def _words(name: str, values: list[str]) -> dict[str, Any]:
    if name == "kind":
        return {one.kind: one.label for one in registry.searchables() if one.kind in values}
    if name == "dialogue":
        return {str(one.pk): one.name for one in Dialogue.objects.filter(pk__in=values)}
    if name == "language":
        return {value: name_of_language(value) for value in values}
    return {value: value for value in values}
