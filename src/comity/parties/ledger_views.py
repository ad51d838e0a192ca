"""The ledger as a ministry reads it: its heads, its entries, its slice with the check."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from . import ledger
from .models import Entry, Party
from .requests import Request

CHECK = Path(__file__).parent / "check_slice.py"


@require_safe
def ledger_page(request: Request) -> HttpResponse:
    """The published heads for everyone; below, the entries the reader may see."""
    entries = Entry.objects.visible_to(request.reader).order_by("-number")
    entries = entries.select_related("by", "party", "owner", "body")
    page = {
        "heads": ledger.daily_heads(14),
        "page": Paginator(entries, 50).get_page(request.GET.get("page")),
        "parties": Party.objects.filter(pk__in=request.reader.parties),
    }
    return render(request, "parties/ledger.html", page)


@login_required
def ledger_slice(request: Request, slug: str) -> HttpResponse:
    """The party's slice, the script that checks it, and how to use them, as one ZIP."""
    party = get_object_or_404(Party, slug=slug, pk__in=request.reader.parties)
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("slice.jsonl", "".join(ledger.slice_lines(party, request.reader)))
        archive.writestr("check.py", CHECK.read_text(encoding="utf-8"))
        words = render_to_string("parties/slice.txt", {"party": party, "now": timezone.now()})
        archive.writestr("README.txt", words)
    ledger.write("ledger.slice_downloaded", party, by=request.user, at=timezone.now(), party=party)
    name = _("ledger") + f"-{party.slug}.zip"
    return HttpResponse(
        package.getvalue(),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
