"""The drafting of a text: the page on which it is read, circulating it, and conducting it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.consensus import services
from comity.consensus.forms import CirculateForm, ConductForm
from comity.consensus.looks import look
from comity.consensus.models import Proposal
from comity.consensus.reading import page_of
from comity.consensus.standing import standings
from comity.instruments.models import Clause, Instrument
from comity.instruments.review_ways import posted_stamp
from comity.parties.ledger import note_reading
from comity.parties.requests import Request
from comity.refusals import Refusal
from comity.ui.answers import answer_form

from .ways import Table, at_table, who


@require_safe
def drafting(request: Request, slug: str) -> HttpResponse:
    """The text with its marks; ``?in=`` a language, ``?party=`` of one party, ``?show=all`` with
    what is decided."""
    table = at_table(request, slug)
    since = look(table.drafting, request.user, at=timezone.now())
    party = request.GET.get("party", "")
    shows_all = request.GET.get("show") == "all"
    proposals = _proposals(request, table, party, shows_all)
    laid = page_of(
        table.drafting, table.versions, table.language, proposals, request.reader, since=since
    )
    page = {
        "page": laid,
        "may_propose": bool(table.proposing) and table.is_open,
        "may_comment": bool(table.commenting) and table.is_open,
        "standings": standings(table.drafting, request.reader, timezone.localdate()),
        "open": sum(one.is_open for one in proposals),
        "party": party,
        "shows_all": shows_all,
        "contents": [row for row in laid.rows if row.clause.kind == Clause.Kind.HEADING],
    }
    return render(request, "consensus/drafting.html", table.context | page)


def _proposals(request: Request, table: Table, party: str, shows_all: bool) -> list[Proposal]:
    """Of the reader's. Only what differs is fetched with each: there may be hundreds."""
    found = Proposal.objects.visible_to(request.reader).select_related("position__owner")
    found = found.filter(position__drafting=table.drafting)
    if party:
        found = found.filter(position__owner__slug=party)
    proposals = list(found if shows_all else _waiting(found))
    for one in proposals:
        one.position.drafting = table.drafting
    return proposals


def _waiting(found: QuerySet[Proposal]) -> QuerySet[Proposal]:
    return found.filter(state__in=[Proposal.State.DRAFT, Proposal.State.PUBLISHED])


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def circulate(request: Request, slug: str) -> HttpResponse:
    """Open a text in review to the parties: whom, how, and until when."""
    texts = Instrument.objects.visible_to(request.reader).select_related("body__dialogue", "owner")
    it = get_object_or_404(texts, slug=slug)
    if it.body.dialogue_id not in request.reader.secretariats or it.is_adopted:
        raise Http404
    if it.is_circulated and request.method != "POST":
        return redirect("consensus:drafting", slug)
    note_reading([it], by=request.user, at=timezone.now())
    form = CirculateForm(request.POST or None, initial={"mode": "members_only"})
    return answer_form(
        request,
        form,
        lambda given: services.circulate(it, **given, stamp=posted_stamp(request), **who(request)),
        template="consensus/circulate.html",
        done=_("The text is circulated. Its circle reads it now, and the parties propose."),
        page={"it": it, "stamp": it.stamp},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def conduct(request: Request, slug: str) -> HttpResponse:
    """Switch the mode, put the day off, close the drafting and open it again."""
    table = at_table(request, slug)
    if table.text.body.dialogue_id not in request.reader.secretariats:
        raise Http404
    if request.POST.get("do") in {"close", "reopen"}:
        return _close(request, table)
    it = table.drafting
    form = ConductForm(request.POST or None, initial={"mode": it.mode, "due_on": it.due_on})
    return answer_form(
        request,
        form,
        lambda given: services.change_drafting(it, **given, **who(request)),
        template="consensus/conduct.html",
        done=_("The drafting is changed."),
        page=table.context,
    )


def _close(request: Request, table: Table) -> HttpResponse:
    act: Any = services.close_drafting
    if request.POST["do"] == "reopen":
        act = services.reopen_drafting
    try:
        act(table.drafting, **who(request))
    except Refusal as refusal:
        form = ConductForm(initial={"mode": table.drafting.mode, "due_on": table.drafting.due_on})
        page = table.context | {"form": form, "refusal": refusal}
        return render(request, "consensus/conduct.html", page, status=refusal.status)
    return redirect(reverse("consensus:drafting", args=[table.text.slug]))
