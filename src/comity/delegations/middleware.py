"""Signing out takes with it what a registration desk kept in the browser."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

KEPT = "desk_kept"
"""In the session: a list of delegates was given to this browser."""


def forget_desk(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Ask the browser to drop it; a browser that cannot drops it at the end of the desk."""

    def answer(request: HttpRequest) -> HttpResponse:
        is_leaving = request.method == "POST" and request.path_info == reverse("account_logout")
        kept = is_leaving and request.session.get(KEPT)
        response = get_response(request)
        if kept:
            response["Clear-Site-Data"] = '"storage"'
        return response

    return answer
