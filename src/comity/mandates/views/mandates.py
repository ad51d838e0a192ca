"""Mandates: what comes of a text, one mandate, and what one party is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from comity.instruments.models import Clause, Instrument
from comity.parties.access import Reader
from comity.parties.ledger import note_reading
from comity.parties.models import Party
from comity.parties.requests import Request
from comity.parties.services import require_secretariat
from comity.refusals import Refusal
from comity.ui.answers import answer_form
from comity.ui.said import plain

from .. import words
from ..forms import AssignForm, DueForm, MandateForm
from ..measured import measured
from ..models import Assignment, AssignmentQuerySet, Mandate, Report
from ..services import mandating
from ..services.crosswalk import alike, same_elsewhere
from ..standing import all_done, standings, without_silent_support


@require_safe
def mandate(request: Request, pk: int) -> HttpResponse:
    """One mandate: where it comes from, what it asks, of whom, and how each stands."""
    return render(request, "mandates/mandate.html", _page(request, _mandate(request, pk)))


def _mandate(request: Request, pk: int) -> Mandate:
    seen = Mandate.objects.visible_to(request.reader).select_related(
        "clause__instrument", "body__dialogue", "owner"
    )
    return get_object_or_404(seen, pk=pk)


def _page(request: Request, it: Mandate) -> dict[str, Any]:
    """What the page of a mandate shows, in whatever answer; its reading is written down."""
    on, reader = timezone.localdate(), request.reader
    figures, reports = measured(it, reader)
    note_reading([it, *reports], by=request.user, at=timezone.now())
    rows = without_silent_support(standings(it.assignments.all(), reader, on))
    is_secretary = it.body.dialogue_id in reader.secretariats
    page = {
        "it": it,
        "clause": Clause.objects.visible_to(reader).filter(pk=it.clause_id).first(),
        "themes": it.themes.all(),
        "rows": words.lines_by_name(row for row in rows if not row.assignment.is_support),
        "support": words.lines_by_name(row for row in rows if row.assignment.is_support),
        "is_overdue": it.is_overdue(on),
        "is_secretary": is_secretary,
        "all_done": it.is_open and all_done(rows),
        "history": _history(it, reader),
        "same": [(one, other, words.title(other)) for one, other in same_elsewhere(it, reader)],
        "measured": figures,
        "may_define": is_secretary and it.is_open,
    }
    if is_secretary:
        page["alike"] = [(other, words.title(other)) for other in alike(it, reader)]
    if is_secretary and it.is_open:
        page["assign_form"] = AssignForm(None, it, on)
        page["due_form"] = DueForm(initial={"due_on": it.due_on})
    return page


def _history(it: Mandate, reader: Reader) -> list[dict[str, Any]]:
    """What the reader may know of it, latest first."""
    reports = (
        Report.objects.visible_to(reader)
        .accepted()
        .filter(assignment__mandate=it)
        .select_related("assignment__party", "assignment__body")
    )
    from_reports = [
        {
            "at": report.shared_at,
            "what": _("Report of %(addressee)s accepted: %(status)s")
            % {
                "addressee": plain(report.assignment.addressee.name),
                "status": report.get_status_display(),
            },
        }
        for report in reports
    ]
    entries = [*from_reports, {"at": it.shared_at or it.given_on, "what": _("Mandate given")}]
    if it.closed_on:
        entries.append({"at": it.closed_on, "what": _("Mandate closed")})
    return sorted(entries, key=lambda entry: _day_of(entry["at"]), reverse=True)


def _day_of(at: Any) -> str:
    return timezone.localtime(at).isoformat() if hasattr(at, "hour") else at.isoformat()


@login_required
@require_POST
def assign(request: Request, pk: int) -> HttpResponse:
    it = _mandate(request, pk)
    form = AssignForm(request.POST, it, timezone.localdate())

    def act() -> None:
        mandating.assign(it, form.chosen(), by=request.user, at=timezone.now())

    done = _("The addressee was asked and told.")
    return _answer(request, it, form, name="assign_form", act=act, done=done)


@login_required
@require_POST
def due(request: Request, pk: int) -> HttpResponse:
    it = _mandate(request, pk)
    form = DueForm(request.POST)

    def act() -> None:
        due_on = form.cleaned_data["due_on"]
        mandating.change_due(it, due_on, by=request.user, at=timezone.now())

    done = _("The due date was changed.")
    return _answer(request, it, form, name="due_form", act=act, done=done)


def _answer(
    request: Request, it: Mandate, form: Any, *, name: str, act: Callable[[], None], done: str
) -> HttpResponse:
    """Do what a valid form of the page asks; else the page as it stands now, with what is wrong."""
    status = 422
    if form.is_valid():
        try:
            act()
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, done)
            return redirect(it)
    page = _page(request, _mandate(request, it.pk)) | {name: form}
    return render(request, "mandates/mandate.html", page, status=status)


@login_required
@require_POST
def close(request: Request, pk: int) -> HttpResponse:
    it = _mandate(request, pk)
    mandating.close_mandate(it, by=request.user, at=timezone.now())
    messages.success(request, _("The mandate is closed; nobody is asked to report any more."))
    return redirect(it)


@login_required
@require_POST
def reopen(request: Request, pk: int) -> HttpResponse:
    it = _mandate(request, pk)
    mandating.reopen(it, by=request.user, at=timezone.now())
    messages.success(request, _("The mandate is open again."))
    return redirect(it)


@login_required
def giving(request: Request, slug: str) -> HttpResponse:
    """The mandates that the accepted suggestions of a text amount to; give all of them."""
    text, on = _text(request, slug), timezone.localdate()
    proposals = mandating.mandates_from(text, on=on)
    ready = [proposal for proposal in proposals if proposal.can_be_given]
    error, status = "", 200
    if request.method == "POST":
        wanted = set(request.POST.getlist("clause"))
        chosen = [one for one in ready if str(one.clause.pk) in wanted]
        try:
            given = mandating.give_all(chosen, by=request.user, at=timezone.now())
        except Refusal as refusal:
            error, status = str(refusal), refusal.status
        else:
            level = messages.SUCCESS if given else messages.INFO
            messages.add_message(request, level, _given_in_words(len(given)))
            return redirect("mandates:giving", slug=slug)
    page = {
        "it": text,
        "proposals": proposals,
        "ready": ready,
        "error": error,
        "given": _given(text, request.reader),
        "others": _other_clauses(text, proposals),
    }
    return render(request, "mandates/giving.html", page, status=status)


def _text(request: Request, slug: str) -> Instrument:
    texts = Instrument.objects.visible_to(request.reader).select_related("body__dialogue", "owner")
    text = get_object_or_404(texts, slug=slug)
    require_secretariat(request.user, text.body.dialogue, timezone.localdate())
    note_reading([text], by=request.user, at=timezone.now())
    return text


def _given(text: Instrument, reader: Reader) -> list[tuple[Mandate, Any]]:
    given = (
        Mandate.objects.visible_to(reader)
        .filter(clause__instrument=text)
        .select_related("clause")
        .order_by("clause__position", "pk")
    )
    return [(mandate, words.title(mandate)) for mandate in given]


def _other_clauses(text: Instrument, proposals: list[mandating.Proposal]) -> Any:
    """Clauses from which nothing is proposed: not every clause makes a mandate, any can."""
    proposed = [proposal.clause.pk for proposal in proposals]
    return text.clauses.operative().exclude(pk__in=proposed).prefetch_related("texts")


def _given_in_words(count: int) -> str:
    if not count:
        return _("Nothing was chosen, so no mandate was given.")
    said = ngettext(
        "%(count)s mandate was given; its addressees are told by mail.",
        "%(count)s mandates were given; their addressees are told by mail.",
        count,
    )
    return said % {"count": count}


@login_required
def giving_one(request: Request, slug: str, clause: int) -> HttpResponse:
    """The mandate of one clause, to be changed before it is given."""
    text, on = _text(request, slug), timezone.localdate()
    found = get_object_or_404(text.clauses.prefetch_related("texts", "suggestions"), pk=clause)
    proposal = mandating.proposals_of([found], text, on=on)[0]
    form = MandateForm(request.POST if request.method == "POST" else None, proposal, on)

    def act(_data: dict[str, Any]) -> str:
        mandating.give_all([form.proposal(found)], by=request.user, at=timezone.now())
        return reverse("mandates:giving", args=[slug])

    page = {"it": text, "clause": found, "proposal": proposal}
    return answer_form(
        request, form, act, template="mandates/giving_one.html", done=_given_in_words(1), page=page
    )


@require_safe
@login_required
def assignments(request: Request) -> HttpResponse:
    """What the parties of the reader, and the bodies the reader heads, are asked."""
    asked = Assignment.objects.asked_of(request.reader, timezone.localdate())
    return _list(request, asked, party=None)


@require_safe
def of_party(request: Request, slug: str) -> HttpResponse:
    """What one party is asked, as far as the reader may see."""
    party = get_object_or_404(Party, slug=slug)
    return _list(request, Assignment.objects.filter(party=party), party=party)


def _list(request: Request, wanted: AssignmentQuerySet, *, party: Party | None) -> HttpResponse:
    rows = standings(wanted.soonest_first(), request.reader, timezone.localdate())
    note_reading(
        {row.assignment.mandate_id: row.assignment.mandate for row in rows}.values(),
        by=request.user,
        at=timezone.now(),
    )
    page = {"party": party, "rows": words.in_words(rows)}
    return render(request, "mandates/assignments.html", page)
