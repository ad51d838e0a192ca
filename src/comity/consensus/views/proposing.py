"""Writing a proposal: new, changed, and kept while it is typed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comity.consensus import services
from comity.consensus.forms import ProposeForm, WordsForm
from comity.consensus.models import Proposal
from comity.consensus.rules import NotInDrafting
from comity.consensus.services.proposing import KINDS, Kind, words_of
from comity.instruments.models import Clause
from comity.parties.requests import Request
from comity.refusals import Refusal

from .ways import Table, at_table, clause_at, key_in, shown_proposals, table_of, who

LONGEST_SITTING = 32


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: Request, slug: str) -> HttpResponse:
    """``?clause=`` what is changed, or what the new clause follows (none: at the head); ``?kind=``
    replace, insert or delete; ``?in=`` the language."""
    table = at_table(request, slug)
    kind, place = _asked(request, table)
    form = _form(request, table, kind, place)
    status, refusal = 200, None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = _write(request, table, form)
            except Refusal as refused:
                refusal, status = refused, refused.status
            else:
                messages.success(request, _("The proposal is kept in the position of your party."))
                return redirect(made)
    page = {
        "form": form,
        "refusal": refusal,
        "kind": kind,
        "place": place,
        "said": words_of(place, table.language) if place else "",
        "sitting": request.POST.get("sitting") or get_random_string(LONGEST_SITTING),
        "is_gone": place is None and key_in(request.GET, "clause") is not None,
    }
    return render(request, "consensus/propose.html", table.context | page, status=status)


def _asked(request: Request, table: Table) -> tuple[Kind, Clause | None]:
    kind = KINDS.get(request.GET.get("kind", "replace" if "clause" in request.GET else "insert"))
    place = clause_at(table.text, key_in(request.GET, "clause"))
    if kind is None or (place is None and kind != "insert" and "clause" not in request.GET):
        raise Http404
    if request.method != "POST" and not table.proposing:
        raise Http404
    return kind, place


def _form(request: Request, table: Table, kind: str, place: Clause | None) -> ProposeForm:
    words = words_of(place, table.language) if place and kind == "replace" else ""
    form = ProposeForm(
        request.POST or None, parties=table.parties or table.proposing, initial={"words": words}
    )
    form.speak(kind, table.language)
    return form


def _write(request: Request, table: Table, form: ProposeForm) -> Proposal:
    """Propose what was typed; or save the draft that was kept of it meanwhile."""
    kind, place = _asked(request, table)
    key = key_in(request.GET, "clause")
    if place is None and key is not None:
        place = Clause(pk=key)  # It was there when the form was opened: the rule says what now.
    words, reason = form.cleaned_data.get("words", ""), form.cleaned_data["reason"]
    sitting = request.POST.get("sitting", "").replace("\0", "")[:LONGEST_SITTING]
    if kept := _kept(request, table, sitting):
        return services.change_proposal(
            kept, words=words, reason=reason, stamp=kept.stamp, **who(request)
        )
    return services.propose(
        table.text,
        kind=kind,
        language=table.language,
        words=words,
        reason=reason,
        party=form.chosen,
        sitting=sitting,
        clause=None if kind == "insert" else place,
        after=place if kind == "insert" else None,
        **who(request),
    )


def _kept(request: Request, table: Table, sitting: str) -> Proposal | None:
    """The draft that this form began while it was typed in."""
    if not sitting:
        return None
    drafts = shown_proposals(request).filter(position__drafting=table.drafting)
    drafts = drafts.filter(state=Proposal.State.DRAFT)
    return drafts.filter(sitting=sitting, written_by=request.user).first()


@login_required
@require_POST
def keep_new(request: Request, slug: str) -> HttpResponse:
    """Keep a new proposal while it is typed: 204, or what stands in the way as JSON."""
    table = at_table(request, slug)
    kind, place = _asked(request, table)
    form = _form(request, table, kind, place)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors.get_json_data()}, status=422)
    try:
        _write(request, table, form)
    except Refusal as refusal:
        return JsonResponse({"refusal": str(refusal)}, status=refusal.status)
    return HttpResponse(status=204)


def draft_of(request: Request, pk: int) -> Proposal:
    """A proposal of the reader's own party."""
    found = get_object_or_404(shown_proposals(request), pk=pk)
    place = (found.position.owner_id, found.text.body.dialogue_id)
    if place not in request.reader.drafts:
        raise Http404
    return found


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, pk: int) -> HttpResponse:
    """Write a draft anew."""
    it = draft_of(request, pk)
    if not it.is_draft and request.method != "POST":
        return redirect(it)
    table = table_of(request, it.position.drafting)
    form = _draft_form(request, it)
    status, refusal = 200, None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = services.change_proposal(it, **_given(request, form))
            except Refusal as refused:
                refusal, status = refused, refused.status
            else:
                messages.success(request, _("The proposal is saved."))
                return redirect(made)
    it.refresh_from_db()
    page: dict[str, Any] = {"form": form, "refusal": refusal, "proposal": it, "kind": it.kind}
    page["is_conflict"] = status == NotInDrafting.status
    return render(request, "consensus/change_proposal.html", table.context | page, status=status)


def _draft_form(request: Request, it: Proposal) -> WordsForm:
    form = WordsForm(request.POST or None, initial={"words": it.words, "reason": it.reason})
    form.speak(it.kind, it.language)
    return form


def _given(request: Request, form: WordsForm) -> dict[str, Any]:
    stamp = key_in(request.POST, "stamp")
    data = form.cleaned_data
    given = {"words": data.get("words", ""), "reason": data["reason"]}
    return given | {"stamp": -1 if stamp is None else stamp} | who(request)


@login_required
@require_POST
def keep(request: Request, pk: int) -> HttpResponse:
    """Keep a draft while it is typed: 204, or what stands in the way as JSON."""
    it = draft_of(request, pk)
    form = _draft_form(request, it)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors.get_json_data()}, status=422)
    try:
        services.change_proposal(it, while_typing=True, **_given(request, form))
    except Refusal as refusal:
        return JsonResponse({"refusal": str(refusal)}, status=refusal.status)
    return HttpResponse(status=204)
