"""A world in which public things have hidden neighbours: a public meeting with a hidden item,
a public text with a hidden mandate, a public report with hidden evidence.

The hidden ones are TLP:RED, so that nobody reads them by office: who may act on the public
ones, the secretariat and the presidency included, must not meet them in a list or a form.
"""

from __future__ import annotations

from typing import Any

from django.db import models

from comity.parties.models import Person
from tests import make
from tests.doors.world import plant


class MixedWorld:
    """The same shape as ``World``; ``things`` are public, their neighbours are not."""

    def __init__(self) -> None:
        self.body = make.body("A network")
        self.plenary = self.body.parent
        self.owner = make.party("The owner")
        self.author = make.delegate(of=self.owner, body=self.body, is_administrator=True)
        chair = make.party("The chair")
        make.presidency(chair, self.body.dialogue)
        self.chair = make.delegate(of=chair, body=self.plenary, role="head")
        self.secretary = make.secretary(self.body)
        self.hidden: list[models.Model] = []
        self._meet()
        self._agree()
        self._follow_up()
        for thing in self.hidden:
            plant(thing)

    def _open(self, **fields: Any) -> dict[str, Any]:
        return {"body": self.body, "owner": self.owner, "label": "CLEAR"} | fields

    def _red(self, **fields: Any) -> dict[str, Any]:
        return self._open(label="RED", author=make.person(), with_observers=True) | fields

    def _hide(self, thing: models.Model) -> Any:
        self.hidden.append(thing)
        return thing

    def _meet(self) -> None:
        conference = self._hide(make.meeting(**self._red()))
        self.meeting = make.meeting(conference=conference, **self._open())
        self._hide(make.meeting(conference=self.meeting, **self._red()))
        self.item = make.agenda_item(meeting=self.meeting, **self._open())
        self._hide(make.agenda_item(meeting=self.meeting, **self._red()))
        self.document = make.document(**self._open())
        self.rendition = make.rendition(self.document)
        secret = self._hide(make.document(**self._red()))
        self._hide(make.rendition(secret, name="secret.txt"))
        self.item.documents.add(self.document, secret)
        self.secret = secret

    def _agree(self) -> None:
        self.instrument = make.instrument(meeting=self.meeting, **self._open())
        self.clause = make.clause(self.instrument)
        hidden = self._hide(make.instrument(meeting=self.meeting, **self._red()))
        self._hide(make.clause(hidden).texts.get())
        self.draft = make.instrument(adopted=False, offered_at=make.NOW, **self._open())
        self.draft_clause = make.clause(self.draft)

    def _follow_up(self) -> None:
        self.mandate = make.mandate(clause=self.clause, **self._open())
        self._hide(make.mandate(clause=self.clause, **self._red()))
        self.assignment = make.assignment(self.mandate, party=self.owner)
        self.report = make.report(self.assignment, **self._open())
        self.report.evidence.add(self.document, self.secret)
        self._hide(make.report(self.assignment, **self._red()))

    @property
    def things(self) -> dict[str, models.Model]:
        return {
            "documents.document": self.document,
            "documents.rendition": self.rendition,
            "meetings.meeting": self.meeting,
            "meetings.agendaitem": self.item,
            "instruments.instrument": self.instrument,
            "instruments.clause": self.clause,
            "mandates.mandate": self.mandate,
            "mandates.assignment": self.assignment,
            "mandates.report": self.report,
        }

    def readers(self) -> dict[str, Person | None]:
        """Everybody who may see or do something with the public things."""
        return {
            "anyone": None,
            "the owner": self.author,
            "the presidency": self.chair,
            "the secretariat": self.secretary,
        }
