"""The record: who could read what, when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from comity.meetings.models import AgendaItem, Meeting
from comity.parties.access import Reader
from comity.parties.requests import Request

from .now import zone_of
from .record import Circle
from .recorded import Recorded, record_of
from .table import table_of


class MomentForm(forms.Form):
    """An instant of the meeting, on its own clocks."""

    at = forms.DateTimeField(
        label=_("At"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
    )


@require_safe
@login_required
def record(request: Request, slug: str) -> HttpResponse:
    """For the chair, and for each party at the table what it may read itself."""
    visible = Meeting.objects.visible_to(request.reader).select_related("body__dialogue")
    meeting = get_object_or_404(visible, slug=slug)
    if not may_read_record(meeting, request.reader):
        raise Http404
    with timezone.override(zone_of(meeting)):
        form = MomentForm(request.GET or None)
        at = form.cleaned_data["at"] if form.is_bound and form.is_valid() else None
        rows = [
            {"item": _shown(row.item), "documents": [_shown(one) for one in row.documents]}
            for row in record_of(meeting, request.reader, at)
        ]
        page = {"meeting": meeting, "form": form, "rows": rows, "at": at}
        return render(request, "proceedings/record.html", page)


def may_read_record(meeting: Meeting, reader: Reader) -> bool:
    if reader.leads(meeting.body.dialogue_id):
        return True
    return bool(table_of(meeting, timezone.localdate()).speaks_for(reader))


def _shown(row: Recorded) -> dict[str, Any]:
    return {
        "thing": row.thing,
        "symbol": getattr(row.thing, "passing_symbol", ""),
        "found": [(one, _answers(one.circle)) for one in row.found],
        "then": _answers(row.then.circle) if row.then else None,
    }


def _answers(circle: Circle) -> dict[str, Any]:
    """Of a circle: its mode in words, and to whom it is open."""
    return {
        "mode": AgendaItem.Mode(circle.mode).label if circle.mode else "",
        "label": circle.label,
        "is_shared": circle.is_shared,
        "is_named": circle.label == "RED",
        "members": circle.opens_to("members"),
        "observers": circle.opens_to("observers"),
    }
