"""An assignment and its reports: read, write, keep, submit, accept, return."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comity.documents.models import Document
from comity.documents.upload import attach, takes_files
from comity.parties.ledger import note_reading
from comity.parties.requests import Request
from comity.refusals import Refusal
from comity.ui.locales import base_of, page_language

from .. import words
from ..citing_pages import cited_in, watched
from ..forms import ReportForm, ReturnForm
from ..forms.fields import give_stamp
from ..forms.indicators import Values
from ..measured import figures_of
from ..models import Assignment, Indicator, Mandate, Remark, Report, ReportVersion
from ..round_standing import in_round
from ..services import evidence, reporting, rules
from ..services.crosswalk import Answered, answered_elsewhere
from ..services.values import values_of
from ..standing import standings

MOST_YEARS = 5
"""More are not asked for at once."""


def _assignment(request: Request, pk: int) -> Assignment:
    seen = Assignment.objects.visible_to(request.reader).select_related(
        "mandate__clause__instrument", "mandate__body__dialogue", "party", "body"
    )
    return get_object_or_404(seen, pk=pk)


def _may_write(request: Request, assignment: Assignment) -> bool:
    return assignment.mandate.is_open and (
        request.user.is_authenticated
        and rules.writing_party(
            request.user, assignment, timezone.localdate(), reader=request.reader
        )
        is not None
    )


def assignment(request: Request, pk: int) -> HttpResponse:
    """What is asked of one addressee, and its reports in time."""
    it, on = _assignment(request, pk), timezone.localdate()
    note_reading([it.mandate], by=request.user, at=timezone.now())
    reports = Report.objects.visible_to(request.reader).filter(assignment=it).order_by("-pk")
    in_course = next((one for one in reports if one.state != Report.State.ACCEPTED), None)
    page = {
        "it": it,
        "mandate": it.mandate,
        "row": words.in_words(standings(Assignment.objects.filter(pk=it.pk), request.reader, on))[
            0
        ],
        "reports": reports,
        "answered": _answered(request, it),
        "may_write": _may_write(request, it)
        and (in_course is None or in_course.is_with_its_writer),
        "in_course": in_course,
    }
    return render(request, "mandates/assignment.html", page)


def _answered(request: Request, it: Assignment) -> list[tuple[Answered, Any]]:
    """What the reader's party said elsewhere on the same thing; its reading is written down."""
    found = answered_elsewhere(it, request.reader)
    note_reading([one.report for one in found], by=request.user, at=timezone.now())
    return [(one, words.texts_of(one.report, None)) for one in found]


def _report(request: Request, pk: int) -> Report:
    seen = Report.objects.visible_to(request.reader).select_related(
        "assignment__mandate__clause__instrument",
        "assignment__mandate__body__dialogue",
        "assignment__party",
        "assignment__body",
        "owner",
        "submitted_by",
    )
    return get_object_or_404(seen, pk=pk)


def report(request: Request, pk: int) -> HttpResponse:
    """What an addressee said, and what the reader may do with it."""
    page = _report_page(request, _report(request, pk), ReturnForm())
    return render(request, "mandates/report.html", page)


def _report_page(request: Request, it: Report, form: ReturnForm) -> dict[str, Any]:
    """What the page of a report shows, in whatever answer; its reading is written down."""
    reader, assignment = request.reader, it.assignment
    may_judge = it.body.dialogue_id in reader.secretariats and it.state == Report.State.SUBMITTED
    sees_mandate = Mandate.objects.visible_to(reader).filter(pk=assignment.mandate_id).exists()
    cited = cited_in(it, reader)
    shown = [it, assignment.mandate] if sees_mandate else [it]
    note_reading([*shown, *watched(cited)], by=request.user, at=timezone.now())
    return {
        "it": it,
        "assignment": assignment,
        "sees_mandate": sees_mandate,
        "texts": words.texts_of(it, reporting.last_accepted(assignment, reader, before=it)),
        "cited": cited,
        "figures": figures_of(it, reader),
        "evidence": Document.objects.visible_to(reader).filter(reports=it),
        "remarks": words.remarks_on(it, reader),
        "versions": ReportVersion.objects.visible_to(reader).filter(report=it).count(),
        "may_judge": may_judge,
        "is_preparer": may_judge and reader.person in it.preparers(),
        "may_write": sees_mandate and it.is_with_its_writer and _may_write(request, assignment),
        "form": form,
    }


