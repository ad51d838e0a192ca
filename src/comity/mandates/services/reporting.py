"""What an addressee says on an assignment: written, submitted, returned, accepted.

Typing is not an act: the ledger holds that a report was begun, submitted, returned and
accepted, that its label changed, and what evidence came and went.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from comity.parties import ledger
from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Person
from comity.parties.services import SamePerson, require_secretariat
from comity.tlp import Label

from .. import notices
from ..models import Assignment, Remark, Report
from . import citations, rules
from .circles import keep_evidence_alike
from .confirming import keep_confirmed, require_confirmed
from .holding import (
    held,
    in_course,
    locked,
    not_the_addressee,
    require_circle,
    require_fresh,
    require_hands_of,
    require_in_hand,
    require_writer,
)
from .round_reports import file_in_round, require_round
from .values import Given, Key, keep_values
from .versions import keep_version

TEXTS = ("progress", "limitations", "next_steps", "best_practice")
"""What a report says in words; a new one starts from the last accepted one's."""


def last_accepted(
    assignment: Assignment, reader: Reader, *, before: Report | None = None
) -> Report | None:
    """The latest accepted report that the reader may see, or the one ``before`` another."""
    seen = Report.objects.visible_to(reader).accepted().filter(assignment=assignment)
    if before is not None:
        seen = seen.filter(pk__lt=before.pk)
    return seen.order_by("-pk").first()


def starting_point(assignment: Assignment, *, reader: Reader, language: str) -> Report:
    """A report not saved yet: the words of the last accepted one, the mandate's circle.

    ``language`` is the one the writer reads, for whoever has not reported before.
    """
    mandate = assignment.mandate
    last = last_accepted(assignment, reader)
    fresh = Report(
        assignment=assignment,
        label=mandate.label,
        with_observers=mandate.with_observers,
        language=language,
    )
    if last:
        for name in ("status", "language", *TEXTS):
            setattr(fresh, name, getattr(last, name))
    return fresh


@transaction.atomic
def save_draft(
    assignment: Assignment,
    *,
    by: Person,
    at: datetime,
    stamp: int,
    sitting: str = "",
    label: Label,
    with_observers: bool,
    confirmed: Iterable[str] | None = None,
    values: Mapping[Key, Given | None] | None = None,
    reader: Reader | None = None,
    **words: str,
) -> Report:
    """Create or change the one report in course on an assignment.

    Args:
        stamp: That of the report as the writer's page showed it; 0 for a new one.
        sitting: A word of the open page's own. The page that saved last may save again
            under its old stamp, so that keeping a draft while typing never stumbles over
            itself, not even when an answer was lost on the way.
        confirmed: Fields of which the writer says that last time's words still hold; a field
            whose words were changed is left out. None: as before.
        values: Figures by indicator and year; None takes one away. What is not named stays.
        reader: Who ``by`` is that day, worked out for the same request; None: worked out here.
        words: ``status``, ``language`` and ``TEXTS``.

    Raises:
        MandateClosed, NotTheAddressee, WiderThanItsMandate.
        InOtherHands: another party is writing it, for a body.
        WithTheSecretariat: it is submitted.
        ChangedMeanwhile: somebody else saved it since.
    """
    assignment = locked(assignment)
    reader = rules.reader_of(by, day_of(at), reader)
    party = require_writer(by, assignment, at, reader)
    rules.require_open(assignment.mandate)
    require_circle(assignment, label, with_observers)
    report = in_course(assignment, by)
    if report is None:
        report = Report(assignment=assignment, owner=party, body=assignment.mandate.body, author=by)
    require_hands_of(party, report)
    require_in_hand(report)
    require_fresh(report, stamp, sitting)
    is_new, was = report.pk is None, _chosen(report)
    for name in ("status", "language", *TEXTS):
        setattr(report, name, words.get(name, getattr(report, name)))
    confirmed = report.confirmed if confirmed is None else list(confirmed)
    last = last_accepted(assignment, reader) if confirmed or is_new else None
    keep_confirmed(report, last, confirmed)
    file_in_round(report, party, day_of(at))
    report.label, report.with_observers = label, with_observers
    # What is being mended is the writer's alone again until it is submitted.
    report.offered_at = None
    report.stamp, report.sitting = report.stamp + 1, sitting
    report.save()
    if is_new or not report.is_drafted:  # type: ignore[attr-defined]
        report.drafters.add(by)
    keep_values(report, values or {})
    circle = _chosen(report)
    if is_new:
        ledger.write("report.begun", report, by=by, at=at, party=party, facts=circle)
        citations.carry_on(report, last, by=by, at=at)
    elif was != circle:
        facts = {"before": was, "after": circle}
        ledger.write("report.relabelled", report, by=by, at=at, party=party, facts=facts)
    keep_evidence_alike(report, by, at)
    return report


def _chosen(report: Report) -> dict[str, Any]:
    """What its writers choose of its circle; the rest comes from the mandate."""
    return {"label": str(report.label), "with_observers": report.with_observers}


