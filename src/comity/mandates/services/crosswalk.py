"""The same thing asked in two places: linked by a secretariat, answered from one another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from comity.parties import ledger
from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Person, Theme
from comity.refusals import Conflict, Refusal
from comity.ui.said import versions_of

from ..likeness import Asked, Told, suggest
from ..models import Assignment, Equivalence, Mandate, Report
from . import reporting, rules
from .citations import carry_on, circle_of
from .citing import Circle, circle_for, in_course, require_shown

MOST = 5
"""Suggested on one page, the best first."""


class NotOfEither(Refusal):
    """Two mandates are linked by the secretariat of the dialogue of one of them."""


class ItselfAlone(Refusal):
    """A mandate is linked to another one."""


class LinkedAlready(Conflict):
    """Two mandates are linked once."""


class BegunAlready(Conflict):
    """A report that stands is not written over."""


class NotOurReport(Refusal):
    """A party starts from what it said itself, and what was accepted."""


@transaction.atomic
def link_mandates(one: Mandate, other: Mandate, *, by: Person, at: datetime) -> Equivalence:
    """Say that two mandates ask the same.

    Args:
        one, other: Both visible to ``by``.

    Raises:
        NotOfEither, ItselfAlone, LinkedAlready.
    """
    _require_secretariat_of_either(one, other, by, at)
    if one.pk == other.pk:
        raise ItselfAlone(_("A mandate is not linked to itself. Choose another mandate."))
    first, second = sorted([one, other], key=lambda mandate: mandate.pk)
    made, is_new = Equivalence.objects.get_or_create(
        first=first, second=second, defaults={"linked_by": by, "linked_at": at}
    )
    if not is_new:
        raise LinkedAlready(_("The two mandates are linked already. Nothing needs to be done."))
    _write("mandate.linked", one, other, by, at)
    return made


@transaction.atomic
def unlink(equivalence: Equivalence, *, by: Person, at: datetime) -> None:
    """Take back that two mandates ask the same.

    Raises:
        NotOfEither.
    """
    one, other = equivalence.first, equivalence.second
    _require_secretariat_of_either(one, other, by, at)
    equivalence.delete()
    _write("mandate.unlinked", one, other, by, at)


def may_link(one: Mandate, reader: Reader) -> bool:
    return one.body.dialogue_id in reader.secretariats


def _require_secretariat_of_either(one: Mandate, other: Mandate, by: Person, at: datetime) -> None:
    reader = Reader.of(by, day_of(at))
    seen = Mandate.objects.visible_to(reader).filter(pk__in=[one.pk, other.pk]).count()
    may = may_link(one, reader) or may_link(other, reader)
    if not may or seen < len({one.pk, other.pk}):
        raise NotOfEither(
            _(
                "Two mandates are linked by the secretariat of the dialogue of one of them, "
                "which sees both. Ask it to do this."
            )
        )


def _write(act: str, one: Mandate, other: Mandate, by: Person, at: datetime) -> None:
    """Each of the two circles finds it in the ledger, with the other's key alone."""
    for mandate, counterpart in ((one, other), (other, one)):
        ledger.write(act, mandate, by=by, at=at, facts={"other": counterpart.pk})


def same_elsewhere(mandate: Mandate, reader: Reader) -> list[tuple[Equivalence, Mandate]]:
    """The mandates that ask the same, as the reader may see."""
    found = Equivalence.objects.visible_to(reader).of(mandate)
    linked = found.select_related("first__body__dialogue", "second__body__dialogue")
    return [(one, one.other(mandate)) for one in linked]


