"""One page on which an owner narrows or widens the circle of any shared record."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from comity.tlp import Label
from comity.ui.answers import answer_form

from . import services
from .access import Shared
from .dates import day_of
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
        on=day_of(now),
        initial={
            "label": record.label,
            "with_observers": record.with_observers,
            "recipients": record.recipients.all(),
        },
    )

    def act(given: dict[str, Any]) -> Shared:
        label, recipients = Label(given.pop("label")), list(given.pop("recipients"))
        services.relabel(
            record, label=label, recipients=recipients, by=request.user, at=now, **given
        )
        return record

    done = _("The circle was changed. The ledger says so.")
    return answer_form(
        request, form, act, template="parties/circle.html", done=done, page={"it": record}
    )
