"""How every page of this room begins: with a meeting that the reader may see."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from comity.meetings.models import Meeting
from comity.parties import ledger
from comity.parties.requests import Request

from ..models import Delegate, Delegation
from ..rules import keeps_desk


def meeting_or_404(request: Request, slug: str) -> Meeting:
    """A meeting that the reader may see; of a watched one the reading is written down. Who has no
    seat finds nothing here, whatever the label of the meeting."""
    found = Meeting.objects.visible_to(request.reader).select_related(
        "body__dialogue", "host", "convocation"
    )
    it: Meeting = get_object_or_404(found, slug=slug)
    if not request.reader.is_seated:
        raise Http404
    ledger.note_reading([it], by=request.user, at=timezone.now())
    return it


def led_or_404(request: Request, slug: str) -> Meeting:
    it = meeting_or_404(request, slug)
    if not request.reader.leads(it.body.dialogue_id):
        raise Http404
    return it


def kept_or_404(request: Request, slug: str) -> Meeting:
    """A meeting of which the reader keeps the registration desk."""
    it = meeting_or_404(request, slug)
    if not keeps_desk(request.reader, it):
        raise Http404
    return it


WITH = ("meeting__body__dialogue", "meeting__host", "party")


def delegation_or_404(request: Request, **key: Any) -> Delegation:
    found = Delegation.objects.visible_to(request.reader).select_related(*WITH)
    it: Delegation = get_object_or_404(found, **key)
    ledger.note_reading([it.meeting], by=request.user, at=timezone.now())
    return it


def delegate_or_404(request: Request, pk: int) -> Delegate:
    """One of a delegation that the reader may see: one's own, or as a keeper of the meeting."""
    seen = Delegation.objects.visible_to(request.reader)
    found = Delegate.objects.visible_to(request.reader).filter(delegation__in=seen)
    with_all = [f"delegation__{name}" for name in WITH]
    it: Delegate = get_object_or_404(found.select_related(*with_all), pk=pk)
    ledger.note_reading([it.delegation.meeting], by=request.user, at=timezone.now())
    return it
