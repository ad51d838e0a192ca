"""A partner reports what was handed out, and reads what others reported."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.parties.requests import Request
from comity.ui.answers import answer_form
from comity.ui.locales import page_language

from .. import services
from ..countries import country_name
from ..forms import ReportForm
from ..models import Campaign, Distribution
from ..rules import partner_parties

ON_A_PAGE = 50


def _near(request: Request, slug: str) -> tuple[Campaign, set[int]]:
    """A campaign of a dialogue in which the reader sits, and for whom."""
    found = Campaign.objects.visible_to(request.reader).select_related("dialogue")
    it = get_object_or_404(found, slug=slug)
    parties = partner_parties(request.reader, it.dialogue_id)
    if not parties:
        raise Http404
    return it, parties


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: Request, slug: str) -> HttpResponse:
    it, parties = _near(request, slug)

    def save(given: dict[str, Any]) -> str:
        services.report_distribution(
            it, form.handed, party=given["party"], by=request.user, at=timezone.now()
        )
        return reverse("campaigns:reports", args=[slug])

    form = ReportForm(
        request.POST or None, campaign=it, parties=parties, today=timezone.localdate(),
        what=request.GET.get("what", ""),
    )  # fmt: skip
    return answer_form(
        request, form, save, template="campaigns/report.html",
        done=_("Thank you. The report is written down, and counted in the totals."),
        page={"it": it},
    )  # fmt: skip


@login_required
@require_safe
def reports(request: Request, slug: str) -> HttpResponse:
    it, parties = _near(request, slug)
    found = Distribution.objects.visible_to(request.reader).filter(campaign=it)
    found = found.select_related("material", "country", "party").newest_first()
    shown = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    language = page_language()
    page = {
        "it": it,
        "page": shown,
        "reports": [
            (one, country_name(one.country, language), one.party_id in parties) for one in shown
        ],
        "reach_url": reverse("public_campaigns:reach", args=[language, slug]),
    }
    return render(request, "campaigns/reports.html", page)


@login_required
@require_POST
def withdraw_report(request: Request, pk: int) -> HttpResponse:
    visible = Distribution.objects.visible_to(request.reader).select_related("campaign")
    it = get_object_or_404(visible, pk=pk)
    services.withdraw_report(it, by=request.user, at=timezone.now())
    messages.success(request, _("The report is withdrawn, and counts no more."))
    return redirect("campaigns:reports", it.campaign.slug)
