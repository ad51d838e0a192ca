"""A party's administrator manages its seats; an invited person takes one."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comity.ui.answers import answer_form

from . import services
from .dates import day_of
from .entrance import enter
from .forms import AcceptanceForm, InvitationForm
from .models import Invitation, Party, Person, Seat
from .requests import Request


def _administered(request: Request, slug: str) -> Party:
    return get_object_or_404(Party, slug=slug, pk__in=request.reader.administered)


@login_required
def seats(request: Request, slug: str) -> HttpResponse:
    """The party's seats and open invitations; a form to invite one more person."""
    party, now = _administered(request, slug), timezone.now()
    on = day_of(now)
    form = InvitationForm(request.POST or None, party=party, on=on, initial={"language": "es"})

    def act(given: dict[str, Any]) -> str:
        services.invite(party, by=request.user, at=now, **given)
        return request.path

    page = {
        "it": party,
        "seats": party.seats.current(on).select_related("person", "body__dialogue"),
        "invitations": Invitation.objects.visible_to(request.reader)
        .open(now)
        .filter(party=party)
        .select_related("body"),
    }
    done = _("An invitation was sent to %(email)s.") % {"email": request.POST.get("email", "")}
    return answer_form(request, form, act, template="parties/seats.html", done=done, page=page)


@login_required
@require_POST
def end_seat(request: Request, pk: int) -> HttpResponse:
    return _act_on_seat(request, pk, services.end_seat, _("The seat has ended."))


@login_required
@require_POST
def make_administrator(request: Request, pk: int) -> HttpResponse:
    return _act_on_seat(
        request, pk, services.make_administrator, _("The person is an administrator now.")
    )


def _act_on_seat(request: Request, pk: int, verb: Any, done: str) -> HttpResponse:
    seat = get_object_or_404(
        Seat.objects.filter(party__in=request.reader.administered).select_related("party"), pk=pk
    )
    verb(seat, by=request.user, at=timezone.now())
    messages.success(request, done)
    return redirect("parties:seats", seat.party.slug)


@login_required
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    found = Invitation.objects.visible_to(request.reader)
    invitation = get_object_or_404(found.select_related("party"), pk=pk)
    services.withdraw_invitation(invitation, by=request.user, at=timezone.now())
    messages.success(request, _("The invitation was withdrawn."))
    return redirect("parties:seats", invitation.party.slug)


def invitation(request: Request, token: str) -> HttpResponse:
    """Take the seat an invitation offers. The address itself is the proof of the mailbox."""
    offered = services.find_invitation(token)
    if offered is None:
        raise Http404
    services.require_open(offered, timezone.now())
    known = Person.objects.filter(email=offered.email).first()
    form = None if known else AcceptanceForm(request.POST or None)
    if request.method == "POST" and (form is None or form.is_valid()):
        given = form.cleaned_data if form else {"name": "", "password": ""}
        seat = services.accept_invitation(offered, at=timezone.now(), **given)
        return _enter(request, seat, is_new=known is None)
    page = {"it": offered, "form": form, "known": known}
    return render(
        request, "parties/invitation.html", page, status=422 if form and form.errors else 200
    )


def _enter(request: Request, seat: Seat, *, is_new: bool) -> HttpResponse:
    """A new person is signed in and goes on to the second factor; a known one signs in."""
    messages.success(request, _("You have taken your seat."))
    if not is_new:
        return redirect("parties:desk")
    EmailAddress.objects.get_or_create(
        user=seat.person, email=seat.person.email, defaults={"verified": True, "primary": True}
    )
    enter(request, seat.person, "password")
    return redirect("mfa_activate_totp")
