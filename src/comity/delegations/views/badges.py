"""Badges of a meeting, as a file to print."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comity.parties.requests import Request
from comity.ui.locales import page_language

from ..badges import write_badges
from ..models import Delegate
from ..rules import NotApproved
from ..services import accrediting
from .common import delegate_or_404, kept_or_404


@login_required
@require_safe
def badges(request: Request, slug: str) -> HttpResponse:
    """Of everybody approved; of one party (``?party=``) or one delegate (``?delegate=``) alone."""
    it = kept_or_404(request, slug)
    found = Delegate.objects.visible_to(request.reader).approved().of_meeting(it)
    party = request.GET.get("party") or ""
    if party:
        found = found.filter(delegation__party__slug=party)
    key = request.GET.get("delegate") or ""
    if key.isdecimal() and len(key) < 19:
        found = found.filter(pk=key)
    delegates = list(found.select_related("delegation__party"))
    if not delegates:
        raise NotApproved(_("Nobody is approved yet. Approve a delegation, then print badges."))
    answer = HttpResponse(
        write_badges(it, delegates, page_language()), content_type="application/pdf"
    )
    name = content_disposition_header(False, f"{it.slug}-badges.pdf")
    answer["Content-Disposition"] = name or "inline"
    answer["Cache-Control"] = "private, no-store"
    return answer


@login_required
@require_POST
def renew(request: Request, pk: int) -> HttpResponse:
    one = delegate_or_404(request, pk)
    accrediting.renew_badge(one, by=request.user, at=timezone.now())
    messages.success(
        request,
        _("The code of the lost badge opens nothing any more. Print the new badge of %(name)s.")
        % {"name": one.full_name},
    )
    return redirect(one.delegation)
