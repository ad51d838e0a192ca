"""The page of the day, its changing part, and what the chair and the delegations do there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comity.meetings.models import AgendaItem, Meeting
from comity.parties.dates import day_of
from comity.parties.models import Party
from comity.parties.requests import Request

from .models import Conclusions, FloorRequest, Sitting
from .now import Facts, painted, seen
from .services import floor as floors
from .services import sitting as sittings
from .stream.tokens import address_for
from .table import table_of

MINUTES = (1, 2, 3, 5, 7, 10, 15, 20, 30)
EVERY = 20
"""Seconds after which a page without JavaScript renews itself, where its reader chose so."""


@require_safe
@login_required
def now(request: Request, slug: str) -> HttpResponse:
    """The whole page; who may not follow the sitting meets a 404."""
    sitting = _sittings(request).filter(meeting__slug=slug).first()
    at = timezone.now()
    meeting = sitting.meeting if sitting else _not_begun(request, slug)
    is_chair = request.reader.leads(meeting.body.dialogue_id)
    page: dict[str, Any] = {
        "meeting": meeting,
        "sitting": sitting,
        "is_chair": is_chair,
        "is_screen": "screen" in request.GET,
        "every": EVERY if "every" in request.GET else 0,
        "at": at.isoformat(),
        "minutes": MINUTES,
        "conclusions_url": _conclusions_url(request, meeting),
    }
    if sitting:
        page["painting"] = painted(_facts(request, slug, at))
        page["events"] = "" if sitting.is_over else address_for(request, meeting.pk)
        if is_chair and not page["is_screen"]:
            page |= _for_the_chair(request, meeting)
    answer = render(request, "proceedings/now.html", page)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.connects_to = page.get("events", "")  # type: ignore[attr-defined]
    return answer


def _facts(request: Request, slug: str, at: datetime) -> Facts:
    facts = seen(slug, request.reader, at)
    if facts is None:
        raise Http404
    return facts


def _sittings(request: Request) -> Any:
    found = Sitting.objects.visible_to(request.reader)
    return found.select_related("meeting__body__dialogue", "edition")


def _not_begun(request: Request, slug: str) -> Meeting:
    """The meeting, for those who will follow its sitting."""
    found = Meeting.objects.visible_to(request.reader).select_related("body__dialogue")
    meeting = get_object_or_404(found, slug=slug, sitting=None)
    is_chair = request.reader.leads(meeting.body.dialogue_id)
    if not is_chair and not table_of(meeting, timezone.localdate()).speaks_for(request.reader):
        raise Http404
    return meeting


def _conclusions_url(request: Request, meeting: Meeting) -> str:
    found = Conclusions.objects.visible_to(request.reader).filter(meeting=meeting).first()
    return found.get_absolute_url() if found else ""


def _for_the_chair(request: Request, meeting: Meeting) -> dict[str, Any]:
    table = table_of(meeting, timezone.localdate())
    items = AgendaItem.objects.visible_to(request.reader).filter(meeting=meeting)
    return {
        "parties": Party.objects.filter(pk__in=table.roles),
        "items": items.order_by("position", "pk"),
    }


@require_safe
@login_required
def part(request: Request, slug: str) -> HttpResponse:
    """What of the page changes, by itself; 304 where the reader has it already."""
    at = timezone.now()
    facts = _facts(request, slug, at)
    painting = painted(facts)
    if request.headers.get("If-None-Match", "") == painting.etag:
        answer: HttpResponse = HttpResponseNotModified()
    else:
        answer = HttpResponse(painting.html)
    answer.headers["ETag"] = painting.etag
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Vary"] = "Cookie, Accept-Language"
    answer.headers["X-Now"] = at.isoformat()
    answer.headers["X-Events"] = "" if facts.is_over else address_for(request, facts.meeting)
    return answer


Act = Callable[..., str]


def _act(function: Act) -> Callable[..., HttpResponse]:
    """One act on the sitting, then its page again; the words that come back are said there."""

    @require_POST
    @login_required
    @wraps(function)
    def view(request: Request, slug: str, **given: Any) -> HttpResponse:
        sitting = get_object_or_404(_sittings(request), meeting__slug=slug)
        if done := function(request, sitting, **given):
            messages.success(request, done)
        return redirect(sitting)

    return view


@require_POST
@login_required
def start(request: Request, slug: str) -> HttpResponse:
    visible = Meeting.objects.visible_to(request.reader)
    meeting = get_object_or_404(visible, slug=slug)
    sitting = sittings.start(meeting, by=request.user, at=timezone.now())
    return redirect(sitting)


@_act
def end(request: Request, sitting: Sitting) -> str:
    sittings.end(sitting, by=request.user, at=timezone.now())
    return _("The sitting is over.")


@_act
def reopen(request: Request, sitting: Sitting) -> str:
    sittings.reopen(sitting, by=request.user, at=timezone.now())
    return ""


@_act
def go(request: Request, sitting: Sitting) -> str:
    key = _number(request, "to") or _number(request, "chosen")
    item = get_object_or_404(sitting.meeting.items, pk=key)
    shown = _number(request, "item")
    sittings.go_to(sitting, item, shown=shown, by=request.user, at=timezone.now())
    return ""


@_act
def mode(request: Request, sitting: Sitting) -> str:
    item = get_object_or_404(sitting.meeting.items, pk=_number(request, "item"))
    chosen, shown = (request.POST.get(name, "") for name in ("mode", "shown"))
    if chosen not in AgendaItem.Mode.values:
        raise Http404
    sittings.switch(sitting, item, mode=chosen, shown=shown, by=request.user, at=timezone.now())
    return ""


@_act
def set_list(request: Request, sitting: Sitting) -> str:
    is_closed = request.POST.get("closed") == "1"
    item = _number(request, "item") or 0
    sittings.set_list(sitting, is_closed=is_closed, item=item, by=request.user, at=timezone.now())
    return ""


@_act
def request_floor(request: Request, sitting: Sitting) -> str:
    """For a delegation of the reader's, or, by the chair, on behalf of another."""
    at = timezone.now()
    table = table_of(sitting.meeting, day_of(at))
    key = _number(request, "party") or _number(request, "behalf")
    if request.POST.get("party") == "0":
        key = next(iter(table.speaks_for(request.reader)), None)
    party = get_object_or_404(Party.objects.filter(pk__in=table.roles), pk=key)
    floors.request_floor(sitting, party, item=_number(request, "item") or 0, by=request.user, at=at)
    return _("%(party)s is on the list of speakers.") % {"party": party}


@_act
def floor(request: Request, sitting: Sitting, pk: int, verb: str) -> str:
    one = get_object_or_404(FloorRequest.objects.visible_to(request.reader), pk=pk, sitting=sitting)
    at = timezone.now()
    if verb == "give":
        minutes = _number(request, "minutes") or 5
        floors.give_floor(one, minutes=minutes, by=request.user, at=at)
    elif verb == "end":
        floors.end_floor(one, by=request.user, at=at)
    elif verb == "skip":
        floors.skip(one, by=request.user, at=at)
    elif verb == "withdraw":
        floors.withdraw(one, by=request.user, at=at)
    else:
        raise Http404
    return ""


def _number(request: Request, name: str) -> int | None:
    """A key as the page gave it; what is no number is nobody's key."""
    typed = request.POST.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else None
