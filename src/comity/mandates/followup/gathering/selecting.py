"""Which records a follow-up report is about, before anybody's right to read them is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from comity.parties.access import Reader, SharedQuerySet
from comity.parties.dates import day_of
from comity.parties.models import Body
from comity.tlp import Label

from ...models import FollowUp, Mandate, Reply, Report


@dataclass(frozen=True)
class Period:
    """Reports of the period were made from ``since`` (None: from the beginning) to ``until``;
    those filed in ``round`` are of the period in any case."""

    since: date | None
    until: date
    round: int | None = None

    def holds(self, report: Report) -> bool:
        on = report.reported_on
        if self.round and report.round_id == self.round:
            return True
        return self.since is None or (on is not None and self.since <= on)


@dataclass(frozen=True)
class Selection:
    """What the report is about. TLP:RED is not counted even as left out: it is nobody's."""

    follow_up: FollowUp
    period: Period
    reader: Reader
    """Any one of those for whom the report is."""

    @classmethod
    def of(cls, follow_up: FollowUp, at: datetime) -> Selection:
        reader = Reader.in_circle(
            follow_up.tlp, follow_up.body, with_observers=follow_up.with_observers
        )
        return cls(follow_up, _period(follow_up, day_of(at)), reader)

    def mandates(self) -> SharedQuerySet:
        """Given to the end of the period in the body or below it, and not closed before its
        beginning; of a round, the mandates it asks about."""
        shared = _shared(Mandate.objects.all())
        if self.follow_up.round:
            return shared.filter(pk__in=self.follow_up.round.mandates.values("pk"))
        since = self.follow_up.since
        still_open = Q(closed_on=None) | Q(closed_on__gte=since) if since else Q()
        return shared.filter(
            still_open, body__in=_with_parts(self.follow_up.body), given_on__lte=self.period.until
        )

    def reports(self) -> SharedQuerySet:
        """Accepted to the end of the period, those of before it too."""
        until = Q(reported_on=None) | Q(reported_on__lte=self.period.until)
        return self._all_reports().filter(until, state=Report.State.ACCEPTED)

    def waiting_reports(self) -> QuerySet:
        return self._all_reports().filter(state=Report.State.SUBMITTED)

    def replies(self) -> SharedQuerySet:
        found = Reply.objects.exclude(label=Label.RED)
        return (
            found.filter(round=self.follow_up.round_id) if self.follow_up.round_id else found.none()
        )

    def _all_reports(self) -> SharedQuerySet:
        asked = self.mandates().values("pk")
        return Report.objects.exclude(label=Label.RED).filter(assignment__mandate__in=asked)


def _shared(records: SharedQuerySet) -> SharedQuerySet:
    return records.exclude(label=Label.RED).filter(shared_at__isnull=False)


def _period(follow_up: FollowUp, today: date) -> Period:
    """Of a round: from the day it was opened to today, for its reports come after its period."""
    if follow_up.round is None:
        return Period(follow_up.since, follow_up.until)
    opened = follow_up.round.opened_at
    return Period(day_of(opened) if opened else None, today, follow_up.round_id)


def _with_parts(body: Body) -> list[int]:
    """The body and all below it."""
    pairs = list(Body.objects.filter(dialogue=body.dialogue_id).values_list("pk", "parent_id"))
    found = {body.pk}
    while more := {pk for pk, parent in pairs if parent in found} - found:
        found |= more
    return sorted(found)
