"""The site with one address more: a page as Wagtail alone serves it, for ``bench/public.py``.

``/plain/en/…`` goes through every other middleware, then to Wagtail's own view and from there to
``Page.serve`` of Wagtail, with the page's own template and facts.
"""

# ruff: noqa: E402 - the settings are chosen before anything reads them
from __future__ import annotations

import os
from functools import partial
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.config.settings")

import django
from django.conf import settings

django.setup()

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import re_path
from django.utils.translation import override
from wagtail import views as wagtail_views
from wagtail.models import Page

import comity.config.urls as site


def plain(request: HttpRequest, language: str, path: str) -> HttpResponseBase:
    with override(language):
        page, _args, _kwargs = Page.route_for_request(request, path)
        page.serve = partial(Page.serve, page)
        response: Any = wagtail_views.serve(request, path)
        return response.render()


site.urlpatterns.append(re_path(r"^plain/(?P<language>\w\w)/(?P<path>.*)$", plain))
settings.ROOT_URLCONF = "comity.config.urls"
application = WSGIHandler()
