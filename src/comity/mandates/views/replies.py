"""The reply of a party: everything a round asks of it in one list, and its answers."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from comity.documents.models import Document
from comity.documents.upload import attach, takes_files
from comity.parties.ledger import note_reading
from comity.parties.requests import Request
from comity.refusals import Refusal
from comity.ui.said import plain

from .. import words
from ..forms import ReturnForm
from ..forms.fields import give_stamp
from ..forms.replies import ReplyForm, main_field
from ..models import Answer, Assignment, Mandate, Question, Reply, Round
from ..packs.values import plain_number
from ..round_standing import assignments_of, others_for, standing
from ..services import replies, round_rules, rounds, rules, submitting
from ..services.rounds import choices_in
from ..standing import standings


def _reply(request: Request, pk: int) -> Reply:
    """One that the reader may see, of a round that the reader may see."""
    seen = Reply.objects.visible_to(request.reader).filter(
        round__in=Round.objects.visible_to(request.reader)
    )
    found: Reply = get_object_or_404(
        seen.select_related("round__body__dialogue", "owner", "body__dialogue"), pk=pk
    )
    return found


def _writes(request: Request, it: Reply) -> bool:
    return (it.owner_id, it.body.dialogue_id) in request.reader.drafts


@takes_files
def reply(request: Request, pk: int) -> HttpResponse:
    """For the party the list and the form; for others what it says, once they may read it.

    What was typed is kept first, then files are added, then it is submitted: whatever is
    refused, nothing typed is lost.
    """
    it = _reply(request, pk)
    writes = _writes(request, it)
    if request.method == "POST":
        if not writes:
            raise Http404
        return _save(request, it, ReplyForm(request.POST, request.FILES, reply=it))
    if writes:
        replies.note_opened(it, by=request.user, at=timezone.now())
    return _show(request, pk)


def _show(
    request: Request,
    pk: int,
    form: ReplyForm | None = None,
    *,
    status: int = 200,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    it = _reply(request, pk)
    page = _page(request, it) | (more or {})
    if page["may_write"]:
        page["form"] = form or ReplyForm(reply=it)
        page["form"].show_needed()
    return render(request, "mandates/rounds/reply.html", page, status=status)


def _page(request: Request, it: Reply) -> dict[str, Any]:
    """What the page shows, in whatever answer; its reading is written down."""
    reader, on = request.reader, timezone.localdate()
    note_reading([it.round, it], by=request.user, at=timezone.now())
    writes, is_open = _writes(request, it), it.is_open_on(on)
    judges = it.body.dialogue_id in reader.secretariats and it.state == Reply.State.SUBMITTED
    may_act = writes and it.round.opened_at is not None
    own = standing(it.round, on, [it])[0]
    return {
        "it": it,
        "round": it.round,
        "own": own if writes or reader.leads(it.body.dialogue_id) else None,
        "rows": _rows(request, it),
        "others": _others(request, it) if may_act and it.is_institution and is_open else [],
        "answers": answers_shown(it, request),
        "writes": writes,
        "is_open": is_open,
        "may_write": may_act and it.is_with_its_writer and it.round.questions.exists(),
        "may_submit": may_act and is_open and round_rules.speaks_in_reply(request.user, it, on),
        "may_judge": judges,
        "is_preparer": judges and reader.person in it.preparers(),
        "return_form": ReturnForm(),
        "keep_url": reverse("mandates:keep_reply", args=[it.pk]),
        "evidence": Document.objects.visible_to(reader).filter(answers__reply=it).distinct(),
    }


def _rows(request: Request, it: Reply) -> list[words.Line]:
    rows = standings(assignments_of(it, request.reader), request.reader, timezone.localdate())
    if not _writes(request, it):
        # What an institution has only begun is nobody else's matter.
        rows = [row for row in rows if not (row.assignment.is_support and row.cell.report is None)]
    return words.in_words(rows, in_passing=True)


def _others(request: Request, it: Reply) -> list[tuple[Mandate, Any]]:
    found = others_for(it, request.reader).select_related("clause__instrument")
    return [(mandate, words.title(mandate)) for mandate in found]


class Shown(NamedTuple):
    """A question with what was answered, as its page shows it."""

    question: Question
    value: str
    text: str
    files: list[Document]


def answers_shown(it: Reply, request: Request) -> list[Shown]:
    given = {
        one.question_id: one for one in Answer.objects.visible_to(request.reader).filter(reply=it)
    }
    return [
        _shown(question, given.get(question.pk), request) for question in it.round.questions.all()
    ]


def _shown(question: Question, answer: Answer | None, request: Request) -> Shown:
    if answer is None or answer.value is None:
        return Shown(question, "", "", [])
    files = list(Document.objects.visible_to(request.reader).filter(answers=answer))
    text = "" if question.kind == Question.Kind.TEXT else answer.text
    answer.question = question
    return Shown(question, _in_words(answer), text, files)


def _in_words(answer: Answer) -> str:
    question, value = answer.question, answer.value
    if question.kind == Question.Kind.CHOICE:
        listed = choices_in(plain(question.choices))
        return listed[value - 1] if value <= len(listed) else str(value)
    if question.kind == Question.Kind.YES_NO:
        return _("Yes") if value else _("No")
    if question.kind == Question.Kind.NUMBER:
        return f"{plain_number(value)} {plain(question.unit)}".strip()
    return str(value)


def _save(request: Request, it: Reply, form: ReplyForm) -> HttpResponse:
    if not form.is_valid():
        return _show(request, it.pk, form, status=422)
    try:
        saved = replies.save_reply(it, by=request.user, at=timezone.now(), **form.saving())
    except Refusal as refusal:
        return _refused(request, it, form, refusal)
    give_stamp(form, saved.stamp)
    status = _attach(request, saved, form)
    if not status and "submit" in request.POST:
        status = _submit(request, saved, form)
    if status:
        return _show(request, it.pk, form, status=status, more={"is_saved": True})
    if "submit" in request.POST:
        messages.success(request, _("The answers were submitted; the secretariat reads them next."))
    else:
        messages.success(request, _("The draft is saved. Only your party reads it."))
    return redirect(it)


def _attach(request: Request, saved: Reply, form: ReplyForm) -> int:
    """Add each file; what is refused is named in the form. The status; 0: all is well."""
    status = 0
    for question, name, uploads in form.attached():
        add = partial(replies.add_evidence, saved, question, by=request.user, at=timezone.now())
        status = attach(form, name, uploads, add) or status
    return status


def _submit(request: Request, saved: Reply, form: ReplyForm) -> int:
    """The status; 0: submitted. What is missing is said at its field."""
    lacking = replies.missing(saved)
    for question in form.questions:
        if question.pk in lacking:
            form.add_error(main_field(question), lacking[question.pk])
    if lacking:
        return 422
    try:
        replies.submit_reply(saved, by=request.user, at=timezone.now())
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return refusal.status
    return 0


def _refused(request: Request, it: Reply, form: ReplyForm, refusal: Refusal) -> HttpResponse:
    """Everything typed is still there; after a change by somebody else theirs stands beside it."""
    form.add_error(None, str(refusal))
    more: dict[str, Any] = {}
    if isinstance(refusal, rules.ChangedMeanwhile):
        theirs = _reply(request, it.pk)
        give_stamp(form, theirs.stamp)
        more["theirs"] = answers_shown(theirs, request)
    return _show(request, it.pk, form, status=refusal.status, more=more)


@login_required
@require_POST
def keep(request: Request, pk: int) -> HttpResponse:
    """Keep the draft while it is typed: 204, or what stands in the way as JSON."""
    it = _reply(request, pk)
    form = ReplyForm(request.POST, reply=it)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors.get_json_data()}, status=422)
    try:
        replies.save_reply(it, by=request.user, at=timezone.now(), **form.saving())
    except Refusal as refusal:
        return JsonResponse({"refusal": str(refusal)}, status=refusal.status)
    return HttpResponse(status=204)


@login_required
@require_POST
def submit_ready(request: Request, pk: int) -> HttpResponse:
    """Everything that is ready goes to the secretariat; the rest is named with the reason."""
    it = _reply(request, pk)
    outcome = submitting.submit_ready(it, by=request.user, at=timezone.now())
    count = len(outcome.submitted)
    if count:
        done = ngettext("%(count)s thing was submitted.", "%(count)s things were submitted.", count)
        messages.success(request, done % {"count": count})
    else:
        messages.info(request, _("Nothing was ready to be submitted."))
    for _thing, why in outcome.left:
        messages.warning(request, why)
    return redirect(it)


@login_required
@require_POST
def judge(request: Request, pk: int) -> HttpResponse:
    """Accept the reply, or return it with a comment: two buttons of one form."""
    it, form = _reply(request, pk), ReturnForm(request.POST)
    if not form.is_valid():
        return _show(request, pk, status=422, more={"return_form": form})
    try:
        if "return" in request.POST:
            comment = form.cleaned_data["comment"]
            replies.return_reply(it, comment=comment, by=request.user, at=timezone.now())
            messages.success(request, _("The reply was returned with your comment."))
        else:
            replies.accept_reply(it, by=request.user, at=timezone.now())
            messages.success(request, _("The reply was accepted and is now shared."))
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _show(request, pk, status=refusal.status, more={"return_form": form})
    return redirect(it)


@login_required
@require_POST
def remove_evidence(request: Request, pk: int, document: int) -> HttpResponse:
    it = _reply(request, pk)
    seen = Document.objects.visible_to(request.reader).filter(answers__reply=it).distinct()
    file = get_object_or_404(seen, pk=document)
    replies.remove_evidence(it, file, by=request.user, at=timezone.now())
    messages.success(request, _("The file was taken off the reply."))
    return redirect(it)


@login_required
@require_POST
def support(request: Request, pk: int, mandate: int) -> HttpResponse:
    """An institution begins to report on a mandate of the round."""
    it = _reply(request, pk)
    seen = Mandate.objects.visible_to(request.reader).filter(rounds=it.round)
    asked = get_object_or_404(seen, pk=mandate)
    found: Assignment = rounds.support(it, asked, by=request.user, at=timezone.now())
    return redirect("mandates:write", pk=found.pk)
