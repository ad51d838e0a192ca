"""The register of measures, one measure, and its form."""

from __future__ import annotations

import secrets
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comity.documents.models import Document
from comity.documents.sharing import next_step, said_of_sharing
from comity.documents.upload import attach, takes_files
from comity.parties.ledger import note_reading
from comity.parties.requests import Request
from comity.refusals import Refusal
from comity.tlp import WATCHED
from comity.ui.answers import answer_form
from comity.ui.locales import base_of, headed, page_language

from ..exports.measures import MEASURE_FORMS, sheet_of
from ..forms import MeasureFilter, MeasureForm, StartForm
from ..forms.fields import give_stamp
from ..models import Citation, Measure
from ..services import measures, rules
from ..services.suggesting import offers

PAGE = 50


@require_safe
def register(request: Request) -> HttpResponse:
    """The measures the reader may see, narrowed by the filters in the address."""
    form, found = _narrowed(request)
    page = Paginator(found.select_related("owner", "body__dialogue"), PAGE)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    files = [
        (name, reverse("mandates:measures_file", args=[ending]) + query)
        for ending, (name, _type, _write) in MEASURE_FORMS.items()
    ]
    shown = {
        "form": form,
        "page": page.get_page(request.GET.get("page")),
        "files": files,
        "may_record": bool(request.reader.drafts),
    }
    status = 422 if form.errors else 200
    return render(request, "mandates/measures.html", shown, status=status)


def _narrowed(request: Request) -> tuple[MeasureFilter, Any]:
    seen = Measure.objects.visible_to(request.reader)
    form = MeasureFilter(request.GET, seen)
    if not form.is_valid():
        return form, seen.none()
    chosen = form.cleaned_data
    wanted = {"owner__slug": chosen["party"], "kind": chosen["kind"],
              "themes__code": chosen["theme"]}  # fmt: skip
    found = seen.filter(**{name: value for name, value in wanted.items() if value})
    if chosen["year"]:
        found = found.filter(_during(chosen["year"]))
    for word in chosen["words"].split():
        found = found.filter(_holding(word))
    return form, found.newest_first()


def _during(year: int) -> Q:
    lasting = Q(ended_on__year__gte=year) | Q(ended_on=None, started_on__year=year)
    return Q(started_on__year__lte=year) & lasting


def _holding(word: str) -> Q:
    """Of a watched measure the words are read on its own page, where the reading is noted."""
    anywhere = Q(title__icontains=word) | Q(account__icontains=word) | Q(office__icontains=word)
    return anywhere & ~Q(label__in=WATCHED)


@require_safe
def register_file(request: Request, form: str) -> HttpResponse:
    """The same register as a file: ``csv`` or ``xlsx``."""
    if form not in MEASURE_FORMS:
        raise Http404
    filters, found = _narrowed(request)
    if filters.errors:
        return register(request)
    shown = list(found.select_related("owner", "body").prefetch_related("themes"))
    _name, media_type, write = MEASURE_FORMS[form]
    sheet = sheet_of(shown, on=timezone.localdate(), filters=_in_words(filters))
    note_reading(shown, by=request.user, at=timezone.now(), how="downloaded")
    response = HttpResponse(write(sheet), content_type=media_type)
    words = _("measures")
    name = f"{words}-{timezone.localdate().isoformat()}.{form}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    return response


def _in_words(form: MeasureFilter) -> list[str]:
    said = []
    for field in form:
        value = form.cleaned_data.get(field.name)
        if value:
            choices = dict(getattr(field.field, "choices", ()))
            said.append(f"{headed(field.label)} {choices.get(str(value), value)}")
    return said


def _measure(request: Request, pk: int) -> Measure:
    seen = Measure.objects.visible_to(request.reader).select_related("owner", "body__dialogue")
    return get_object_or_404(seen, pk=pk)


def _keeps(request: Request, it: Measure) -> bool:
    return measures.keeps(it.owner_id, it.body.dialogue_id, request.reader)


@require_safe
def measure(request: Request, pk: int) -> HttpResponse:
    """One measure: what was done, where it is cited, and what else it could answer."""
    return render(request, "mandates/measure.html", page_of(request, _measure(request, pk)))


