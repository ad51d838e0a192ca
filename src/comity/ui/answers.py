"""What a form page does with what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

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
