"""The review of a text: each piece beside its source, and adding a language."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comity.documents.upload import takes_files
from comity.parties.requests import Request
from comity.refusals import Refusal
from comity.ui.answers import answer_form

from . import services
from .forms import DescribeForm, LanguageForm, language_choices
from .models import Clause, Instrument, Suggestion
from .review_buttons import press
from .review_ways import back_to, text_in_review, under_review, who
from .reviewing import PER_PAGE, left_to_do, rows_under_review


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: Request, slug: str) -> HttpResponse:
    """Each piece beside its source; a button does one thing and comes back to its clause."""
    it = under_review(request, slug)
    if request.method != "POST" and it.is_adopted:
        return redirect(it)
    form = _describe_form(request, it)
    refusal = None
    try:
        if form.is_valid():
            return _described(request, it, form)
        if request.method == "POST" and not form.is_bound:
            return back_to(it, press(request, it), request.GET)
    except Refusal as refused:
        refusal = refused
        it = text_in_review(request, slug)
    return _review_page(request, it, form, refusal)


def _describe_form(request: Request, it: Instrument) -> DescribeForm:
    is_pressed = request.POST.get("do") == "describe"
    languages = list(it.versions.values_list("language", flat=True))
    data = request.POST if is_pressed else None
    return DescribeForm(data, text=it, languages=languages, reader=request.reader)


def _described(request: Request, it: Instrument, form: DescribeForm) -> HttpResponse:
    services.describe(it, form.description(), **who(request))
    messages.success(request, _("What is said about the text is saved."))
    return back_to(it, None, request.GET)


def _review_page(
    request: Request, it: Instrument, form: DescribeForm, refusal: Refusal | None
) -> HttpResponse:
    versions = list(it.versions.all())
    first = next(version for version in versions if version.is_first)
    asked = request.GET.get("language", "")
    version = next((one for one in versions if one.language == asked), first)
    beside_source = version.is_first or request.GET.get("beside") == "source"
    page = Paginator(_clauses(it, request), PER_PAGE).get_page(request.GET.get("page"))
    values = {
        "it": it,
        "form": form,
        "versions": versions,
        "version": version,
        "first": first,
        "beside_source": beside_source,
        "only_open": request.GET.get("show") == "open",
        "page": page,
        "rows": rows_under_review(page.object_list, version, first, beside_source=beside_source),
        "left": left_to_do(it, versions),
        "refusal": refusal,
        "more_languages": len(versions) < len(language_choices()),
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "instruments/review.html", values, status=status)


def _clauses(it: Instrument, request: Request) -> QuerySet[Clause]:
    clauses = it.clauses.prefetch_related("texts", "suggestions")
    if request.GET.get("show") == "open":
        waiting = Suggestion.objects.undecided().values("clause")
        clauses = clauses.unplaced() | clauses.filter(pk__in=waiting)
    return clauses


@takes_files
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_language(request: Request, slug: str) -> HttpResponse:
    """Lay the same text in another language beside the first."""
    it = under_review(request, slug)
    there = [version.language for version in it.versions.defer("as_read")]
    form = LanguageForm(request.POST or None, request.FILES or None, there=there)

    def act(data: dict[str, Any]) -> str:
        language, upload = data["language"], form.upload()
        services.add_language(
            it, language=language, upload=upload, title=data["title"], **who(request)
        )
        return f"{reverse('instruments:review', args=[it.slug])}?language={language}"

    return answer_form(
        request,
        form,
        act,
        template="instruments/add_language.html",
        done=_("The language is added. Now compare it with the first."),
        page={"it": it},
    )
