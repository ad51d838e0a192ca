"""The way into the desk, where public pages are edited."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from comity.refusals import Refusal


class NotAnEditor(Refusal):
    """Only who edits public pages enters the desk."""

    status = 403


def page_not_found(_request: HttpRequest, *_args: object) -> HttpResponse:
    """An address that a library would answer and that this site does not have."""
    raise Http404


def desk_entrance(request: HttpRequest) -> HttpResponse:
    """The desk has no sign-in of its own: one entrance, with its second factor.

    Raises:
        NotAnEditor: somebody signed in who may not edit public pages came here.
    """
    if request.user.is_authenticated:
        raise NotAnEditor(
            _("You are signed in, but do not edit public pages. Ask the operator for that right.")
        )
    return redirect_to_login(request.GET.get("next", "/desk/"), settings.LOGIN_URL)
