"""A text as a Word file, and a party's changes in it back as proposals."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.documents.upload import takes_files
from comity.instruments.models import Instrument
from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.ledger import note_reading
from comity.parties.models import Party
from comity.parties.requests import Request
from comity.refusals import Refusal
from comity.ui.locales import base_of, page_language

from .. import services
from ..frozen import freeze, languages_of
from ..models import Drafting, Proposal, ReturnedText
from ..returned_rows import comments_of, rows_of, unplaced_of
from ..revision_forms import SendBackForm, TakeAwayForm
from ..rules import DRAFTERS, role_in
from ..services.returning import summary
from ..tracked_files import write_proposals
from .comparing import word_file
from .revisions import text_for

SHOWN = 20


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
def word(request: Request, slug: str) -> HttpResponse:
    """Take the text away as a Word file; send one back."""
    text = text_for(request.reader, slug)
    note_reading([text], by=request.user, at=timezone.now())
    parties = _drafters(request.reader, text)
    if request.method == "POST" and parties:
        sent = SendBackForm(request.POST, request.FILES, parties=parties)
        return _sent_back(request, text, sent)
    return _word_page(request, text, SendBackForm(parties=parties) if parties else None)


def _sent_back(request: Request, text: Instrument, form: SendBackForm) -> HttpResponse:
    status = 422
    if form.is_valid():
        try:
            found = services.take_back(
                text, form.cleaned_data["file"], party=form.chosen(),
                by=request.user, at=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error("file", str(refusal))
            status = refusal.status
        else:
            return redirect(found)
    return _word_page(request, text, form, status)


def _word_page(
    request: Request, text: Instrument, form: SendBackForm | None, status: int = 200
) -> HttpResponse:
    reader = request.reader
    seen = ReturnedText.objects.visible_to(reader).filter(drafting__instrument=text)
    page = {
        "it": text,
        "take_away": _take_away_form(request, text),
        "form": form,
        "returns": seen.select_related("party", "returned_by").defer("read")[:SHOWN],
    }
    return render(request, "consensus/word.html", page, status=status)


def _drafters(reader: Reader, text: Instrument) -> list[Party]:
    """The parties for which the reader may propose now."""
    drafting = Drafting.objects.visible_to(reader).filter(instrument=text).first()
    if drafting is None or not drafting.is_open or text.is_offered:
        return []
    dialogue, on = text.body.dialogue_id, day_of(timezone.now())
    keys = [party for party, where in reader.drafts if where == dialogue]
    found = Party.objects.filter(pk__in=keys).order_by("slug")
    return [party for party in found if role_in(text, party, on) in DRAFTERS]


def _take_away_form(request: Request, text: Instrument, data: Any = None) -> TakeAwayForm:
    languages = languages_of(text)
    spoken = (one for one in languages if base_of(one) == base_of(page_language()))
    return TakeAwayForm(
        data,
        languages=languages,
        parties=_proposing(request.reader, text),
        initial={"language": next(spoken, languages[0] if languages else "")},
    )


def _open_proposals(reader: Reader, text: Instrument) -> Any:
    return Proposal.objects.visible_to(reader).of_text(text).open()


def _proposing(reader: Reader, text: Instrument) -> list[Party]:
    """The parties of which the reader sees a proposal that waits."""
    keys = _open_proposals(reader, text).values("position__owner")
    return list(Party.objects.filter(pk__in=keys).order_by("slug"))


@require_safe
def file(request: Request, slug: str) -> HttpResponse:
    """The text as it is now, with the open proposals of the chosen parties as marked changes."""
    text = text_for(request.reader, slug)
    form = _take_away_form(request, text, request.GET)
    if not form.is_valid():
        return redirect("consensus:word", text.slug)
    note_reading([text], by=request.user, at=timezone.now(), how="downloaded")
    language = form.cleaned_data["language"]
    proposals = _open_proposals(request.reader, text).filter(
        position__owner__slug__in=form.cleaned_data.get("party") or [], language=language
    )
    content = write_proposals(
        text,
        freeze(text),
        list(proposals.select_related("position__owner").order_by("published_at", "pk")),
        language=language,
        at=timezone.now(),
        takes_changes=bool(_drafters(request.reader, text)),
    )
    return word_file(content, f"{text.slug}-{language}.docx")


def _returned(request: Request, pk: int) -> ReturnedText:
    seen = ReturnedText.objects.visible_to(request.reader).select_related(
        "party", "returned_by", "drafting__instrument__body__dialogue"
    )
    return get_object_or_404(seen, pk=pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def returned(request: Request, pk: int) -> HttpResponse:
    """What was read out of a file; confirmed, it becomes proposals."""
    it = _returned(request, pk)
    text = it.drafting.instrument
    note_reading([text], by=request.user, at=timezone.now())
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            taken = services.take_changes(
                it,
                changes=_numbers(request.POST.getlist("change")),
                comments=_numbers(request.POST.getlist("comment")),
                for_colleagues=request.POST.get("for_colleagues") != "no",
                by=request.user,
                at=timezone.now(),
            )
        except Refusal as stopped:
            refusal = stopped
        else:
            messages.success(request, summary(taken))
            return redirect(it)
    page = {
        "it": it,
        "text": text,
        "rows": rows_of(it, request.reader),
        "unplaced": unplaced_of(it),
        "comments": comments_of(it),
        "refusal": refusal,
        "is_old": it.revision is not None and it.revision < text.revision,
        "may_take": it.party in _drafters(request.reader, text),
    }
    return render(
        request, "consensus/returned_text.html", page, status=refusal.status if refusal else 200
    )


def _numbers(written: list[str]) -> set[int]:
    return {int(one) for one in written if one.isdecimal() and len(one) < 8}


@login_required
@require_safe
def returned_file(request: Request, pk: int) -> HttpResponse:
    """The file as it came."""
    it = _returned(request, pk)
    note_reading([it.drafting.instrument], by=request.user, at=timezone.now(), how="downloaded")
    with it.file.open() as kept:
        return word_file(kept.read(), it.name or _("file.docx"))
