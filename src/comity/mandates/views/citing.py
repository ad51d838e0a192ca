"""A measure used as an answer; a citation taken off a report, or brought up to date."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comity.parties.requests import Request
from comity.refusals import Refusal
from comity.ui.locales import base_of, page_language

from ..models import Assignment, Citation, Measure
from ..services import citing
from .measures import page_of


@login_required
@require_POST
def cite(request: Request, pk: int, assignment: int) -> HttpResponse:
    """Use a measure as an answer, and go on in the report."""
    seen = Measure.objects.visible_to(request.reader).select_related("owner", "body__dialogue")
    measure = get_object_or_404(seen, pk=pk)
    asked = get_object_or_404(
        Assignment.objects.visible_to(request.reader).select_related(
            "mandate__body__dialogue", "party", "body"
        ),
        pk=assignment,
    )
    try:
        citing.cite(
            measure,
            asked,
            shown=request.POST.get("circle", ""),
            language=base_of(page_language()),
            by=request.user,
            at=timezone.now(),
        )
    except Refusal as refusal:
        page = page_of(request, measure, error=str(refusal))
        return render(request, "mandates/measure.html", page, status=refusal.status)
    messages.success(request, _("The measure stands in the draft report. Say there how far it is."))
    return redirect("mandates:write", pk=asked.pk)


def _citation(request: Request, pk: int) -> Citation:
    """Of a report whose mandate the reader may see too: the form shows it."""
    mandates = Assignment.objects.visible_to(request.reader)
    seen = Citation.objects.visible_to(request.reader).filter(report__assignment__in=mandates)
    return get_object_or_404(seen.select_related("report__assignment", "measure"), pk=pk)


@login_required
@require_POST
def take_off(request: Request, pk: int) -> HttpResponse:
    it = _citation(request, pk)
    assignment = it.report.assignment_id
    citing.take_off(it, by=request.user, at=timezone.now())
    messages.success(request, _("The measure was taken off the report."))
    return redirect("mandates:write", pk=assignment)


@login_required
@require_POST
def take_new_words(request: Request, pk: int) -> HttpResponse:
    it = _citation(request, pk)
    seen = Measure.objects.visible_to(request.reader)
    get_object_or_404(seen, pk=it.measure_id)
    citing.take_new_words(it, by=request.user, at=timezone.now())
    messages.success(request, _("The report now says what the measure says."))
    return redirect("mandates:write", pk=it.report.assignment_id)
