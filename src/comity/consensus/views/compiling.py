"""The compilation of all that is published on a text, as a page and as a Word file."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from comity.consensus.compiling import Compilation, compile_text, file_name, parties_heard
from comity.consensus.exports import write_word
from comity.consensus.forms import CompilationForm
from comity.parties.ledger import note_reading
from comity.parties.requests import Request

from .ways import Table, at_table, key_in

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@login_required
@require_safe
def compilation(request: Request, slug: str) -> HttpResponse:
    table = at_table(request, slug)
    form, found = _found(request, table)
    page = {
        "form": form,
        "compilation": found,
        "query": request.GET.urlencode(),
    }
    status = 422 if form.errors else 200
    return render(request, "consensus/compilation.html", table.context | page, status=status)


@login_required
@require_safe
def file(request: Request, slug: str) -> HttpResponse:
    table = at_table(request, slug)
    form, found = _found(request, table)
    if form.errors:
        page = {"form": form, "compilation": found}
        return render(request, "consensus/compilation.html", table.context | page, status=422)
    note_reading([table.drafting], by=request.user, at=timezone.now(), how="downloaded")
    response = HttpResponse(write_word(found), content_type=WORD)
    name = f"{file_name(found)}.docx"
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    return response


def _found(request: Request, table: Table) -> tuple[CompilationForm, Compilation]:
    """What the filters in the address ask for; all of it where they are wrong."""
    parties = parties_heard(table.drafting, request.reader)
    clauses = list(table.text.clauses.operative())
    form = CompilationForm(request.GET, parties, clauses)
    slug = key = None
    if form.is_valid():
        slug, key = form.cleaned_data["party"], key_in(request.GET, "clause")
    return form, compile_text(
        table.drafting,
        table.versions,
        table.language,
        request.reader,
        timezone.localdate(),
        party=next((one for one in parties if one.slug == slug), None),
        clause=next((one for one in clauses if one.pk == key), None),
    )