def page_of(request: Request, it: Measure, error: str = "") -> dict[str, Any]:
    """What the page of a measure shows, in whatever answer; its reading is written down."""
    reader = request.reader
    note_reading([it], by=request.user, at=timezone.now())
    cited = Citation.objects.visible_to(reader).filter(measure=it)
    is_ours = it.owner_id in reader.parties
    offered = offers(it, reader) if is_ours else []
    mandates = {one.assignment.mandate_id: one.assignment.mandate for one in offered}
    note_reading(mandates.values(), by=request.user, at=timezone.now())
    return {
        "it": it,
        "themes": it.themes.all(),
        "evidence": Document.objects.visible_to(reader).filter(measures=it),
        "citations": cited.select_related(
            "report__assignment__party", "report__assignment__body",
            "report__body__dialogue",
        ).order_by("-pk"),
        "keeps": _keeps(request, it),
        "step": next_step(it, reader),
        "is_ours": is_ours,
        "offers": offered,
        "error": error,
    }  # fmt: skip


@login_required
def record(request: Request) -> HttpResponse:
    """Begin the record of something a party has done."""
    start = {"language": base_of(page_language())}
    form = StartForm(request.POST or None, reader=request.reader, initial=start)

    def act(given: dict[str, Any]) -> str:
        made = measures.record_measure(**given, by=request.user, at=timezone.now())
        return reverse("mandates:change_measure", args=[made.pk])

    page = {"may_record": bool(request.reader.drafts)}
    done = _("The measure is recorded. Only your party reads it until you share it.")
    return answer_form(
        request, form, act, template="mandates/measure_start.html", done=done, page=page
    )


@takes_files
@login_required
def change(request: Request, pk: int) -> HttpResponse:
    """The form of a measure: what was typed is saved first, then files are added."""
    it = _measure(request, pk)
    if not _keeps(request, it):
        raise Http404
    if request.method == "POST":
        return _save(request, it, MeasureForm(request.POST, request.FILES))
    initial = MeasureForm.initial_of(it) | {"sitting": secrets.token_hex(16)}
    return _form_page(request, it, MeasureForm(initial=initial), 200)


def _save(request: Request, it: Measure, form: MeasureForm) -> HttpResponse:
    if not form.is_valid():
        return _form_page(request, it, form, 422)
    try:
        saved = measures.change_measure(it, by=request.user, at=timezone.now(), **form.words())
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        theirs = _measure(request, it.pk)
        if isinstance(refusal, rules.ChangedMeanwhile):
            give_stamp(form, theirs.stamp)
            return _form_page(request, theirs, form, refusal.status, theirs=theirs)
        return _form_page(request, theirs, form, refusal.status)
    add = partial(measures.add_evidence, saved, by=request.user, at=timezone.now())
    status = attach(form, "evidence", form.cleaned_data["evidence"], add)
    if status:
        give_stamp(form, saved.stamp)
        return _form_page(request, saved, form, status)
    messages.success(request, _saved_in_words(it, saved))
    return redirect(saved)


def _saved_in_words(before: Measure, saved: Measure) -> str:
    if before.is_shared and not saved.is_shared:
        return _(
            "The change is saved. What everyone reads is published by a second person: "
            "offer the measure again."
        )
    return _("The measure is saved.")


def _form_page(
    request: Request, it: Measure, form: MeasureForm, status: int, theirs: Measure | None = None
) -> HttpResponse:
    note_reading([it], by=request.user, at=timezone.now())
    page = {
        "it": it,
        "form": form,
        "theirs": theirs,
        "evidence": Document.objects.visible_to(request.reader).filter(measures=it),
        "keep_url": "" if it.is_shared else reverse("mandates:keep_measure", args=[it.pk]),
    }
    return render(request, "mandates/measure_form.html", page, status=status)


@login_required
@require_POST
def keep(request: Request, pk: int) -> HttpResponse:
    """Keep a measure while it is typed: 204, or what stands in the way as JSON."""
    it = _measure(request, pk)
    form = MeasureForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors.get_json_data()}, status=422)
    now = timezone.now()
    try:
        measures.change_measure(it, by=request.user, at=now, while_typing=True, **form.words())
    except Refusal as refusal:
        return JsonResponse({"refusal": str(refusal)}, status=refusal.status)
    return HttpResponse(status=204)


@login_required
@require_POST
def share(request: Request, pk: int) -> HttpResponse:
    it = _measure(request, pk)
    is_shared = measures.share_measure(it, by=request.user, at=timezone.now())
    messages.success(request, said_of_sharing(is_shared))
    return redirect(it)


@login_required
@require_POST
def remove_evidence(request: Request, pk: int, document: int) -> HttpResponse:
    it = _measure(request, pk)
    seen = Document.objects.visible_to(request.reader).filter(measures=it)
    file = get_object_or_404(seen, pk=document)
    measures.remove_evidence(it, file, by=request.user, at=timezone.now())
    messages.success(request, _("The file was taken off the measure."))
    return redirect("mandates:change_measure", pk=it.pk)
