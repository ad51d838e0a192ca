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
from django.views.decorators.http import require_POST, require_safe

from comity.documents.languages import lines_of
from comity.documents.sharing import next_step
from comity.parties import ledger, registry
from comity.parties.dates import Precision
from comity.parties.models import Body
from comity.parties.requests import Request
from comity.ui.answers import answer_form

from .. import moments, services
from ..forms import CancelForm, MeetingFilter, MeetingForm, NewMeetingForm
from ..models import Meeting
from ..neighbours import neighbours_of
from ..news.gathering import news_count
from ..reading import items_of, papers_of, rows_of
from ..rules import may_join

MOST_COMING = 50
FORM = "meetings/form.html"


@require_safe
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


@require_safe
def meeting(request: Request, slug: str) -> HttpResponse:
    it = visible_or_404(request, slug)
    reader, now = request.reader, timezone.now()
    on = timezone.localdate(now)
    items = items_of(it, reader)
    ledger.note_reading([it, *items], by=request.user, at=now)
    lines = lines_of(papers_of(items))
    is_chair = reader.leads(it.body.dialogue_id)
    near = neighbours_of(it, reader, on)
    panels = list(registry.panels("meeting", it, reader, on, request))
    page = {
        "it": it,
        "hours": moments.hours_text(it),
        "zone": moments.zone_text(it) if it.time_zone else "",
        "rows": list(rows_of(it, items, lines)),
        "near": near,
        "link": it.link if not it.is_cancelled and may_join(it, reader) else "",
        "is_chair": is_chair,
        "step": next_step(it, reader) if is_chair and not it.is_cancelled else "",
        "news": news_count(it, items, lines, reader),
        "in_calendar": it.is_shared and it.precision == Precision.DAY,
        "panels": panels,
        "is_bare": not (items or it.about or it.outcome or near.parts or is_chair or any(panels)),
    }
    return render(request, "meetings/meeting.html", page)


def visible_or_404(request: Request, slug: str) -> Meeting:
    found = Meeting.objects.visible_to(request.reader)
    found = found.select_related("body__dialogue", "owner", "host")
    return get_object_or_404(found.prefetch_related("bodies"), slug=slug)


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
    it = chaired_or_404(visible_or_404(request, slug), request)
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


@login_required
def cancel(request: Request, slug: str) -> HttpResponse:
    it = chaired_or_404(visible_or_404(request, slug), request)
    ledger.note_reading([it], by=request.user, at=timezone.now())
    return answer_form(
        request,
        CancelForm(request.POST or None),
        lambda given: services.cancel_meeting(it, **given, by=request.user, at=timezone.now()),
        template=FORM,
        done=_("The meeting is cancelled. It stays in the lists and says so."),
        page={
            "heading": _("Cancel the meeting"),
            "submit": _("Cancel the meeting"),
            "meeting": it,
            "next_step": _("Those who sit in the bodies that meet are told by mail at once."),
        },
    )


@require_POST
@login_required
def announce(request: Request, slug: str) -> HttpResponse:
    it = visible_or_404(request, slug)
    if services.announce(it, by=request.user, at=timezone.now()):
        messages.success(request, _("The meeting is announced to the circle of its label."))
    else:
        messages.success(request, _("It is offered. It is public once another person shares it."))
    return redirect(it)
