"""The archive of a secretariat: old pages are brought in, reviewed beside what was found in them,
and accepted as drafts of news or set aside. Nobody else is told that these pages exist."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.documents.upload import takes_files
from comity.parties.access import Reader
from comity.ui.answers import answer_form

from .. import services
from ..archive.findings import flags_of, links_of, paragraphs_of
from ..archive.forms import AcceptForm, BringForm
from ..archive.register import register_of
from ..editors import is_editor
from ..models import ArchivedPage

ON_A_PAGE = 50


def _secretariat_or_404(request: HttpRequest) -> Reader:
    reader: Reader = request.reader  # type: ignore[attr-defined]
    if not reader.secretariats:
        raise Http404
    return reader


def _page_or_404(request: HttpRequest, pk: int) -> ArchivedPage:
    found = ArchivedPage.objects.visible_to(request.reader)  # type: ignore[attr-defined]
    return get_object_or_404(found.select_related("note", "translation_of", "dialogue"), pk=pk)


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """Old pages of the reader's dialogues, by what became of them."""
    found = ArchivedPage.objects.visible_to(_secretariat_or_404(request))
    parts = {
        "waiting": (_("To review"), found.waiting()),
        "accepted": (_("Accepted"), found.accepted()),
        "aside": (_("Set aside"), found.set_aside()),
    }
    asked = request.GET.get("is", "")
    current = asked if asked in parts else "waiting"
    tabs = [
        {"label": label, "url": f"?is={key}", "is_current": key == current, "count": every.count()}
        for key, (label, every) in parts.items()
    ]
    shown = parts[current][1].defer("paragraphs", "left_out", "links")
    page = Paginator(shown, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/archive.html", {"page": page, "tabs": tabs})


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Files are read and kept as drafts; one that cannot be read keeps all of them out."""
    reader = _secretariat_or_404(request)
    form = BringForm(reader, request.POST or None, request.FILES or None)

    def keep(given: dict[str, Any]) -> str:
        services.bring_in(
            given["pages"], register_of(timezone.localdate()), dialogue=given["dialogue"],
            site=given["site"], by=request.user, at=timezone.now(),  # type: ignore[arg-type]
        )  # fmt: skip
        return reverse("public:archive")

    done = _("The pages are here as drafts. What was here already has not been doubled.")
    return answer_form(request, form, keep, template="desk/archive_bring.html", done=done, page={})


@require_http_methods(["GET", "HEAD", "POST"])
def archived(request: HttpRequest, pk: int) -> HttpResponse:
    """An old page beside what was found in it; accepted here as a draft of news."""
    it = _page_or_404(request, pk)
    form = AcceptForm(it, request.POST or None)

    def take(given: dict[str, Any]) -> ArchivedPage:
        services.accept(it, by=request.user, at=timezone.now(), **given)  # type: ignore[arg-type]
        return it

    page = {
        "it": it,
        "paragraphs": paragraphs_of(it),
        "flags": flags_of(it),
        "links": links_of(it),
        "is_editor": is_editor(request.user),
        "translations": it.translations.all(),
    }
    done = _("A draft of news is made of it. An editor reads it, and another publishes it.")
    return answer_form(request, form, take, template="desk/archived.html", done=done, page=page)


@require_POST
def aside(request: HttpRequest, pk: int) -> HttpResponse:
    it = _page_or_404(request, pk)
    services.set_aside(it, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    return redirect("public:archive")
