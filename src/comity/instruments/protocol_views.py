"""Where the parties stand with a protocol: the table, the map, and one clause compared."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comity.documents import tables
from comity.documents.sharing import next_step, said_of_sharing, share
from comity.parties.access import Reader
from comity.parties.ledger import note_reading
from comity.parties.models import Party
from comity.parties.requests import Request
from comity.ui import charts
from comity.ui.answers import answer_form
from comity.ui.locales import page_language
from comity.ui.said import plain, plain_day

from . import services
from .comparing import compared, words_of
from .models import Clause, Instrument, Protocol, Standing
from .protocol_forms import StandingForm
from .protocol_rules import KINDS
from .rules import speaks_for
from .standing import ON_A_MAP, ORDER, SHAPES, Stand, stands_of


@require_safe
def standings(request: Request, slug: str) -> HttpResponse:
    """Where each party stands, on a map and in a table."""
    it = regional_text(request.reader, slug)
    on = timezone.localdate()
    stands = stands_of(it, request.reader, on)
    _note(request, it, stands)
    language = page_language()
    page = {
        "it": it,
        "stands": stands,
        "counts": _counts(stands),
        "map": _map(stands),
        "files": [(label, ending) for ending, (label, _type, _write) in tables.FORMS.items()],
        "clauses": [(one, words_of(one, language)) for one in _operative(it)],
        "life": Protocol.objects.filter(instrument=it).first(),
        "on": on,
        "unshared": _unshared(it, request.reader),
        "speaks": bool(parties_spoken_for(request, it)),
    }
    return render(request, "instruments/standings.html", page)


@require_safe
def standings_file(request: Request, slug: str, form: str) -> HttpResponse:
    """The same table as ``csv`` or ``xlsx``."""
    it = regional_text(request.reader, slug)
    on = timezone.localdate()
    stands = stands_of(it, request.reader, on)
    _note(request, it, stands, how="downloaded")
    head = [_("Party"), _("Code"), _("State"), _("Since"), _("By"), _("Source")]
    rows = [_row(stand) for stand in stands]
    return tables.file_answer(form, f"{it.slug}-{on}", _("Where the parties stand"), head, rows)


def _row(stand: Stand) -> list[str]:
    since = plain_day(stand.since, stand.precision)
    if stand.text:
        by, source = plain(stand.text.passing_title), stand.text.source
    elif stand.said:
        by, source = _("stated by the party"), stand.said.source
    else:
        by, source = _("nothing recorded"), ""
    return [plain(stand.party.name), stand.party.code, str(stand.stage.label), since, by, source]


def _note(request: Request, it: Instrument, stands: list[Stand], how: str = "read") -> None:
    """Of a watched statement the table tells everything; of a watched text its stage alone."""
    said = [stand.said for stand in stands if stand.said]
    note_reading([it, *said], by=_person(request), at=timezone.now(), how=how)


def _person(request: Request) -> Any:
    return request.user if request.user.is_authenticated else None


def _counts(stands: list[Stand]) -> list[tuple[Any, str, int]]:
    """(stage, its shape, how many), the furthest first."""
    counted = Counter(stand.stage for stand in stands)
    return [(stage, SHAPES[stage], counted[stage]) for stage in reversed(ORDER)]


def _map(stands: list[Stand]) -> charts.Map:
    words = {SHAPES[stage]: stage.label for stage in reversed(ORDER)}
    places = [
        charts.Place(stand.mark, plain(stand.party.name), stand.shape, f"#party-{stand.party.slug}")
        for stand in stands
    ]
    return charts.region_map(
        places,
        words,
        key="stand",
        title=_("On the map"),
        head=_("Party"),
        state_head=_("State"),
    )


def _unshared(it: Instrument, reader: Reader) -> list[tuple[Standing, str]]:
    """Statements that wait to be shared, and what the reader can do with each."""
    seen = Standing.objects.visible_to(reader).filter(regional=it, shared_at=None)
    steps = [(one, next_step(one, reader)) for one in seen.select_related("body", "owner")[:20]]
    return [(one, step) for one, step in steps if step]


def _operative(it: Instrument) -> list[Clause]:
    return list(it.clauses.operative().prefetch_related("texts"))


@require_safe
def compare(request: Request, slug: str, pk: int) -> HttpResponse:
    """One clause of the regional text, and beneath it what each party made of it."""
    it = regional_text(request.reader, slug)
    clauses = _operative(it)
    at = next((n for n, one in enumerate(clauses) if one.pk == pk), None)
    if at is None:
        raise Http404
    language = page_language()
    stands = stands_of(it, request.reader, timezone.localdate())
    rows = compared(clauses[at], stands, request.reader, language)
    read = [row.text for row in rows if row.text and row.given]
    note_reading([it, *read], by=_person(request), at=timezone.now())
    page = {
        "it": it,
        "clause": clauses[at],
        "number": clauses[at].number.rstrip(". "),
        "words": words_of(clauses[at], language),
        "given": [row for row in rows if row.given],
        "none": [row for row in rows if not row.given],
        "before": clauses[at - 1] if at else None,
        "after": clauses[at + 1] if at + 1 < len(clauses) else None,
    }
    return render(request, "instruments/compare.html", page)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def state(request: Request, slug: str) -> HttpResponse:
    """A party says where it stands."""
    it = regional_text(request.reader, slug)
    parties = parties_spoken_for(request, it)
    if not parties:
        raise Http404
    note_reading([it], by=request.user, at=timezone.now())
    form = StandingForm(request.POST or None, parties=parties, initial={"label": it.label})

    def act(_data: dict[str, Any]) -> str:
        party = form.the_party()
        services.state_standing(it, party, **form.said(), by=request.user, at=timezone.now())
        return reverse("instruments:standings", args=[it.slug])

    done = _("Your party’s word is recorded.")
    page = {"it": it, "heading": _("Where your party stands")}
    return answer_form(
        request, form, act, template="instruments/protocol_form.html", done=done, page=page
    )


@login_required
@require_POST
def share_standing(request: Request, pk: int) -> HttpResponse:
    seen = Standing.objects.visible_to(request.reader).select_related("regional", "body")
    it = get_object_or_404(seen, pk=pk)
    is_shared = share(it, by=request.user, at=timezone.now())
    messages.success(request, said_of_sharing(is_shared))
    return redirect("instruments:standings", it.regional.slug)


def regional_text(reader: Reader, slug: str) -> Instrument:
    """An adopted protocol, strategy, plan or guideline of a body, as far as the reader sees it."""
    texts = Instrument.objects.visible_to(reader).adopted().regional().filter(kind__in=KINDS)
    found: Instrument = get_object_or_404(
        texts.select_related("body__dialogue", "owner"), slug=slug
    )
    return found


def parties_spoken_for(request: Request, it: Instrument, on: date | None = None) -> list[Party]:
    """The parties for which the person may say something about the text."""
    dialogue = it.body.dialogue
    keys = {party for party, of in request.reader.drafts if of == dialogue.pk}
    if not keys or not request.user.is_authenticated:
        return []
    day = on or timezone.localdate()
    found = Party.objects.filter(pk__in=keys, kind__in=ON_A_MAP)
    return [one for one in found if speaks_for(request.user, one, dialogue, day)]
