"""Practical arrangements: written by a party or by a link, read by one person of the host."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.documents.tables import file_answer
from comity.meetings.models import Meeting
from comity.parties.addresses import opens_nothing, times_within_minute, unlisted
from comity.parties.requests import Request
from comity.ui.answers import answer_form
from comity.ui.said import plain

from ..forms import ArrangementForm
from ..models import Arrangement, Convocation, Delegate
from ..models.arrangements import FIELDS
from ..rules import LinkOver, speaks
from ..services import arranging
from .common import delegate_or_404, meeting_or_404

MOST_WRITTEN = 30
"""Writings under one link within a minute."""


def _own_or_404(request: Request, pk: int) -> Delegate:
    one = delegate_or_404(request, pk)
    it = one.delegation
    if not speaks(request.reader, it.party_id, it.meeting, timezone.localdate()):
        raise Http404
    return one


@login_required
def write(request: Request, pk: int) -> HttpResponse:
    """The party writes for a delegate. What was written before is not shown to it."""
    one = _own_or_404(request, pk)
    form = ArrangementForm(request.POST if request.method == "POST" else None)
    written = Arrangement.objects.filter(delegate=one, written_at__isnull=False)

    def keep(given: dict[str, Any]) -> str:
        arranging.write(one, given, by=request.user, at=timezone.now())
        return one.delegation.get_absolute_url()

    return answer_form(
        request,
        form,
        keep,
        template="delegations/arrangement_form.html",
        done=_("It was kept for the host’s logistics."),
        page={
            "one": one,
            "it": one.delegation,
            "written_at": written.values_list("written_at", flat=True).first(),
            "erase_on": _erase_on(one.delegation.meeting),
        },
    )


def _erase_on(meeting: Meeting) -> Any:
    found = Convocation.objects.filter(meeting=meeting).select_related("meeting").first()
    return (found or Convocation(meeting=meeting)).erase_on


@login_required
@require_POST
def send_link(request: Request, pk: int) -> HttpResponse:
    one = _own_or_404(request, pk)
    arranging.send_link(one, by=request.user, at=timezone.now())
    messages.success(request, _("The form was sent to %(name)s.") % {"name": one.full_name})
    return redirect(one.delegation)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: Request, token: str) -> HttpResponse:
    """The form of one delegate, for whoever holds its address. No search engine and no other site
    learns the address."""
    it = arranging.find(token)
    return unlisted(opens_nothing(request) if it is None else _own_form(request, it))


def _own_form(request: Request, it: Arrangement) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    if posted is not None and times_within_minute(f"arrangement:{it.pk}") > MOST_WRITTEN:
        return HttpResponse(status=429)
    form = ArrangementForm(posted, initial={name: getattr(it, name) for name in FIELDS})
    page: dict[str, Any] = {
        "delegate": it.delegate,
        "meeting": it.delegate.delegation.meeting,
        "form": form,
        "erase_on": _erase_on(it.delegate.delegation.meeting),
    }
    status = 200
    try:
        arranging.require_usable(it, timezone.now())
        if posted is not None and form.is_valid():
            arranging.write_by_link(it, form.cleaned_data, at=timezone.now())
            page["is_saved"] = True
        elif posted is not None:
            status = 422
    except LinkOver as over:
        over_page = {"refusal": over}
        return render(request, "delegations/link_over.html", over_page, status=over.status)
    return render(request, "delegations/arrangement_link.html", page, status=status)


def _read_or_404(request: Request, slug: str) -> tuple[Meeting, list[Arrangement]]:
    """The arrangements of a meeting, for the one who sees to logistics; the reading is noted."""
    it = meeting_or_404(request, slug)
    if not arranging.may_read(request.reader, it):
        raise Http404
    found = Arrangement.objects.visible_to(request.reader).filter(
        delegate__delegation__meeting=it, written_at__isnull=False
    )
    rows = list(
        found.select_related("delegate__delegation__party").order_by(
            "delegate__delegation__party__slug", "delegate__position", "delegate"
        )
    )
    arranging.note_reading(it, rows, by=request.user, at=timezone.now())
    return it, rows


@login_required
@require_safe
@never_cache
def all_of_meeting(request: Request, slug: str) -> HttpResponse:
    it, rows = _read_or_404(request, slug)
    approved = Delegate.objects.approved().of_meeting(it).count()
    page = {
        "it": it,
        "rows": [(one, _facts(one)) for one in rows],
        "approved": approved,
        "erase_on": _erase_on(it),
        "file_url": reverse("delegations:arrangements_file", args=[it.slug, "xlsx"]),
    }
    return render(request, "delegations/arrangements.html", page)


def _facts(one: Arrangement) -> list[tuple[Any, str]]:
    form = ArrangementForm()
    shown = {name: getattr(one, name) for name in FIELDS} | {"visa": one.get_visa_display()}
    return [(form.fields[name].label, shown[name]) for name in form.fields]


@login_required
@require_safe
@never_cache
def file(request: Request, slug: str, form: str) -> HttpResponse:
    it, rows = _read_or_404(request, slug)
    fields = ArrangementForm().fields
    head = [_("Party"), _("Name"), *(str(fields[name].label) for name in fields)]
    lines = [
        [
            plain(one.delegate.delegation.party.name),
            one.delegate.full_name,
            *(str(words) for _label, words in _facts(one)),
        ]
        for one in rows
    ]
    return file_answer(form, f"{it.slug}-logistics", _("Logistics"), head, lines)