def alike(mandate: Mandate, reader: Reader) -> list[Mandate]:
    """Mandates of other dialogues that could be linked to this one, the best first."""
    linked = {other.pk for _one, other in same_elsewhere(mandate, reader)}
    rows = [
        (pk, action)
        for pk, action in Mandate.objects.visible_to(reader)
        .exclude(body__dialogue=mandate.body.dialogue_id)
        .order_by()
        .values_list("pk", "action")
        if pk not in linked
    ]
    themes = _themes([pk for pk, _action in rows])
    own = frozenset(mandate.themes.values_list("pk", flat=True))
    related = frozenset(Theme.objects.filter(related__in=own).values_list("pk", flat=True))
    asked = [Asked(pk, _texts(action), themes.get(pk, frozenset())) for pk, action in rows]
    best = suggest(Told("\n".join(_texts(mandate.action)), own, related - own), asked)[:MOST]
    found = Mandate.objects.select_related("body__dialogue").in_bulk([one.key for one in best])
    return [found[one.key] for one in best]


def _texts(action: object) -> list[str]:
    versions = versions_of(action)
    return [text for text in versions.values() if text] if versions else [str(action)]


def _themes(mandates: list[int]) -> dict[int, frozenset[int]]:
    rows = Mandate.themes.through.objects.values_list("mandate", "theme")
    wanted, found = set(mandates), dict[int, set[int]]()
    for mandate, theme in rows:
        if mandate in wanted:
            found.setdefault(mandate, set()).add(theme)
    return {mandate: frozenset(themes) for mandate, themes in found.items()}


@dataclass(frozen=True)
class Answered:
    """What the party said on the same thing elsewhere, accepted there.

    ``circle``: who would read the words here; None where there is a report already.
    """

    report: Report
    circle: Circle | None


def answered_elsewhere(assignment: Assignment, reader: Reader) -> list[Answered]:
    """The latest accepted report of the same party on each equivalent mandate, to its own seats."""
    if assignment.party_id is None or assignment.party_id not in reader.parties:
        return []
    links = Equivalence.objects.visible_to(reader).of(assignment.mandate)
    pairs = links.values_list("first", "second")
    others = {key for pair in pairs for key in pair} - {assignment.mandate_id}
    reports = (
        Report.objects.visible_to(reader)
        .accepted()
        .filter(
            Q(assignment__party=assignment.party_id, owner=assignment.party_id),
            assignment__mandate__in=others,
        )
        .select_related("assignment__mandate__body__dialogue")
        .order_by("pk")
    )
    latest = {report.assignment_id: report for report in reports}
    circle = None if in_course(assignment, reader) else circle_for(assignment, None)
    return [Answered(report, circle) for report in latest.values()]


@transaction.atomic
def start_from(
    assignment: Assignment, report: Report, *, shown: str, by: Person, at: datetime
) -> Report:
    """Begin the report on an assignment with what the party said elsewhere on the same thing.

    Args:
        report: Visible to ``by``, accepted, on an equivalent mandate.
        shown: ``Circle.mark`` of the circle that the page named.

    Raises:
        NotOurReport, BegunAlready, OtherCircle.
        What ``reporting.save_draft`` raises.
    """
    reader = Reader.of(by, day_of(at))
    known = {one.report.pk for one in answered_elsewhere(assignment, reader)}
    party = rules.writing_party(by, assignment, day_of(at))
    if report.pk not in known or party is None or party.pk != report.owner_id:
        raise NotOurReport(
            _("A party starts from what it said itself on the same thing, once it was accepted.")
        )
    if in_course(assignment, reader):
        raise BegunAlready(
            _("The report is begun already. Take from the other report what you need.")
        )
    circle = circle_for(assignment, None)
    require_shown(circle, shown)
    begun = reporting.save_draft(
        assignment,
        by=by,
        at=at,
        stamp=0,
        label=circle.label,
        with_observers=circle.with_observers,
        **{name: getattr(report, name) for name in ("status", "language", *reporting.TEXTS)},
    )
    carry_on(begun, report, by=by, at=at)
    facts = {"report": begun.pk, "from": circle_of(report), "into": circle_of(begun)}
    ledger.write("report.words_taken", report, by=by, at=at, party=party, facts=facts)
    return begun
