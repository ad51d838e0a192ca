"""What of texts is news to anyone."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from comity.notices.feeds.entries import MOST, Entry
from comity.parties.access import ANYONE
from comity.parties.models import Body
from comity.ui.locales import page_language
from comity.ui.said import said

from .models import Instrument


def of_texts(bodies: QuerySet[Body]) -> Iterator[Entry]:
    found = Instrument.objects.visible_to(ANYONE).filter(body__in=bodies)
    found = found.annotate(told_at=Coalesce("adopted_at", "shared_at"))
    language = page_language()
    for it in found.order_by("-told_at", "-pk")[:MOST]:
        yield Entry(
            key=f"texts/{it.pk}",
            title=said(it.title, language),
            url=it.get_absolute_url(),
            published_at=it.shared_at or it.told_at,
            updated_at=it.told_at,
            words=" · ".join(filter(None, [it.get_kind_display(), it.symbol])),
            kind=_("Text"),
        )