@login_required
@require_POST
def judge(request: Request, pk: int) -> HttpResponse:
    """Accept the report, or return it with a comment: two buttons of one form."""
    it = _report(request, pk)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return render(request, "mandates/report.html", _report_page(request, it, form), status=422)
    try:
        if "return" in request.POST:
            reporting.return_with_comment(
                it,
                comment=form.cleaned_data["comment"],
                on_fields=form.comments(),
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("The report was returned with your comments."))
        else:
            reporting.accept(it, by=request.user, at=timezone.now())
            messages.success(request, _("The report was accepted and is now shared."))
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        page = _report_page(request, _report(request, pk), form)
        return render(request, "mandates/report.html", page, status=refusal.status)
    return redirect(it)


def _in_hand(request: Request, assignment: Assignment) -> tuple[Report, Report | None]:
    """The report in course that the reader may see, or a new one, not saved yet; and the last
    accepted one."""
    seen = list(
        Report.objects.visible_to(request.reader).filter(assignment=assignment).order_by("-pk")
    )
    last = next((one for one in seen if one.state == Report.State.ACCEPTED), None)
    found = next((one for one in seen if one.state != Report.State.ACCEPTED), None)
    if found:
        found.assignment = assignment
        return found, last
    language = base_of(page_language())
    fresh = reporting.starting_point(assignment, reader=request.reader, language=language)
    return fresh, last


def _initial(report: Report) -> dict[str, Any]:
    names = ("status", "language", "label", "with_observers", "stamp", *reporting.TEXTS)
    return {name: getattr(report, name) for name in names} | {"sitting": secrets.token_hex(16)}


@takes_files
@login_required
def write(request: Request, pk: int) -> HttpResponse:
    """The report form. What was typed is saved as a draft first, then files are added, then it
    is submitted: whatever is refused, nothing typed is lost."""
    it = _assignment(request, pk)
    in_hand, last = _in_hand(request, it)
    if request.method == "POST":
        form = _form(request, in_hand, last, request.POST, request.FILES)
        return _save(request, it, form)
    if not _may_write(request, it) or not in_hand.is_with_its_writer:
        return redirect(it)
    form = _form(request, in_hand, last, initial=_initial(in_hand))
    return render(request, "mandates/report_form.html", _form_page(request, it, in_hand, form))


def _form(
    request: Request, in_hand: Report, last: Report | None, *args: Any, **kwargs: Any
) -> ReportForm:
    values = _values(request, in_hand, last)
    return ReportForm(*args, report=in_hand, last=last, values=values, **kwargs)


def _values(request: Request, in_hand: Report, last: Report | None) -> Values:
    """The indicators asked for: the years of the round, or this and the last one, and those for
    which there are values; a new report begins with the last accepted one's."""
    asked = Indicator.objects.visible_to(request.reader).current()
    found = list(asked.filter(mandate=in_hand.assignment.mandate_id))
    if not found:
        return Values((), (), {})
    this, round_ = timezone.localdate().year, in_hand.round
    years = range(round_.since.year, round_.until.year + 1) if round_ else (this - 1, this)
    known = values_of(in_hand if in_hand.pk else last)
    return Values(found, list(years)[-MOST_YEARS:], known)


def _save(request: Request, it: Assignment, form: ReportForm) -> HttpResponse:
    at = timezone.now()
    if not form.is_valid():
        return _again(request, it, form, 422)
    try:
        saved = reporting.save_draft(
            it, by=request.user, at=at, reader=request.reader, **form.draft()
        )
    except Refusal as refusal:
        return _refused(request, it, form, refusal)
    give_stamp(form, saved.stamp)
    add = partial(evidence.add_evidence, saved, by=request.user, at=timezone.now())
    status = attach(form, "evidence", form.cleaned_data["evidence"], add)
    if not status and "submit" in request.POST:
        try:
            reporting.submit(saved, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, _("The report was submitted; the secretariat reads it next."))
            return redirect(saved)
    if status:
        return _again(request, it, form, status, is_saved=True)
    messages.success(request, _("The draft is saved. Only your party reads it."))
    return redirect("mandates:write", pk=it.pk)


