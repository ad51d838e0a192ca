"""Files for programs: the map of the site, feeds, pictures. They carry no language."""

from __future__ import annotations

from mimetypes import guess_type
from xml.etree import ElementTree as ET

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe
from wagtail.models import Page

from comity.notices.feeds import atom
from comity.notices.feeds.entries import MOST
from comity.ui.answers import answer_again

from .. import told
from ..cards import card_of
from ..filtering import NewsFilter
from ..languages import SITE_LANGUAGES
from ..models import NewsIndex, NewsPage
from ..sitemap import sitemap_of

FOR_A_DAY = "public, max-age=86400"
PICTURES = {"image/png", "image/jpeg", "image/webp", "image/gif", "image/avif"}


@require_safe
def sitemap(request: HttpRequest) -> HttpResponseBase:
    content = ET.tostring(sitemap_of(settings.ORIGIN), encoding="utf-8", xml_declaration=True)
    return HttpResponse(content, content_type="application/xml; charset=utf-8")


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    words = f"User-agent: *\nDisallow: /desk/\nSitemap: {settings.ORIGIN}/sitemap.xml\n"
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


@require_safe
def card(_request: HttpRequest, pk: int) -> HttpResponse:
    page = get_object_or_404(Page.objects.live().filter(depth__gt=1), pk=pk).specific
    response = HttpResponse(card_of(page), content_type="image/png")
    response.headers["Cache-Control"] = FOR_A_DAY
    return response


@require_safe
def media(_request: HttpRequest, path: str) -> FileResponse:
    """A picture as a public page shows it; anything else is not there, the originals least of
    all: they hold what was cut off, and where it was taken."""
    kind, _encoding = guess_type(path)
    if kind not in PICTURES or not path.startswith("images/"):
        raise Http404
    try:
        file = default_storage.open(path)
    except (OSError, ValueError, SuspiciousFileOperation) as error:
        raise Http404 from error
    response = FileResponse(file, content_type=kind)
    response.headers["Cache-Control"] = FOR_A_DAY
    return response


@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    """News in one language: ``?language=pt``, and of a dialogue or theme, as the list has it."""
    language = request.GET.get("language") or settings.LANGUAGE_CODE
    form = NewsFilter(request.GET)
    if language not in SITE_LANGUAGES or not form.is_valid():
        raise Http404
    notes = form.narrow(NewsPage.objects.shown(language))[:MOST]
    index = get_object_or_404(NewsIndex.objects.live(), locale__language_code=language)
    with override(language):
        content = atom.write(
            [told.entry_of(note) for note in notes],
            title=_("News") + form.suffix(),
            author=settings.WAGTAIL_SITE_NAME,
            language=language,
            origin=settings.ORIGIN,
            own_url=f"{settings.ORIGIN}{request.path}?{form.feed_query(language)}",
            page_url=settings.ORIGIN + index.get_absolute_url(),
        )
    media_type = f"{atom.MEDIA_TYPE}; charset=utf-8"
    return answer_again(request, content, media_type, name="news.atom", is_public=True)
