"""Follow-up reports: those of a body, asking for one, reading it, its files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comity.documents.sharing import may_edit, next_step, said_of_sharing
from comity.parties.access import Reader
from comity.parties.ledger import note_reading
from comity.parties.models import Body
from comity.parties.requests import Request
from comity.tlp import Label
from comity.ui import charts
from comity.ui.answers import answer_form
from comity.ui.locales import page_language
from comity.ui.said import said

from ..followup.compose import compose
from ..followup.content import from_json
from ..followup.faults import fault_in_words
from ..followup.painting.forms import FORMS
from ..followup.painting.web import paint, phrase
from ..followup.paper import Paper, parts
from ..forms.followups import FollowUpForm
from ..models import FollowUp, FollowUpFile
from ..services import followups

ON_A_PAGE = 50


@require_safe
def follow_ups(request: Request) -> HttpResponse:
    """All the reader may see, newest period first; ``?body=slug`` narrows."""
    seen = FollowUp.objects.visible_to(request.reader).select_related("body__dialogue")
    slug = request.GET.get("body", "")
    body = Body.objects.filter(slug=slug).select_related("dialogue").first() if slug else None
    if slug and body is None:
        raise Http404
    found = seen.filter(body=body) if body else seen
    page = {
        "page": Paginator(found.defer("content"), ON_A_PAGE).get_page(request.GET.get("page")),
        "body": body,
        "askable": _askable(request.reader, body),
    }
    return render(request, "mandates/followup/list.html", page)


def _askable(reader: Reader, body: Body | None) -> list[Body]:
    """For which bodies the reader may ask one here: the body shown, else each plenary led."""
    if body is None:
        plenaries = Body.objects.filter(parent=None, dialogue__in=reader.led)
        return list(plenaries.select_related("dialogue"))
    return [body] if reader.leads(body.dialogue_id) else []


@login_required
def ask(request: Request, slug: str) -> HttpResponse:
    body = get_object_or_404(Body.objects.select_related("dialogue"), slug=slug)
    if not request.reader.leads(body.dialogue_id):
        raise Http404
    form = FollowUpForm(request.POST or None, body, request.reader, timezone.localdate())

    def act(given: dict[str, Any]) -> FollowUp:
        circle = {name: given[name] for name in ("label", "with_observers", "languages")}
        return followups.ask_for_follow_up(
            form.wish(), **circle, by=request.user, at=timezone.now()
        )

    done = _("The report is going to be written. You can leave this page and come back.")
    return answer_form(
        request,
        form,
        act,
        template="mandates/followup/ask.html",
        done=done,
        page={"body": body},
    )


@require_safe
def follow_up(request: Request, pk: int) -> HttpResponse:
    """How far it is; once it is written: its cover, its contents and its files."""
    it = _visible(request, pk)
    note_reading([it], by=request.user, at=timezone.now())
    is_editor = may_edit(it, request.reader)
    page: dict[str, Any] = {
        "it": it,
        "is_editor": is_editor,
        "is_coming": it.state in {FollowUp.State.WAITING, FollowUp.State.WORKING},
        "may_write_again": is_editor and not it.is_shared,
    }
    if page["is_coming"]:
        share = it.progress / 100
        page["progress"] = charts.meter(share, key="progress", title=_("How far it is written"))
    elif it.state == FollowUp.State.FAILED:
        page["fault"] = fault_in_words(it.fault)
    else:
        page |= _written(request, it) | {"step": next_step(it, request.reader)}
    return render(request, "mandates/followup/report.html", page)


def _written(request: Request, it: FollowUp) -> dict[str, Any]:
    paper = _paper(it)
    return {
        "cover": paint(paper.cover, above=1),
        "parts": [
            (part.key, phrase(part.heading.words), part.heading.level) for part in parts(paper)
        ],
        "files": _files(request, it),
    }


def _files(request: Request, it: FollowUp) -> list[tuple[str, list[FollowUpFile]]]:
    """Language → the forms there are in it, in the order of the languages and of the forms."""
    seen = FollowUpFile.objects.visible_to(request.reader).filter(follow_up=it)
    made = {(file.language, file.form): file for file in seen}
    return [
        (language, [made[language, form] for form in FORMS if (language, form) in made])
        for language in it.languages
    ]


def _paper(it: FollowUp) -> Paper:
    """In the language of the page, whatever languages the files are in."""
    return compose(from_json(it.content), page_language())


@require_safe
def part(request: Request, pk: int, key: str) -> HttpResponse:
    """One chapter, or one section of a long one."""
    it = _visible(request, pk)
    if it.state != FollowUp.State.READY:
        raise Http404
    note_reading([it], by=request.user, at=timezone.now())
    found = parts(_paper(it))
    place = next((n for n, one in enumerate(found) if one.key == key), None)
    if place is None:
        raise Http404
    page = {
        "it": it,
        "part": found[place],
        "words": paint(found[place].blocks, above=2 - found[place].heading.level),
        "before": _linked(found[place - 1]) if place else None,
        "after": _linked(found[place + 1]) if place + 1 < len(found) else None,
    }
    return render(request, "mandates/followup/part.html", page)


def _linked(one: Any) -> tuple[str, str]:
    return one.key, phrase(one.heading.words)


@login_required
@require_POST
def share(request: Request, pk: int) -> HttpResponse:
    it = _visible(request, pk)
    is_shared = followups.share_follow_up(it, by=request.user, at=timezone.now())
    messages.success(request, said_of_sharing(is_shared))
    return redirect(it)


@login_required
@require_POST
def write_again(request: Request, pk: int) -> HttpResponse:
    it = _visible(request, pk)
    followups.write_again(it, by=request.user, at=timezone.now())
    messages.success(request, _("The report is going to be written anew."))
    return redirect(it)


@require_safe
def file(request: Request, pk: int) -> FileResponse:
    """The file, to be saved and never shown by this site."""
    seen = FollowUpFile.objects.visible_to(request.reader).select_related("follow_up")
    found = get_object_or_404(seen, pk=pk)
    it = found.follow_up
    note_reading([it], by=request.user, at=timezone.now(), how="downloaded")
    response = FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=_name(found),
        content_type=FORMS[found.form].media_type,
    )
    response.headers["Content-Language"] = found.language
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    is_public = it.tlp is Label.CLEAR and it.is_shared
    response.headers["Cache-Control"] = "public, max-age=300" if is_public else "private, no-store"
    return response


def _name(found: FollowUpFile) -> str:
    title = slugify(said(found.follow_up.title, found.language).text)[:80]
    return f"{title or found.follow_up_id}-{found.language}.{found.form}"


def _visible(request: Request, pk: int) -> FollowUp:
    seen = FollowUp.objects.visible_to(request.reader).select_related(
        "body__dialogue", "owner", "round"
    )
    found: FollowUp = get_object_or_404(seen, pk=pk)
    return found
