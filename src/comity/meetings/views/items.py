"""What the chair does with one item of the agenda."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comity.documents.models import Document
from comity.documents.series import propose
from comity.documents.upload import takes_files
from comity.parties import ledger
from comity.parties.requests import Request
from comity.ui.answers import answer_form

from .. import services
from ..forms import HandInForm, ItemForm, ModeForm, PickForm
from ..models import AgendaItem
from .agenda import arranged
from .meetings import FORM, chaired_or_404


def _item(request: Request, pk: int) -> AgendaItem:
    """An item of the agenda that the reader may see and keeps."""
    visible = AgendaItem.objects.visible_to(request.reader)
    item = get_object_or_404(
        visible.select_related("meeting__body__dialogue", "owner", "parent"), pk=pk
    )
    chaired_or_404(item.meeting, request)
    return item


def _page(item: AgendaItem, heading: str) -> dict[str, Any]:
    return {"heading": heading, "meeting": item.meeting, "item": item}


@require_safe
@login_required
def item(request: Request, pk: int) -> HttpResponse:
    """What the chair does with one item: its mode, its documents, its parts."""
    it = _item(request, pk)
    documents = list(Document.objects.visible_to(request.reader).filter(items=it).order_by("pk"))
    ledger.note_reading([it], by=request.user, at=timezone.now())
    form = ModeForm(initial={"mode": it.mode, "shown": it.mode})
    if not it.parts.exists():
        del form.fields["with_parts"]
    page = {
        "item": it,
        "documents": documents,
        "form": form,
        "may_have_parts": not (it.parent and it.parent.parent_id),
    }
    return render(request, "meetings/item.html", page)


@login_required
def edit(request: Request, pk: int) -> HttpResponse:
    item = _item(request, pk)
    ledger.note_reading([item], by=request.user, at=timezone.now())
    form = ItemForm(request.POST or None, meeting=item.meeting, item=item)

    def act(given: dict[str, Any]) -> str:
        services.change_item(item, **given, by=request.user, at=timezone.now())
        return arranged(item.meeting, item)

    return answer_form(
        request,
        form,
        act,
        template=FORM,
        done=_("The item was changed."),
        page=_page(item, _("Change the item")),
    )


@require_POST
@login_required
def mode(request: Request, pk: int) -> HttpResponse:
    item = _item(request, pk)

    def act(given: dict[str, Any]) -> AgendaItem:
        services.switch_mode(item, **given, by=request.user, at=timezone.now())
        return item

    form = ModeForm(request.POST)
    done = _("The mode was switched, for the item and for everything under it.")
    return answer_form(
        request, form, act, template=FORM, done=done, page=_page(item, _("Switch the mode"))
    )


@require_POST
@login_required
def remove(request: Request, pk: int) -> HttpResponse:
    item = _item(request, pk)
    services.remove_item(item, by=request.user, at=timezone.now())
    messages.success(request, _("The item was taken off the agenda."))
    return redirect(arranged(item.meeting))


@login_required
def documents(request: Request, pk: int) -> HttpResponse:
    """Put a document that is here already under the item."""
    item = _item(request, pk)
    known = Document.objects.visible_to(request.reader).exclude(items=item)
    known = known.filter(body__dialogue=item.body.dialogue_id).newest_first()
    form = PickForm(request.POST or None, documents=known)

    def act(given: dict[str, Any]) -> AgendaItem:
        now = timezone.now()
        services.add_document_to_item(item, given["document"], by=request.user, at=now)
        return item

    page = _page(item, _("Put a document under the item")) | {"offers_new": True}
    done = _("The document is under the item, and takes its mode.")
    return answer_form(request, form, act, template=FORM, done=done, page=page)


@takes_files
@login_required
def hand_in(request: Request, pk: int) -> HttpResponse:
    """Add a new document under the item."""
    item = _item(request, pk)
    form = HandInForm(request.POST or None, request.FILES or None)
    propose(form, item.body, item.meeting.starts_on, item.meeting.number)

    def act(given: dict[str, Any]) -> Document:
        files = {given.pop("language"): given.pop("file")}
        return services.hand_in(item, **given, files=files, by=request.user, at=timezone.now())

    page = _page(item, _("Add a new document under the item")) | {
        "next_step": _("Only the owner's seats in this dialogue read it until it is shared."),
    }
    done = _("The document was added under the item. Share it when it is ready.")
    return answer_form(request, form, act, template=FORM, done=done, page=page)


@require_POST
@login_required
def remove_document(request: Request, pk: int, document: int) -> HttpResponse:
    item = _item(request, pk)
    visible = Document.objects.visible_to(request.reader).filter(items=item)
    found = get_object_or_404(visible, pk=document)
    services.remove_document_from_item(item, found, by=request.user, at=timezone.now())
    messages.success(request, _("The document was taken off the item."))
    return redirect(item)
