"""What other pages show of measures: a party's latest, and what waits or changed on a desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from comity.notices.services import followed
from comity.parties.access import Reader
from comity.parties.models import Party
from comity.parties.registry import Row
from comity.tlp import Label
from comity.ui.said import plain

from .models import Measure

SHOWN = 5
RECENT = timedelta(days=30)
OFFERED, SHARED = _("Measure of %(party)s, to be published"), _("Measure of %(party)s")


def of_party(party: Party, reader: Reader, on: date) -> dict[str, Any] | None:
    seen = Measure.objects.visible_to(reader).filter(owner=party)
    count = seen.count()
    may_record = any(keeper == party.pk for keeper, _dialogue in reader.drafts)
    if not count and not may_record:
        return None
    return {
        "rows": seen.newest_first()[:SHOWN],
        "count": count,
        "all_url": f"{reverse('mandates:measures')}?{urlencode({'party': party.slug})}",
        "may_record": may_record,
    }


def waiting(reader: Reader, on: date) -> Iterator[Row]:
    """Measures that another person offered for publication, and the reader may publish."""
    edited = Q(body__dialogue__in=reader.secretariats)
    for party, dialogue in sorted(reader.drafts):
        edited |= Q(owner=party, body__dialogue=dialogue)
    offered = Measure.objects.visible_to(reader).filter(
        edited, label=Label.CLEAR, shared_at=None, offered_at__isnull=False
    )
    for measure in offered.select_related("owner", "body").order_by("-offered_at"):
        if reader.person not in measure.preparers():
            yield _row(measure, OFFERED, measure.offered_at)


def changed(reader: Reader, on: date) -> Iterator[Row]:
    """Measures shared lately in bodies that the reader follows or sits in."""
    since = datetime.combine(on - RECENT, time(), UTC)
    shared = Measure.objects.visible_to(reader).filter(
        body__in=followed(reader), shared_at__gte=since
    )
    for measure in shared.select_related("owner", "body").order_by("-shared_at")[:20]:
        yield _row(measure, SHARED, measure.shared_at)


def _row(measure: Measure, note: Any, at: datetime | None) -> Row:
    title = measure.passing_title
    if not measure.is_watched:
        title = LazyI18nString({measure.language: measure.title})
    return Row(
        title,
        measure.get_absolute_url(),
        note=note % {"party": plain(measure.owner.name)},
        at=at,
        body=measure.body,
    )
