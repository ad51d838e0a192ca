"""A party's administrator keeps its mailboxes and sees what comes back; a mailbox says yes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from comity.parties.dates import day_of
from comity.parties.models import Party
from comity.parties.requests import Request
from comity.ui.answers import answer_form

from . import mailboxes as services
from .forms import MailboxForm
from .lost import lost_mail
from .models import Mailbox


@login_required
def mailboxes(request: Request, slug: str) -> HttpResponse:
    """The party's mailboxes, a form to add one, and to whom its mail does not come."""
    party = get_object_or_404(Party, slug=slug, pk__in=request.reader.administered)
    now = timezone.now()
    form = MailboxForm(
        request.POST or None,
        party=party,
        on=day_of(now),
        initial={"language": request.user.language},
    )

    def act(given: dict[str, Any]) -> str:
        services.add_mailbox(party, by=request.user, at=now, **given)
        return request.path

    found = Mailbox.objects.visible_to(request.reader).current().filter(party=party)
    page = {
        "it": party,
        "mailboxes": found.select_related("dialogue"),
        "lost": lost_mail([party.pk], day_of(now)),
    }
    done = _("A question was sent to %(address)s. Copies come once somebody there says yes.") % {
        "address": request.POST.get("address", "")
    }
    return answer_form(request, form, act, template="notices/mailboxes.html", done=done, page=page)


@login_required
@require_POST
def remove(request: Request, pk: int) -> HttpResponse:
    found = Mailbox.objects.visible_to(request.reader).select_related("party")
    mailbox = get_object_or_404(found, pk=pk)
    services.remove_mailbox(mailbox, by=request.user, at=timezone.now())
    messages.success(request, _("No more copies come to %(address)s.") % {"address": mailbox})
    return redirect("notices:mailboxes", mailbox.party.slug)


def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button, and its press: the address itself proves that the mailbox is read."""
    mailbox = services.find_mailbox(token)
    if mailbox is None:
        raise Http404
    if request.method == "POST":
        services.confirm_mailbox(mailbox, at=timezone.now())
        mailbox.refresh_from_db()
    return render(request, "notices/mailbox.html", {"it": mailbox})
