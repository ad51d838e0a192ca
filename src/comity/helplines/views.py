"""Where a party keeps its lines: proposes, releases, confirms."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.meetings.clocks import zones
from comity.parties.models import Party
from comity.parties.requests import Request
from comity.ui.answers import answer_form
from comity.ui.said import plain, sort_key

from . import services
from .comparing import rows_of
from .forms import LineForm
from .models import Change, Line, of_reader
from .services.changing import facts_of

FORM = "helplines/line_form.html"
OFFERED = ("America/", "Atlantic/")
"""Time zones that the field suggests; others of the database may be typed."""


@login_required
@require_safe
def lines(request: Request) -> HttpResponse:
    """The lines of the reader's own parties, and of those whose secretariat the reader is."""
    on = timezone.localdate()
    found = Line.objects.visible_to(request.reader).filter(of_reader(request.reader))
    own = Party.objects.filter(pk__in=request.reader.parties, kind__in=["state", "territory"])
    page = {
        "rows": [_row(line, on) for line in found.select_related("party")],
        "own": sorted(own, key=lambda party: sort_key(plain(party.name))),
        "changes": _seen(request).waiting().select_related("party", "line", "proposed_by"),
    }
    return render(request, "helplines/lines.html", page)


def _seen(request: Request) -> Any:
    return Change.objects.visible_to(request.reader)


def _row(line: Line, on: date) -> dict[str, Any]:
    return {"line": line} | _standing(line, on)


def _standing(line: Line, on: date) -> dict[str, Any]:
    """The state of a line as shape and words."""
    if line.withdrawn_at:
        return {"shape": "none", "words": pgettext("helpline", "withdrawn")}
    if line.confirmed_on is None:
        return {"shape": "draft", "words": _("never confirmed, not public")}
    if line.is_confirmed(on):
        return {"shape": "done", "words": pgettext("helpline", "confirmed")}
    return {"shape": "not_done", "words": _("no longer confirmed")}


@login_required
@require_safe
def line(request: Request, pk: int) -> HttpResponse:
    it = _line(request, pk)
    is_own = it.party_id in request.reader.parties
    page = {
        "it": it,
        "standing": _standing(it, timezone.localdate()),
        "rows": rows_of(facts_of(it)),
        "is_own": is_own and not it.withdrawn_at,
        "changes": _seen(request).filter(line=it).select_related("proposed_by", "released_by"),
        "waits": _seen(request).filter(line=it).waiting().first(),
    }
    return render(request, "helplines/line.html", page)


def _line(request: Request, pk: int) -> Line:
    """A line of the reader's own, or of a dialogue whose secretariat the reader is: others read
    its public page."""
    kept = Line.objects.visible_to(request.reader).filter(of_reader(request.reader))
    return get_object_or_404(kept.select_related("party", "confirmed_by"), pk=pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: Request, slug: str) -> HttpResponse:
    """A line that is not there yet."""
    party = get_object_or_404(Party, slug=slug, pk__in=request.reader.parties)
    return _form(request, party, None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, pk: int) -> HttpResponse:
    it = _line(request, pk)
    if it.party_id not in request.reader.parties:
        raise Http404
    return _form(request, it.party, it)


def _form(request: Request, party: Party, it: Line | None) -> HttpResponse:
    form = LineForm(request.POST or None, kept=facts_of(it) if it else None)

    def act(said: dict[str, Any]) -> Change:
        return services.propose(party, said, line=it, by=request.user, at=timezone.now())

    page = {"party": party, "it": it, "zones": sorted(z for z in zones() if z.startswith(OFFERED))}
    done = _("Proposed. Another person who sits for your party releases it.")
    return answer_form(request, form, act, template=FORM, done=done, page=page)


@login_required
@require_POST
def confirm(request: Request, pk: int) -> HttpResponse:
    seen = request.POST.get("seen")
    it = services.confirm(_line(request, pk), by=request.user, at=timezone.now(), seen=seen)
    messages.success(request, _("“%(line)s” is confirmed.") % {"line": plain(it.name)})
    return redirect(it)


@login_required
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    it = _line(request, pk)
    change = services.propose_withdrawal(it, by=request.user, at=timezone.now())
    messages.success(request, _("Proposed. Another person who sits for your party releases it."))
    return redirect(change)


@login_required
@require_safe
def change(request: Request, pk: int) -> HttpResponse:
    """What a change would make different, side by side."""
    it = _change(request, pk)
    is_own = it.party_id in request.reader.parties and it.is_open
    before = facts_of(it.line) if it.line else {}
    page = {
        "it": it,
        "rows": rows_of(it.said, before) if it.kind != Change.Kind.WITHDRAW else [],
        "is_compared": it.is_open and it.line is not None,
        "is_own": is_own,
        "may_release": is_own and it.proposed_by_id != request.reader.person,
        "is_withdrawal": it.kind == Change.Kind.WITHDRAW,
    }
    return render(request, "helplines/change.html", page)


def _change(request: Request, pk: int) -> Change:
    found = _seen(request).select_related("party", "line", "proposed_by", "released_by")
    return get_object_or_404(found, pk=pk)


@login_required
@require_POST
def release(request: Request, pk: int) -> HttpResponse:
    it, tried = _change(request, pk), request.POST.get("tried") == "1"
    kept = services.release(it, tried=tried, by=request.user, at=timezone.now())
    messages.success(request, _("“%(line)s” is released.") % {"line": plain(kept.name)})
    return redirect(kept)


@login_required
@require_POST
def drop(request: Request, pk: int) -> HttpResponse:
    it = services.drop(_change(request, pk), by=request.user, at=timezone.now())
    messages.success(request, _("The change is dropped."))
    return redirect(it.line or "helplines:lines")