@transaction.atomic
def submit(report: Report, *, by: Person, at: datetime) -> Report:
    """Give the report to the secretariat of the dialogue; from now on it reads it.

    Raises:
        MandateClosed.
        NotTheAddressee: ``by`` may not speak for the addressee (an officer, say).
        NothingSaid: no status, or no word on progress.
        NotConfirmed: a field says what was said last time, and nobody confirmed that.
        WiderThanItsMandate: the mandate was narrowed, or the draft widened, since it was saved.
        InOtherHands, WithTheSecretariat.
        RoundClosed: it was written for a round that is closed for the party.
    """
    report = held(report)
    assignment = report.assignment
    party = rules.speaking_party(by, assignment, day_of(at))
    if party is None:
        raise not_the_addressee(assignment)
    rules.require_open(assignment.mandate)
    require_hands_of(party, report)
    require_in_hand(report)
    require_round(report, party, day_of(at))
    require_circle(assignment, report.tlp, report.with_observers)
    _require_words(report)
    require_confirmed(report, last_accepted(assignment, Reader.of(by, day_of(at))))
    report.state, report.submitted_by, report.offered_at = Report.State.SUBMITTED, by, at
    report.reported_on, report.stamp, report.sitting = day_of(at), report.stamp + 1, ""
    report.save()
    keep_version(report, by=by, at=at)
    ledger.write(
        "report.submitted", report, by=by, at=at, party=party, facts={"status": report.status}
    )
    keep_evidence_alike(report, by, at)
    notices.submitted(report, on=day_of(at))
    return report


def _require_words(report: Report) -> None:
    if not report.status:
        raise rules.NothingSaid(
            _("Choose the status of “%(mandate)s” before you submit the report.")
            % {"mandate": rules.brief(report.assignment.mandate)}
        )
    if not report.progress.strip():
        raise rules.NothingSaid(
            _("Say in the field “Progress” what was done, then submit the report.")
        )


def _require_submitted(report: Report) -> None:
    if report.state != Report.State.SUBMITTED:
        raise rules.NotSubmitted(
            _(
                "The report of %(addressee)s is not waiting for the secretariat: it is %(state)s. "
                "Open it again to see how it stands."
            )
            % {"addressee": report.assignment.addressee, "state": report.get_state_display()}
        )


@transaction.atomic
def accept(report: Report, *, by: Person, at: datetime) -> Report:
    """Take the report as said; it is shared with the circle of its label and never rewritten.

    A status "done" of every addressee closes nothing by itself: see ``standing.all_done``.

    Raises:
        NotTheSecretariat, NotSubmitted.
        SamePerson: ``by`` wrote in it, submitted it, or added evidence to it.
    """
    report = held(report)
    require_secretariat(by, report.body.dialogue, day_of(at))
    _require_submitted(report)
    if by.pk in report.preparers():
        raise SamePerson(
            _(
                "You prepared this report. To accept it, "
                "ask another person of the secretariat of %(dialogue)s."
            )
            % {"dialogue": report.body.dialogue}
        )
    report.state, report.shared_at = Report.State.ACCEPTED, at
    report.save()
    keep_version(report, by=by, at=at)
    ledger.write(
        "report.accepted",
        report,
        by=by,
        at=at,
        party=report.owner,
        facts={"status": report.status},
    )
    keep_evidence_alike(report, by, at)
    notices.accepted(report, on=day_of(at))
    return report


@transaction.atomic
def return_with_comment(
    report: Report,
    *,
    comment: str,
    by: Person,
    at: datetime,
    on_fields: Mapping[str, str] | None = None,
) -> list[Remark]:
    """Give the report back to its addressee, saying why: of the whole, or field by field.

    Args:
        comment: On the report as a whole; may be empty where a field has one.
        on_fields: Comments by field, ``status`` or one of ``TEXTS``; empty ones say nothing.

    Raises:
        NotTheSecretariat, NotSubmitted.
        NothingSaid: no comment at all.
    """
    report = held(report)
    require_secretariat(by, report.body.dialogue, day_of(at))
    _require_submitted(report)
    given = {"": comment, **{name: (on_fields or {}).get(name, "") for name in ("status", *TEXTS)}}
    remarks = [
        Remark(report=report, by=by, at=at, field=name, text=text.strip())
        for name, text in given.items()
        if text.strip()
    ]
    if not remarks:
        raise rules.NothingSaid(
            _("Say in a comment what %(addressee)s should revise, then return the report.")
            % {"addressee": report.assignment.addressee}
        )
    report.state, report.stamp = Report.State.RETURNED, report.stamp + 1
    report.save()
    Remark.objects.bulk_create(remarks)
    facts = {"fields": [remark.field for remark in remarks if remark.field]}
    ledger.write("report.returned", report, by=by, at=at, party=report.owner, facts=facts)
    notices.returned(report, remarks, on=day_of(at))
    return remarks
