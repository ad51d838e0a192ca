"""What this room shows on somebody's desk: due from me, waiting for me, changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

from comity.notices.services import followed
from comity.parties.access import Reader
from comity.parties.registry import Row
from comity.ui.said import plain

from . import words
from .models import Assignment, Mandate, Report
from .standing import standings

RECENT = timedelta(days=30)
SETTLED = ("done", "submitted")
"""States of an assignment that need nothing from the addressee now."""


def due(reader: Reader, on: date) -> Iterator[Row]:
    """What is asked of the reader and neither done nor with the secretariat."""
    asked = Assignment.objects.asked_of(reader, on).open().owed().soonest_first()
    for row in standings(asked, reader, on):
        if row.cell.state not in SETTLED:
            mandate = row.assignment.mandate
            yield Row(
                words.title(mandate),
                row.assignment.get_absolute_url(),
                note=_("%(state)s · %(dialogue)s")
                % {"state": words.STATES[row.cell.state], "dialogue": mandate.body.dialogue.short},
                due_on=mandate.due_on,
                is_overdue=row.cell.is_overdue,
                body=mandate.body,
            )


def waiting(reader: Reader, on: date) -> Iterator[Row]:
    """Submitted reports that the reader, of the secretariat, accepts or returns."""
    if not reader.secretariats:
        return
    reports = (
        Report.objects.visible_to(reader)
        .submitted()
        .filter(body__dialogue__in=reader.secretariats)
        .prepared_by_others(reader.person)
        .select_related("assignment__mandate__body", "assignment__party", "assignment__body")
        .order_by("-offered_at")
    )
    for report in reports:
        yield _row(report, _("Report of %(addressee)s, submitted"), report.offered_at)


def changed(reader: Reader, on: date) -> Iterator[Row]:
    """Reports accepted and mandates given lately in bodies the reader follows or sits in."""
    since = datetime.combine(on - RECENT, time(), UTC)
    bodies = followed(reader)
    seen = Mandate.objects.visible_to(reader)
    reports = (
        Report.objects.visible_to(reader)
        .accepted()
        .filter(body__in=bodies, shared_at__gte=since, assignment__mandate__in=seen)
        .select_related("assignment__mandate__body", "assignment__party", "assignment__body")
        .order_by("-shared_at")[:20]
    )
    for report in reports:
        yield _row(report, _("Report of %(addressee)s, accepted"), report.shared_at)
    mandates = seen.filter(body__in=bodies, shared_at__gte=since)
    for mandate in mandates.select_related("body").order_by("-shared_at")[:20]:
        yield Row(
            words.title(mandate),
            mandate.get_absolute_url(),
            note=_("Mandate given"),
            at=mandate.shared_at,
            body=mandate.body,
        )


def _row(report: Report, note: object, at: datetime | None) -> Row:
    assignment = report.assignment
    return Row(
        words.title(assignment.mandate),
        report.get_absolute_url(),
        note=note % {"addressee": plain(assignment.addressee.name)},  # type: ignore[operator]
        at=at,
        body=assignment.mandate.body,
    )
