"""Hand-offs: the writers' page of them, and the page that a link opens."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from comity.parties.addresses import opens_nothing, times_within_minute, unlisted
from comity.parties.ledger import note_reading
from comity.parties.requests import Request
from comity.refusals import Refusal
from comity.ui.locales import base_of, page_language

from .. import words
from ..forms.handing import HandOffForm, PartForm, TakeOverForm
from ..marking import marked
from ..models import HandOff, Mandate, Report
from ..services import handing, rules

MOST_SAVED = 60
"""Savings under one link within a minute."""


@login_required
def hand_offs(request: Request, pk: int) -> HttpResponse:
    """The parts of a report that are lent, and the form that lends one more."""
    it = _own_report(request, pk)
    initial = {"language": base_of(page_language()), "days": 14}
    form = HandOffForm(request.POST if request.method == "POST" else None, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                handing.hand_off(it, by=request.user, at=timezone.now(), **form.cleaned_data)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
                status = refusal.status
            else:
                messages.success(request, _("The link was sent to your colleague."))
                return redirect("mandates:hand_offs", pk=it.pk)
    note_reading([it, it.assignment.mandate], by=request.user, at=timezone.now())
    known = HandOff.objects.visible_to(request.reader).filter(report=it)
    lent = [(one, _standing(one), _parts(one)) for one in known.select_related("handed_by")]
    page = {"it": it, "form": form, "lent": lent, "may_hand": not it.is_watched}
    return render(request, "mandates/hand_offs.html", page, status=status)


def _own_report(request: Request, pk: int) -> Report:
    """A report in hand that the reader may write, whose mandate the reader may see."""
    seen = Report.objects.visible_to(request.reader).filter(
        state__in=[Report.State.DRAFT, Report.State.RETURNED],
        assignment__mandate__in=Mandate.objects.visible_to(request.reader),
    )
    found = seen.select_related(
        "assignment__mandate__body__dialogue", "assignment__party", "assignment__body", "owner"
    )
    it: Report = get_object_or_404(found, pk=pk)
    if rules.writing_party(request.user, it.assignment, timezone.localdate()) != it.owner:
        raise Http404
    return it


def _parts(handed: HandOff) -> list[Any]:
    return [words.TEXTS[name] for name in handed.parts]


def _standing(handed: HandOff) -> str:
    """How a hand-off stands, in a word or two."""
    if handed.taken_at:
        return _("taken over")
    if handed.finished_at:
        return _("given back")
    if handed.revoked_at:
        return _("revoked")
    if handed.expires_at <= timezone.now():
        return _("ended")
    return _("opened") if handed.opened_at else _("not opened yet")


@login_required
def hand_off(request: Request, pk: int) -> HttpResponse:
    """What a colleague wrote beside the draft; by POST, take it over field by field."""
    handed = _own(request, pk)
    posted = request.POST if request.method == "POST" else None
    form = TakeOverForm(posted, handed=handed)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _take(request, handed, form)
            except Refusal as refusal:
                form = TakeOverForm(handed=_own(request, pk))
                messages.error(request, str(refusal))
                status = refusal.status
            else:
                messages.success(request, _("The words were taken into the draft."))
                return redirect("mandates:write", pk=handed.report.assignment_id)
    page = _beside(request, _own(request, pk), form)
    return render(request, "mandates/hand_off.html", page, status=status)


def _own(request: Request, pk: int) -> HandOff:
    found = HandOff.objects.visible_to(request.reader).select_related("report", "handed_by")
    handed: HandOff = get_object_or_404(found, pk=pk)
    handed.report = _own_report(request, handed.report_id)
    return handed


def _take(request: Request, handed: HandOff, form: TakeOverForm) -> None:
    stamp = form.cleaned_data["stamp"]
    handing.take_over(handed, form.choices(), stamp=stamp, by=request.user, at=timezone.now())


def _beside(request: Request, handed: HandOff, form: TakeOverForm) -> dict[str, Any]:
    report = handed.report
    note_reading([report, report.assignment.mandate], by=request.user, at=timezone.now())
    usable = HandOff.objects.usable(timezone.now()).filter(pk=handed.pk).exists()
    fields = [
        (form[name], marked(getattr(report, name), handed.words.get(name, "")))
        for name in handed.parts
    ]
    return {
        "it": handed,
        "report": report,
        "form": form,
        "fields": fields,
        "is_usable": usable,
        "standing": _standing(handed),
    }


@login_required
@require_POST
def revoke(request: Request, pk: int) -> HttpResponse:
    handed = _own(request, pk)
    handing.revoke(handed, by=request.user, at=timezone.now())
    messages.success(request, _("The link has ended. What was written so far is here."))
    return redirect("mandates:hand_off", pk=pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: Request, token: str) -> HttpResponse:
    """The page of a link: the part that was handed over, for whoever holds the address.

    Kept while typing with ``X-Requested-With: keep``; no search engine, no other
    site learns the address.
    """
    handed = handing.find(token)
    return unlisted(opens_nothing(request) if handed is None else _part(request, handed))


def _part(request: Request, handed: HandOff) -> HttpResponse:
    form = PartForm(request.POST if request.method == "POST" else None, handed=handed)
    is_kept = request.headers.get("X-Requested-With") == "keep"
    if request.method == "POST" and times_within_minute(f"hand-off:{handed.pk}") > MOST_SAVED:
        return HttpResponse(status=429)
    try:
        if request.method != "POST":
            return _show(request, handing.open_link(handed, at=timezone.now()), form)
        handing.require_usable(handed, timezone.now())
        if not form.is_valid():
            return _show(request, handed, form, status=422)
        return _write(request, handed, form, is_kept=is_kept)
    except rules.LinkOver as over:
        if is_kept:
            return JsonResponse({"refusal": str(over)}, status=over.status)
        page = {"refusal": over, "typed": _typed(form), "language": handed.report.language}
        return render(request, "mandates/link_over.html", page, status=over.status)


def _typed(form: PartForm) -> list[tuple[Any, str]]:
    """What was typed in an answer that came too late, to be copied by its author."""
    return [(field.label, field.value() or "") for field in form] if form.is_bound else []


def _write(request: Request, handed: HandOff, form: PartForm, *, is_kept: bool) -> HttpResponse:
    if "give_back" in request.POST and not is_kept:
        handed = handing.give_back(handed, form.cleaned_data, at=timezone.now())
        page = {"handed": handed, "fields": _typed(form), "language": handed.report.language}
        return render(request, "mandates/link_given_back.html", page)
    handed = handing.save_part(handed, form.cleaned_data, at=timezone.now())
    if is_kept:
        return HttpResponse(status=204)
    return _show(request, handed, form, is_saved=True)


def _show(
    request: Request, handed: HandOff, form: PartForm, *, status: int = 200, is_saved: bool = False
) -> HttpResponse:
    page = {"it": handed, "report": handed.report, "form": form, "is_saved": is_saved}
    return render(request, "mandates/link.html", page, status=status)
