"""A party's position on a text: what it prepares, and what it has published."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comity.consensus import services
from comity.consensus.forms import StatementForm
from comity.consensus.models import Comment, Position
from comity.consensus.reading import Shown
from comity.consensus.rules import speaks_for
from comity.parties.ledger import note_reading
from comity.parties.models import Party
from comity.parties.requests import Request
from comity.refusals import Refusal
from comity.ui.locales import page_language

from .ways import Table, at_table, key_in, shown_proposals, who


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def position(request: Request, slug: str, party: str) -> HttpResponse:
    """For the party, all it prepares; for others, what it has published."""
    table = at_table(request, slug)
    owner = get_object_or_404(Party, slug=party)
    it = _position(request, table, owner)
    is_own = (owner.pk, table.text.body.dialogue_id) in request.reader.drafts
    if it is None and not is_own:
        raise Http404
    refusal = None
    if request.method == "POST":
        refusal = _acted(request, it, is_own)
        if refusal is None:
            return redirect("consensus:position", slug, party)
        it = _position(request, table, owner)
    page = _page(request, table, owner, it) | {"is_own": is_own, "refusal": refusal}
    status = refusal.status if refusal else 200
    return render(request, "consensus/position.html", table.context | page, status=status)


def _position(request: Request, table: Table, owner: Party) -> Position | None:
    seen = Position.objects.visible_to(request.reader).select_related("owner", "published_by")
    found = seen.filter(drafting=table.drafting, owner=owner).first()
    if found:
        found.drafting = table.drafting
        note_reading([found], by=request.user, at=timezone.now())
    return found


def _acted(request: Request, it: Position | None, is_own: bool) -> Refusal | None:
    do = request.POST.get("do")
    if it is None or not is_own or do not in {"publish", "withdraw"}:
        raise Http404
    try:
        if do == "publish":
            services.publish_position(it, **who(request))
            messages.success(request, _("The position is published."))
        else:
            services.withdraw_position(it, **who(request))
            messages.success(request, _("The position is withdrawn. Your drafts are kept."))
    except Refusal as refusal:
        return refusal
    return None


def _page(request: Request, table: Table, owner: Party, it: Position | None) -> dict[str, Any]:
    texts = {
        (one.clause_id, one.language): one.text
        for clause in table.text.clauses.prefetch_related("texts")
        for one in clause.texts.all()
    }
    proposals = list(shown_proposals(request).filter(position=it)) if it else []
    shown = [Shown(one, _now(one, texts)) for one in proposals]
    comments = Comment.objects.visible_to(request.reader).filter(position=it)
    return {
        "party": owner,
        "position": it,
        "drafts": [one for one in shown if one.proposal.is_draft],
        "published": [one for one in shown if one.proposal.published_at],
        "comments": comments.select_related("clause", "written_by") if it else [],
        "speaks": speaks_for(request.user, owner, table.text, timezone.localdate()),
    }


def _now(proposal: Any, texts: dict[tuple[int, str], str]) -> str | None:
    """What the clause says by now; None where it is gone."""
    if proposal.is_at_head:
        return ""
    if proposal.anchor_id is None:
        return None
    return texts.get((proposal.anchor_id, proposal.language), "")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Request, slug: str, party: str) -> HttpResponse:
    """Write the general remarks of one's own party."""
    table, owner = _own(request, slug, party)
    it = _position(request, table, owner)
    form = _form(request, it)
    status, refusal = 200, None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _save(request, table, owner, form)
            except Refusal as refused:
                refusal, status = refused, refused.status
            else:
                messages.success(request, _("The remarks are saved."))
                return redirect("consensus:position", slug, party)
        it = _position(request, table, owner)
    page = {"form": form, "party": owner, "position": it, "refusal": refusal}
    page["stamp"] = it.stamp if it else 0
    return render(request, "consensus/statement.html", table.context | page, status=status)


def _own(request: Request, slug: str, party: str) -> tuple[Table, Party]:
    table = at_table(request, slug)
    owner = get_object_or_404(Party, slug=party)
    if (owner.pk, table.text.body.dialogue_id) not in request.reader.drafts:
        raise Http404
    return table, owner


def _form(request: Request, it: Position | None) -> StatementForm:
    initial = {"language": it.language if it else page_language()}
    initial["statement"] = it.statement if it else ""
    return StatementForm(request.POST or None, initial=initial)


def _save(
    request: Request, table: Table, owner: Party, form: StatementForm, **options: bool
) -> Position:
    stamp = key_in(request.POST, "stamp")
    given = form.cleaned_data | {"stamp": -1 if stamp is None else stamp} | options
    return services.write_statement(table.text, party=owner, **given, **who(request))


@login_required
@require_POST
def keep(request: Request, slug: str, party: str) -> HttpResponse:
    """Keep the remarks while they are typed: 204, or what stands in the way as JSON."""
    table, owner = _own(request, slug, party)
    it = _position(request, table, owner)
    form = _form(request, it)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors.get_json_data()}, status=422)
    try:
        _save(request, table, owner, form, while_typing=True)
    except Refusal as refusal:
        return JsonResponse({"refusal": str(refusal)}, status=refusal.status)
    return HttpResponse(status=204)
