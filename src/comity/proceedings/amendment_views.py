"""Amendments to conclusions: proposed by parties, taken or left by the secretariat."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comity.parties import ledger
from comity.parties.models import Party
from comity.parties.requests import Request
from comity.ui.answers import answer_form

from .conclusions_pages import conclusions_or_404, drafter_or_404, kept_of, numbered
from .forms import AmendmentForm, DecisionForm
from .models import Amendment, Conclusions
from .services import amendments as services
from .table import table_of

FORM = "proceedings/form.html"


@login_required
def propose(request: Request, slug: str) -> HttpResponse:
    it = conclusions_or_404(request, slug)
    mine = table_of(it.meeting, timezone.localdate()).proposes_for(request.reader)
    if not mine:
        raise Http404
    ledger.note_reading([it], by=request.user, at=timezone.now())
    form = AmendmentForm(
        request.POST or None,
        initial={"stamp": it.stamp, "point": request.GET.get("point", "")},
        kept=kept_of(request, it, "amend"),
        points=numbered(it),
        parties=Party.objects.filter(pk__in=mine),
    )

    def act(given: dict[str, Any]) -> Conclusions:
        given.pop("stamp")
        party = given.pop("party")
        services.propose(it, party, **given, by=request.user, at=timezone.now())
        return it

    page = {
        "heading": _("Propose an amendment"),
        "meeting": it.meeting,
        "it": it,
        "keep_url": reverse("proceedings:keep", args=[slug, "amend"]),
        "kept": form.kept,
        "next_step": _("All parties that read the conclusions see it, with its reason."),
    }
    done = _("The amendment was proposed.")
    return answer_form(request, form, act, template=FORM, done=done, page=page)


@login_required
def decide(request: Request, slug: str, pk: int) -> HttpResponse:
    it = conclusions_or_404(request, slug)
    drafter_or_404(request, it.meeting)
    amendment = get_object_or_404(it.amendments.select_related("party", "point"), pk=pk)
    ledger.note_reading([it], by=request.user, at=timezone.now())
    place = f"decide-{pk}"
    form = DecisionForm(
        request.POST or None, kept=kept_of(request, it, place),
        initial={"stamp": it.stamp, "text": amendment.text, "decision": "take"},
    )  # fmt: skip

    def act(given: dict[str, Any]) -> Conclusions:
        _decide(amendment, given, request)
        return it

    page = {
        "heading": _("Take or leave the amendment"),
        "meeting": it.meeting,
        "it": it,
        "point": amendment.point,
        "amendment": amendment,
        "keep_url": reverse("proceedings:keep", args=[slug, place]),
        "kept": form.kept,
    }
    done = _("The amendment was decided, and all parties see the decision.")
    return answer_form(request, form, act, template=FORM, done=done, page=page)


def _decide(amendment: Amendment, given: dict[str, Any], request: Request) -> None:
    known = {"word": given["word"], "stamp": given["stamp"]}
    if given["decision"] == "leave":
        services.leave(amendment, **known, by=request.user, at=timezone.now())
        return
    text = given["text"] or None
    services.take(amendment, text=text, **known, by=request.user, at=timezone.now())


@require_POST
@login_required
def withdraw(request: Request, slug: str, pk: int) -> HttpResponse:
    it = conclusions_or_404(request, slug)
    amendment = get_object_or_404(it.amendments, pk=pk)
    services.withdraw(amendment, by=request.user, at=timezone.now())
    messages.success(request, _("The amendment was withdrawn."))
    return redirect(it)
