"""Work without a connection: packs made, downloaded, sent back, and what became of them."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comity.documents.files import KINDS
from comity.documents.upload import takes_files
from comity.parties.access import Reader
from comity.parties.ledger import note_reading
from comity.parties.requests import Request
from comity.refusals import Refusal
from comity.ui.said import plain

from .. import words
from ..forms.packs import PackForm, SentBackForm
from ..models import Assignment, Indicator, Mandate, Pack, Question, Reply, Report, ReturnedPack
from ..packs.asked import ASSIGNMENTS, INDICATORS, QUESTIONS, Asked, Row
from ..packs.excel import write_excel
from ..packs.fields import label
from ..packs.findings import Finding
from ..packs.word import write_word
from ..services import packs as services
from ..services.packs_by_mail import summary
from ..services.taking_reports import SUBMITTED

WRITE = {Pack.Form.EXCEL: write_excel, Pack.Form.WORD: write_word}
SHOWN = 50


@login_required
def packs(request: Request) -> HttpResponse:
    """Make a pack, send one back, and see those of one's parties."""
    return _overview(request, PackForm(reader=request.reader), SentBackForm())


def _overview(
    request: Request, form: PackForm, return_form: SentBackForm, status: int = 200
) -> HttpResponse:
    found = Pack.objects.visible_to(request.reader).select_related(
        "party", "dialogue", "round", "made_by"
    )
    page = {
        "form": form,
        "return_form": return_form,
        "packs": found.annotate(times=Count("returns")).order_by("-made_at", "-pk")[:SHOWN],
        "may_write": bool(request.reader.drafts),
    }
    return render(request, "mandates/packs.html", page, status=status)


@login_required
@require_POST
def make(request: Request) -> HttpResponse:
    form = PackForm(request.POST, reader=request.reader)
    if not form.is_valid():
        return _overview(request, form, SentBackForm(), 422)
    chosen = form.chosen()
    try:
        made = services.make_pack(
            chosen.party, chosen.dialogue, chosen.round,
            language=form.cleaned_data["language"], form=form.cleaned_data["form"],
            by=request.user, at=timezone.now(),
        )  # fmt: skip
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _overview(request, form, SentBackForm(), refusal.status)
    messages.success(request, _("The pack is made. Download it here."))
    return redirect(made)


def _pack(request: Request, pk: int) -> Pack:
    seen = Pack.objects.visible_to(request.reader).select_related(
        "party", "dialogue", "round", "made_by"
    )
    return get_object_or_404(seen, pk=pk)


@login_required
def pack(request: Request, pk: int) -> HttpResponse:
    """One pack: its file, and what came back of it."""
    return _pack_page(request, _pack(request, pk), SentBackForm())


def _pack_page(request: Request, it: Pack, form: SentBackForm, status: int = 200) -> HttpResponse:
    page = {
        "it": it,
        "asked": Asked.from_json(it.asked),
        "form": form,
        "may_open": _may_open(it, request.reader),
        "returns": it.returns.visible_to(request.reader).select_related("returned_by"),
    }
    return render(request, "mandates/pack.html", page, status=status)


def _may_open(it: Pack, reader: Reader) -> bool:
    """Whether the reader may read all that is asked in it: a seat elsewhere in the dialogue may
    not. Indicators are part of their mandates."""
    rows = Asked.from_json(it.asked).rows
    mandates = {row.key for row in rows if row.kind == "assignment"}
    questions = {row.key for row in rows if row.sheet == QUESTIONS}
    return Assignment.objects.visible_to(reader).filter(pk__in=mandates).count() == len(
        mandates
    ) and Question.objects.visible_to(reader).filter(pk__in=questions).count() == len(questions)


@login_required
def pack_file(request: Request, pk: int) -> HttpResponse:
    """The pack as the file it was asked for; downloading what is watched is written down."""
    it = _pack(request, pk)
    if not _may_open(it, request.reader):
        raise Http404
    _note_download(request, it)
    asked = Asked.from_json(it.asked)
    form = Pack.Form(it.form)
    words = _("pack")
    name = f"{words}-{it.party.slug}-{it.dialogue.slug}-{asked.made_on}-{it.pk}.{form}"
    return _file(WRITE[form](asked), KINDS[form].media_type, name)


def _note_download(request: Request, it: Pack) -> None:
    """Of its mandates and its round, and of the reports and the reply whose words stand in it."""
    asked = [row["key"] for row in it.asked["rows"] if row["kind"] == "assignment"]
    mandates = Mandate.objects.filter(assignments__in=asked).distinct()
    reports = Report.objects.visible_to(request.reader).filter(assignment__in=asked)
    asking = Reply.objects.visible_to(request.reader).filter(round=it.round_id, owner=it.party)
    shown = [*mandates, *reports.filter(owner=it.party)]
    shown += [it.round, *asking] if it.round else []
    note_reading(shown, by=request.user, at=timezone.now(), how="downloaded")


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    return response


