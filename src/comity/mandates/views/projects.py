"""Joint projects: the register, one project, writing one down, and its results."""

from __future__ import annotations

from datetime import date
from typing import Any

from babel.numbers import format_currency
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.documents import sharing, tables
from comity.documents.forms import bodies_for
from comity.instruments.models import Clause
from comity.parties.ledger import note_reading
from comity.parties.requests import Request
from comity.refusals import Refusal
from comity.ui.locales import locale_of, page_language
from comity.ui.said import plain, plain_day

from .. import words
from ..forms.projects import (
    STATES,
    NewProjectForm,
    PartnerRows,
    ProjectFilter,
    ProjectForm,
    ReachForm,
    ResultRows,
)
from ..models import Project
from ..services import projects as services

SHAPES = {"coming": "planned", "under_way": "under_way", "ended": "closed", "unknown": "none"}


def money(project: Project) -> str:
    """The budget as the page's language writes it."""
    if project.budget is None:
        return ""
    return format_currency(project.budget, project.currency, locale=locale_of(page_language()))


@require_safe
def projects(request: Request) -> HttpResponse:
    on = timezone.localdate()
    form, found = _register(request, on)
    page = {
        "form": form,
        "lines": [(one, STATES[one.state(on)], SHAPES[one.state(on)], money(one)) for one in found],
        "files": [(label, ending) for ending, (label, _type, _write) in tables.FORMS.items()],
        "may_add": bodies_for(request.reader).exists(),
    }
    status = 422 if form.errors else 200
    return render(request, "mandates/projects/list.html", page, status=status)


@require_safe
def projects_file(request: Request, form: str) -> HttpResponse:
    """The same register as ``csv`` or ``xlsx``; of what is watched no more than a page shows."""
    on = timezone.localdate()
    _form, found = _register(request, on)
    head = [
        _("Project"), _("Dialogue"), _("State"), _("From"), _("Until"), _("Partners"),
        _("Budget"), _("Currency"), _("Label"),
    ]  # fmt: skip
    rows = [_row(one, on) for one in found]
    return tables.file_answer(form, f"projects-{on}", _("Projects"), head, rows)


def _register(request: Request, on: date) -> tuple[ProjectFilter, list[Project]]:
    seen = list(Project.objects.visible_to(request.reader).listed())
    form = ProjectFilter(request.GET, [one for one in seen if not one.is_watched])
    if not form.is_valid():
        return form, []
    return form, [one for one in seen if _wanted(one, form.cleaned_data, on)]


def _wanted(project: Project, chosen: dict[str, str], on: date) -> bool:
    slugs = {one.party.slug for one in project.partners.all()}
    return (
        (not chosen["dialogue"] or project.body.dialogue.slug == chosen["dialogue"])
        and (not chosen["party"] or chosen["party"] in slugs)
        and (not chosen["state"] or project.state(on) == chosen["state"])
    )


def _row(it: Project, on: date) -> list[str]:
    name, dialogue = plain(it.passing_title), it.body.dialogue.short
    if it.is_watched:
        return [name, dialogue, "", "", "", "", "", "", it.tlp.words]
    partners = ", ".join(
        f"{plain(one.party.name)} ({one.get_role_display()})" for one in it.partners.all()
    )
    budget = "" if it.budget is None else str(it.budget)
    return [
        name, dialogue, str(STATES[it.state(on)]), plain_day(it.starts_on, it.starts_precision),
        plain_day(it.ends_on, it.ends_precision), partners, budget, it.currency, it.tlp.words,
    ]  # fmt: skip


@require_safe
def project(request: Request, pk: int) -> HttpResponse:
    return render(request, "mandates/projects/project.html", _page(request, _visible(request, pk)))


def _visible(request: Request, pk: int) -> Project:
    return get_object_or_404(Project.objects.visible_to(request.reader).listed(), pk=pk)


def _page(request: Request, it: Project) -> dict[str, Any]:
    note_reading([it], by=request.user, at=timezone.now())
    reader, on = request.reader, timezone.localdate()
    clauses = Clause.objects.visible_to(reader).filter(projects=it).select_related("instrument")
    return {
        "it": it,
        "state": STATES[it.state(on)],
        "shape": SHAPES[it.state(on)],
        "budget": money(it),
        "partners": it.partners.all(),
        "results": [(one, _is_late(one, on)) for one in it.results.all()],
        "clauses": [
            (one, words.brief({text.language: text.text for text in one.texts.all()}))
            for one in clauses.prefetch_related("texts")
            if not one.instrument.is_watched
        ],
        "themes": it.themes.all(),
        "may_edit": sharing.may_edit(it, reader),
        "step": sharing.next_step(it, reader),
        "today": on,
    }


def _is_late(result: Any, on: date) -> bool:
    return result.reached_on is None and result.due_on is not None and result.due_on < on


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request) -> HttpResponse:
    """Write down a project; ``?text=`` names the text whose clauses it carries out."""
    if not bodies_for(request.reader).exists():
        raise Http404
    form = NewProjectForm(_posted(request), reader=request.reader, text=request.GET.get("text", ""))
    return _answer(request, form, None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, pk: int) -> HttpResponse:
    it = _editable(request, pk)
    note_reading([it], by=request.user, at=timezone.now())
    return _answer(request, ProjectForm(_posted(request), reader=request.reader, of=it), it)


def _posted(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


def _editable(request: Request, pk: int) -> Project:
    it = _visible(request, pk)
    if not sharing.may_edit(it, request.reader):
        raise Http404
    return it


def _answer(request: Request, form: ProjectForm, it: Project | None) -> HttpResponse:
    """Save what was typed; or show it again: with what is wrong, or with more rows."""
    more = "more" in request.POST
    partners = PartnerRows.of(_posted(request), it, more=more)
    results = ResultRows.of(_posted(request), it, more=more)
    status = 200
    if request.method == "POST" and not more:
        status = 422
        # Each is asked, so that all that is wrong is said at once.
        if all([form.is_valid(), partners.is_valid(), results.is_valid()]):
            try:
                saved = _save(request, form, form.plan(partners, results), it)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
                status = refusal.status
            else:
                messages.success(request, _("The project is written down."))
                return redirect(saved)
    page = {"form": form, "partners": partners, "results": results, "it": it, "more": more}
    return render(request, "mandates/projects/form.html", page, status=status)


def _save(request: Request, form: ProjectForm, plan: services.Plan, it: Project | None) -> Project:
    if it:
        return services.change_project(it, plan, by=request.user, at=timezone.now())
    assert isinstance(form, NewProjectForm), "what is new has a circle"
    return services.record_project(plan, by=request.user, at=timezone.now(), **form.circle())


@login_required
@require_POST
def share(request: Request, pk: int) -> HttpResponse:
    it = _visible(request, pk)
    is_shared = sharing.share(it, by=request.user, at=timezone.now())
    messages.success(request, sharing.said_of_sharing(is_shared))
    return redirect(it)


@login_required
@require_POST
def reach(request: Request, pk: int, result: int) -> HttpResponse:
    it = _editable(request, pk)
    found = get_object_or_404(it.results, pk=result)
    form = ReachForm(request.POST)
    if not form.is_valid():
        page = _page(request, it) | {"reach_form": form}
        return render(request, "mandates/projects/project.html", page, status=422)
    on = form.cleaned_data["on"]
    services.reach_result(found, on=on, by=request.user, at=timezone.now())
    messages.success(request, _("The result is written down as reached."))
    return redirect(it)
