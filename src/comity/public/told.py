"""What feeds tell of news: those of this room, and those of each dialogue and body."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comity.notices.feeds.entries import MOST, Entry
from comity.parties.models import Body
from comity.ui.said import Said

from .models import NewsPage


def entry_of(note: NewsPage) -> Entry:
    first = note.first_published_at or note.latest_revision_created_at
    assert first, "only published notes are told of"
    published = datetime.combine(note.on, time(), UTC) if note.on else first
    return Entry(
        key=f"news/{note.pk}",
        title=Said(note.title, note.language, note.language != get_language()),
        url=note.get_absolute_url(),
        published_at=published,
        updated_at=note.last_published_at or first,
        words=note.lead,
        kind=_("News"),
    )


def of_bodies(bodies: QuerySet[Body]) -> Iterator[Entry]:
    """Of the dialogues of these bodies, each note once; a body alone has none of its own."""
    language = get_language() or "en"
    whole = bodies.filter(parent=None).values("dialogue")
    for note in NewsPage.objects.told_in(language).filter(dialogue__in=whole)[:MOST]:
        yield entry_of(note)
