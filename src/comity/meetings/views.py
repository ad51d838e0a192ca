"""Pages of meetings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from comity.documents.languages import languages_of
from comity.documents.models import Document
from comity.documents.sharing import next_step
from comity.parties import ledger, registry
from comity.parties.access import Reader
from comity.parties.models import Body
from comity.parties.requests import Request
from comity.ui.answers import answer_form

from . import services
from .forms import MeetingFilter, MeetingForm, ModeForm, NewMeetingForm
from .models import AgendaItem, Meeting

MOST_COMING = 50
FORM = "meetings/form.html"


@require_GET
def meetings(request: Request) -> HttpResponse:
    on = timezone.localdate()
    visible = Meeting.objects.visible_to(request.reader)
    met = Meeting.bodies.through.objects.filter(meeting__in=visible)
    bodies = Body.objects.filter(pk__in=met.values("body")).select_related("dialogue")
    form = MeetingFilter(request.GET or None, bodies=bodies)
    found = form.narrow(visible)
    past = Paginator(found.past(on).order_by("-starts_on", "-pk"), 50)
    page: dict[str, Any] = {
        "form": form,
        "coming": list(found.coming(on).order_by("starts_on", "pk")[:MOST_COMING]),
        "page": past.get_page(request.GET.get("page")),
        "may_add": bool(request.reader.led),
    }
    # Both lists together, so that two of them ask no more than one.
    shown = [*page["coming"], *page["page"].object_list]
    prefetch_related_objects(shown, Prefetch("bodies", Body.objects.select_related("dialogue")))
    return render(request, "meetings/meetings.html", page)


@require_GET
def meeting(request: Request, slug: str) -> HttpResponse:
    it = _visible(request, slug)
    reader, now = request.reader, timezone.now()
    items = list(_agenda(it, reader))
    ledger.note_reading([it, *items], by=request.user, at=now)
    is_chair = reader.leads(it.body.dialogue_id)
    page = {
        "it": it,
        "items": [_shown(item, is_chair) for item in items],
        "parts": Meeting.objects.visible_to(reader).filter(conference=it).order_by("starts_on"),
        "conference": _conference(it, reader),
        "is_chair": is_chair,
        "step": next_step(it, reader) if is_chair else "",
        "panels": list(registry.panels("meeting", it, reader, timezone.localdate(now), request)),
    }
    return render(request, "meetings/meeting.html", page)


def _visible(request: Request, slug: str) -> Meeting:
    found = Meeting.objects.visible_to(request.reader)
    found = found.select_related("body__dialogue", "owner", "host", "conference")
    return get_object_or_404(found.prefetch_related("bodies"), slug=slug)


def _agenda(it: Meeting, reader: Reader) -> Any:
    """The items that the reader may see, each with the documents that the reader may see."""
    documents = Document.objects.visible_to(reader).with_files()
    return (
        AgendaItem.objects.visible_to(reader)
        .filter(meeting=it)
        .order_by("position", "pk")
        .prefetch_related(Prefetch("documents", documents, to_attr="shown"))
    )


def _shown(item: Any, is_chair: bool) -> dict[str, Any]:
    form = ModeForm(initial={"mode": item.mode, "shown": item.mode}, auto_id=f"i{item.pk}_%s")
    return {
        "item": item,
        "documents": [(document, languages_of(document)) for document in item.shown],
        "mode_form": form if is_chair else None,
    }


def _conference(it: Meeting, reader: Reader) -> Meeting | None:
    """The conference it is part of, where the reader may see that."""
    if it.conference_id is None:
        return None
    return Meeting.objects.visible_to(reader).filter(pk=it.conference_id).first()


@login_required
def add(request: Request) -> HttpResponse:
    if not request.reader.led:
        raise Http404
    form = NewMeetingForm(request.POST or None, reader=request.reader)
    page = {
        "heading": _("Prepare a meeting"),
        "next_step": _("Only the owner's seats in this dialogue read it until it is announced."),
    }
    return answer_form(
        request,
        form,
        lambda given: services.open_meeting(**given, by=request.user, at=timezone.now()),
        template=FORM,
        done=_("The meeting was prepared. Add its agenda, then announce it."),
        page=page,
    )


@login_required
def edit(request: Request, slug: str) -> HttpResponse:
    it = chaired_or_404(_visible(request, slug), request)
    ledger.note_reading([it], by=request.user, at=timezone.now())
    form = MeetingForm(request.POST or None, reader=request.reader, meeting=it)
    return answer_form(
        request,
        form,
        lambda given: services.change_meeting(it, **given, by=request.user, at=timezone.now()),
        template=FORM,
        done=_("The meeting was changed."),
        page={"heading": _("Change the meeting"), "meeting": it},
    )


def chaired_or_404(it: Meeting, request: Request) -> Meeting:
    """Pages of forms are not there for whoever may not use them."""
    if not request.reader.leads(it.body.dialogue_id):
        raise Http404
    return it


@require_POST
@login_required
def announce(request: Request, slug: str) -> HttpResponse:
    it = _visible(request, slug)
    if services.announce(it, by=request.user, at=timezone.now()):
        messages.success(request, _("The meeting is announced to the circle of its label."))
    else:
        messages.success(request, _("It is offered. It is public once another person shares it."))
    return redirect(it)
