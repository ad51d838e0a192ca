"""A text in drafting, with the room, two members and an observer around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from comity.clauses.amend import Line
from comity.consensus.models import Drafting, Proposal
from comity.consensus.services import propose, publish, take
from comity.consensus.services.writing import lines_of
from comity.instruments.models import Clause, Instrument, Version
from comity.parties.models import Person, Seat
from tests import make

WORDS = ("We ask all states to report.", "We note the report.", "We thank the host.")


@dataclass
class Table:
    """The text and who sits around it: ``belize`` and ``panama`` are members."""

    words: tuple[Any, ...] = WORDS
    label: str = "AMBER"
    mode: str = "members_only"
    drafting: Drafting = field(init=False)
    text: Instrument = field(init=False)
    secretary: Person = field(init=False)
    belize: Seat = field(init=False)
    panama: Seat = field(init=False)
    observer: Seat = field(init=False)

    def __post_init__(self) -> None:
        self.text = make.instrument(
            "A declaration on return", adopted=False, shared_at=make.NOW, label=self.label,
            with_observers=self.mode != "members_only",
        )  # fmt: skip
        self.drafting = make.drafting(self.text, mode=self.mode)
        Version.objects.create(instrument=self.text, language="es", is_equal=True)
        for words in self.words:
            make.clause(self.text, words)
        self.secretary = make.secretary(self.text.body)
        self.belize = self.seat("Belize")
        self.panama = self.seat("Panama")
        self.observer = self.seat("UNHCR", as_="observer")

    def seat(self, name: str, **fields: Any) -> Seat:
        return make.seat(of=make.party(name), body=self.text.body, **fields)

    def colleague(self, of: Seat) -> Seat:
        """An officer of the same party, who prepares and does not publish."""
        return make.seat(of=of.party, body=self.text.body, role="officer")

    def clause(self, number: int = 1) -> Clause:
        return self.text.clauses.order_by("position")[number - 1]

    def draft(self, seat: Seat | None = None, **fields: Any) -> Proposal:
        seat = seat or self.belize
        fields = {"kind": "replace", "language": "en", "words": "We urge all states to report."} | (
            fields
        )
        if fields["kind"] != "insert":
            fields.setdefault("clause", self.clause())
        return propose(self.text, **fields, party=seat.party, by=seat.person, at=make.NOW)

    def proposal(self, seat: Seat | None = None, **fields: Any) -> Proposal:
        """Published by the contact point."""
        seat = seat or self.belize
        return publish(self.draft(seat, **fields), by=seat.person, at=make.NOW)

    @property
    def stamp(self) -> int:
        return Instrument.objects.get(pk=self.text.pk).stamp

    def take(self, proposal: Proposal, **fields: Any) -> Proposal:
        return take(proposal, by=self.secretary, at=make.NOW, **{"stamp": self.stamp} | fields)

    def lines(self, language: str = "en") -> tuple[Line, ...]:
        return lines_of(self.text, language)

    def said(self, language: str = "en") -> list[str]:
        return [line.text for line in self.lines(language)]
