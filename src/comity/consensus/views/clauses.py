"""One clause: its languages, its brackets, what is proposed and what is said on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comity.clauses.brackets import find_brackets
from comity.consensus import services
from comity.consensus.forms import CommentForm
from comity.consensus.marks import bracketed
from comity.consensus.models import Comment
from comity.consensus.reading import Shown
from comity.consensus.services.proposing import words_of
from comity.instruments.models import Clause
from comity.instruments.review_ways import posted_stamp
from comity.parties.requests import Request
from comity.refusals import Refusal

from .ways import Table, at_table, clause_at, key_in, shown_proposals, who


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def clause(request: Request, slug: str, pk: int) -> HttpResponse:
    """Read it with all that was ever said on it; comment; settle its brackets."""
    table = at_table(request, slug)
    found = clause_at(table.text, pk)
    do = request.POST.get("do", "")
    if found is None:
        return _gone(request, table)
    if request.method == "POST" and do not in {"comment", "settle"}:
        raise Http404
    form = CommentForm(
        request.POST if do == "comment" else None, parties=table.parties or table.commenting
    )
    refusal = None
    if request.method == "POST":
        try:
            if done := _act(request, table, found, form, do):
                messages.success(request, done)
                return redirect(_landing(table, found))
        except Refusal as refused:
            refusal = refused
        found = clause_at(table.text, pk)
        if found is None:
            return _gone(request, table)
    page = _page(request, table, found) | {"form": form, "refusal": refusal}
    status = refusal.status if refusal else 422 if request.method == "POST" else 200
    return render(request, "consensus/clause.html", table.context | page, status=status)


def _act(request: Request, table: Table, found: Clause, form: CommentForm, do: str) -> str:
    """Do what the button said; what is said then, or nothing where the form is wrong."""
    if do == "settle":
        keep = key_in(request.POST, "keep")
        start = key_in(request.POST, "start")
        services.settle_bracket(
            found,
            language=request.POST.get("language", ""),
            start=-1 if start is None else start,
            keep=keep,
            stamp=posted_stamp(request),
            **who(request),
        )
        return _("The bracket is settled.")
    if not form.is_valid():
        return ""
    made = services.comment(
        table.text,
        clause=found,
        words=form.cleaned_data["words"],
        language=table.language,
        party=form.chosen,
        for_colleagues=form.cleaned_data["reach"] == "colleagues",
        **who(request),
    )
    if made.for_colleagues:
        return _("Your colleagues read it now.")
    return _("The comment waits in the position of your party, to be published.")


def _landing(table: Table, found: Clause) -> str:
    """Back to the clause; to the text where the clause went with its last bracket."""
    if Clause.objects.filter(pk=found.pk).exists():
        return reverse("consensus:clause", args=[table.text.slug, found.pk])
    return table.drafting.get_absolute_url()


def _gone(request: Request, table: Table) -> HttpResponse:
    """The clause went while somebody wrote on it: what was typed is shown, to be copied."""
    page = {"typed": request.POST.get("words", "")}
    status = 409 if request.method == "POST" else 404
    return render(request, "consensus/clause_gone.html", table.context | page, status=status)


def _page(request: Request, table: Table, found: Clause) -> dict[str, Any]:
    proposals = shown_proposals(request).filter(position__drafting=table.drafting)
    here = (proposals.filter(clause=found) | proposals.filter(after=found)).distinct()
    comments = Comment.objects.visible_to(request.reader).filter(clause=found)
    return {
        "clause": found,
        "stamp": table.text.stamp,
        "said": [(one.language, bracketed(one.text)) for one in _in_order(found, table)],
        "open": [
            (one.language, bracket)
            for one in _in_order(found, table)
            for bracket in find_brackets(one.text)
        ],
        "may_settle": table.leads and table.is_open,
        "shown": [Shown(one, words_of(found, one.language)) for one in here],
        "comments": comments.select_related("position__owner", "written_by").order_by(
            "written_at", "pk"
        ),
        "own": {party for party, _dialogue in request.reader.drafts},
    }


def _in_order(found: Clause, table: Table) -> list[Any]:
    """Its words, the language of the page first."""
    return sorted(found.texts.all(), key=lambda one: (one.language != table.language, one.language))


@login_required
@require_POST
def comment(request: Request, pk: int) -> HttpResponse:
    """Publish or withdraw a comment."""
    seen = Comment.objects.visible_to(request.reader)
    it = get_object_or_404(
        seen.select_related("position__owner", "position__drafting__instrument"), pk=pk
    )
    if (it.position.owner_id, it.text.body.dialogue_id) not in request.reader.drafts:
        raise Http404
    do = request.POST.get("do")
    try:
        if do == "publish":
            services.publish_comment(it, **who(request))
            messages.success(request, _("The comment is published."))
        elif do == "withdraw":
            services.withdraw_comment(it, **who(request))
            messages.success(request, _("The comment is withdrawn."))
        else:
            raise Http404
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(it.position)
