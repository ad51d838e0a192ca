"""Reporting rounds: those of a body, one round, and the acts of those who lead it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comity.parties.ledger import note_reading
from comity.parties.models import Body, Dialogue
from comity.parties.requests import Request
from comity.refusals import Refusal
from comity.ui.answers import answer_form
from comity.ui.said import plain, sort_key

from .. import words
from ..forms.rounds import ExtendForm, RoundForm, question_set
from ..models import Assignment, FollowUp, Mandate, Question, Reply, Round
from ..round_standing import PartyStanding, may_watch, standing
from ..services import rounds
from ..services.rounds import choices_in
from ..standing import standings

ON_A_PAGE = 50


@require_safe
def rounds_list(request: Request) -> HttpResponse:
    """All the reader may see, the latest deadline first; ``?body=`` or ``?dialogue=`` narrows."""
    seen = Round.objects.visible_to(request.reader).select_related("body__dialogue")
    body = _named(Body, request.GET.get("body", ""))
    dialogue = _named(Dialogue, request.GET.get("dialogue", ""))
    if body:
        seen = seen.filter(body=body)
    if dialogue:
        seen = seen.filter(body__dialogue=dialogue)
    page = {
        "page": Paginator(seen, ON_A_PAGE).get_page(request.GET.get("page")),
        "body": body,
        "dialogue": body.dialogue if body else dialogue,
        "may_prepare": body is not None and request.reader.leads(body.dialogue_id),
    }
    return render(request, "mandates/rounds/list.html", page)


def _named(model: Any, slug: str) -> Any:
    return get_object_or_404(model, slug=slug) if slug else None


@login_required
def prepare(request: Request, slug: str) -> HttpResponse:
    body = get_object_or_404(Body.objects.select_related("dialogue"), slug=slug)
    if not request.reader.leads(body.dialogue_id):
        raise Http404
    form = RoundForm(request.POST or None, body, request.reader)

    def act(_given: dict[str, Any]) -> Round:
        return rounds.prepare_round(body, form.plan(), by=request.user, at=timezone.now())

    return answer_form(
        request,
        form,
        act,
        template="mandates/rounds/prepare.html",
        done=_("The round is prepared. Add its questions, if it has any, then open it."),
        page={"body": body, "it": None},
    )


@login_required
def change(request: Request, pk: int) -> HttpResponse:
    it = _led(request, pk)
    form = RoundForm(request.POST or None, it.body, request.reader, it)

    def act(_given: dict[str, Any]) -> Round:
        return rounds.change_round(it, form.plan(), by=request.user, at=timezone.now())

    return answer_form(
        request,
        form,
        act,
        template="mandates/rounds/prepare.html",
        done=_("The round was changed."),
        page={"body": it.body, "it": it},
    )


@login_required
def questions(request: Request, pk: int) -> HttpResponse:
    """The questions on one page. "Add a question" sends everything typed and shows it again
    with one more; nothing is saved before "Save"."""
    it = _led(request, pk)
    is_add, status, refused = "add" in request.POST, 200, ""
    asked = question_set(request.POST if request.method == "POST" else None, it, add=is_add)
    if request.method == "POST" and not is_add:
        status = 422
        if asked.is_valid():
            try:
                rounds.set_questions(it, asked.askings(), by=request.user, at=timezone.now())
            except Refusal as refusal:
                status, refused = refusal.status, str(refusal)
            else:
                messages.success(request, _("The questions are saved."))
                return redirect(it)
    page = {
        "it": it,
        "set": asked,
        "refused": refused,
        "show_errors": request.method == "POST" and not is_add,
        "is_prepared": it.opened_at is None,
    }
    return render(request, "mandates/rounds/questions.html", page, status=status)


@require_safe
def round_page(request: Request, pk: int) -> HttpResponse:
    """What is asked, of whom and by when; how far each is, for those who lead it; and what was
    accepted, for all who may read that."""
    return render(request, "mandates/rounds/round.html", _round_page(request, _round(request, pk)))


def _round_page(request: Request, it: Round) -> dict[str, Any]:
    note_reading([it], by=request.user, at=timezone.now())
    on, reader = timezone.localdate(), request.reader
    leads = may_watch(it, reader)
    rows = _by_name(standing(it, on)) if leads and it.opened_at else []
    accepted = Reply.objects.visible_to(reader).accepted().filter(round=it)
    own = Reply.objects.filter(round=it, owner__in=_writes_for(request, it)).first()
    return {
        "it": it,
        "themes": it.themes.all(),
        "questions": _questions(it),
        "texts": _texts(request, it),
        "mandates": _mandates(request, it),
        "bodies": _bodies_asked(request, it),
        "leads": leads,
        "groups": _groups(rows),
        "complete": sum(row.is_complete for row in rows if row.is_owed),
        "owing": sum(row.is_owed for row in rows),
        "accepted": accepted.select_related("owner"),
        "asked": [] if leads else _asked(it),
        "own": own,
        "follow_ups": FollowUp.objects.visible_to(reader).filter(round=it).defer("content"),
    }


def _writes_for(request: Request, it: Round) -> list[int]:
    return [party for party, dialogue in request.reader.drafts if dialogue == it.body.dialogue_id]


def _questions(it: Round) -> list[tuple[Question, list[str]]]:
    return [(one, choices_in(plain(one.choices))) for one in it.questions.all()]


def _texts(request: Request, it: Round) -> Any:
    seen = it.instruments.model._default_manager.visible_to(request.reader)
    return seen.filter(rounds=it)


def _mandates(request: Request, it: Round) -> list[tuple[Mandate, Any]]:
    seen = Mandate.objects.visible_to(request.reader).filter(rounds=it)
    return [(mandate, words.title(mandate)) for mandate in seen.select_related("clause")]


def _bodies_asked(request: Request, it: Round) -> list[words.Line]:
    """Organs answer by their own reports; they have no reply."""
    asked = Assignment.objects.filter(mandate__in=it.mandates.all(), party=None)
    return words.in_words(standings(asked, request.reader, timezone.localdate()), in_passing=True)


def _asked(it: Round) -> list[Any]:
    """The parties of the round by name, without how far they are."""
    parties = [reply.owner for reply in it.replies.select_related("owner")]
    return sorted(parties, key=lambda party: sort_key(plain(party.name)))


def _by_name(rows: list[PartyStanding]) -> list[PartyStanding]:
    return sorted(rows, key=lambda row: sort_key(plain(row.party.name)))


def _groups(rows: list[PartyStanding]) -> list[tuple[Any, list[PartyStanding]]]:
    """States and territories, and institutions apart."""
    groups = [
        (_("Parties"), [row for row in rows if not row.is_institution]),
        (_("Institutions"), [row for row in rows if row.is_institution]),
    ]
    return [group for group in groups if group[1]]


@login_required
@require_POST
def open_it(request: Request, pk: int) -> HttpResponse:
    it = _led(request, pk)
    rounds.open_round(it, by=request.user, at=timezone.now())
    messages.success(request, _("The round is open. The focal points were told by e-mail."))
    return redirect(it)


@login_required
@require_POST
def close(request: Request, pk: int) -> HttpResponse:
    it = _led(request, pk)
    rounds.close_round(it, by=request.user, at=timezone.now())
    messages.success(request, _("The round is closed. Drafts stay with their writers."))
    return redirect(it)


@login_required
def extend(request: Request, pk: int, slug: str) -> HttpResponse:
    """More time for one party."""
    it = _led(request, pk)
    reply = get_object_or_404(Reply.objects.select_related("owner"), round=it, owner__slug=slug)
    initial = {"until": reply.extended_until, "reason": reply.extended_because}
    form = ExtendForm(request.POST or None, initial=initial)

    def act(given: dict[str, Any]) -> Round:
        rounds.extend_for(
            reply, given["until"], reason=given["reason"], by=request.user, at=timezone.now()
        )
        return it

    return answer_form(
        request,
        form,
        act,
        template="mandates/rounds/extend.html",
        done=_("The party has more time, and was told by e-mail."),
        page={"it": it, "party": reply.owner},
    )


def _round(request: Request, pk: int) -> Round:
    seen = Round.objects.visible_to(request.reader).select_related("body__dialogue", "owner")
    found: Round = get_object_or_404(seen, pk=pk)
    return found


def _led(request: Request, pk: int) -> Round:
    """A round whose secretariat or presidency the reader is of."""
    found = _round(request, pk)
    if not may_watch(found, request.reader):
        raise Http404
    return found