def _refused(request: Request, it: Assignment, form: ReportForm, refusal: Refusal) -> HttpResponse:
    """Everything typed is still there; after a change by somebody else theirs stands beside
    it, and the next saving is a choice made with open eyes."""
    form.add_error(None, str(refusal))
    theirs = None
    if isinstance(refusal, rules.ChangedMeanwhile):
        theirs, _last = _in_hand(request, it)
        give_stamp(form, theirs.stamp)
    return _again(request, it, form, refusal.status, theirs=theirs)


def _again(
    request: Request,
    it: Assignment,
    form: ReportForm,
    status: int,
    *,
    theirs: Report | None = None,
    is_saved: bool = False,
) -> HttpResponse:
    in_hand, _last = _in_hand(request, it)
    page = _form_page(request, _assignment(request, it.pk), in_hand, form)
    page["is_saved"] = is_saved
    if theirs:
        page["theirs"] = words.texts_of(theirs)
    return render(request, "mandates/report_form.html", page, status=status)


def _form_page(
    request: Request, it: Assignment, in_hand: Report, form: ReportForm
) -> dict[str, Any]:
    """What the form's page shows, in whatever answer; its reading is written down."""
    form.show_needed()
    saved = in_hand.pk is not None
    _note_words(request, it, in_hand)
    cited = cited_in(in_hand, request.reader) if saved else []
    note_reading(watched(cited), by=request.user, at=timezone.now())
    documents = Document.objects.visible_to(request.reader).filter(reports=in_hand) if saved else ()
    remarks = words.remarks_on(in_hand, request.reader) if saved else []
    return {
        "it": it,
        "mandate": it.mandate,
        "report": in_hand if saved else None,
        "form": form,
        "cited": cited,
        "answered": _answered(request, it),
        "evidence": documents,
        "remarks": [remark for remark in remarks if not remark.field],
        "answers": [(one, _on_field(remarks, one.field.name)) for one in form.answers()],
        "last": form.last,
        "groups": form.values.groups(form),
        "may_submit": rules.speaking_party(request.user, it, timezone.localdate()) is not None,
        "keep_url": reverse("mandates:keep", args=[it.pk]),
        "in_round": in_round(it, request.reader),
    }


def _on_field(remarks: Iterable[Remark], name: str) -> list[Remark]:
    return [remark for remark in remarks if remark.field == name]


def _note_words(request: Request, it: Assignment, in_hand: Report) -> None:
    """The words of the last accepted report stand beside the fields, so that one is read too."""
    last = reporting.last_accepted(it, request.reader)
    shown = [it.mandate, *filter(None, [in_hand if in_hand.pk else None, last])]
    note_reading(shown, by=request.user, at=timezone.now())


@login_required
@require_POST
def keep(request: Request, pk: int) -> HttpResponse:
    """Keep the draft while it is typed: 204, or what stands in the way as JSON."""
    it = _assignment(request, pk)
    form = _form(request, *_in_hand(request, it), request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors.get_json_data()}, status=422)
    try:
        reporting.save_draft(
            it, by=request.user, at=timezone.now(), reader=request.reader, **form.draft()
        )
    except Refusal as refusal:
        return JsonResponse({"refusal": str(refusal)}, status=refusal.status)
    return HttpResponse(status=204)


@login_required
@require_POST
def remove_evidence(request: Request, pk: int, document: int) -> HttpResponse:
    it = _report(request, pk)
    # The form on which the button stands is there for who may see what is asked.
    _assignment(request, it.assignment_id)
    file = get_object_or_404(
        Document.objects.visible_to(request.reader).filter(reports=it), pk=document
    )
    evidence.remove_evidence(it, file, by=request.user, at=timezone.now())
    messages.success(request, _("The file was taken off the report."))
    return redirect("mandates:write", pk=it.assignment_id)
