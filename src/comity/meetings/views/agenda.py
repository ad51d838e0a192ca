"""The page on which the agenda is arranged: its order, and what is part of what."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from comity.parties import ledger
from comity.parties.requests import Request
from comity.refusals import Refusal
from comity.ui.answers import answer_form

from .. import services
from ..forms import BeginForm, NewItemForm, PlaceForm, StepForm
from ..models import AgendaItem, Meeting, MeetingQuerySet
from ..reading import items_of, rows_of
from .meetings import FORM, chaired_or_404, visible_or_404


@login_required
def arrange(request: Request, slug: str) -> HttpResponse:
    """The agenda with its buttons. A move that is refused shows why, and the agenda as it is."""
    it = chaired_or_404(visible_or_404(request, slug), request)
    refusal, status = "", 200
    if request.method == "POST":
        try:
            moved = _move(it, request)
        except Refusal as refused:
            refusal, status = str(refused), refused.status
            it.refresh_from_db(fields=["agenda_stamp"])
        else:
            return redirect(arranged(it, moved))
    items = items_of(it, request.reader)
    ledger.note_reading([it, *items], by=request.user, at=timezone.now())
    page = {"it": it, "rows": list(rows_of(it, items)), "refusal": refusal}
    return render(request, "meetings/arrange.html", page, status=status)


def arranged(it: Meeting, item: AgendaItem | None = None) -> str:
    """The address of the page, at an item."""
    address = reverse("meetings:arrange", args=[it.slug])
    return f"{address}#item-{item.pk}" if item else address


def _move(it: Meeting, request: Request) -> AgendaItem:
    """What a button or a drop asks. What neither form understands is no page of ours."""
    act: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    step, place = StepForm(request.POST), PlaceForm(request.POST)
    if step.is_valid():
        key, way = step.cleaned_data["move"]
        item = _item(it, request, key)
        services.move_item(item, way=way, shown=step.cleaned_data["stamp"], **act)
        return item
    if not place.is_valid():
        raise Http404
    given = place.cleaned_data
    item = _item(it, request, given["item"])
    parent, before = (given[name] and _item(it, request, given[name]) for name in _PLACE)
    services.place_item(
        item, parent=parent or None, before=before or None, shown=given["stamp"], **act
    )
    return item


_PLACE = ("parent", "before")


def _item(it: Meeting, request: Request, key: int) -> AgendaItem:
    found = AgendaItem.objects.visible_to(request.reader).filter(meeting=it, pk=key).first()
    if found is None:
        raise Http404
    found.meeting = it
    return found


@login_required
def add(request: Request, slug: str) -> HttpResponse:
    it = chaired_or_404(visible_or_404(request, slug), request)
    items = AgendaItem.objects.visible_to(request.reader).filter(meeting=it)
    form = NewItemForm(
        request.POST or None, meeting=it, items=items, part_of=request.GET.get("part_of")
    )

    def act(given: dict[str, Any]) -> str:
        item = services.add_item(it, **given, by=request.user, at=timezone.now())
        return arranged(it, item)

    return answer_form(
        request,
        form,
        act,
        template=FORM,
        done=_("The item was added to the agenda."),
        page={"heading": _("Add an item"), "meeting": it},
    )


@login_required
def begin(request: Request, slug: str) -> HttpResponse:
    """Begin with the agenda of an earlier meeting."""
    it = chaired_or_404(visible_or_404(request, slug), request)
    form = BeginForm(
        request.POST or None, earlier=_with_agenda(it, request), initial={"earlier": it.follows_id}
    )

    def act(given: dict[str, Any]) -> str:
        services.begin_with(it, **given, by=request.user, at=timezone.now())
        return arranged(it)

    return answer_form(
        request,
        form,
        act,
        template=FORM,
        done=_("The agenda was taken over. Look through its titles, times and modes."),
        page={
            "heading": _("Begin with the agenda of an earlier meeting"),
            "meeting": it,
            "next_step": _("Titles, numbers, modes, minutes and leads come over; no documents."),
        },
    )


def _with_agenda(it: Meeting, request: Request) -> MeetingQuerySet:
    """Other meetings of the dialogue with an agenda of which the reader may see something."""
    items = AgendaItem.objects.visible_to(request.reader).filter(meeting=OuterRef("pk"))
    others = Meeting.objects.visible_to(request.reader).of_dialogue(it.body.dialogue)
    return others.exclude(pk=it.pk).filter(Exists(items)).order_by("-starts_on", "-pk")
