"""What our views are given: a request with its reader."""

from __future__ import annotations

from django.http import HttpRequest

from .access import Reader
from .models import Person


class Request(HttpRequest):
    """Only a type: the middleware puts ``reader`` on every request. Views that use ``user`` as
    a person stand behind ``login_required``."""

    reader: Reader
    user: Person
