"""Takes over the figures of a pack, into drafts of the reports on their mandates."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from comity.refusals import Refusal

from ..models import Indicator, Report
from ..owed import values_said
from ..packs.asked import Row
from ..packs.merging import merge
from . import reporting
from .taking import NotSeen, Taking
from .taking_reports import in_course, save
from .values import Given


class NotMeasuredAnyMore(Refusal):
    """A figure is given for an indicator that is still asked for."""


class NoNumber(Refusal):
    """An explanation stands beside a figure."""


def take_value(taking: Taking, row: Row, written: Mapping[str, str]) -> list[str]:
    """Put a figure and its explanation beside what the site says of the same year."""
    report = _report(taking, row)
    now = _now(taking, row, report)
    merged = merge(row.said, now, written)
    if merged.newer and not report.is_with_its_writer:
        save(report, taking, {})  # refuses, and says why
    if merged.fresh:
        _save(taking, row, report, now | merged.fresh)
    taking.keep_newer(row, merged.newer)
    return list(merged.fresh)


def overwrite_value(taking: Taking, row: Row, name: str, value: str) -> None:
    report = _report(taking, row)
    _save(taking, row, report, _now(taking, row, report) | {name: value})


def _report(taking: Taking, row: Row) -> Report:
    """The report in hand on the assignment of the pack that the indicator belongs to."""
    indicator = Indicator.objects.visible_to(taking.reader).filter(pk=row.key).first()
    mandate = indicator.mandate_id if indicator else 0
    of_mandate = (one for one in taking.assignments.values() if one.mandate_id == mandate)
    assignment = next(of_mandate, None)
    if indicator is None or assignment is None:
        raise NotSeen(
            _(
                "You may not see the mandate that this answers, so you cannot answer it. "
                "Ask the colleague who made the pack to send it back."
            )
        )
    if indicator.withdrawn_on is not None:
        raise NotMeasuredAnyMore(
            _(
                "The secretariat has withdrawn this indicator; its value is no longer asked for. "
                "Say it in the words on progress if it matters."
            )
        )
    return in_course(assignment, taking)


def _now(taking: Taking, row: Row, report: Report) -> dict[str, str]:
    last = reporting.last_accepted(report.assignment, taking.reader)
    drafts = [report] if report.pk else []
    known = values_said([*([last] if last else []), *drafts])
    return known.get((report.assignment_id, row.key, row.year), {})


def _save(taking: Taking, row: Row, report: Report, said: Mapping[str, str]) -> None:
    answer, more = said.get("answer", ""), said.get("more", "")
    if more and not answer:
        raise NoNumber(
            _("An explanation is kept with its number. Write the number in the cell “Value”.")
        )
    given = Given(Decimal(answer), more) if answer else None
    save(report, taking, {}, values={(row.key, row.year): given})
