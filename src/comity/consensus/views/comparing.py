"""Comparing two versions of a text: as a page, and as a Word file with marked changes."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.documents.files import KINDS
from comity.instruments.models import Instrument
from comity.parties.ledger import note_reading
from comity.parties.requests import Request
from comity.ui.locales import base_of, page_language

from ..comparing import counted, only_changes, pairs_of, rows_of
from ..frozen import Pieces, freeze, languages_of
from ..models import TextRevision
from ..revision_forms import NOW, CompareForm
from ..tracked_files import write_comparison
from .revisions import revisions_for, text_for


@dataclass(frozen=True)
class Chosen:
    """What is compared; ``second`` None is the text as it is now."""

    first: TextRevision
    second: TextRevision | None
    pieces: Pieces
    language: str
    beside: str
    is_only: bool


@require_safe
def compare(request: Request, slug: str) -> HttpResponse:
    """Two revisions in one language, or one revision in two languages side by side."""
    text = text_for(request.reader, slug)
    note_reading([text], by=request.user, at=timezone.now())
    found = revisions_for(request.reader, text)
    if not found:
        return render(request, "consensus/compare.html", {"it": text, "has_none": True})
    form, chosen = _chosen(request, text, found)
    page = {"it": text, "form": form, "chosen": chosen, **_compared(chosen)}
    return render(request, "consensus/compare.html", page, status=422 if form.errors else 200)


def _compared(chosen: Chosen) -> dict[str, object]:
    if chosen.beside:
        pairs = pairs_of(chosen.pieces, chosen.language, chosen.beside)
        return {"pairs": pairs, "lacking": sum(not (p.one and p.other) for p in pairs)}
    rows = rows_of(chosen.first.clauses, chosen.pieces, chosen.language)
    shown = list(only_changes(rows)) if chosen.is_only else rows
    return {"rows": shown, "counts": counted(rows)}


def _chosen(
    request: Request, text: Instrument, found: list[TextRevision]
) -> tuple[CompareForm, Chosen]:
    """What the address asks for; what it does not say, or says wrongly, is the likeliest: the last
    change, in the reader's language."""
    languages = languages_of(text)
    usual = {
        "from": str(found[-2 if len(found) > 1 else -1].number),
        "to": str(found[-1].number) if len(found) > 1 else NOW,
        "language": next(
            (one for one in languages if base_of(one) == base_of(page_language())), languages[0]
        ),
        "beside": "",
    }
    asked = {name: request.GET.get(name) or value for name, value in usual.items()}
    asked |= {"only": "on"} if request.GET.get("only") else {}
    form = CompareForm(asked, revisions=found, languages=languages)
    form.full_clean()
    data = usual | {"only": False} | {k: v for k, v in form.cleaned_data.items() if v}
    by_number = {str(one.number): one for one in found}
    second = by_number.get(data["to"])
    beside = data["beside"] if data["beside"] != data["language"] else ""
    return form, Chosen(
        by_number[data["from"]],
        second,
        second.clauses if second else freeze(text),
        data["language"],
        beside,
        bool(data["only"]),
    )


@require_safe
def file(request: Request, slug: str) -> HttpResponse:
    """The same comparison as a Word file."""
    text = text_for(request.reader, slug)
    found = revisions_for(request.reader, text)
    if not found:
        raise Http404
    _form, chosen = _chosen(request, text, found)
    note_reading([text], by=request.user, at=timezone.now(), how="downloaded")
    content = write_comparison(
        text, chosen.first, chosen.second, chosen.pieces,
        language=chosen.language, at=timezone.now(),
    )  # fmt: skip
    second = chosen.second.number if chosen.second else _("now")
    numbers = f"{chosen.first.number}-{second}"
    return word_file(content, f"{text.slug}-{numbers}-{chosen.language}.docx")


def word_file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=KINDS["docx"].media_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    return response
