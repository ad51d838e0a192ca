"""What this room shows on pages of the rooms below: news there, and on an editor's desk what waits
for a second person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from comity.meetings.models import Meeting
from comity.parties.access import Reader
from comity.parties.models import Dialogue, Person
from comity.parties.registry import Row
from comity.ui.locales import page_language

from . import standing
from .editors import editors, is_editor
from .models import ArchivedPage, NewsPage

_SHOWN = 5


def waiting(reader: Reader, _on: date) -> Iterator[Row]:
    """Drafts of pages that this editor did not write alone."""
    if not (reader.person and editors().filter(pk=reader.person).exists()):
        return
    drafts = Page.objects.filter(has_unpublished_changes=True, depth__gt=1)
    drafts = drafts.exclude(latest_revision__user=reader.person)
    for page in drafts.order_by("-latest_revision_created_at")[:20]:
        yield Row(
            page.draft_title or page.title,
            standing.review_url(page),
            note=_("Public page: read and publish"),
            at=page.latest_revision_created_at,
        )


def old_pages(reader: Reader, _on: date) -> Iterator[Row]:
    """One line for all old pages that the secretariat has to look through."""
    found = ArchivedPage.objects.visible_to(reader).waiting()
    if last := found.order_by("-arrived_at").first():
        count = found.count()
        title = ngettext("%(count)d old page to review", "%(count)d old pages to review", count)
        yield Row(title % {"count": count}, reverse("public:archive"), at=last.arrived_at)


def of_editor(person: Person, _reader: Reader, _on: date) -> dict[str, Any] | None:
    return {} if is_editor(person) else None


def news_of(dialogue: Dialogue, _reader: Reader, _on: date) -> dict[str, Any] | None:
    return _shown(NewsPage.objects.told_in(page_language()).filter(dialogue=dialogue))


def news_of_meeting(meeting: Meeting, _reader: Reader, _on: date) -> dict[str, Any] | None:
    return _shown(NewsPage.objects.told_in(page_language()).filter(meeting=meeting))


def _shown(notes: Any) -> dict[str, Any] | None:
    found = list(notes[:_SHOWN])
    return {"notes": found, "language": page_language()} if found else None
