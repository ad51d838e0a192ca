"""The desk of the public pages besides Wagtail's editor: what is there in which language, a page
and its version side by side, and a second person who publishes. For editors alone."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Page

from comity.ui.answers import answer_form

from .. import standing
from ..editors import is_editor
from ..forms import VersionForm, words_of
from ..languages import SITE_LANGUAGES
from ..models import PublicPage
from ..services import editing


def _editor_or_404(request: HttpRequest) -> Any:
    """A stranger gets the 404 of a page that does not exist."""
    if not is_editor(request.user):
        raise Http404
    return request.user


def _page_or_404(pk: int) -> PublicPage:
    return get_object_or_404(Page.objects.filter(depth__gt=1), pk=pk).specific


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """Every page in every language: published, drafted, older than its original, or missing."""
    _editor_or_404(request)
    rows = standing.rows()
    page = {
        "rows": rows,
        "languages_of_site": SITE_LANGUAGES,
        "waiting": standing.waiting(rows),
        "missing": sum(cell.state == "none" for row in rows for cell in row.cells),
    }
    return render(request, "desk/pages.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def version(request: HttpRequest, pk: int, to: str) -> HttpResponse:
    """The page beside its version in another language, which is written here."""
    editor, source = _editor_or_404(request), _page_or_404(pk)
    if to not in SITE_LANGUAGES or to == source.language:
        raise Http404
    source = source.get_latest_revision_as_object()
    there = editing.version_in(source, to)
    first = words_of(there.get_latest_revision_as_object()) if there else {}
    form = VersionForm(source, request.POST or None, initial=first)

    def keep(words: dict[str, Any]) -> str:
        draft = editing.write_version(source, to, words, by=editor, at=timezone.now())
        return standing.review_url(draft)

    shown = words_of(source)
    page = {
        "source": source,
        "to": to,
        "there": there,
        "pairs": [(field, shown[field.name]) for field in form],
    }
    done = _("The draft is kept. Ask another editor to read and publish it.")
    return answer_form(request, form, keep, template="desk/version.html", done=done, page=page)


@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """What would be published, who wrote it, and the button for a second person."""
    editor, page = _editor_or_404(request), _page_or_404(pk)
    return render(request, "desk/review.html", _reviewed(page, editor))


def _reviewed(page: PublicPage, editor: Any) -> dict[str, Any]:
    writers = editing.writers_of(page)
    draft = page.get_latest_revision_as_object()
    return {
        "page": page,
        "draft": draft,
        "seen": editing.stamp_of(page),
        "words": standing.changed_words(page, draft),
        "writers": writers,
        "originals": editing.unread_originals(page),
        "may_publish": page.has_unpublished_changes and editor not in writers,
        "others": [
            (code, editing.version_in(page, code))
            for code in SITE_LANGUAGES
            if code != page.language
        ],
    }


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    editor, page = _editor_or_404(request), _page_or_404(pk)
    seen = request.POST.get("seen")
    editing.publish_page(page, by=editor, at=timezone.now(), seen=seen)
    return redirect("public:review", pk)


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    editor, page = _editor_or_404(request), _page_or_404(pk)
    editing.take_back(page, by=editor, at=timezone.now())
    return redirect("public:review", pk)


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """How pages are written, translated and published: one page, in three languages."""
    _editor_or_404(request)
    return render(request, "desk/guide.html")
