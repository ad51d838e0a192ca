"""Pages of texts: the list, one text, importing one, adopting one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.documents.models import Rendition
from comity.documents.upload import takes_files
from comity.meetings.models import Meeting
from comity.parties import registry
from comity.parties.access import Reader
from comity.parties.ledger import note_reading
from comity.parties.models import Body
from comity.parties.requests import Request
from comity.parties.services import NotTheSecretariat
from comity.proceedings.models import Conclusions
from comity.refusals import Refusal
from comity.ui.locales import page_language

from . import services
from .forms import AdoptForm, FilterForm, ImportForm, OverrideForm, written_date
from .lagging import lags_of
from .marks import marks_of
from .models import Clause, Instrument, Version
from .reading import choose_language, rows_of, with_lags
from .review_ways import posted_stamp
from .reviewing import left_to_do
from .rules import keeps, may_adopt, may_review, may_take_back, releases
from .services.gate import presides
from .services.symbols import next_symbol

PER_PAGE = 50
ADOPTION_BUTTONS = ("offer", "take_back", "adopt", "override")


@require_safe
def instruments(request: Request) -> HttpResponse:
    reader = request.reader
    visible = Instrument.objects.visible_to(reader)
    bodies = Body.objects.filter(pk__in=visible.adopted().values("body"))
    form = FilterForm(
        request.GET or None,
        bodies=list(bodies.select_related("dialogue").order_by("dialogue__position", "pk")),
    )
    texts = _filtered(visible.adopted(), form).select_related("body__dialogue", "owner")
    page = {
        "form": form,
        "page": Paginator(
            texts.prefetch_related(
                Prefetch("versions", Version.objects.defer("as_read", "left_out"))
            ),
            PER_PAGE,
        ).get_page(request.GET.get("page")),
        "in_review": _in_review(visible, reader),
        "may_import": bool(reader.secretariats),
    }
    return render(request, "instruments/instruments.html", page)


def _filtered(texts: QuerySet[Instrument], form: FilterForm) -> QuerySet[Instrument]:
    if not form.is_valid():
        return texts
    fields = {
        "dialogue": "body__dialogue__slug", "body": "body__slug", "kind": "kind",
        "year": "adopted_on__year",
    }  # fmt: skip
    wanted = {fields[name]: value for name, value in form.cleaned_data.items() if value}
    return texts.filter(**wanted)


def _in_review(visible: Any, reader: Reader) -> list[Instrument]:
    if not reader.is_seated:
        return []
    return list(
        visible.in_review().select_related("body__dialogue", "owner").order_by("-pk")[:PER_PAGE]
    )


@require_safe
def instrument(request: Request, slug: str) -> HttpResponse:
    """The text; ``?in=fr`` reads it in a language, ``?with=es`` lays another beside it."""
    reader = request.reader
    it = get_object_or_404(_shown(reader), slug=slug)
    note_reading([it], by=request.user, at=timezone.now())
    versions = list(it.versions.all())
    language = choose_language(versions, request.GET.get("in", ""), page_language())
    beside = request.GET.get("with", "")
    beside = beside if beside != language and beside in {v.language for v in versions} else ""
    marked = marks_of(it, reader)
    lags = {} if it.is_adopted else lags_of(it, versions)
    columns = [language, beside] if beside else [language]
    rows = rows_of(it, versions, columns, marked)
    page = {
        "it": it,
        "versions": versions,
        "language": language,
        "beside": beside,
        "rows": with_lags(rows, columns, lags) if beside else rows,
        "marked": marked,
        "lagging": {code: len(found) for code, found in lags.items() if found},
        "overrides": list(it.overrides.select_related("party")),
        "contents": [row for row in rows if row.clause.kind == Clause.Kind.HEADING],
        "meeting": _visible_meeting(it, reader),
        "files": _files(versions, reader),
        "may_review": may_review(reader, it),
        "may_adopt": may_adopt(reader, it),
        "panels": _panels(it, request),
    }
    return render(request, "instruments/instrument.html", page)


def _shown(reader: Reader) -> QuerySet[Instrument]:
    return Instrument.objects.visible_to(reader).select_related("body__dialogue", "owner")


def _visible_meeting(it: Instrument, reader: Reader) -> Meeting | None:
    if it.meeting_id is None:
        return None
    return Meeting.objects.visible_to(reader).filter(pk=it.meeting_id).first()


def _files(versions: list[Version], reader: Reader) -> list[Rendition]:
    sources = [version.source_id for version in versions]
    return list(Rendition.objects.visible_to(reader).filter(pk__in=sources).order_by("language"))


def _panels(it: Instrument, request: Request) -> list[str]:
    reader = request.reader
    return list(registry.panels("instrument", it, reader, timezone.localdate(), request))


@takes_files
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_text(request: Request) -> HttpResponse:
    """Read a file into a text in review."""
    reader = request.reader
    if not reader.secretariats:
        raise NotTheSecretariat(
            _("Only the secretariat of a dialogue imports texts. Send the file to it.")
        )
    form = ImportForm(
        request.POST or None,
        request.FILES or None,
        reader=reader,
        initial={"language": page_language(), "body": request.GET.get("body", "")},
    )
    status = 200
    if form.is_valid():
        try:
            made = _import(request, form)
        except Refusal as refusal:
            form.add_error("file", str(refusal))
            status = refusal.status
        else:
            messages.success(request, _found(made))
            return redirect("instruments:review", made.slug)
    status = 422 if form.errors and status == 200 else status
    return render(request, "instruments/import.html", {"form": form}, status=status)


def _import(request: Request, form: ImportForm) -> Instrument:
    data = {name: value for name, value in form.cleaned_data.items() if name != "file"}
    return services.import_text(
        data.pop("body"), upload=form.upload(), by=request.user, at=timezone.now(), **data
    )


def _found(made: Instrument) -> str:
    clauses = made.clauses.operative().count()
    return _("“%(text)s” is read: %(clauses)s clauses, %(unplaced)s unplaced paragraphs.") % {
        "text": made, "clauses": clauses, "unplaced": made.clauses.unplaced().count(),
    }  # fmt: skip


@require_POST
@login_required
def from_conclusions(request: Request, slug: str) -> HttpResponse:
    """Bring the final conclusions of a meeting to review; the secretariat's button."""
    visible = Conclusions.objects.visible_to(request.reader).select_related("body__dialogue")
    found = get_object_or_404(visible, meeting__slug=slug)
    if found.body.dialogue_id not in request.reader.secretariats:
        raise Http404
    note_reading([found], by=request.user, at=timezone.now())
    text = services.review_conclusions(found, by=request.user, at=timezone.now())
    messages.success(request, _("The conclusions are in review. Look at each clause."))
    return redirect("instruments:review", text.slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def adoption(request: Request, slug: str) -> HttpResponse:
    """Offer a text, take it back, adopt it: each confirmed here."""
    reader = request.reader
    it = get_object_or_404(_shown(reader).select_related("offered_by"), slug=slug)
    if not releases(reader, it):
        raise Http404
    if it.is_adopted and request.method != "POST":
        return redirect(it)
    if request.method == "POST" and request.POST.get("do") not in ADOPTION_BUTTONS:
        raise Http404
    note_reading([it], by=request.user, at=timezone.now())
    forms = _adoption_forms(request, it)
    refusal = _acted(request, it, forms)
    is_wrong = any(form.errors for form in forms.values())
    if refusal is None and request.method == "POST" and not is_wrong:
        return _landing(request, it)
    status = refusal.status if refusal else 422 if is_wrong else 200
    return _adoption_page(request, it, forms, refusal, status)


def _adoption_forms(request: Request, it: Instrument) -> dict[str, Any]:
    do = request.POST.get("do")
    initial = {
        "adopted_on": written_date(it.adopted_on, it.adopted_precision),
        "symbol": it.symbol or (next_symbol(it) if it.is_circulated else ""),
        "label": it.label,
    }
    return {
        "adopt": AdoptForm(request.POST if do == "adopt" else None, text=it, initial=initial),
        "override": OverrideForm(request.POST if do == "override" else None),
    }


def _landing(request: Request, it: Instrument) -> HttpResponse:
    """Where one goes after the act: back to the review, or to the text."""
    if request.POST.get("do") == "override":
        return redirect("instruments:adoption", it.slug)
    if request.POST.get("do") != "take_back":
        return redirect(it)
    if keeps(request.reader, it):
        return redirect("instruments:review", it.slug)
    return redirect("instruments:instruments")


def _acted(request: Request, it: Instrument, forms: dict[str, Any]) -> Refusal | None:
    """Do what the button said; the refusal, if the rules forbid it."""
    who: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    do = request.POST.get("do", "")
    try:
        if do == "offer":
            services.offer(it, stamp=posted_stamp(request), **who)
            messages.success(request, _("The text is offered. Another person can now adopt it."))
        elif do == "take_back":
            services.take_back(it, **who)
            messages.success(request, _("The offer is taken back. The text can be changed again."))
        elif do == "override" and forms["override"].is_valid():
            given = forms["override"].cleaned_data
            services.override_parity(it, **given, language=page_language(), **who)
            messages.success(request, _("The gate is open for these languages. The reason stays."))
        elif do == "adopt" and forms["adopt"].is_valid():
            given = forms["adopt"].cleaned_data
            services.adopt(it, stamp=posted_stamp(request), **given, **who)
            messages.success(request, _("The text is adopted. It does not change any more."))
    except Refusal as refusal:
        return refusal
    return None


def _adoption_page(
    request: Request, it: Instrument, forms: dict[str, Any], refusal: Refusal | None, status: int
) -> HttpResponse:
    reader = request.reader
    it = _shown(reader).select_related("offered_by", "adopted_by").get(pk=it.pk)
    versions = list(it.versions.defer("as_read"))
    page = {
        "it": it,
        "form": forms["adopt"],
        "override_form": forms["override"] if presides(reader, it) else None,
        "overrides": list(it.overrides.select_related("party")),
        "refusal": refusal,
        "versions": versions,
        "left": left_to_do(it, versions),
        "may_review": may_review(reader, it),
        "may_adopt": may_adopt(reader, it),
        "may_take_back": may_take_back(reader, it),
    }
    return render(request, "instruments/adoption.html", page, status=status)
