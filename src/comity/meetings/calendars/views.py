"""Files that calendar programs fetch. Their addresses carry no language: ``?language=es`` chooses.

The calendars of dialogues and bodies are as anyone may read them. What more a person may read is at
the person's own address, and in the file of a single meeting for who is signed in.
"""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from comity.notices.services import followed
from comity.parties.access import ANYONE, Reader
from comity.parties.models import Body, Dialogue
from comity.parties.requests import Request
from comity.tlp import Label
from comity.ui.answers import answer_again, asked_language
from comity.ui.said import plain

from ..models import Meeting, meetings_of
from . import addresses
from .gathering import calendar_of, in_calendars

MEDIA_TYPE = "text/calendar; charset=utf-8"


@require_safe
def dialogue(request: HttpRequest, slug: str) -> HttpResponseBase:
    it = get_object_or_404(Dialogue, slug=slug)
    with override(asked_language(request)):
        meetings = Meeting.objects.visible_to(ANYONE).of_dialogue(it)
        content = calendar_of(meetings, _("%(dialogue)s: meetings") % {"dialogue": it.short})
    return answer_again(request, content, MEDIA_TYPE, name=f"{slug}.ics", is_public=True)


@require_safe
def body(request: HttpRequest, slug: str) -> HttpResponseBase:
    it = get_object_or_404(Body.objects.select_related("dialogue"), slug=slug)
    with override(asked_language(request)):
        name = f"{it.dialogue.short}: {plain(it.name)}"
        content = calendar_of(meetings_of(it, ANYONE), name)
    return answer_again(request, content, MEDIA_TYPE, name=f"{slug}.ics", is_public=True)


@require_safe
def meeting(request: Request, slug: str) -> HttpResponseBase:
    """One meeting, as the reader may read it. Opening the file is not reading its page: of a
    watched meeting it says what is said in passing."""
    visible = in_calendars(Meeting.objects.visible_to(request.reader))
    it = get_object_or_404(visible, slug=slug)
    with override(asked_language(request)):
        content = calendar_of(visible.filter(pk=it.pk), plain(it.passing_title))
    is_public = it.tlp is Label.CLEAR
    return answer_again(request, content, MEDIA_TYPE, name=f"{slug}.ics", is_public=is_public)


@require_safe
def mine(request: HttpRequest, token: str) -> HttpResponseBase:
    """The meetings of the bodies that a person sits in or follows, as the person may read them
    today; asked for by a program that knows the address, without signing in."""
    person = addresses.whose(token)
    if person is None:
        raise Http404
    reader = Reader.of(person, timezone.localdate())
    followers = followed(reader) if reader.person else frozenset()
    bodies = Body.objects.filter(pk__in=followers)
    with override(asked_language(request, person.language)):
        meetings = Meeting.objects.visible_to(reader).of_bodies(bodies)
        content = calendar_of(meetings, _("Meetings of %(person)s") % {"person": person.name})
    return answer_again(request, content, MEDIA_TYPE, name="meetings.ics", is_public=False)


@require_POST
@login_required
def address(request: Request) -> HttpResponse:
    """Open, renew or end one's own address, as the button that was pressed says."""
    if request.POST.get("act") == "end":
        addresses.end_address(request.user, at=timezone.now())
        messages.success(request, _("The address of your calendar ended."))
    else:
        addresses.open_address(request.user, at=timezone.now())
        messages.success(request, _("Your calendar has an address. Give it to nobody."))
    return redirect("parties:account")
