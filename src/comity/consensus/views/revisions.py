"""The revisions of a text: what was kept, when and why; keeping one more."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comity.instruments.models import Instrument
from comity.parties.access import Reader
from comity.parties.ledger import note_reading
from comity.parties.requests import Request
from comity.refusals import Refusal

from .. import services
from ..models import TextRevision
from ..revision_panels import equalities


def text_for(reader: Reader, slug: str) -> Instrument:
    seen = Instrument.objects.visible_to(reader).select_related("body__dialogue")
    return get_object_or_404(seen, slug=slug)


def revisions_for(reader: Reader, text: Instrument) -> list[TextRevision]:
    return list(TextRevision.objects.visible_to(reader).of_text(text).order_by("number"))


@require_safe
def revisions(request: Request, slug: str) -> HttpResponse:
    """Every revision the reader may read, the latest first."""
    reader = request.reader
    text = text_for(reader, slug)
    note_reading([text], by=request.user, at=timezone.now())
    found = revisions_for(reader, text)
    page = {
        "it": text,
        "rows": list(zip(found[::-1], [*found[-2::-1], None], strict=True)) if found else [],
        "equalities": equalities(text, found),
        "may_keep": _may_keep(reader, text),
    }
    return render(request, "consensus/revisions.html", page)


def _may_keep(reader: Reader, text: Instrument) -> bool:
    return not text.is_adopted and reader.leads(text.body.dialogue_id)


@login_required
@require_POST
def keep(request: Request, slug: str) -> HttpResponse:
    text = text_for(request.reader, slug)
    before = text.revision
    try:
        kept = services.keep_revision(
            text, by=request.user, at=timezone.now(), why=TextRevision.Why.ASKED
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        if kept.number == before:
            messages.info(request, _("The text says what %(revision)s says.") % {"revision": kept})
        else:
            messages.success(request, _("%(revision)s is kept.") % {"revision": kept})
    return redirect("consensus:revisions", text.slug)
