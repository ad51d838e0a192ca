"""The registration desk of a meeting: a list with buttons that works without network, too."""

from __future__ import annotations

import json
import secrets
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from comity.meetings.models import Meeting
from comity.parties.requests import Request
from comity.ui.days import moment_text
from comity.ui.locales import page_language
from comity.ui.templatetags.ui import show

from ..codes import code_of, tidy
from ..middleware import KEPT
from ..models import Delegate
from ..participants import gather, role_words
from ..services import checking_in
from ..services.checking_in import Outcome, Sighting
from .common import kept_or_404

MOST = 500
"""Sightings in one sending."""
LONGEST = 60


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: Request, slug: str) -> HttpResponse:
    """The list; by POST one delegate, or what a desk saw while it had no network, as JSON."""
    it = kept_or_404(request, slug)
    if request.method == "POST" and request.content_type == "application/json":
        return _taken(request, it)
    if request.method == "POST":
        return _seen(request, it)
    request.session[KEPT] = True
    return render(request, "delegations/check_in.html", _page(request, it))


def _page(request: Request, it: Meeting) -> dict[str, Any]:
    since = checking_in.since_when(it)
    badges = dict(Delegate.objects.approved().of_meeting(it).values_list("pk", "badge"))
    roles = role_words()
    found = gather(it, request.reader)
    parties = [
        (
            show(party, note=True),
            [
                {
                    "key": one.key,
                    "name": one.name,
                    "role": roles[one.role],
                    "code": tidy(code_of(one.key, badges[one.key])),
                    "since": since.get(one.key),
                }
                for one in people
            ],
        )
        for group in found.groups
        for party, people in group.parties
    ]
    return {
        "it": it,
        "parties": parties,
        "count": found.count,
        "came": sum(1 for _group, one in found.everybody() if one.key in since),
        "desk": request.session.get("desk_name", ""),
    }


def _seen(request: Request, it: Meeting) -> HttpResponse:
    """One delegate, chosen in the list or by the code of the badge."""
    desk = request.POST.get("desk", request.session.get("desk_name", ""))
    desk = desk.replace("\0", "")[:LONGEST].strip()  # PostgreSQL keeps no zero byte
    request.session["desk_name"] = desk
    one = Sighting(
        secrets.token_hex(16),
        delegate=_key(request.POST.get("delegate", "")),
        code=request.POST.get("code", "").replace("\0", "")[:LONGEST],
    )
    (outcome,) = checking_in.check_in(it, [one], desk=desk, by=request.user, at=timezone.now())
    if outcome.refusal:
        messages.error(request, outcome.refusal)
    else:
        messages.success(request, _sentence(outcome))
    return redirect(request.path)


def _key(words: Any) -> int | None:
    text = str(words)
    return int(text) if text.isdecimal() and len(text) < 19 else None


def _sentence(outcome: Outcome) -> str:
    assert outcome.delegate is not None
    assert outcome.since is not None
    when = moment_text(timezone.localtime(outcome.since), page_language())
    facts = {"name": outcome.delegate.full_name, "when": when}
    if outcome.is_first:
        return _("%(name)s is checked in.") % facts
    return _("%(name)s was checked in already, since %(when)s.") % facts


def _taken(request: Request, it: Meeting) -> JsonResponse:
    """What a desk sends later; the answer says of each what became of it."""
    try:
        said = json.loads(request.body)
        sightings = [_sighting(one) for one in said["seen"][:MOST]]
        desk = str(said.get("desk", ""))[:LONGEST]
    except (ValueError, KeyError, TypeError, AttributeError):
        refusal = _("This is not what a desk sends. Load the page again.")
        return JsonResponse({"refusal": refusal}, status=400)
    outcomes = checking_in.check_in(it, sightings, desk=desk, by=request.user, at=timezone.now())
    return JsonResponse({"outcomes": [_told(one) for one in outcomes]})


def _sighting(said: dict[str, Any]) -> Sighting:
    key = str(said["key"])
    if not 8 <= len(key) <= 64:
        raise ValueError(key)
    return Sighting(
        key,
        delegate=_key(said.get("delegate", "")),
        code=str(said.get("code", ""))[:LONGEST],
        said_at=_instant(str(said.get("at", ""))),
    )


def _instant(words: str) -> datetime | None:
    """What the clock of a desk said; None where that is no instant."""
    try:
        at = parse_datetime(words)
    except ValueError:
        return None
    return at if at and timezone.is_aware(at) else None


def _told(outcome: Outcome) -> dict[str, Any]:
    if outcome.delegate is None or outcome.since is None:
        return {"key": outcome.key, "refusal": outcome.refusal}
    since = timezone.localtime(outcome.since)
    return {
        "key": outcome.key,
        "delegate": outcome.delegate.pk,
        "since": since.strftime("%H:%M"),
        "sentence": _sentence(outcome),
    }


@login_required
@require_safe
@never_cache
def worker(request: Request, slug: str) -> HttpResponse:
    """The service worker of this one page: served here, so that it reaches no other page."""
    kept_or_404(request, slug)
    return HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")


@cache
def _worker() -> str:
    return (Path(__file__).parents[1] / "worker.js").read_text(encoding="utf-8")
