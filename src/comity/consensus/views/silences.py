"""The silence procedure of a text on one page: the clock, what was said, and what one may do."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from comity.consensus import services
from comity.consensus.clock import said_at, zone_of
from comity.consensus.models import Silence, SilenceAct, SilenceDraft
from comity.consensus.quiet import earliest_end
from comity.consensus.rules import parties_of, speaks_for
from comity.consensus.silence_forms import ActForm, EndForm
from comity.consensus.silence_rules import may_begin, may_speak
from comity.instruments.models import Instrument
from comity.instruments.review_ways import posted_stamp
from comity.instruments.rules import may_adopt
from comity.parties.models import Party
from comity.parties.requests import Request
from comity.refusals import Refusal
from comity.ui.locales import page_language
from comity.ui.said import plain, sort_key

from .ways import Table, at_table, who

DONE = {
    "open": _("The text is under silence. The parties are told."),
    "extend": _("The silence ends later. The parties are told."),
    "act": _("It is recorded, and the other parties read it."),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def silence(request: Request, slug: str) -> HttpResponse:
    """GET shows the last procedure and those before; POST opens, extends or says something."""
    table = at_table(request, slug)
    found = list(_silences(request, table))
    last = found[0] if found else None
    do = request.POST.get("do", "")
    forms = _forms(request, table, last, do)
    if request.method == "POST":
        if do not in forms:
            raise Http404
        status = _done(request, table, last, do, forms[do])
        if status == 302:
            return redirect("consensus:silence", slug)
    else:
        status = 200
    page = {
        "silences": [_shown(one, table.text) for one in found],
        "forms": forms,
        "text": table.text,
    }
    page["may_adopt"] = may_adopt(request.reader, table.text)
    return render(request, "consensus/silence.html", table.context | page, status=status)


def _silences(request: Request, table: Table) -> Any:
    found = Silence.objects.visible_to(request.reader).filter(drafting=table.drafting)
    return found.select_related("opened_by").prefetch_related("acts__party", "asked")


def _shown(one: Silence, text: Instrument) -> dict[str, Any]:
    at = timezone.now()
    left = one.ends_at - at
    acts = list(one.acts.all())
    said: dict[int, list[SilenceAct]] = {}
    for act in acts:
        said.setdefault(act.party_id, []).append(act)
    asked = sorted(one.asked.all(), key=lambda party: sort_key(plain(party.name)))
    return {
        "it": one,
        "state": one.state(at),
        "hours_left": max(0, left // timedelta(hours=1)),
        "ends": said_at(one.ends_at, text),
        "first": said_at(one.first_ends_at, text),
        "acts": acts,
        "asked": [(party, said.get(party.pk, [])) for party in asked],
        "silent": sum(party.pk not in said for party in asked),
    }


def _forms(request: Request, table: Table, last: Silence | None, do: str) -> dict[str, Any]:
    """The forms that the reader may send now, by the word of their button."""
    at = timezone.now()
    state = last.state(at) if last else ""
    forms: dict[str, Any] = {}
    text, zone = table.text, zone_of(table.text)
    if may_begin(text, request.reader, state):
        earliest = earliest_end(at, text.body.silence_hours) + timedelta(hours=1)
        forms["open"] = _end_form(request, do, "open", earliest, zone)
    if table.leads and state == "running" and last:
        forms["extend"] = _end_form(request, do, "extend", last.ends_at, zone)
    speaking = _speaking(request, table, last) if last and state != "broken" else []
    if speaking and not table.text.is_adopted:
        assert last is not None
        data = _data(request, do, "act")
        forms["act"] = _act_form(request, last, data, speaking, is_running=state == "running")
    return forms


def _end_form(request: Request, do: str, name: str, at: datetime, zone: str) -> EndForm:
    """Offers a whole hour; the last end of an extended silence as it is."""
    local = at.astimezone(ZoneInfo(zone))
    first = local if name == "extend" else local.replace(minute=0, second=0, microsecond=0)
    initial = {"ends_at": first.replace(tzinfo=None)}
    return EndForm(_data(request, do, name), zone=zone, initial=initial)


def _act_form(
    request: Request, last: Silence, data: Any, speaking: list[Party], *, is_running: bool
) -> ActForm:
    """With what the person typed last, and has not said."""
    kept = SilenceDraft.objects.visible_to(request.reader).filter(silence=last).first()
    initial: dict[str, Any] = {"language": page_language(), "party": speaking[0].pk}
    if kept:
        initial = {name: getattr(kept, name) for name in ("kind", "words", "language")}
        initial["party"] = kept.party_id
    kinds = SilenceAct.Kind.values if is_running else [SilenceAct.Kind.EXPLAIN]
    return ActForm(data, parties=speaking, kinds=kinds, initial=initial)


def _data(request: Request, do: str, name: str) -> Any:
    return request.POST if do == name else None


def _speaking(request: Request, table: Table, last: Silence) -> list[Party]:
    on = timezone.localdate()
    return [
        party
        for party in parties_of(request.reader, table.text, on)
        if may_speak(last, party, on) and speaks_for(request.user, party, table.text, on)
    ]


def _done(request: Request, table: Table, last: Silence | None, do: str, form: Any) -> int:
    """Do what was asked; returns 302, or the status of the page with what is wrong."""
    if not form.is_valid():
        return 422
    try:
        _act(request, table, last, do, form)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return refusal.status
    messages.success(request, DONE[do])
    return 302


def _act(request: Request, table: Table, last: Silence | None, do: str, form: Any) -> None:
    if do == "open":
        stamp = posted_stamp(request)
        services.open_silence(table.text, **form.cleaned_data, stamp=stamp, **who(request))
        return
    assert last is not None, "only an opened silence is extended or answered"
    if do == "extend":
        services.extend_silence(last, **form.cleaned_data, **who(request))
        return
    given = form.act
    kind = given.pop("kind")
    if kind == SilenceAct.Kind.PASS:
        services.let_pass(last, party=given["party"], **who(request))
        return
    verb: Any = services.explain_position
    if kind == SilenceAct.Kind.BREAK:
        verb = services.break_silence
    verb(last, **given, **who(request))


@login_required
@require_POST
def keep(request: Request, slug: str) -> HttpResponse:
    """Keep a reason while it is typed: 204, or what stands in the way as JSON."""
    table = at_table(request, slug)
    last = _silences(request, table).first()
    form = _forms(request, table, last, "act").get("act")
    if last is None or form is None:
        raise Http404
    if not form.is_valid():
        return JsonResponse({"errors": form.errors.get_json_data()}, status=422)
    try:
        services.keep_words(last, **form.act, **who(request))
    except Refusal as refusal:
        return JsonResponse({"refusal": str(refusal)}, status=refusal.status)
    return HttpResponse(status=204)
