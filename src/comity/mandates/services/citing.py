"""Report once, answer many: a measure used as an answer, in whichever dialogue asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from comity.parties import ledger
from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Body, Person
from comity.refusals import Conflict, Refusal
from comity.tlp import Label

from ..models import Assignment, Citation, Measure, Report
from . import holding, reporting, rules
from .citations import circle_of, copy_words


class NotOurMeasure(Refusal):
    """A party answers with its own measures."""


class NamedAlone(Refusal):
    """What is under TLP:RED goes nowhere."""


class CitedAlready(Conflict):
    """A report cites a measure once."""


class OtherCircle(Conflict):
    """The words would be read by others than the page said."""


@dataclass(frozen=True)
class Circle:
    """Who will read the words: what the writer is shown before the act."""

    label: Label
    with_observers: bool
    body: Body

    @property
    def mark(self) -> str:
        """As a form sends it back."""
        return f"{self.label}/{int(self.with_observers)}"


def circle_for(assignment: Assignment, report: Report | None) -> Circle:
    """The circle of the report in course, or of the one that would begin."""
    source = report or assignment.mandate
    label = Label.STRICT if source.tlp is Label.RED else source.tlp
    return Circle(label, source.with_observers, assignment.mandate.body)


def in_course(assignment: Assignment, reader: Reader) -> Report | None:
    found: Report | None = (
        Report.objects.visible_to(reader).in_course().filter(assignment=assignment).first()
    )
    return found


@transaction.atomic
def cite(
    measure: Measure,
    assignment: Assignment,
    *,
    shown: str,
    language: str,
    by: Person,
    at: datetime,
) -> Report:
    """Use a measure as an answer: its words, as they are now, stand in the draft report on the
    assignment, which begins here if there is none. An accepted report is never touched.

    Args:
        shown: ``Circle.mark`` of the circle that the page named.
        language: Of a report that begins here and has no predecessor.

    Raises:
        NotOurMeasure, NamedAlone, CitedAlready, OtherCircle.
        What ``reporting.save_draft`` and ``holding.held_by_writer`` raise.
    """
    reader = Reader.of(by, day_of(at))
    _require_own(measure, assignment, by, at)
    report = in_course(assignment, reader)
    require_shown(circle_for(assignment, report), shown)
    report = report or _begin(assignment, reader, language, by, at)
    report, _party = holding.held_by_writer(report, by=by, at=at)
    if Citation.objects.filter(report=report, measure=measure).exists():
        raise CitedAlready(
            _("The report of %(addressee)s cites this measure already. Nothing needs to be done.")
            % {"addressee": assignment.addressee}
        )
    copy_words(measure, report, by=by, at=at)
    report.drafters.add(by)
    return report


def _begin(
    assignment: Assignment, reader: Reader, language: str, by: Person, at: datetime
) -> Report:
    fresh = reporting.starting_point(assignment, reader=reader, language=language)
    circle = circle_for(assignment, None)
    return reporting.save_draft(
        assignment,
        by=by,
        at=at,
        stamp=0,
        label=circle.label,
        with_observers=circle.with_observers,
        **{name: getattr(fresh, name) for name in ("status", "language", *reporting.TEXTS)},
    )


def _require_own(measure: Measure, assignment: Assignment, by: Person, at: datetime) -> None:
    if rules.writing_party(by, assignment, day_of(at)) != measure.owner:
        raise NotOurMeasure(
            _(
                "A party answers with its own measures, through its seats in the dialogue that "
                "asks. Ask the seats of %(party)s in %(dialogue)s to do this."
            )
            % {"party": measure.owner, "dialogue": assignment.mandate.body.dialogue}
        )
    if measure.tlp is Label.RED:
        raise NamedAlone(
            _(
                "This measure is under TLP:RED, for the persons it names alone. "
                "Its author can widen it; then it can answer."
            )
        )


def require_shown(circle: Circle, shown: str) -> None:
    """Raises OtherCircle."""
    if circle.mark != shown:
        raise OtherCircle(
            _(
                "The circle of the report changed since you opened the page: it is read as "
                "%(label)s now. See who reads it, then use the measure again."
            )
            % {"label": circle.label.words}
        )


@transaction.atomic
def take_off(citation: Citation, *, by: Person, at: datetime) -> None:
    """Take a measure off a report in hand.

    Raises:
        What ``holding.held_by_writer`` raises.
    """
    report, party = holding.held_by_writer(citation.report, by=by, at=at)
    measure = citation.measure
    citation.delete()
    report.drafters.add(by)
    facts = {"report": report.pk}
    ledger.write("measure.taken_off", measure, by=by, at=at, party=party, facts=facts)


@transaction.atomic
def take_new_words(citation: Citation, *, by: Person, at: datetime) -> Citation:
    """Let a report in hand say what the measure says now.

    Raises:
        NamedAlone: the measure was put under TLP:RED since.
        What ``holding.held_by_writer`` raises.
    """
    report, party = holding.held_by_writer(citation.report, by=by, at=at)
    measure = citation.measure
    _require_own(measure, report.assignment, by, at)
    citation.title, citation.account = measure.title, measure.account
    citation.language, citation.stamp = measure.language, measure.stamp
    citation.cited_at, citation.cited_by = at, by
    citation.save()
    report.drafters.add(by)
    facts = {"report": report.pk, "from": circle_of(measure), "into": circle_of(report)}
    ledger.write("measure.cited_anew", measure, by=by, at=at, party=party, facts=facts)
    return citation
