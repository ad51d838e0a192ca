"""Pages of conclusions."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comity.meetings.models import Meeting
from comity.parties import ledger, registry
from comity.parties.requests import Request
from comity.refusals import Refusal
from comity.ui.answers import answer_form

from .conclusions_pages import (
    conclusions_or_404,
    drafter_or_404,
    items_for,
    kept_of,
    rows_of,
)
from .forms import LONGEST_KEPT, DeadlineForm, PointForm, StampForm, TitleForm
from .models import Conclusions, Point
from .now import zone_of
from .rules import drafts_conclusions
from .services import conclusions as services
from .table import table_of

FORM = "proceedings/form.html"
PLACES = re.compile(r"new|title|amend|(point|decide)-\d{1,18}")
WORDS = re.compile(r"(title|text)_[a-z-]{2,8}|reason|word|act|point|item|party|decision")


@require_safe
@login_required
def conclusions(request: Request, slug: str) -> HttpResponse:
    it = conclusions_or_404(request, slug)
    reader, now = request.reader, timezone.now()
    ledger.note_reading([it], by=request.user, at=now)
    rows, rest = rows_of(it, reader)
    is_drafter = drafts_conclusions(reader, it.meeting)
    table = table_of(it.meeting, timezone.localdate(now))
    mine = table.proposes_for(reader)
    for one in (*rest, *(one for row in rows for one in row.amendments)):
        one.is_mine = one.party_id in mine and not it.is_final  # type: ignore[attr-defined]
    page = {
        "it": it,
        "meeting": it.meeting,
        "rows": rows,
        "rest": rest,
        "is_drafter": is_drafter and not it.is_final,
        "may_change": is_drafter and it.state in {"drafted", "circulated"},
        "may_amend": it.takes_amendments(now) and bool(mine),
        "may_finalise": is_drafter and it.is_put_forward and it.offered_by_id != reader.person,
        "takes_amendments": it.takes_amendments(now),
        "panels": list(
            registry.panels("conclusions", it, reader, timezone.localdate(now), request)
        ),
    }
    with timezone.override(zone_of(it.meeting)):
        return render(request, "proceedings/conclusions.html", page)


@login_required
def draft(request: Request, slug: str) -> HttpResponse:
    """Begin the conclusions of a meeting."""
    visible = Meeting.objects.visible_to(request.reader).select_related("body__dialogue")
    meeting = get_object_or_404(visible, slug=slug, conclusions=None)
    drafter_or_404(request, meeting)
    form = TitleForm(request.POST or None, initial={"stamp": 0, "title": _default(meeting)})

    def act(given: dict[str, Any]) -> Conclusions:
        now = timezone.now()
        return services.draft(meeting, title=given["title"], by=request.user, at=now)

    page = {
        "heading": _("Draft the conclusions"),
        "meeting": meeting,
        "next_step": _("The secretariat and the presidency see them until they are circulated."),
    }
    done = _("The conclusions were begun. Add their points.")
    return answer_form(request, form, act, template=FORM, done=done, page=page)


def _default(meeting: Meeting) -> str:
    return "" if meeting.is_watched else _("Conclusions of %(meeting)s") % {"meeting": meeting}


def _editing(
    request: Request, it: Conclusions, form: forms.Form, act: Callable[[dict[str, Any]], Any],
    *, heading: str, place: str, done: str, point: Point | None = None,
) -> HttpResponse:  # fmt: skip
    """A form on the conclusions whose draft is kept; a stamp that is old is shown as it stands."""

    def acting(given: dict[str, Any]) -> Conclusions:
        act(given)
        return it

    page = {
        "heading": heading,
        "meeting": it.meeting,
        "it": it,
        "point": point,
        "keep_url": reverse("proceedings:keep", args=[it.meeting.slug, place]),
        "kept": getattr(form, "kept", None),
    }
    return answer_form(request, form, acting, template=FORM, done=done, page=page)


def _changing(request: Request, slug: str) -> Conclusions:
    it = conclusions_or_404(request, slug)
    drafter_or_404(request, it.meeting)
    ledger.note_reading([it], by=request.user, at=timezone.now())
    return it


@login_required
def title(request: Request, slug: str) -> HttpResponse:
    it = _changing(request, slug)
    initial = {"title": it.title, "stamp": it.stamp}
    kept = kept_of(request, it, "title")
    form = TitleForm(request.POST or None, initial=initial, kept=kept)
    return _editing(
        request, it, form,
        lambda given: services.change_title(it, **given, by=request.user, at=timezone.now()),
        heading=_("Title of the conclusions"), place="title", done=_("The title was changed."),
    )  # fmt: skip


@login_required
def add_point(request: Request, slug: str) -> HttpResponse:
    it = _changing(request, slug)
    form = PointForm(
        request.POST or None, initial={"stamp": it.stamp}, kept=kept_of(request, it, "new"),
        items=items_for(request, it.meeting),
    )  # fmt: skip
    return _editing(
        request, it, form,
        lambda given: services.add_point(it, **given, by=request.user, at=timezone.now()),
        heading=_("Add a point"), place="new", done=_("The point was added."),
    )  # fmt: skip


@login_required
def change_point(request: Request, slug: str, pk: int) -> HttpResponse:
    it = _changing(request, slug)
    point = get_object_or_404(it.points.standing(), pk=pk)
    place = f"point-{pk}"
    form = PointForm(
        request.POST or None, kept=kept_of(request, it, place),
        initial={"text": point.text, "item": point.item_id, "stamp": it.stamp},
        items=items_for(request, it.meeting),
    )  # fmt: skip
    return _editing(
        request, it, form,
        lambda given: services.change_point(
            point, **_with_hidden_item(given, point, request),
            by=request.user, at=timezone.now(),
        ),
        heading=_("Change the point"), place=place, done=_("The point was changed."), point=point,
    )  # fmt: skip


def _with_hidden_item(given: dict[str, Any], point: Point, request: Request) -> dict[str, Any]:
    """An item that the form cannot offer is not taken away by saving it."""
    if given["item"] is None and point.item_id:
        offered = items_for(request, point.conclusions.meeting)
        if not offered.filter(pk=point.item_id).exists():
            return given | {"item": point.item}
    return given


def _act(
    function: Callable[[Request, Conclusions, int, dict[str, Any]], str],
) -> Callable[..., HttpResponse]:
    """One button of the drafters: what is done, then the page again."""

    @require_POST
    @login_required
    def view(request: Request, slug: str, **given: Any) -> HttpResponse:
        it = _changing(request, slug)
        form = StampForm(request.POST)
        if not form.is_valid():
            raise services.has_changed(it)
        messages.success(request, function(request, it, form.cleaned_data["stamp"], given))
        return redirect(it)

    return view


@_act
def move_point(request: Request, it: Conclusions, stamp: int, given: dict[str, Any]) -> str:
    point = get_object_or_404(it.points.standing(), **given)
    by_steps = -1 if request.POST.get("way") == "up" else 1
    services.move_point(point, by_steps=by_steps, stamp=stamp, by=request.user, at=timezone.now())
    return _("The point was moved.")


@_act
def remove_point(request: Request, it: Conclusions, stamp: int, given: dict[str, Any]) -> str:
    point = get_object_or_404(it.points.standing(), **given)
    services.remove_point(point, stamp=stamp, by=request.user, at=timezone.now())
    return _("The point was deleted.")


@_act
def put_forward(request: Request, it: Conclusions, stamp: int, given: dict[str, Any]) -> str:
    services.put_forward(it, stamp=stamp, by=request.user, at=timezone.now())
    return _("The conclusions are put forward. Another person makes them final.")


@_act
def take_back(request: Request, it: Conclusions, stamp: int, given: dict[str, Any]) -> str:
    services.take_back(it, by=request.user, at=timezone.now())
    return _("The conclusions can be changed again.")


@_act
def finalise(request: Request, it: Conclusions, stamp: int, given: dict[str, Any]) -> str:
    services.finalise(it, stamp=stamp, by=request.user, at=timezone.now())
    return _("The conclusions are final.")


@login_required
def circulate(request: Request, slug: str) -> HttpResponse:
    it = _changing(request, slug)
    with timezone.override(zone_of(it.meeting)):
        form = DeadlineForm(
            request.POST or None, initial={"stamp": it.stamp, "deadline": it.deadline_at}
        )
        return _editing(
            request, it, form,
            lambda given: services.circulate(it, **given, by=request.user, at=timezone.now()),
            heading=_("Circulate for amendments"), place="title",
            done=_("The conclusions are circulated. The parties propose amendments."),
        )  # fmt: skip


@require_POST
@login_required
def keep(request: Request, slug: str, place: str) -> HttpResponse:
    """Keep what is typed: 204, or what stands in the way as JSON."""
    it = conclusions_or_404(request, slug)
    if not PLACES.fullmatch(place) or not _writes(request, it):
        raise Http404
    words = {
        name: str(value).replace("\x00", "")[:LONGEST_KEPT]  # PostgreSQL keeps no zero byte
        for name, value in request.POST.items()
        if WORDS.fullmatch(name)
    }
    try:
        services.keep(it, place=place, words=words, by=request.user, at=timezone.now())
    except Refusal as refusal:
        return JsonResponse({"refusal": str(refusal)}, status=refusal.status)
    return HttpResponse(status=204)


def _writes(request: Request, it: Conclusions) -> bool:
    """Drafters, and whoever proposes for a party at the table."""
    if drafts_conclusions(request.reader, it.meeting):
        return True
    return bool(table_of(it.meeting, timezone.localdate()).proposes_for(request.reader))
