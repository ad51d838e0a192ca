"""Feeds as anyone may read them. ``?language=es`` chooses the language, ``?only=`` one kind."""

from __future__ import annotations

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from comity.parties.models import Body, Dialogue
from comity.ui.answers import answer_again, asked_language
from comity.ui.said import plain

from ..letters import absolute
from . import atom
from .entries import entries, kinds


@require_safe
def dialogue(request: HttpRequest, slug: str) -> HttpResponseBase:
    it = get_object_or_404(Dialogue, slug=slug)
    return _feed(request, it, Body.objects.filter(dialogue=it))


@require_safe
def body(request: HttpRequest, slug: str) -> HttpResponseBase:
    it = get_object_or_404(Body, slug=slug)
    return _feed(request, it, Body.objects.filter(pk=it.pk))


def _feed(request: HttpRequest, it: Dialogue | Body, bodies: QuerySet[Body]) -> HttpResponseBase:
    language, only = asked_language(request), request.GET.get("only", "")
    if only and only not in kinds():
        raise Http404
    query = f"?language={language}" + (f"&only={only}" if only else "")
    with override(language):
        content = atom.write(
            entries(bodies, only),
            title=_("%(name)s: what is new") % {"name": plain(it.name)},
            author=settings.WAGTAIL_SITE_NAME,
            language=language,
            origin=settings.ORIGIN,
            own_url=f"{settings.ORIGIN}{request.path}{query}",
            page_url=absolute(it.get_absolute_url(), language),
        )
    media_type = f"{atom.MEDIA_TYPE}; charset=utf-8"
    return answer_again(request, content, media_type, name=f"{it.slug}.atom", is_public=True)
