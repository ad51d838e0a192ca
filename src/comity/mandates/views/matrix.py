"""The matrix on a page, streamed, and as a file."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.http import content_disposition_header
from django.utils.translation import override
from django.views.decorators.http import require_safe

from comity.parties.ledger import note_reading
from comity.parties.requests import Request
from comity.ui.locales import page_language
from comity.ui.said import plain

from .. import words
from ..exports import FORMS, Sheet
from ..forms import FilterForm
from ..matrix import Column, Filters, Matrix, Scope, matrix
from ..painting import paint_rows


@require_safe
def page(request: Request) -> HttpResponseBase:
    """The whole matrix the reader may see, narrowed by the filters in the address."""
    form, found = _found(request)
    columns = words.by_name(found.columns)
    _note(request, found, how="read")
    # The template is rendered around a place that no text can hold; the rows flow in there.
    place = get_random_string(32)
    page = {
        "form": form,
        "columns": [{"name": plain(one.name), "short": words.short(one)} for one in columns],
        "groups": words.groups_of(columns),
        "rows": len(found.rows),
        "is_wide": len(columns) > 12,
        "place": place,
        "legend": list(words.STATES.items()),
        "files": _files(request),
    }
    if form.errors:
        return render(request, "mandates/matrix.html", page, status=422)
    before, _place, after = render_to_string("mandates/matrix.html", page, request).partition(place)
    return StreamingHttpResponse(_stream(before, found, columns, after, page_language()))


def _stream(
    before: str, found: Matrix, columns: list[Column], after: str, language: str
) -> Iterator[str]:
    """The page in pieces. The language is set anew for each: between two of them the thread
    may serve somebody else."""
    yield before
    rows = paint_rows(found, columns)
    while True:
        with override(language):
            piece = next(rows, None)
        if piece is None:
            break
        yield piece
    yield after


def _found(request: Request) -> tuple[FilterForm, Matrix]:
    scope = Scope.of(request.reader)
    form = FilterForm(request.GET, scope)
    if not form.is_valid():
        return form, Matrix(Filters())
    return form, matrix(scope, form.filters, timezone.localdate())


def _files(request: Request) -> list[tuple[str, str]]:
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return [
        (label, reverse("mandates:export", args=[form]) + query)
        for form, (label, _type, _write) in FORMS.items()
    ]


@require_safe
def export(request: Request, form: str) -> HttpResponse:
    """The same matrix as a file: ``csv``, ``xlsx`` or ``docx``."""
    if form not in FORMS:
        raise Http404
    _label, media_type, write = FORMS[form]
    filters, found = _found(request)
    if filters.errors:
        return page_of_wrong_filters(request, filters)
    sheet = Sheet.of(found, request.reader, on=timezone.localdate(), filters=filters.in_words())
    _note(request, found, how="downloaded")
    note_reading(sheet.reports, by=request.user, at=timezone.now(), how="downloaded")
    return _file(write(sheet), media_type, f"{sheet.file_name}.{form}")


def page_of_wrong_filters(request: Request, form: FilterForm) -> HttpResponse:
    page = {"form": form, "rows": 0}
    return render(request, "mandates/matrix.html", page, status=422)


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    return response


def _note(request: Request, found: Matrix, *, how: str) -> None:
    """The matrix shows what is asked, so the reading of watched mandates is written down;
    of a report it shows the state alone."""
    shown = (row.mandate for row in found.rows)
    note_reading(shown, by=request.user, at=timezone.now(), how=how)
