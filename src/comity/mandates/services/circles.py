"""How far mandates, reports and evidence travel, and what follows when a circle changes.

A text bounds its mandates, a mandate its reports; evidence is in the circle of its report.
None of them goes under TLP:RED, where those who are asked, or the secretariat, could not read.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from comity.documents.models import Document
from comity.instruments.models import Instrument
from comity.parties import ledger, registry
from comity.parties.access import Shared, SharedQuerySet
from comity.parties.models import Person
from comity.parties.registry import Limit
from comity.tlp import Label, narrowest

from ..models import Mandate, Measure, Reply, Report, Round
from . import rules

BECAUSE_OF_TEXT = _("a mandate is read by no wider circle than its text, and by all whom it asks")
BECAUSE_OF_MANDATE = _(
    "a report is read by no wider circle than its mandate, and by the secretariat"
)
BECAUSE_OF_ROUND = _("a reply is read by no wider circle than its round, and by the secretariat")
BECAUSE_OF_ASKED = _("a round is public only once it is open, and is read by all whom it asks")


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
            before = thing.circle_facts()
            thing.label = narrowest(thing.tlp, than.tlp)
            thing.with_observers = thing.with_observers and rules.observers_read(than)
            thing.save()
            ledger.note_followed(thing, before, by=by, at=at, party=than.owner)
            registry.carry_circle(thing, by, at)


def keep_evidence_alike(report: Report | Measure, by: Person, at: datetime) -> None:
    """Evidence travels in the circle of its report, or measure. A file that its author put under
    TLP:RED stays with those it names: nothing takes it out of there but its author's own act."""
    _carry_files(report, report.evidence.select_for_update(of=("self",)), by, at)


def keep_answers_alike(reply: Reply, by: Person, at: datetime) -> None:
    """The evidence of a reply's answers travels in the circle of the reply."""
    files = Document.objects.filter(pk__in=reply.evidence().values("pk"))
    _carry_files(reply, files.select_for_update(of=("self",)), by, at)


def _carry_files(record: Shared, files: Iterable[Document], by: Person, at: datetime) -> None:
    for document in files:
        if document.tlp is Label.RED:
            continue
        before = document.circle_facts()
        document.takes_circle_of(record)
        document.save()
        ledger.note_followed(document, before, by=by, at=at, party=record.owner)


def limit_of_round(round_: Round) -> Limit:
    """Not public before it is open; and read by all whom it asks."""
    widest = Label.CLEAR if round_.opened_at else Label.GREEN
    return Limit(widest, True, BECAUSE_OF_ASKED, narrowest=Label.STRICT)


def limit_of_reply(reply: Reply) -> Limit:
    return _within(reply.round, BECAUSE_OF_ROUND)


def narrow_replies(round_: Round, by: Person, at: datetime) -> None:
    """Narrow the replies, drafts too, that a narrowed round left wider than itself."""
    _narrow_within(round_, Reply.objects.filter(round=round_), by, at)
