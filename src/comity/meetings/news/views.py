"""The page of what is new, and the link to it on the page of the meeting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from comity.parties.requests import Request
from comity.ui.answers import answer_form

from ..models import Look, Meeting
from . import looking
from .gathering import news_of


class LookForm(forms.Form):
    """How far the page that was shown reached."""

    seen = forms.IntegerField(min_value=0, max_value=2**62, widget=forms.HiddenInput)


@login_required
def new(request: Request, slug: str) -> HttpResponse:
    # First how far this look reaches, then what there is: what comes between is told next time.
    seen, now = looking.newest_entry(), timezone.now()
    visible = Meeting.objects.visible_to(request.reader)
    it = get_object_or_404(visible, slug=slug)
    last = Look.objects.visible_to(request.reader).filter(meeting=it).first()

    def act(given: dict[str, Any]) -> Meeting:
        looking.look(it, **given, by=request.user, at=now)
        return it

    page = {
        "it": it,
        "last": last,
        "news": news_of(it, request.reader, last.seen if last else 0),
    }
    return answer_form(
        request,
        LookForm(request.POST or None, initial={"seen": seen}),
        act,
        template="meetings/new.html",
        done=_("Next time you are shown what is new from now on."),
        page=page,
    )
