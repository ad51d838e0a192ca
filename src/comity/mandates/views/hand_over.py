"""The hand-over pack of a dialogue: as a page, and as one file."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import override
from django.views.decorators.http import require_safe

from comity.parties.models import Dialogue
from comity.parties.requests import Request
from comity.ui.locales import page_language
from comity.ui.said import plain

from ..followup.painting.forms import FORMS, paint
from ..handover.compose import compose, troika_names
from ..handover.gathering import gather, may_read
from ..services.handover import note_hand_over

NAMES = {"docx": "Word", "pdf": "PDF", "html": "HTML"}


@login_required
@require_safe
def hand_over(request: Request, slug: str) -> HttpResponse:
    dialogue = _dialogue(request, slug)
    pack = gather(dialogue, request.reader, timezone.localdate())
    page: dict[str, Any] = {
        "dialogue": dialogue,
        "pack": pack,
        "troika": list(zip(troika_names(), pack.troika, strict=True)),
        "files": list(NAMES.items()),
        "languages_of_files": settings.LANGUAGES,
    }
    return render(request, "mandates/hand_over.html", page)


@login_required
@require_safe
def hand_over_file(request: Request, slug: str, form: str) -> HttpResponse:
    """The pack as Word, PDF or HTML; ``?in=fr`` makes it in another language than the page's."""
    dialogue = _dialogue(request, slug)
    asked = request.GET.get("in", "")
    language = asked if asked in dict(settings.LANGUAGES) else page_language()
    if form not in FORMS:
        raise Http404
    at = timezone.now()
    with override(language):
        pack = gather(dialogue, request.reader, timezone.localdate(at))
        content = paint(compose(pack, language), form, author=plain(dialogue.name), at=at)
    note_hand_over(dialogue, form=form, language=language, by=request.user, at=at)
    response = HttpResponse(content, content_type=FORMS[form].media_type)
    name = f"hand-over-{dialogue.slug}-{pack.on}-{language}.{form}"
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    response.headers["Content-Language"] = language
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _dialogue(request: Request, slug: str) -> Dialogue:
    """The dialogue, for its secretariat and troika; to anyone else the page is not there."""
    found = get_object_or_404(Dialogue, slug=slug)
    if not may_read(request.reader, found, timezone.localdate()):
        raise Http404
    return found
