"""How pages answer: what a form page does with what was typed, and files that programs fetch again
and again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from comity.refusals import Refusal


def answer_form(
    request: HttpRequest,
    form: forms.BaseForm,
    act: Callable[[dict[str, Any]], Any],
    *,
    template: str,
    done: str,
    page: dict[str, Any],
) -> HttpResponse:
    """Do what a valid form asks and go where ``act`` says; else show it with what is wrong.

    ``act`` takes the cleaned data, or raises a refusal, whose status is then the page's.
    """
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                target = act(dict(form.cleaned_data))
            except Refusal as refusal:
                form.add_error(None, str(refusal))
                status = refusal.status
            else:
                messages.success(request, done)
                return redirect(target)
    return render(request, template, page | {"form": form}, status=status)


def asked_language(request: HttpRequest, otherwise: str = "") -> str:
    """``?language=es`` of an address without a language: files and feeds carry none.

    Raises:
        Http404: a language that this site does not speak.
    """
    language = request.GET.get("language") or otherwise or settings.LANGUAGE_CODE
    if language not in dict(settings.LANGUAGES):
        raise Http404
    return language


def answer_again(
    request: HttpRequest, content: bytes, media_type: str, *, name: str, is_public: bool
) -> HttpResponseBase:
    """A file that a program asks for again: only that it is the same, where it is (304).

    Args:
        is_public: Anyone reads the same at this address, so caches on the way may keep it.
    """
    response = HttpResponse(content, content_type=media_type)
    response.headers["ETag"] = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    kept = "public, max-age=900" if is_public else "private, no-cache"
    response.headers["Cache-Control"] = kept
    response.headers["X-Robots-Tag"] = "noindex"
    etag = response.headers["ETag"]
    return get_conditional_response(request, etag=etag, response=response) or response
