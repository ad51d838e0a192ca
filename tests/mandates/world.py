"""One dialogue with members, an observer and a secretariat of two, and one adopted text."""

from __future__ import annotations

from comity.mandates.models import Assignment, Mandate, Report
from comity.mandates.services import mandating, reporting
from comity.tlp import Label
from tests import make


class World:
    def __init__(self, **text) -> None:
        self.plenary = make.plenary()
        self.secretary = make.secretary(self.plenary)
        self.office = self.secretary.seats.get()
        self.second = make.seat(of=self.office.party, body=self.office.body).person
        self.mexico, self.belize = make.party("Mexico"), make.party("Belize")
        self.focal = make.delegate(of=self.mexico, body=self.plenary)
        self.officer = make.delegate(of=self.mexico, body=self.plenary, role="officer")
        self.neighbour = make.delegate(of=self.belize, body=self.plenary)
        self.observer = make.delegate(body=self.plenary, as_="observer")
        fields = {"label": "AMBER", "body": self.plenary, "owner": self.office.party}
        self.text = make.instrument(**fields | text)
        self.clause = make.clause(
            self.text, {"en": "Keep a helpline.", "es": "Mantener una línea."}
        )

    def give(self, **fields) -> Mandate:
        given = {
            "action": {"en": "Keep a helpline."},
            "addressees": [self.mexico, self.belize],
            "due_on": None,
            "themes": [],
            "label": Label.AMBER,
            "with_observers": False,
            "by": self.secretary,
            "at": make.NOW,
        } | fields
        who = {"by": given.pop("by"), "at": given.pop("at")}
        proposal = mandating.Proposal(clause=given.pop("clause", self.clause), **given)
        (mandate,) = mandating.give_all([proposal], **who)
        return mandate

    def assignment(self, party=None, **fields) -> Assignment:
        return self.give(**fields).assignments.get(party=party or self.mexico)

    def draft(self, assignment, **fields) -> Report:
        given = {
            "by": self.focal,
            "at": make.NOW,
            "stamp": 0,
            "label": Label(assignment.mandate.label),
            "with_observers": False,
            "language": "en",
            "status": "under_way",
            "progress": "A line is open.",
        } | fields
        return reporting.save_draft(assignment, **given)

    def submitted(self, assignment=None, **fields) -> Report:
        report = self.draft(assignment or self.assignment(), **fields)
        return reporting.submit(report, by=fields.get("by", self.focal), at=make.NOW)

    def accepted(self, assignment=None, **fields) -> Report:
        report = self.submitted(assignment, **fields)
        return reporting.accept(report, by=self.secretary, at=make.NOW)
