"""One clause with all that can be done to it, each in a form of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.parties.requests import Request
from comity.refusals import Refusal
from comity.ui.locales import language_name, page_language

from . import services
from .clause_forms import AlignForm, CorrectForm, SplitForm, SuggestForm
from .models import Clause, Instrument, Version
from .review_ways import back_to, clause_in, page_of, under_review, who
from .reviewing import Shown
from .rules import TextHasChanged
from .services.desk import has_changed
from .services.values import named

NEAR = 30
"""How many pieces before and after a clause its words may be moved to by name."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def clause(request: Request, slug: str, pk: int) -> HttpResponse:
    """One clause: correct it, split it, move its words, add what it asks."""
    it = under_review(request, slug)
    if request.method != "POST" and it.is_adopted:
        return redirect(it)
    found = it.clauses.prefetch_related("texts", "suggestions").filter(pk=pk).first()
    if found is None:
        return _gone(request, it)
    versions = list(it.versions.defer("as_read", "left_out"))
    forms = _forms(request, it, found, versions)
    chosen = request.POST.get("do", "")
    if request.method == "POST" and chosen not in forms:
        raise Http404
    status = 200
    if chosen in forms and forms[chosen].is_valid():
        try:
            landed = _DO[chosen](request, found, forms[chosen])
        except Refusal as refusal:
            forms[chosen].add_error(None, str(refusal))
            status = refusal.status
        else:
            return back_to(it, landed, _query_of_review(request))
    if chosen in forms and status == 200:
        status = 422
    return _clause_page(request, it, found, forms, status)


def _forms(
    request: Request, it: Instrument, found: Clause, versions: list[Version]
) -> dict[str, Any]:
    chosen = request.POST.get("do", "")

    def data(name: str) -> QueryDict | None:
        return request.POST if chosen == name else None

    near = it.clauses.filter(
        position__gte=found.position - NEAR, position__lte=found.position + NEAR
    ).prefetch_related("texts")
    return {
        "correct": CorrectForm(data("correct"), clause=found, versions=versions),
        "split": SplitForm(data("split"), clause=found, versions=versions),
        "align": AlignForm(data("align"), clause=found, near=list(near)),
        "suggest": SuggestForm(data("suggest"), dialogue=it.body.dialogue),
    }


def _do_correct(request: Request, found: Clause, form: CorrectForm) -> int | None:
    kept = services.correct(found, form.correction(), **who(request))
    done = _("The clause is saved.") if kept else _("The paragraph is taken out.")
    messages.success(request, done)
    return kept.pk if kept else None


def _do_split(request: Request, found: Clause, form: SplitForm) -> int:
    services.split(found, places=form.places(), **who(request))
    messages.success(request, _("The clause is split in two."))
    return found.pk


def _do_align(request: Request, found: Clause, form: AlignForm) -> int:
    to = clause_in(found.instrument, int(form.cleaned_data["to"]))
    landed = services.align(found, language=form.cleaned_data["language"], to=to, **who(request))
    messages.success(request, _("The words are moved."))
    return landed.pk


def _do_suggest(request: Request, found: Clause, form: SuggestForm) -> int:
    acting = who(request)
    for kind, value in form.values():
        services.suggest(found, kind=kind, value=value, **acting)
        acting["stamp"] += 1
    messages.success(request, _("It is added to the clause."))
    return found.pk


_DO: dict[str, Callable[..., int | None]] = {
    "correct": _do_correct,
    "split": _do_split,
    "align": _do_align,
    "suggest": _do_suggest,
}


def _query_of_review(request: Request) -> QueryDict:
    """The language and filter with which the reviewer came here."""
    query = request.GET.copy()
    query.pop("page", None)
    return query


def _clause_page(
    request: Request, it: Instrument, found: Clause, forms: dict[str, Any], status: int
) -> HttpResponse:
    suggestions = list(found.suggestions.all())
    things = named(suggestions)
    page = {
        "it": it,
        "clause": found,
        "forms": forms,
        "said": [(one.language, one.text) for one in found.texts.all()],
        "suggestions": [Shown(one, things.get((one.kind, one.value))) for one in suggestions],
        "is_conflict": status == TextHasChanged.status,
        "back": _review_url(it, found, request),
        "can_align": it.versions.count() > 1,
    }
    return render(request, "instruments/clause.html", page, status=status)


def _review_url(it: Instrument, found: Clause, request: Request) -> str:
    query = _query_of_review(request)
    query["page"] = str(page_of(it, found.pk))
    return f"{reverse('instruments:review', args=[it.slug])}?{query.urlencode()}#c{found.pk}"


def _gone(request: Request, it: Instrument) -> HttpResponse:
    """Another reviewer joined the clause away: what was typed is shown, to be copied."""
    typed = [
        (_typed_label(name), words)
        for name, words in request.POST.items()
        if name.startswith(("text_", "place_")) and str(words).strip()
    ]
    page = {"it": it, "typed": typed, "refusal": has_changed(it)}
    status = TextHasChanged.status if request.method == "POST" else 404
    return render(request, "instruments/clause_gone.html", page, status=status)


def _typed_label(name: str) -> str:
    return language_name(name.partition("_")[2], page_language()).capitalize()
