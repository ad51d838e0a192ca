"""Pages of documents, and the one way in which their files leave."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comity.parties import ledger
from comity.parties.models import Body
from comity.parties.requests import Request
from comity.tlp import Label
from comity.ui.answers import answer_form

from . import series as series_rules
from . import services
from .forms import DocumentFilter, DocumentForm, FileForm, RevisionForm, SeriesForm, bodies_for
from .languages import LANGUAGES, doubtful_files, held_files, languages_of
from .models import Document, Rendition, Revision, SymbolSeries
from .sharing import may_edit, next_step, said_of_sharing
from .upload import takes_files


@require_safe
def documents(request: Request) -> HttpResponse:
    visible = Document.objects.visible_to(request.reader)
    bodies = Body.objects.filter(pk__in=visible.values("body")).select_related("dialogue")
    form = DocumentFilter(request.GET or None, bodies=bodies)
    found = form.narrow(visible).with_files().newest_first()
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    rows = [(it, languages_of(it)) for it in page]
    may_add = bool(request.reader.drafts)
    return render(
        request,
        "documents/documents.html",
        {"page": page, "rows": rows, "form": form, "may_add": may_add},
    )


@require_safe
def document(request: Request, pk: int) -> HttpResponse:
    it = _visible(request, pk)
    ledger.note_reading([it], by=request.user, at=timezone.now())
    is_editor = may_edit(it, request.reader)
    page = {
        "it": it,
        "rows": languages_of(it),
        "revisions": _revisions(it),
        "held": held_files(it) if is_editor else [],
        "doubtful": doubtful_files(it) if is_editor else [],
        "is_editor": is_editor,
        "step": next_step(it, request.reader),
    }
    return render(request, "documents/document.html", page)


def _revisions(it: Document) -> list[tuple[Revision, list[Rendition]]]:
    """Newest first, each with its files that are not held."""
    rows = [
        (one, [file for file in one.renditions.all() if not file.is_held])
        for one in sorted(it.revisions.all(), key=lambda one: -one.number)
    ]
    return [row for row in rows if row[1]]


def _visible(request: Request, pk: int) -> Document:
    found = Document.objects.visible_to(request.reader).with_files()
    return get_object_or_404(found, pk=pk)


@takes_files
@login_required
def add(request: Request) -> HttpResponse:
    reader = request.reader
    form = DocumentForm(request.POST or None, request.FILES or None, reader=reader)

    def save(given: dict[str, Any]) -> Document:
        files = {given.pop("language"): given.pop("file")}
        return services.add_document(
            **given, files=files, by=request.user, at=timezone.now(), asks_language=True
        )

    bodies = list(bodies_for(reader).select_related("symbol_series"))
    if symbols := series_rules.proposals(bodies, timezone.localdate()):
        form.fields["symbol"].help_text = symbols
    page = {"may_add": bool(bodies)}
    return answer_form(
        request,
        form,
        save,
        template="documents/add.html",
        done=_("The document was added."),
        page=page,
    )


@takes_files
@login_required
def add_language(request: Request, pk: int) -> HttpResponse:
    it = _visible(request, pk)
    form = FileForm(
        request.POST or None, request.FILES or None,
        initial={"language": request.GET.get("language")},
    )  # fmt: skip

    def save(given: dict[str, Any]) -> Document:
        services.add_rendition(
            it, given["file"], language=given["language"], by=request.user, at=timezone.now(),
            asks_language=True,
        )  # fmt: skip
        return it

    page = {"it": it, "heading": _("Add a language"), "is_editor": may_edit(it, request.reader)}
    return answer_form(
        request,
        form,
        save,
        template="documents/file_form.html",
        done=_added(it),
        page=page,
    )


@takes_files
@login_required
def revise(request: Request, pk: int) -> HttpResponse:
    it = _visible(request, pk)
    last = max((one.number for one in it.revisions.all()), default=None)
    form = RevisionForm(
        request.POST or None, request.FILES or None,
        initial={"after": last},
    )  # fmt: skip

    def save(given: dict[str, Any]) -> Document:
        services.revise(
            it, given["file"], language=given["language"], after=given["after"],
            by=request.user, at=timezone.now(), asks_language=True,
        )  # fmt: skip
        return it

    page = {
        "it": it,
        "heading": _("Make a new revision"),
        "is_editor": may_edit(it, request.reader),
    }
    done = _added(it)
    return answer_form(
        request, form, save, template="documents/file_form.html", done=done, page=page
    )


def _added(it: Document) -> str:
    if it.is_shared and it.tlp is Label.CLEAR:
        return _("The file was added. It is public once another person releases it.")
    return _("The file was added.")


@require_POST
@login_required
def share(request: Request, pk: int) -> HttpResponse:
    it = _visible(request, pk)
    is_shared = services.share(it, by=request.user, at=timezone.now())
    messages.success(request, said_of_sharing(is_shared))
    return redirect(it)


@require_POST
@login_required
def release(request: Request, pk: int) -> HttpResponse:
    visible = Rendition.objects.visible_to(request.reader)
    found = get_object_or_404(visible.select_related("revision__document"), pk=pk)
    services.release(found, by=request.user, at=timezone.now())
    messages.success(request, _("The file is published."))
    return redirect(found.revision.document)


@require_POST
@login_required
def say_language(request: Request, pk: int) -> HttpResponse:
    """Which language a file is in that seemed to be in another one, as the button says."""
    visible = Rendition.objects.visible_to(request.reader)
    found = get_object_or_404(visible.select_related("revision__document"), pk=pk)
    language = request.POST.get("language", "")
    if language in LANGUAGES:
        services.say_language(found, language=language, by=request.user, at=timezone.now())
        messages.success(request, _("The language of the file was said."))
    return redirect(found.revision.document)


@login_required
def series(request: Request, slug: str) -> HttpResponse:
    """How the symbols of a body are made."""
    body = get_object_or_404(Body.objects.select_related("dialogue"), slug=slug)
    if not request.reader.leads(body.dialogue_id):
        raise Http404
    found = SymbolSeries.objects.visible_to(request.reader).filter(body=body).first()

    def save(given: dict[str, Any]) -> Body:
        series_rules.set_series(body, given["pattern"], by=request.user, at=timezone.now())
        return body

    return answer_form(
        request,
        SeriesForm(request.POST or None, initial={"pattern": found.pattern if found else ""}),
        save,
        template="documents/series.html",
        done=_("Saved."),
        page={"body": body},
    )


@require_safe
def file(request: Request, pk: int) -> FileResponse:
    """The bytes as they came, to be saved and never shown by this site."""
    visible = Rendition.objects.visible_to(request.reader)
    found = get_object_or_404(visible.select_related("revision__document"), pk=pk)
    it = found.revision.document
    ledger.note_reading([it], by=request.user, at=timezone.now(), how="downloaded")
    response = FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=found.name,
        content_type=found.media_type,
    )
    response.headers["Content-Language"] = found.language
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    is_public = it.tlp is Label.CLEAR and it.is_shared and not found.is_held
    response.headers["Cache-Control"] = "public, max-age=300" if is_public else "private, no-store"
    return response
