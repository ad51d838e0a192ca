"""One proposal: what it changes, what became of it, and what its reader may do with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from comity.consensus import services
from comity.consensus.forms import DecideForm, PlaceForm
from comity.consensus.models import Proposal
from comity.consensus.reading import Shown
from comity.consensus.rules import speaks_for
from comity.consensus.services.proposing import words_of
from comity.instruments.review_ways import posted_stamp
from comity.parties.requests import Request
from comity.refusals import Refusal

from .ways import Table, shown_proposals, table_of, who

Act = Callable[[Request, Proposal, dict[str, Any]], Any]


def _take(request: Request, it: Proposal, given: dict[str, Any]) -> None:
    services.take(it, stamp=posted_stamp(request), **given, **who(request))


def _bracket(request: Request, it: Proposal, given: dict[str, Any]) -> None:
    stamp = posted_stamp(request)
    services.take(it, stamp=stamp, in_brackets=True, **given, **who(request))


def _refuse(request: Request, it: Proposal, given: dict[str, Any]) -> None:
    services.refuse(it, **given, **who(request))


def _withdraw(request: Request, it: Proposal, given: dict[str, Any]) -> None:
    services.withdraw(it, **given, **who(request))


def _publish(request: Request, it: Proposal, _given: dict[str, Any]) -> None:
    services.publish(it, **who(request))


def _look(request: Request, it: Proposal, _given: dict[str, Any]) -> None:
    services.look_again(it, stamp=posted_stamp(request), **who(request))


ACTS: dict[str, tuple[Act, Any]] = {
    "take": (_take, gettext_lazy("The proposal is taken. The text says so now.")),
    "bracket": (_bracket, gettext_lazy("The proposal is taken in brackets.")),
    "refuse": (_refuse, gettext_lazy("It is recorded that the proposal is not taken.")),
    "withdraw": (_withdraw, gettext_lazy("The proposal is withdrawn.")),
    "publish": (_publish, gettext_lazy("The proposal is published.")),
    "look": (_look, gettext_lazy("The proposal stands against the clause as it is now.")),
}
"""What a button does, and what is said then."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: Request, pk: int) -> HttpResponse:
    it = get_object_or_404(shown_proposals(request), pk=pk)
    table = table_of(request, it.position.drafting)
    do = request.POST.get("do", "")
    if request.method == "POST" and do not in {*ACTS, "place"}:
        raise Http404
    form, place_form = DecideForm(request.POST or None), _place_form(request, table, it)
    refusal = None
    if request.method == "POST":
        refusal = _acted(request, it, do, form, place_form)
        if refusal is None and not form.errors and not (do == "place" and place_form.errors):
            return redirect(_landing(it, do))
        it = get_object_or_404(shown_proposals(request), pk=pk)
    page = _page(request, table, it) | {"form": form, "place_form": place_form, "refusal": refusal}
    status = refusal.status if refusal else 422 if request.method == "POST" else 200
    return render(request, "consensus/proposal.html", table.context | page, status=status)


def _acted(
    request: Request, it: Proposal, do: str, form: DecideForm, place_form: PlaceForm
) -> Refusal | None:
    """Do what the button said; the refusal, if the rules forbid it."""
    try:
        if do == "place" and place_form.is_valid():
            after = place_form.clauses[place_form.cleaned_data["after"]]
            stamp = posted_stamp(request)
            services.look_again(it, stamp=stamp, after=after, **who(request))
            messages.success(request, _("The proposal has its new place."))
        elif do in ACTS and form.is_valid():
            act, done = ACTS[do]
            act(request, it, form.cleaned_data)
            messages.success(request, str(done))
    except Refusal as refusal:
        return refusal
    return None


def _landing(it: Proposal, do: str) -> str:
    """What the room has decided on is seen in the text."""
    if do in {"take", "bracket", "refuse"}:
        it.refresh_from_db()
        key = it.clause_id or it.after_id
        return it.position.drafting.get_absolute_url() + (f"#c{key}" if key else "")
    return it.get_absolute_url()


def _place_form(request: Request, table: Table, it: Proposal) -> PlaceForm:
    data = request.POST if request.POST.get("do") == "place" else None
    clauses = list(table.text.clauses.prefetch_related("texts")) if it.is_insert else []
    return PlaceForm(data, clauses=clauses, language=it.language)


def _page(request: Request, table: Table, it: Proposal) -> dict[str, Any]:
    anchor = it.after if it.is_insert else it.clause
    now = words_of(anchor, it.language) if anchor else "" if it.is_at_head else None
    is_own = (it.position.owner_id, table.text.body.dialogue_id) in request.reader.drafts
    speaks = is_own and speaks_for(request.user, it.party, table.text, timezone.localdate())
    return {
        "shown": Shown(it, now, is_own),
        "now": now,
        "proposal": it,
        "is_own": is_own,
        "speaks": speaks,
        "may_decide": table.leads and table.is_open and it.is_open,
        "may_look": table.is_open and (speaks or (table.leads and it.is_open) or it.is_draft),
        "stamp": table.text.stamp,
    }
