"""A person chooses how news comes; whoever holds an address stops what is not duty."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comity.parties.models import Person
from comity.parties.requests import Request
from comity.ui.answers import answer_form

from . import letters, preferring, stopping
from .forms import RhythmForm
from .models import Inbound, Preference

SHOWN = 10


@login_required
def preferences(request: Request) -> HttpResponse:
    """How news comes, and what became of the mails that came from the person."""
    now = timezone.now()
    form = RhythmForm(request.POST or None, initial={"rhythm": preferring.rhythm_of(request.user)})

    def act(given: dict[str, Any]) -> str:
        preferring.choose_rhythm(request.user, Preference.Rhythm(given["rhythm"]), at=now)
        return "notices:preferences"

    page = {"received": Inbound.objects.visible_to(request.reader)[:SHOWN]}
    return answer_form(
        request, form, act, template="notices/preferences.html", done=_("Saved."), page=page
    )


# The token is the right to do this, and the mail program of RFC 8058 brings no cookie.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop mail that is not duty, without signing in: a page with a button, and its press.

    A visit changes nothing, because mail filters visit every address in a mail. Mail programs
    press the button themselves (RFC 8058).
    """
    whom = letters.read_stop(token)
    if whom is None:
        raise Http404
    if request.method == "POST":
        stopping.stop(whom, at=timezone.now())
    page = {
        "is_person": isinstance(whom, Person),
        "address": whom.email if isinstance(whom, Person) else whom.address,
        "is_stopped": stopping.is_stopped(whom),
    }
    return render(request, "notices/stop.html", page)
