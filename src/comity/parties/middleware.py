"""What every request passes: the second factor, the reader, and refusals shown as they stand."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from comity.refusals import Refusal

from .access import Reader

Answer = Callable[[HttpRequest], HttpResponse]

# What somebody without a second factor still reaches: setting it up, and leaving.
BEFORE_SECOND_FACTOR = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_generate_recovery_codes",
        "account_logout",
        "account_reauthenticate",
        "account_login",
    }
)


def reader(get_response: Answer) -> Answer:
    """``request.reader``: who reads, worked out once, and only when somebody asks."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.reader = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: Reader.of(request.user, timezone.localdate())
        )
        return get_response(request)

    return answer


def refusals(get_response: Answer) -> Answer:
    """A refusal that no form took up is shown on a page of its own, with its status."""

    def answer(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        came_from = request.headers.get("Referer", "")
        is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()})
        page = {"refusal": str(exception), "back": came_from if is_ours else ""}
        return render(request, "parties/refusal.html", page, status=exception.status)

    answer.process_exception = process_exception  # type: ignore[attr-defined]
    return answer


def second_factor_required(get_response: Answer) -> Answer:
    """A password alone opens nothing: a seat sets up its second factor first."""

    def answer(request: HttpRequest) -> HttpResponse:
        if _lacks_second_factor(request):
            if is_mfa_enabled(request.user):
                # It was set up in another session: this one has to show it.
                logout(request)
                return redirect("account_login")
            messages.info(request, _("Set up your second factor first. It protects every seat."))
            return redirect("mfa_activate_totp")
        return get_response(request)

    return answer


def _lacks_second_factor(request: HttpRequest) -> bool:
    if not request.user.is_authenticated:
        return False
    methods = {record["method"] for record in get_authentication_records(request, request.user)}
    has_shown = methods & {"mfa", "example"}
    return not has_shown and _name_of(request.path_info) not in BEFORE_SECOND_FACTOR


def _name_of(path: str) -> str | None:
    try:
        return resolve(path).url_name
    except Resolver404:
        return None
