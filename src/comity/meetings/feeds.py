"""What of meetings and of their documents is news to anyone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import F, Max, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _

from comity.documents.models import Document, Rendition
from comity.notices.feeds.entries import MOST, Entry
from comity.parties.access import ANYONE
from comity.parties.models import Body
from comity.ui.days import range_text
from comity.ui.locales import page_language
from comity.ui.said import Said, said

from .models import Meeting


def of_meetings(bodies: QuerySet[Body]) -> Iterator[Entry]:
    told_at = Coalesce("changed_at", "shared_at")
    found = Meeting.objects.visible_to(ANYONE).of_bodies(bodies).annotate(told_at=told_at)
    for it in found.order_by("-told_at", "-pk")[:MOST]:
        yield _meeting(it, it.told_at, page_language())


def _meeting(it: Meeting, told_at: datetime, language: str) -> Entry:
    title = said(it.title, language)
    if it.cancelled_at:
        words = _("Cancelled: %(title)s") % {"title": title.text}
        title = Said(words, title.language, title.is_fallback)
    when = range_text(it.starts_on, it.ends_on, it.precision, language)
    return Entry(
        key=f"meetings/{it.pk}",
        title=title,
        url=it.get_absolute_url(),
        published_at=it.shared_at or told_at,
        updated_at=told_at,
        words=" · ".join(filter(None, [when, said(it.place, language).text])),
        kind=_("Meeting"),
    )


def of_documents(bodies: QuerySet[Body]) -> Iterator[Entry]:
    """New ones, and those revised: a revision counts once a file of it is released."""
    out = Q(revisions__renditions__in=Rendition.objects.out())
    revised_at = Coalesce(Max("revisions__made_at", filter=out), F("shared_at"))
    visible = Document.objects.visible_to(ANYONE).filter(body__in=bodies).with_files()
    found: Any = visible.annotate(told_at=Greatest(F("shared_at"), revised_at))
    language = page_language()
    for it in found.order_by("-told_at", "-pk")[:MOST]:
        current = it.current
        yield Entry(
            key=f"documents/{it.pk}",
            title=said(it.title, language),
            url=it.get_absolute_url(),
            published_at=it.shared_at,
            updated_at=it.told_at,
            words=f"{it.symbol}{current.suffix if current else ''}" if it.symbol else "",
            kind=_("Document"),
        )
