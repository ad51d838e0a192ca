"""How the secretariat defines, changes and withdraws the indicators of a mandate."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comity.parties.ledger import note_reading
from comity.parties.requests import Request
from comity.parties.services import require_secretariat
from comity.ui.answers import answer_form

from ..forms.indicators import IndicatorForm
from ..models import Indicator, Mandate
from ..services import indicators

_TEMPLATE = "mandates/indicator_form.html"


@login_required
def define(request: Request, pk: int) -> HttpResponse:
    it = get_object_or_404(_mandates(request), pk=pk)
    _require_office(request, it)
    form = IndicatorForm(request.POST if request.method == "POST" else None)

    def act(_data: dict[str, Any]) -> Mandate:
        given = form.definition()
        indicators.define_indicator(it, given, by=request.user, at=timezone.now())
        return it

    done = _("The indicator is defined; the next reports are asked for its values.")
    return answer_form(request, form, act, template=_TEMPLATE, done=done, page={"mandate": it})


@login_required
def change(request: Request, pk: int) -> HttpResponse:
    indicator = _indicator(request, pk)
    it = indicator.mandate
    _require_office(request, it)
    form = IndicatorForm(request.POST if request.method == "POST" else None, indicator)

    def act(_data: dict[str, Any]) -> Mandate:
        given = form.definition()
        indicators.change_indicator(indicator, given, by=request.user, at=timezone.now())
        return it

    page = {"mandate": it, "indicator": indicator}
    done = _("The indicator was changed.")
    return answer_form(request, form, act, template=_TEMPLATE, done=done, page=page)


@login_required
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    indicator = _indicator(request, pk)
    indicators.withdraw_indicator(indicator, by=request.user, at=timezone.now())
    messages.success(request, _("The indicator was withdrawn; values already given are kept."))
    return redirect(indicator.mandate)


def _mandates(request: Request) -> Any:
    return Mandate.objects.visible_to(request.reader).select_related("body__dialogue")


def _indicator(request: Request, pk: int) -> Indicator:
    seen = Indicator.objects.visible_to(request.reader).select_related("mandate__body__dialogue")
    indicator: Indicator = get_object_or_404(seen, pk=pk)
    return indicator


def _require_office(request: Request, it: Mandate) -> None:
    require_secretariat(request.user, it.body.dialogue, timezone.localdate())
    note_reading([it], by=request.user, at=timezone.now())