@takes_files
@login_required
def send_back(request: Request, pk: int = 0) -> HttpResponse:
    """Take a filled pack, on the page of a pack or on that of all."""
    it = _pack(request, pk) if pk else None
    if request.method != "POST":
        return redirect(it) if it else redirect("mandates:packs")
    form = SentBackForm(request.POST, request.FILES)
    if not form.is_valid():
        return _send_again(request, it, form, 422)
    file = form.cleaned_data["file"]
    try:
        taken = services.take_back(
            file.name, file.read(), by=request.user, at=timezone.now(),
            way=ReturnedPack.Way.UPLOAD, expected=it,
        )  # fmt: skip
    except Refusal as refusal:
        form.add_error("file", str(refusal))
        return _send_again(request, it, form, refusal.status)
    level = messages.INFO if taken.is_again else messages.SUCCESS
    messages.add_message(request, level, summary(taken))
    return redirect(taken.returned)


def _send_again(request: Request, it: Pack | None, form: SentBackForm, status: int) -> HttpResponse:
    if it is not None:
        return _pack_page(request, it, form, status)
    return _overview(request, PackForm(reader=request.reader), form, status)


def _returned(request: Request, pk: int) -> ReturnedPack:
    seen = ReturnedPack.objects.visible_to(request.reader).select_related(
        "pack__party", "pack__dialogue", "returned_by"
    )
    return get_object_or_404(seen, pk=pk)


class Page(NamedTuple):
    """Where an answer stands on the site, and what it is about in a few words."""

    url: str
    about: str


class Taken(NamedTuple):
    """What was taken over of one row: where it is now, and its fields in words."""

    head: str
    page: Page
    fields: list[str]


class Kept(NamedTuple):
    """A finding with its number, by which what is kept in it is taken over."""

    number: int
    finding: Finding
    head: str
    page: Page | None


@login_required
def returned(request: Request, pk: int) -> HttpResponse:
    """What became of a pack that came back: taken over, to be put right, kept."""
    it = _returned(request, pk)
    rows = {row.mark: row for row in Asked.from_json(it.pack.asked).rows}
    pages = _pages(it.pack, list(rows.values()), request.reader)
    told = [
        Kept(number, one, rows[one.mark].head if one.mark in rows else "", pages.get(one.mark))
        for number, one in enumerate(map(Finding.from_json, it.findings))
        if not one.mark or one.mark in pages
    ]
    page = {
        "it": it,
        "taken": [
            Taken(rows[mark].head, pages[mark], [_in_words(name, rows[mark]) for name in names])
            for mark, names in it.taken.items()
            if mark in pages
        ],
        "errors": [one for one in told if one.finding.is_error and not one.finding.is_taken],
        "notes": [one for one in told if not one.finding.is_error],
        "hidden": len(it.findings) - len(told),
        "may_open": _may_open(it.pack, request.reader),
    }
    return render(request, "mandates/returned_pack.html", page)


def _in_words(name: str, row: Row) -> str:
    return _("submitted") if name == SUBMITTED else label(name, row.sheet)


def _pages(it: Pack, rows: list[Row], reader: Reader) -> dict[str, Page]:
    """Mark → the page of the answer, for the rows the reader may see."""
    keys = [row.key for row in rows if row.kind == "assignment"]
    seen = Assignment.objects.visible_to(reader).filter(pk__in=keys).select_related("mandate")
    of_assignment = {
        one.pk: Page(one.get_absolute_url(), plain(words.brief(words.title(one.mandate), 60)))
        for one in seen
    }
    of_mandate = {one.mandate_id: of_assignment[one.pk] for one in seen}
    indicators = Indicator.objects.visible_to(reader).filter(mandate__in=list(of_mandate))
    known = {
        ASSIGNMENTS: of_assignment,
        INDICATORS: {one.pk: of_mandate[one.mandate_id] for one in indicators},
        QUESTIONS: _pages_of_questions(it, reader),
    }
    return {row.mark: known[row.sheet][row.key] for row in rows if row.key in known[row.sheet]}


def _pages_of_questions(it: Pack, reader: Reader) -> dict[int, Page]:
    reply = Reply.objects.visible_to(reader).filter(round=it.round_id, owner=it.party_id).first()
    if reply is None or it.round_id is None:
        return {}
    asked = Question.objects.visible_to(reader).filter(round=it.round_id)
    return {
        one.pk: Page(reply.get_absolute_url(), plain(words.brief(one.words, 60))) for one in asked
    }


@login_required
@require_POST
def take(request: Request, pk: int, number: int) -> HttpResponse:
    """Take over an answer that was kept, instead of what the site says now."""
    it = _returned(request, pk)
    try:
        services.take_kept(it, number, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The answer was taken over, as a draft."))
    return redirect(it)


@login_required
def returned_file(request: Request, pk: int) -> HttpResponse:
    """The file as it came back."""
    it = _returned(request, pk)
    if not _may_open(it.pack, request.reader):
        raise Http404
    _note_download(request, it.pack)
    with it.file.open() as file:
        return _file(file.read(), "application/octet-stream", it.name)
