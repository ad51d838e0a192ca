"""Takes over what a pack says on assignments, into drafts of reports, field by field."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from comity.refusals import Refusal
from comity.ui.locales import language_name

from ..models import Assignment, Report
from ..owed import said_by
from ..packs import findings
from ..packs.asked import Row
from ..packs.fields import CONFIRMED
from ..packs.findings import Spot
from ..packs.merging import merge
from ..packs.values import same
from ..words import TEXTS
from . import reporting, rules
from .confirming import unchanged
from .taking import NotSeen, Taking, spot
from .values import Given, Key

SUBMITTED = "submitted"


def submit_complete(taking: Taking, filled: set[str]) -> None:
    """Submit the reports of the rows that were filled and in which nothing is left to put right.

    ``taken`` then names ``SUBMITTED`` beside their fields.
    """
    faulty = {one.mark for one in taking.findings if one.is_error}
    rows = [row for row in taking.asked.rows if row.mark in filled and row.kind == "assignment"]
    for row in rows:
        report = taking.in_course.get(row.key)
        if report is None or not report.is_with_its_writer:
            continue
        if row.mark in faulty:
            why = _("Put right what is said about it, then submit it on the site.")
            taking.findings.append(findings.not_submitted(spot(row), why))
            continue
        try:
            reporting.submit(report, by=taking.by, at=taking.at)
        except rules.NotTheAddressee as refusal:
            taking.findings.append(findings.not_submitted(Spot(), str(refusal)))
            return
        except Refusal as refusal:
            taking.findings.append(findings.not_submitted(spot(row), str(refusal)))
        else:
            taking.taken.setdefault(row.mark, []).append(SUBMITTED)


def assignment_of(row: Row, taking: Taking) -> Assignment:
    """Raises NotSeen."""
    if row.key not in taking.assignments:
        raise NotSeen(
            _(
                "You may not see the mandate that this answers, so you cannot answer it. "
                "Ask the colleague who made the pack to send it back."
            )
        )
    return taking.assignments[row.key]


def in_course(assignment: Assignment, taking: Taking) -> Report:
    """The report in course that the sender may see, or a new one with what was said last."""
    return taking.in_course.get(assignment.pk) or reporting.starting_point(
        assignment, reader=taking.reader, language=taking.language
    )


def save(
    report: Report,
    taking: Taking,
    changes: Mapping[str, str],
    confirmed: list[str] | None = None,
    values: Mapping[Key, Given | None] | None = None,
) -> Report:
    """The draft with some fields or figures changed, in the circle it has."""
    words = {name: getattr(report, name) for name in ("status", "language", *TEXTS)}
    saved = reporting.save_draft(
        report.assignment,
        by=taking.by,
        at=taking.at,
        stamp=report.stamp,
        label=report.tlp,
        with_observers=report.with_observers,
        confirmed=confirmed,
        values=values,
        reader=taking.reader,
        **words | dict(changes),
    )
    taking.in_course[report.assignment_id] = saved
    return saved


def take_report(taking: Taking, row: Row, written: Mapping[str, str]) -> list[str]:
    report = in_course(assignment_of(row, taking), taking)
    answers = {name: words for name, words in written.items() if name != CONFIRMED}
    merged = merge(row.said, said_by(report), answers)
    if (merged.fresh or merged.newer) and not report.is_with_its_writer:
        save(report, taking, {})  # refuses, and says why
    taking.keep_newer(row, merged.newer)
    confirmed = _confirmed(taking, row, report, answers) if CONFIRMED in written else None
    if not merged.fresh and confirmed is None:
        return []
    language = _language(taking, row, report, set(merged.fresh))
    save(report, taking, merged.fresh | {"language": language}, confirmed)
    return [*merged.fresh, *([] if confirmed is None else [CONFIRMED])]


def _confirmed(
    taking: Taking, row: Row, report: Report, answers: Mapping[str, str]
) -> list[str] | None:
    """The fields of which the pack confirms that they are as they were; None: nothing is new."""
    now = said_by(report)
    others = {*now, *row.said} - set(answers)
    if any(not same(now.get(name, ""), row.said.get(name, "")) for name in others):
        taking.findings.append(findings.nothing_to_confirm(spot(row, CONFIRMED)))
        return None
    last = reporting.last_accepted(report.assignment, taking.reader)
    still = [name for name in unchanged(report, last) if name not in answers]
    is_known = report.pk is not None and set(still) <= set(report.confirmed)
    return None if is_known else [*report.confirmed, *still]


def _language(taking: Taking, row: Row, report: Report, changed: set[str]) -> str:
    """The language of the answers, once words were written in it."""
    if not changed & set(TEXTS) or report.language == taking.language:
        return str(report.language)
    left = [name for name in TEXTS if name not in changed and getattr(report, name)]
    if left:
        names = ", ".join(str(TEXTS[name]) for name in left)
        language = language_name(report.language, taking.asked.language)
        taking.findings.append(findings.other_language(spot(row), names, language))
    return taking.language


def overwrite_report(taking: Taking, row: Row, name: str, value: str) -> None:
    report = in_course(assignment_of(row, taking), taking)
    language = _language(taking, row, report, {name})
    save(report, taking, {name: value, "language": language})
