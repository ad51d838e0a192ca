"""The page that says what is in the pack, and the pack itself, whole or from where a line broke."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from comity.documents.languages import LANGUAGES
from comity.parties import ledger
from comity.parties.requests import Request
from comity.ui.fields import give_choices
from comity.ui.locales import language_name, page_language

from ..models import Meeting
from .archive import Archive
from .contents import Contents, contents_of, languages_in
from .packing import pack
from .sending import send

TAKEN = "meetings.taken"
"""Session: meeting → the pack of which the beginning of a download was written down last."""


class LanguagesForm(forms.Form):
    """In which languages the documents are wanted."""

    language = forms.MultipleChoiceField(label=_("Languages"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, languages: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(code, language_name(code, page_language())) for code in languages]
        give_choices(self, "language", choices)


@require_safe
def take_away(request: Request, slug: str) -> HttpResponse:
    it = _visible(request, slug)
    contents = contents_of(it, request.reader, asked_languages(request))
    there = languages_in(it, request.reader)
    query = urlencode({"language": contents.languages}, doseq=True)
    page = {
        "it": it,
        "form": LanguagesForm({"language": contents.languages}, languages=there),
        "contents": contents,
        "size": contents.size,
        "is_watched": bool(_watched(contents)),
        "file_url": f"{reverse('meetings:take_away_file', args=[slug])}?{query}",
    }
    return render(request, "meetings/takeaway/take_away.html", page)


@require_safe
def take_away_file(request: Request, slug: str) -> HttpResponseBase:
    """The pack as the reader may see it now: at each request, so also when going on with one."""
    it = _visible(request, slug)
    contents = contents_of(it, request.reader, asked_languages(request))
    archive = pack(contents, slug)
    response = get_conditional_response(request, etag=archive.etag) or send(
        request, archive, "application/zip"
    )
    if request.method == "GET" and response.status_code in {200, 206}:
        _note(request, contents, archive, response)
    response.headers["ETag"] = archive.etag
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}.zip"'
    return response


def _visible(request: Request, slug: str) -> Meeting:
    visible = Meeting.objects.visible_to(request.reader)
    return get_object_or_404(visible.select_related("body__dialogue"), slug=slug)


def asked_languages(request: Request) -> list[str]:
    """Those that ``?language=`` names, in the order of all; the page's where none is known."""
    asked = request.GET.getlist("language")
    return [one for one in LANGUAGES if one in asked] or [page_language()]


def _note(
    request: Request, contents: Contents, archive: Archive, response: HttpResponseBase
) -> None:
    """Write down what is watched, once for each download that begins. Going on with one is not
    written down again; going on with one that never began here is."""
    watched = _watched(contents)
    if not watched:
        return
    taken, key = dict(request.session.get(TAKEN, {})), str(contents.meeting.pk)
    goes_on = response.status_code == 206 and not response.headers["Content-Range"].startswith(
        "bytes 0-"
    )
    if goes_on and taken.get(key) == archive.etag:
        return
    ledger.note_reading(watched, by=request.user, at=timezone.now(), how="downloaded")
    request.session[TAKEN] = taken | {key: archive.etag}


def _watched(contents: Contents) -> list[Any]:
    """What of it is read by who opens it: the meeting, its items, and documents with a file."""
    lines = [line for _item, lines in contents.items for line in lines if line.files]
    documents = {line.document.pk: line.document for line in lines}
    things = [contents.meeting, *(item for item, _lines in contents.items), *documents.values()]
    return [thing for thing in things if thing.is_watched]
