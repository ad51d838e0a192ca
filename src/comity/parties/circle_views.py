"""One page on which an owner narrows or widens the circle of any shared record."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from comity.refusals import Refusal
from comity.tlp import Label

from . import services
from .access import Shared
from .forms import CircleForm
from .ledger import note_reading
from .requests import Request


def _kind(name: str) -> Any:
    try:
        model = apps.get_model(name)
    except (LookupError, ValueError):
        raise Http404 from None
    if not issubclass(model, Shared):
        raise Http404
    return model


@login_required
def circle(request: Request, kind: str, pk: int) -> HttpResponse:
    """Who may read a record, and a form for those who decide it."""
    now = timezone.now()
    record = get_object_or_404(_kind(kind)._default_manager.visible_to(request.reader), pk=pk)
    if not services.decides_circle(record, request.reader):
        raise Http404
    note_reading([record], by=request.user, at=now)
    form = CircleForm(
        request.POST or None,
        record=record,
        on=now.date(),
        initial={
            "label": record.label,
            "with_observers": record.with_observers,
            "recipients": record.recipients.all(),
        },
    )
    if form.is_valid():
        given = form.cleaned_data | {"label": Label(form.cleaned_data["label"])}
        given["recipients"] = list(given["recipients"])
        try:
            services.relabel(record, by=request.user, at=now, **given)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The circle was changed. The ledger says so."))
            return redirect(record.get_absolute_url())
    page = {"it": record, "form": form}
    return render(request, "parties/circle.html", page, status=422 if form.errors else 200)
