"""The way into the desk, where public pages are edited."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from comity.refusals import Refusal


class NotAnEditor(Refusal):
    """Only who edits public pages enters the desk."""

    status = 403


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
