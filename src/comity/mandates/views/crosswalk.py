"""The crosswalk: a theme across dialogues, mandates that ask the same, and answers carried over."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comity.parties.models import Theme
from comity.parties.requests import Request
from comity.ui.fields import DIGITS

from .. import words
from ..models import Assignment, Equivalence, Mandate, Measure, Report
from ..services import crosswalk

SHOWN = 50


@require_safe
def theme(request: Request, code: str) -> HttpResponse:
    """One theme across dialogues, with the themes that the crosswalk relates to it."""
    it = get_object_or_404(Theme.objects.select_related("dialogue", "parent"), code=code)
    return render(request, "mandates/theme.html", _page(request, it))


def _page(request: Request, it: Theme) -> dict[str, Any]:
    """In passing: of what is watched only that there is something to open."""
    seen = Mandate.objects.visible_to(request.reader).filter(themes=it)
    mandates = seen.select_related("body__dialogue").order_by("-given_on", "pk")[:SHOWN]
    measures = Measure.objects.visible_to(request.reader).filter(themes=it)
    reports = Report.objects.visible_to(request.reader).accepted()
    reports = reports.filter(assignment__mandate__in=seen.order_by().values("pk"))
    return {
        "it": it,
        "related": it.related.select_related("dialogue"),
        "mandates": [(mandate, words.title(mandate)) for mandate in mandates],
        "measures": measures.select_related("owner").newest_first()[:SHOWN],
        "reports": reports.select_related(
            "assignment__mandate__body__dialogue", "assignment__party", "assignment__body"
        ).order_by("-reported_on", "-pk")[:SHOWN],
    }


@login_required
@require_POST
def link(request: Request, pk: int) -> HttpResponse:
    """Link the mandate to the one whose key or address was given."""
    it = _mandate(request, str(pk))
    given = request.POST.get("other", "").strip().rstrip("/").rpartition("/")[2]
    other = _mandate(request, given)
    crosswalk.link_mandates(it, other, by=request.user, at=timezone.now())
    messages.success(request, _("The two mandates are linked."))
    return redirect(it)


def _mandate(request: Request, key: str) -> Mandate:
    is_key = key.isascii() and key.isdecimal() and len(key) < DIGITS
    seen = Mandate.objects.visible_to(request.reader).select_related("body__dialogue")
    return get_object_or_404(seen, pk=int(key) if is_key else 0)


@login_required
@require_POST
def unlink(request: Request, pk: int) -> HttpResponse:
    seen = Equivalence.objects.visible_to(request.reader)
    it = get_object_or_404(
        seen.select_related("first__body__dialogue", "second__body__dialogue"), pk=pk
    )
    ours = it.first if crosswalk.may_link(it.first, request.reader) else it.second
    crosswalk.unlink(it, by=request.user, at=timezone.now())
    messages.success(request, _("The two mandates are no longer linked."))
    return redirect(ours)


@login_required
@require_POST
def start_from(request: Request, pk: int, report: int) -> HttpResponse:
    """Begin a report with what the party said elsewhere, and go on in the form."""
    seen = Assignment.objects.visible_to(request.reader).select_related(
        "mandate__body__dialogue", "party", "body"
    )
    it = get_object_or_404(seen, pk=pk)
    source = get_object_or_404(Report.objects.visible_to(request.reader), pk=report)
    shown = request.POST.get("circle", "")
    crosswalk.start_from(it, source, shown=shown, by=request.user, at=timezone.now())
    messages.success(request, _("The report begins with your words from the other dialogue."))
    return redirect("mandates:write", pk=it.pk)
