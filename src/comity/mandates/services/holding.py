"""A report in somebody's hands: locked for one act, and what stands in the way of writing it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Party, Person
from comity.tlp import Label

from ..models import Assignment, Report
from . import rules


def locked(assignment: Assignment) -> Assignment:
    found = Assignment.objects.select_for_update(of=("self",)).select_related(
        "mandate__body__dialogue", "party", "body"
    )
    return found.get(pk=assignment.pk)


def in_course(assignment: Assignment, by: Person) -> Report | None:
    """The report in course, locked; ``is_drafted``: whether ``by`` saved words in it before."""
    rows = assignment.reports.in_course().select_for_update(of=("self",))
    drafted = Report.drafters.through.objects.filter(report=OuterRef("pk"), person=by)
    found: Report | None = rows.annotate(is_drafted=Exists(drafted)).order_by("pk").first()
    return found


def require_writer(
    by: Person, assignment: Assignment, at: datetime, reader: Reader | None = None
) -> Party:
    party = rules.writing_party(by, assignment, day_of(at), reader=reader)
    if party is None:
        raise not_the_addressee(assignment)
    return party


def not_the_addressee(assignment: Assignment) -> rules.NotTheAddressee:
    return rules.NotTheAddressee(
        _(
            "Only %(addressee)s reports on “%(mandate)s”, through its head, focal point or "
            "alternate. Ask one of them to do this."
        )
        % {"addressee": assignment.addressee, "mandate": rules.brief(assignment.mandate)}
    )


def require_circle(assignment: Assignment, label: Label, with_observers: bool) -> None:
    mandate = assignment.mandate
    if label is Label.RED or rules.is_wider(label, with_observers=with_observers, than=mandate):
        raise rules.WiderThanItsMandate(
            _(
                "A report is read by no wider circle than its mandate, which is %(label)s, "
                "and not under TLP:RED, which the secretariat could not read. "
                "Choose another label."
            )
            % {"label": mandate.tlp.words}
        )


def require_hands_of(party: Party, report: Report) -> None:
    if report.owner_id != party.pk:
        raise rules.InOtherHands(
            _(
                "%(party)s is writing the report of %(addressee)s. "
                "Ask it to submit the report, and send it what you wrote."
            )
            % {"party": report.owner, "addressee": report.assignment.addressee}
        )


def require_in_hand(report: Report) -> None:
    if not report.is_with_its_writer:
        raise rules.WithTheSecretariat(
            _(
                "The report of %(addressee)s is with the secretariat since it was submitted. "
                "Ask the secretariat to return it before you change it."
            )
            % {"addressee": report.assignment.addressee}
        )


def require_fresh(report: Report, stamp: int, sitting: str) -> None:
    is_own = bool(sitting) and report.sitting == sitting
    if report.stamp != stamp and not is_own:
        raise rules.ChangedMeanwhile(
            _(
                "Somebody else saved this draft since you opened it. What you typed is still "
                "here, beside what they saved. Save again to keep yours."
            )
        )


def held(report: Report) -> Report:
    """The report, locked after its assignment, so that writers queue in one order."""
    locked(report.assignment)
    found = Report.objects.select_for_update(of=("self",)).select_related(
        "assignment__mandate__body__dialogue", "assignment__party", "assignment__body", "owner"
    )
    return found.get(pk=report.pk)


def held_by_writer(report: Report, *, by: Person, at: datetime) -> tuple[Report, Party]:
    """A report in hand, locked, and the party that writes it.

    Raises:
        MandateClosed, NotTheAddressee, InOtherHands, WithTheSecretariat.
    """
    report = held(report)
    party = require_writer(by, report.assignment, at)
    rules.require_open(report.assignment.mandate)
    require_hands_of(party, report)
    require_in_hand(report)
    return report, party
