"""Entering a session: how a person came in is noted where allauth looks for it."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest

from .models import Person

# ``allauth.account.internal`` is the only place where allauth notes how a person came in: it has
# no public call for it, and its second factor trusts no other note. The lock pins the version.

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")
LOOPBACK_ADDRESSES = {"127.0.0.1", "::1"}


def enter(request: HttpRequest, person: Person, method: str) -> None:
    """Sign the person in, note the method (``password`` or ``example``) and list the session, so
    that it is seen and ended from another one like those of the sign-in page."""
    login(request, person, BACKEND)
    UserSession.objects.create_from_request(request)
    record_authentication(request, person, method)


def note_second_factor(request: HttpRequest, user: Person, **_others: object) -> None:
    """The session in which a second factor was set up has shown it; no other session has."""
    record_authentication(request, user, "mfa", type="totp")


def may_enter_example(request: HttpRequest) -> bool:
    """Only where the site is the example, asked from this very machine, by no proxy."""
    return (
        settings.EXAMPLE
        and request.META.get("REMOTE_ADDR") in LOOPBACK_ADDRESSES
        and not any(name in request.META for name in FORWARDED)
        and request.get_host().rsplit(":", 1)[0] in settings.LOOPBACK
    )
