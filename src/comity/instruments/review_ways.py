"""What all views of the review share: finding the text, who acts, and the way back."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from comity.parties.ledger import note_reading
from comity.parties.requests import Request

from .models import Clause, Instrument
from .reviewing import PER_PAGE
from .rules import keeps
from .services.desk import has_changed


def under_review(request: Request, slug: str) -> Instrument:
    """The text, for those who prepare it; nobody else knows of its review. The reading is noted."""
    it = text_in_review(request, slug)
    note_reading([it], by=request.user, at=timezone.now())
    return it


def text_in_review(request: Request, slug: str) -> Instrument:
    """The same text once more, after a refusal."""
    reader = request.reader
    texts = Instrument.objects.visible_to(reader).select_related("body__dialogue")
    it = get_object_or_404(texts, slug=slug)
    if not keeps(reader, it):
        raise Http404
    return it


def who(request: Request) -> dict[str, Any]:
    return {"by": request.user, "at": timezone.now(), "stamp": posted_stamp(request)}


def posted_stamp(request: Request) -> int:
    """The stamp of the text as the form showed it; -1, which no text has, where it lacks."""
    written = request.POST.get("stamp", "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else -1


def clause_in(it: Instrument, key: int) -> Clause:
    """Raises TextHasChanged: another reviewer joined it away."""
    clause = it.clauses.filter(pk=key).first()
    if clause is None:
        raise has_changed(it)
    return clause


def back_to(it: Instrument, key: int | None, query: QueryDict) -> HttpResponse:
    anchor = f"#c{key}" if key else ""
    query = query.copy()
    if key and query.get("show") != "open":
        query["page"] = str(page_of(it, key))
    asked = f"?{query.urlencode()}" if query else ""
    return redirect(reverse("instruments:review", args=[it.slug]) + asked + anchor)


def page_of(it: Instrument, key: int) -> int:
    clause = it.clauses.filter(pk=key).first()
    before = it.clauses.filter(position__lt=clause.position).count() if clause else 0
    return before // PER_PAGE + 1
