"""The versions of a report, two of them compared word by word."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.parties.dates import day_of
from comity.parties.ledger import note_reading
from comity.parties.requests import Request
from comity.ui.said import plain_day

from .. import words
from ..marking import marked
from ..models import Report, ReportVersion


@require_safe
def versions(request: Request, pk: int) -> HttpResponse:
    """``?from=1&to=2`` compares these two; without them the last two."""
    seen = Report.objects.visible_to(request.reader).select_related(
        "assignment__party", "assignment__body"
    )
    it = get_object_or_404(seen, pk=pk)
    known = ReportVersion.objects.visible_to(request.reader).filter(report=it)
    numbered = {one.number: one for one in known.select_related("by")}
    if not numbered:
        raise Http404
    note_reading([it], by=request.user, at=timezone.now())
    newer = _chosen(request.GET.get("to", ""), numbered, max(numbered))
    older = _chosen(request.GET.get("from", ""), numbered, max(newer.number - 1, 1))
    page = {
        "it": it,
        "versions": [(one.number, _words(one)) for one in numbered.values()],
        "older": older,
        "newer": newer,
        "compared": _compared(older, newer),
    }
    return render(request, "mandates/versions.html", page)


def _words(version: ReportVersion) -> str:
    return _("%(number)s, %(state)s on %(day)s") % {
        "number": version.number,
        "state": version.get_state_display(),
        "day": plain_day(day_of(version.at)),
    }


def _chosen(number: str, numbered: dict[int, ReportVersion], otherwise: int) -> ReportVersion:
    """The version asked for; a number that none has chooses as if none was asked for."""
    asked = next((key for key in numbered if str(key) == number), otherwise)
    return numbered[asked]


def _compared(older: ReportVersion, newer: ReportVersion) -> list[dict[str, Any]]:
    """By field: its name, whether it changed, and the words marked."""
    fields = []
    for name, shown in words.TEXTS.items():
        before, after = older.words.get(name, ""), newer.words.get(name, "")
        if before or after:
            marks = marked(before, after)
            is_same = all(mark.kind == "same" for mark in marks)
            fields.append({"name": shown, "marks": marks, "is_same": is_same})
    return fields
