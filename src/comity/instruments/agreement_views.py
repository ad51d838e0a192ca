"""The register of agreements, one agreement, and what its secretariat writes down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comity.documents import tables
from comity.parties import registry
from comity.parties.access import Reader
from comity.parties.ledger import note_reading
from comity.parties.requests import Request
from comity.ui.answers import answer_form
from comity.ui.said import plain, plain_day

from . import services
from .agreement_forms import (
    AgreementFilter,
    RenewalForm,
    SignatureForm,
    TerminationForm,
    TermsForm,
)
from .agreement_words import shape_of, timeline, unknown
from .agreements import Agreement
from .models import Instrument
from .services.agreements import KINDS
from .signing import Signing, signings_of


@require_safe
def agreements(request: Request) -> HttpResponse:
    on = timezone.localdate()
    form, found = _register(request, on)
    states = [one.state(on) for one in found]
    page = {
        "form": form,
        "lines": [(one, state, shape_of(state)) for one, state in zip(found, states, strict=True)],
        "files": [(label, ending) for ending, (label, _type, _write) in tables.FORMS.items()],
    }
    return render(request, "instruments/agreements.html", page, status=422 if form.errors else 200)


@require_safe
def agreements_file(request: Request, form: str) -> HttpResponse:
    """The same register as ``csv`` or ``xlsx``; of a watched text no more than a page shows."""
    on = timezone.localdate()
    _form, found = _register(request, on)
    head = [
        _("Agreement"), _("Dialogue"), _("Parties"), _("State"), _("In force since"),
        _("Last day of the term"), _("Renewal"), _("To be decided before"), _("Label"),
    ]  # fmt: skip
    rows = [_row(one, on) for one in found]
    return tables.file_answer(form, f"agreements-{on}", _("Register of agreements"), head, rows)


def _register(request: Request, on: date) -> tuple[AgreementFilter, list[Agreement]]:
    seen = list(
        _seen(request.reader)
        .prefetch_related("signatures__party")
        .order_by("-instrument__adopted_on", "-pk")
    )
    form = AgreementFilter(request.GET, seen)
    return form, form.narrowed(seen, on)


def _row(it: Agreement, on: date) -> list[str]:
    text = it.instrument
    name, dialogue = plain(text.passing_title), text.body.dialogue.short
    if text.is_watched:
        return [name, dialogue, "", "", "", "", "", "", text.tlp.words]
    parties = ", ".join(plain(one.party.name) for one in it.signatures.all())
    return [
        name, dialogue, parties, str(it.state(on).label),
        plain_day(it.in_force_on, it.in_force_precision), plain_day(it.ends_on),
        str(it.get_renewal_display()) if it.renewal else "", plain_day(it.decides_on),
        text.tlp.words,
    ]  # fmt: skip


def _seen(reader: Reader) -> Any:
    return Agreement.objects.visible_to(reader).select_related("instrument__body__dialogue")


@require_safe
def agreement(request: Request, slug: str) -> HttpResponse:
    """One agreement: who signed, its life in words, and what it obliges to."""
    it = get_object_or_404(_seen(request.reader), instrument__slug=slug)
    return render(request, "instruments/agreement.html", _page(request, it))


def _page(request: Request, it: Agreement) -> dict[str, Any]:
    note_reading([it.instrument], by=request.user, at=timezone.now())
    on = timezone.localdate()
    signings = signings_of(it, request.reader, on)
    signatures = [one.signature for one in signings if one.signature]
    state = it.state(on)
    return {
        "it": it,
        "text": it.instrument,
        "state": state,
        "shape": shape_of(state),
        "signed": [one for one in signings if one.signature],
        "unsigned": [one for one in signings if not one.signature],
        "files": [(label, ending) for ending, (label, _type, _write) in tables.FORMS.items()],
        "timeline": timeline(it, signatures),
        "unknown": unknown(it),
        "may_change": it.instrument.body.dialogue_id in request.reader.secretariats,
        "panels": list(registry.panels("agreement", it, request.reader, on, request)),
    }


@require_safe
def signatures_file(request: Request, slug: str, form: str) -> HttpResponse:
    """Who signed and who did not, as ``csv`` or ``xlsx``."""
    it = get_object_or_404(_seen(request.reader), instrument__slug=slug)
    note_reading([it.instrument], by=request.user, at=timezone.now(), how="downloaded")
    on = timezone.localdate()
    head = [
        _("Party"), _("Code"), _("Signed on"), _("Signed by"), _("Ratified on"),
        _("In force for it since"), _("Reservations"),
    ]  # fmt: skip
    rows = [_signing_row(one) for one in signings_of(it, request.reader, on)]
    name = f"{it.instrument.slug}-signatures-{on}"
    return tables.file_answer(form, name, _("Who signed"), head, rows)


def _signing_row(one: Signing) -> list[str]:
    signed = one.signature
    notes = [one_.footnote for one_ in one.reservations]
    clauses = "; ".join(f"{note.clause.number} {plain(note.words)}".strip() for note in notes)
    days = ["", "", "", ""]
    if signed:
        days = [
            plain_day(signed.signed_on, signed.signed_precision),
            signed.signatory,
            plain_day(signed.ratified_on, signed.ratified_precision),
            plain_day(signed.in_force_on, signed.in_force_precision),
        ]
    return [plain(one.party.name), one.party.code, *days, clauses]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: Request, slug: str) -> HttpResponse:
    """Enter a text into the register, or correct what the register says of it."""
    reader = request.reader
    texts = Instrument.objects.visible_to(reader).adopted().filter(kind__in=KINDS)
    text = get_object_or_404(texts.select_related("body__dialogue"), slug=slug)
    _require_office(reader, text)
    form = TermsForm.of(_posted(request), Agreement.objects.filter(instrument=text).first())

    def act(_data: dict[str, Any]) -> Agreement:
        return services.register_agreement(text, form.terms(), by=request.user, at=timezone.now())

    return _answer(
        request, text, form, act, heading=_("The terms"), done=_("The register is up to date.")
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: Request, slug: str) -> HttpResponse:
    it = _own(request, slug)

    def act(data: dict[str, Any]) -> Agreement:
        services.record_signature(it, by=request.user, at=timezone.now(), **data)
        return it

    form = SignatureForm(_posted(request), it)
    done = _("The signature is written down.")
    return _answer(request, it.instrument, form, act, heading=_("A signature"), done=done)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: Request, slug: str) -> HttpResponse:
    it = _own(request, slug)

    def act(data: dict[str, Any]) -> Agreement:
        return services.renew(it, by=request.user, at=timezone.now(), **data)

    done = _("The new term is written down.")
    return _answer(
        request, it.instrument, RenewalForm(_posted(request)), act, heading=_("Renewal"), done=done
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def terminate(request: Request, slug: str) -> HttpResponse:
    it = _own(request, slug)

    def act(data: dict[str, Any]) -> Agreement:
        return services.terminate(it, by=request.user, at=timezone.now(), **data)

    done = _("The end of the agreement is written down.")
    return _answer(
        request,
        it.instrument,
        TerminationForm(_posted(request)),
        act,
        heading=_("Termination"),
        done=done,
    )


def _posted(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


def _own(request: Request, slug: str) -> Agreement:
    """An agreement of a dialogue whose secretariat the reader is of."""
    it: Agreement = get_object_or_404(_seen(request.reader), instrument__slug=slug)
    _require_office(request.reader, it.instrument)
    return it


def _require_office(reader: Reader, text: Instrument) -> None:
    if text.body.dialogue_id not in reader.secretariats:
        raise Http404


def _answer(
    request: Request,
    text: Instrument,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Any],
    *,
    heading: str,
    done: str,
) -> HttpResponse:
    """The form page of an act on an agreement; it shows the title, so its reading is noted."""
    note_reading([text], by=request.user, at=timezone.now())
    page = {"text": text, "heading": heading}
    return answer_form(
        request, form, act, template="instruments/agreement_form.html", done=done, page=page
    )
