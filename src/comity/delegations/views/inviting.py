"""Calling a meeting together, and how far each party is."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from comity.meetings.models import Meeting
from comity.parties.requests import Request
from comity.ui.answers import answer_form
from comity.ui.said import plain, sort_key

from ..forms import ConvocationForm, InviteForm, LogisticsForm, QuotaForm
from ..models import Delegation
from ..participants import CLASSES
from ..services import inviting
from ..standing import standing_of
from .common import delegation_or_404, kept_or_404, led_or_404

FORM = "delegations/form.html"


@login_required
@require_safe
def delegations(request: Request, slug: str) -> HttpResponse:
    """Who is invited and how far each is, for those who prepare the meeting."""
    it = kept_or_404(request, slug)
    convocation = inviting.convocation_of(it)
    found = Delegation.objects.visible_to(request.reader).filter(meeting=it).counted()
    came = Count("delegates", Q(delegates__check_ins__isnull=False), distinct=True)
    came_of = dict(Delegation.objects.filter(meeting=it).annotate(n=came).values_list("pk", "n"))
    on = timezone.localdate()
    rows = [
        (one, standing_of(one, convocation, on), came_of[one.pk])
        for one in sorted(found.select_related("party"), key=_place)
    ]
    page = {
        "it": it,
        "convocation": convocation,
        "rows": rows,
        "is_chair": request.reader.leads(it.body.dialogue_id),
        "may_invite": it.is_shared and it.precision == "day",
        "logistics": convocation.logistics,
    }
    return render(request, "delegations/delegations.html", page)


def _place(one: Delegation) -> tuple[int, tuple[str, str]]:
    return CLASSES.index(one.role), sort_key(plain(one.party.name))


@login_required
def call(request: Request, slug: str) -> HttpResponse:
    it = led_or_404(request, slug)
    convocation = inviting.convocation_of(it)
    form = ConvocationForm(request.POST or None, convocation=convocation)
    return answer_form(
        request,
        form,
        lambda given: _convened(it, given, request),
        template=FORM,
        done=_("It was kept."),
        page={"it": it, "heading": _("Days, quotas and order")},
    )


def _convened(it: Meeting, given: dict, request: Request) -> str:
    inviting.convene(it, **given, by=request.user, at=timezone.now())
    return reverse("delegations:delegations", args=[it.slug])


@login_required
def invite(request: Request, slug: str) -> HttpResponse:
    it = led_or_404(request, slug)
    there = set(Delegation.objects.filter(meeting=it).values_list("party", flat=True))
    may_come = {
        party: role for party, role in inviting.invitable(it).items() if party.pk not in there
    }
    form = InviteForm(request.POST if request.method == "POST" else None, parties=may_come)
    closed = _("Observers are not offered: the meeting is closed to them.")
    page = {
        "it": it,
        "heading": _("Invite parties"),
        "submit": _("Send the invitations"),
        "next_step": _(
            "The focal points of each party are told by e-mail, each in their own language."
        ),
        "note": "" if inviting.welcomes_observers(it) else closed,
        "nothing": "" if may_come else _("Every party that may come is invited."),
    }
    return answer_form(
        request,
        form,
        lambda given: _invited(it, list(given["parties"]), request),
        template=FORM,
        done=_("The invitations were sent."),
        page=page,
    )


def _invited(it: Meeting, parties: list, request: Request) -> str:
    inviting.invite(it, parties, by=request.user, at=timezone.now())
    return reverse("delegations:delegations", args=[it.slug])


@login_required
def logistics(request: Request, slug: str) -> HttpResponse:
    it = led_or_404(request, slug)
    kept = inviting.convocation_of(it).logistics
    persons = inviting.hosts(it, timezone.localdate())
    posted = request.POST if request.method == "POST" else None
    form = LogisticsForm(posted, persons=persons, initial={"person": kept})
    nobody = _("Nobody has a seat of the host here. Enter the host of the meeting first.")

    def name(given: dict) -> str:
        inviting.name_logistics(it, given["person"], by=request.user, at=timezone.now())
        return reverse("delegations:delegations", args=[it.slug])

    return answer_form(
        request,
        form,
        name,
        template=FORM,
        done=_("It was kept."),
        page={"it": it, "heading": _("Logistics"), "nothing": "" if persons else nobody},
    )


@login_required
@require_POST
def quota(request: Request, pk: int) -> HttpResponse:
    it = delegation_or_404(request, pk=pk)
    form = QuotaForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["quota"])))
        return redirect(it)
    number = form.cleaned_data["quota"]
    inviting.set_quota(it, number, by=request.user, at=timezone.now())
    if number is None:
        messages.success(request, _("The quota of its class goes for this party, too."))
    else:
        words = ngettext(
            "This party may send %(count)s delegate.",
            "This party may send %(count)s delegates.",
            number,
        )
        messages.success(request, words % {"count": number})
    return redirect(it)
