"""The words of a report as they stood when it went out of its writer's hands, numbered."""

from __future__ import annotations

from datetime import datetime

from comity.parties.models import Person

from ..models import Report, ReportVersion
from ..words import TEXTS


def keep_version(report: Report, *, by: Person, at: datetime) -> ReportVersion:
    """Keep the words as they stand. Called where the report is locked, so that numbers are
    given once."""
    words = {name: getattr(report, name) for name in TEXTS}
    return ReportVersion.objects.create(
        report=report,
        number=report.versions.count() + 1,
        state=report.state,
        status=report.status,
        words=words | {"language": report.language, "confirmed": report.confirmed},
        by=by,
        at=at,
    )
