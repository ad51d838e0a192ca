"""Pages that whoever holds an address may open, without an account: found by nobody else, and
tried only so often."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

MOST_UNKNOWN = 30
"""Addresses of one kind tried within a minute from one place that open nothing."""


def unlisted(answer: HttpResponse) -> HttpResponse:
    """The same, so that no search engine and no other site learns its address."""
    answer["X-Robots-Tag"] = "noindex, nofollow"
    # Stricter ("no-referrer") a browser would not say whence a form is sent, and it would be
    # refused; this keeps the address from every other site.
    answer["Referrer-Policy"] = "same-origin"
    return answer


def opens_nothing(request: HttpRequest) -> HttpResponse:
    """The answer to an address that leads to no thing; in the end no answer to who keeps trying."""
    kind, place = request.resolver_match, get_adapter().get_client_ip(request)
    if times_within_minute(f"unknown:{kind and kind.view_name}:{place}") > MOST_UNKNOWN:
        return HttpResponse(status=429)
    return render(request, "404.html", status=404)


def times_within_minute(what: str) -> int:
    """How often this was done within the minute, this time included."""
    minute = int(timezone.now().timestamp()) // 60
    key = f"address:{what}:{minute}"
    times: int = cache.get(key, 0) + 1
    cache.set(key, times, 120)
    return times
