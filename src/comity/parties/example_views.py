"""One click into the example, for somebody who looks at Comity for the first time."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import override
from django.views.decorators.http import require_POST

from .entrance import enter, may_enter_example
from .models import Person


@require_POST
def enter_example(request: HttpRequest, pk: int) -> HttpResponse:
    if not may_enter_example(request):
        raise Http404
    person = get_object_or_404(Person, pk=pk, is_example=True, is_active=True)
    enter(request, person, "example")
    asked = request.POST.get("language", "")
    with override(asked if asked in dict(settings.LANGUAGES) else person.language):
        return redirect("parties:desk")
