"""How far mandates, reports and evidence travel, and what follows when a circle changes.

A text bounds its mandates, a mandate its reports; evidence is in the circle of its report.
None of them goes under TLP:RED, where those who are asked, or the secretariat, could not read.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from comity.instruments.models import Instrument
from comity.parties import ledger, registry
from comity.parties.access import Shared, SharedQuerySet
from comity.parties.models import Party, Person
from comity.parties.registry import Limit
from comity.tlp import Label, narrowest

from ..models import Mandate, Report
from . import rules

BECAUSE_OF_TEXT = _("a mandate is read by no wider circle than its text, and by all whom it asks")
BECAUSE_OF_MANDATE = _(
    "a report is read by no wider circle than its mandate, and by the secretariat"
)


def limit_of_mandate(mandate: Mandate) -> Limit:
    return _within(mandate.clause.instrument, BECAUSE_OF_TEXT)


def limit_of_report(report: Report) -> Limit:
    return _within(report.assignment.mandate, BECAUSE_OF_MANDATE)


def _within(than: Shared, because: Any) -> Limit:
    # What came of a record put under TLP:RED since can still be narrowed as far as it goes.
    widest = Label.STRICT if than.tlp is Label.RED else than.tlp
    return Limit(widest, rules.observers_read(than), because, narrowest=Label.STRICT)


def narrow_mandates(text: Instrument, by: Person, at: datetime) -> None:
    """Narrow the mandates that a narrowed text left wider than itself, and what hangs on them."""
    _narrow_within(text, Mandate.objects.filter(clause__instrument=text), by, at)


def narrow_reports(mandate: Mandate, by: Person, at: datetime) -> None:
    """Narrow the reports, drafts too, that a narrowed mandate left wider than itself."""
    _narrow_within(mandate, Report.objects.filter(assignment__mandate=mandate), by, at)


def _narrow_within(than: Shared, things: SharedQuerySet, by: Person, at: datetime) -> None:
    for thing in things.select_for_update(of=("self",)).order_by("pk"):
        if rules.is_wider(thing.tlp, with_observers=thing.with_observers, than=than):
            before = _circle(thing)
            thing.label = narrowest(thing.tlp, than.tlp)
            thing.with_observers = thing.with_observers and rules.observers_read(than)
            thing.save()
            _write(thing, before, than.owner, by, at)
            registry.carry_circle(thing, by, at)


def keep_evidence_alike(report: Report, by: Person, at: datetime) -> None:
    """Evidence travels in the circle of its report. A file that its author put under TLP:RED
    stays with those it names: nothing takes it out of there but its author's own act."""
    for document in report.evidence.select_for_update(of=("self",)):
        before = _circle(document)
        if document.tlp is not Label.RED:
            document.takes_circle_of(report)
        if _circle(document) != before:
            document.save()
            _write(document, before, report.owner, by, at)


def _circle(thing: Shared) -> dict[str, Any]:
    """Everything that decides who reads it, as the ledger keeps it."""
    return {
        "label": str(thing.label),
        "with_observers": thing.with_observers,
        "body": thing.body_id,
        "owner": thing.owner_id,
        "offered_at": _iso(thing.offered_at),
        "shared_at": _iso(thing.shared_at),
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _write(thing: Shared, before: dict[str, Any], party: Party, by: Person, at: datetime) -> None:
    facts = {"before": before, "after": _circle(thing)}
    ledger.write("label.followed", thing, by=by, at=at, party=party, facts=facts)
