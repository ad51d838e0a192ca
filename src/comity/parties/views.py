"""Pages about who is at the table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comity.ui.answers import answer_form
from comity.ui.said import sort_key

from . import registry
from .forms import OnForm, ProfileForm
from .models import Body, Dialogue, Membership, Party, Presidency, Seat
from .requests import Request
from .troika import troika


@require_safe
def dialogues(request: Request) -> HttpResponse:
    on = timezone.localdate()
    current = Membership.objects.current(on).filter(role="member", body__parent=None)
    members = Count(
        "bodies__memberships__party",
        filter=Q(bodies__memberships__in=current),
        distinct=True,
    )
    page = {"dialogues": Dialogue.objects.annotate(members=members)}
    return render(request, "parties/dialogues.html", page)


@require_safe
def dialogue(request: Request, slug: str) -> HttpResponse:
    it = get_object_or_404(Dialogue, slug=slug)
    form = OnForm(request.GET or None)
    on = form.day(timezone.localdate())
    page = {
        "it": it,
        "on": on,
        "is_past": on != timezone.localdate(),
        "form": form,
        "bodies": it.bodies.filter(parent__isnull=False).select_related("parent"),
        "root": it.bodies.filter(parent=None).first(),
        "groups": _by_class(Membership.objects.filter(body__dialogue=it, body__parent=None), on),
        "troika": _troika(it, on),
        "presidencies": it.presidencies.select_related("party"),
        "panels": _panels("dialogue", it, request),
        "alternates": registry.alternates("dialogue", it),
    }
    return render(request, "parties/dialogue.html", page)


def _panels(kind: registry.Kind, it: Any, request: Request) -> list[str]:
    return list(registry.panels(kind, it, request.reader, timezone.localdate(), request))


def _by_class(memberships: Any, on: date) -> list[tuple[str, list[Membership]]]:
    """Memberships on a day under the words of their class, members first."""
    found = _by_name(memberships.current(on).select_related("party", "body"), "party")
    return [
        (label, rows)
        for role, label in _class_headings()
        if (rows := [one for one in found if one.role == role])
    ]


def _by_name(rows: Iterable[Any], thing: str = "") -> list[Any]:
    """In the order of the names in the reader's language, accents aside."""

    def key(row: Any) -> tuple[str, str]:
        return sort_key(str((getattr(row, thing) if thing else row).name))

    return sorted(rows, key=key)


def _class_headings() -> list[tuple[str, str]]:
    return [
        ("member", _("Members")),
        ("associate", _("Associates")),
        ("observer", _("Observers")),
        ("secretariat", _("Secretariat")),
    ]


def _troika(it: Dialogue, on: date) -> list[tuple[str, Presidency]]:
    """Past, present and next presidency, as far as they are recorded."""
    terms = zip([_("Past"), _("Present"), _("Next")], troika(it, on), strict=True)
    return [(label, term) for label, term in terms if term]


@require_safe
def body(request: Request, slug: str) -> HttpResponse:
    it = get_object_or_404(Body.objects.select_related("dialogue", "parent"), slug=slug)
    form = OnForm(request.GET or None)
    on = form.day(timezone.localdate())
    seats = Seat.objects.visible_to(request.reader).current(on).filter(body=it)
    page = {
        "it": it,
        "on": on,
        "is_past": on != timezone.localdate(),
        "form": form,
        "organs": it.organs.all(),
        "groups": _by_class(it.memberships, on),
        "seats": seats.select_related("person", "party"),
        "panels": _panels("body", it, request),
        "alternates": registry.alternates("body", it),
    }
    return render(request, "parties/body.html", page)


@require_safe
def parties(request: Request) -> HttpResponse:
    on = timezone.localdate()
    current = {
        row["party"]: row["many"]
        for row in Membership.objects.current(on)
        .values("party")
        .annotate(many=Count("body__dialogue", distinct=True))
    }
    known = _by_name(Party.objects.select_related("parent"))
    found = [(party, current.get(party.pk, 0)) for party in known]
    kinds = [(label, [row for row in found if row[0].kind == kind]) for kind, label in _kinds()]
    return render(request, "parties/parties.html", {"kinds": [row for row in kinds if row[1]]})


def _kinds() -> list[tuple[str, str]]:
    return [
        ("state", _("States")),
        ("territory", _("Territories")),
        ("institution", _("Institutions")),
        ("parliament", _("Parliaments")),
        ("network", _("Civil-society networks")),
    ]


@require_safe
def party(request: Request, slug: str) -> HttpResponse:
    it = get_object_or_404(Party.objects.select_related("parent"), slug=slug)
    on = timezone.localdate()
    memberships = it.memberships.select_related("body__dialogue")
    seats = it.seats.visible_to(request.reader).current(on)
    page = {
        "it": it,
        "memberships": memberships.current(on),
        "past": memberships.past(on),
        "presidencies": it.presidencies.select_related("dialogue"),
        "territories": it.territories.all(),
        "seats": seats.select_related("person", "body__dialogue"),
        "administers": it.pk in request.reader.administered,
        "panels": _panels("party", it, request),
    }
    return render(request, "parties/party.html", page)


@require_safe
@login_required
def desk(request: Request) -> HttpResponse:
    """What is due from me, what waits for me, what changed, what comes next."""
    on = timezone.localdate()
    sections: list[tuple[registry.Section, str, str]] = [
        ("due", _("Due from me"), _("Nothing is due from you.")),
        ("waiting", _("Waiting for me"), _("Nothing waits for you.")),
        ("changed", _("Changed in what I follow"), _("Nothing has changed recently.")),
        ("coming", _("Next meetings"), _("No meeting is announced.")),
    ]
    page = {
        "sections": [
            (code, title, empty, registry.rows(code, request.reader, on))
            for code, title, empty in sections
        ],
        "seats": request.user.seats.current(on).select_related("party", "body__dialogue"),
    }
    return render(request, "parties/desk.html", page)


@login_required
def account(request: Request) -> HttpResponse:
    form = ProfileForm(request.POST or None, instance=request.user)

    def act(_given: dict[str, Any]) -> str:
        form.save()
        return "parties:account"

    seats = request.user.seats.current(timezone.localdate())
    page = {
        "seats": seats.select_related("party", "body__dialogue"),
        "panels": _panels("account", request.user, request),
    }
    return answer_form(
        request, form, act, template="parties/account.html", done=_("Saved."), page=page
    )
