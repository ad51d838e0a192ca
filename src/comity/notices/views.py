from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comity.parties.entrance import may_enter_example
from comity.parties.models import Body
from comity.parties.requests import Request

from . import services
from .models import Message

View = Callable[..., HttpResponse]


def example_only(view: View) -> View:
    """The mail of all persons is shown in the example alone, and on its own machine alone."""

    @wraps(view)
    def guarded(request: Request, *args: object, **kwargs: object) -> HttpResponse:
        if not may_enter_example(request):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@example_only
def outbox(request: Request) -> HttpResponse:
    page = Paginator(Message.objects.all(), 50).get_page(request.GET.get("page"))
    return render(request, "notices/outbox.html", {"page": page})


@require_safe
@example_only
def message(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Message, pk=pk)
    # "messages" and "message" are Django's own names for what has just happened.
    page = {
        "message_": found,
        "language": found.headers.get("Content-Language", ""),
        "reply_to": found.headers.get("Reply-To", ""),
    }
    return render(request, "notices/message.html", page)


@require_POST
@login_required
def follow(request: Request, slug: str) -> HttpResponse:
    """Follow a body, or stop following it, as the button that was pressed says."""
    body = get_object_or_404(Body, slug=slug)
    if request.POST.get("act") == "unfollow":
        services.unfollow(request.user, body)
        messages.success(request, _("You no longer follow %(body)s.") % {"body": body})
    else:
        services.follow(request.user, body)
        messages.success(
            request, _("You follow %(body)s: what changes is on your desk.") % {"body": body}
        )
    return redirect(body)
