"""A world in which public things have hidden neighbours: a public meeting with a hidden item,
a public text with a hidden mandate, a public report with hidden evidence.

Who may act on the public ones, the secretariat and the presidency included, must not meet the
hidden ones in a list or a form.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone

from comity.parties.models import Person
from tests import make
from tests.doors.world import WORD, plant

FAR_OFF = date(2090, 1, 1)


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
        self.theme = make.theme()
        self._make_public()
        for circle in self._hidden_circles():
            self._hide_one_of_each(circle)
        public = {"body": self.body, "owner": self.owner, "label": "CLEAR"}
        self.line = make.line(self.owner)
        self.change = make.change(self.line, by=self.author)
        self._hide_lines()
        self._make_campaign()
        self.follow_up = make.follow_up(**public)
        self.follow_up_file = make.follow_up_file(self.follow_up)

    def _make_public(self) -> None:
        public = {"body": self.body, "owner": self.owner, "label": "CLEAR"}
        self.meeting = make.meeting(**public)
        self.item = make.agenda_item(meeting=self.meeting, **public)
        self.document = make.document(**public)
        self.rendition = make.rendition(self.document)
        self.item.documents.add(self.document)
        self.sitting = make.sitting(self.meeting, current=self.item)
        self.floor = make.floor_request(self.sitting, party=self.owner)
        self.conclusions = make.conclusions(self.meeting, **public)
        self.point = make.point(self.conclusions)
        self.amendment = make.amendment(self.point, party=self.owner)
        self.instrument = make.instrument(meeting=self.meeting, **public)
        self.agreement = make.agreement(self.instrument)
        make.signature(self.agreement, party=self.owner)
        self.clause = make.clause(self.instrument)
        self.project = make.project(**public)
        self.project.clauses.add(self.clause)
        self.result = make.result(self.project)
        self.protocol = make.instrument(kind="protocol", asked_by=self.clause, **public)
        self.regional_clause = make.clause(self.protocol)
        self.national = make.national(self.protocol, **public)
        own_clause = make.clause(self.national)
        link = {"clause": own_clause, "regional": self.regional_clause}
        make.clause_link(self.national.implementations.get(), **link)
        self.standing = make.standing(self.protocol, **public)
        self.draft = make.instrument(adopted=False, offered_at=make.NOW, **public)
        self.draft_clause = make.clause(self.draft)
        self.mandate = make.mandate(clause=self.clause, **public)
        self.assignment = make.assignment(self.mandate, party=self.owner)
        self.report = make.report(self.assignment, **public)
        self.report.evidence.add(self.document)
        self.indicator = make.indicator(self.mandate)
        self.round = make.round_(mandates=[self.mandate], **public)
        self.reply = make.reply(self.round, **public)
        self.answer = make.answer(self.reply)
        self.answer.evidence.add(self.document)
        self.measure = make.measure(**public)
        self.citation = make.citation(self.report, self.measure)
        self.delegation = make.delegation(self.meeting, party=self.owner)
        self.nominee = make.nominee(self.delegation)
        plant(make.arrangement(self.nominee))  # for the eyes of the host's logistics alone
        other = make.mandate(clause=self.clause, **public)
        self.equivalence = make.equivalence(self.mandate, other)
        self._draft_together()

    def _draft_together(self) -> None:
        """What was said while the public text was drafted, and what another party never said."""
        drafting = make.drafting(self.instrument, label="GREEN", with_observers=True)
        position = make.position(drafting, owner=self.owner)
        self.proposal = make.proposal(position, clause=self.clause)
        self.comment = make.comment(position, clause=self.clause)
        silence = make.silence(drafting)
        make.silence_act(silence, party=self.owner)
        self.footnote = make.footnote(self.clause, party=self.owner)
        theirs = make.position(drafting, statement="Words.", shared_at=None)
        for hidden in (
            theirs,
            make.proposal(theirs, clause=self.clause, state="draft"),
            make.proposal(theirs, kind="insert", state="draft"),
            make.comment(theirs, clause=self.clause, published_at=None),
            make.comment(theirs, clause=self.clause, published_at=None, for_colleagues=True),
            make.silence_draft(silence),
        ):
            plant(hidden)

    def _hidden_circles(self) -> list[dict[str, Any]]:
        """RED, which nobody reads by office and no list names; what another party prepares;
        and what is shared of late in a body of another dialogue, which all of them follow."""
        another, elsewhere = make.party("Another"), make.body("Another network")
        for person in (self.author, self.chair, self.secretary):
            make.follow(person, elsewhere)
        red = {"label": "RED", "author": make.person(), "with_observers": True}
        return [
            red | {"body": self.body, "owner": self.owner},
            {"label": "AMBER", "body": self.body, "owner": another, "shared_at": None},
            {"label": "AMBER", "body": elsewhere, "owner": another, "shared_at": timezone.now()},
        ]

    def _hide_one_of_each(self, circle: dict[str, Any]) -> None:
        """A hidden thing of every kind, hanging from the public ones."""
        self.meeting.conference = make.meeting(**circle)
        self.meeting.save()
        document, proof = make.document(**circle), make.document(**circle)
        self.item.documents.add(document)
        self.report.evidence.add(proof)
        text = make.instrument(meeting=self.meeting, adopted_at=timezone.now(), **circle)
        make.signature(make.agreement(text, ends_on=FAR_OFF), party=self.owner)
        self._hide_protocols(circle)
        project = make.project(**circle)
        project.clauses.add(self.clause)
        make.partner(project, party=self.owner)
        plant(project)
        plant(make.result(project))
        mandate = make.mandate(clause=self.clause, **circle)
        mandate.themes.add(self.theme)
        make.assignment(mandate, party=self.owner)
        self.round.mandates.add(mandate)
        self.round.instruments.add(text)
        self.answer.evidence.add(proof)
        prepared = make.delegation(self.meeting)
        plant(make.nominee(prepared, state="prepared"))
        plant(make.nominee(make.delegation(make.meeting(**circle), party=self.owner)))
        theirs = make.reply(self.round, **circle | {"owner": make.party(), "state": "draft"})
        measure = make.measure(amount=1, currency="USD", **circle)
        measure.themes.add(self.theme)
        self.measure.evidence.add(proof)
        make.equivalence(self.mandate, mandate)
        self._read_from(document, circle)
        item = make.agenda_item(meeting=self.meeting, **circle)
        make.floor_request(self.sitting, item=item, party=self.owner)
        make.point(self.conclusions, item=item)
        drafted = make.conclusions(make.meeting(**circle), **circle | {"circulated_at": None})
        for thing in [
            drafted, make.amendment(make.point(drafted)), drafted.points.get(),
            measure, make.citation(self.report, measure).measure,
            self.meeting.conference, document, proof, text, mandate,
            make.meeting(conference=self.meeting, starts_on=FAR_OFF, **circle),
            item, make.rendition(document, name="secret.txt"), make.clause(text).texts.get(),
            make.instrument(**circle | {"adopted": False, "shared_at": None}),
            make.report(self.assignment, **circle), make.follow_up(**circle),
            make.indicator(mandate),
            theirs, make.answer(theirs, self.answer.question), make.round_(**circle),
        ]:  # fmt: skip
            plant(thing)

    def _read_from(self, document: Any, circle: dict[str, Any]) -> None:
        """The public text was adopted at a hidden meeting, and read from a hidden file."""
        self.instrument.meeting = make.meeting(**circle)
        self.instrument.save()
        file = make.rendition(document, name="secret.txt", language="fr")
        self.instrument.versions.update(source=file)
        for thing in (self.instrument.meeting, file):
            plant(thing)

    def _hide_protocols(self, circle: dict[str, Any]) -> None:
        """Hidden beside the public protocol: another party's text, its links, its standing, and a
        text that the public clause asked for."""
        own = make.national(self.protocol, **circle)
        link = make.clause_link(own.implementations.get(), regional=self.regional_clause)
        asked = make.instrument(kind="protocol", asked_by=self.clause, **circle)
        protocol = make.protocol(asked, review_on=make.TODAY)
        for thing in (own, link, link.clause.texts.get(), asked, protocol):
            plant(thing)
        plant(make.standing(self.protocol, **circle))

    def _hide_lines(self) -> None:
        """What another party prepares, and what it would change of a line that all may read."""
        another = make.party("Another")
        plant(make.line(another, confirmed_on=None))
        make.change(make.line(another), said=make.line_facts(WORD))

    def _make_campaign(self) -> None:
        """One that all may read, with a material in preparation, beside one that is prepared by
        another dialogue's secretariat."""
        self.campaign = make.campaign(dialogue=self.body.dialogue)
        self.material = make.material(self.campaign)
        self.material_file = make.material_file(self.material)
        make.membership(self.owner, self.body.parent)
        self.handed = make.handed_out(self.campaign, country=self.owner)
        hidden = make.campaign(released_at=None)
        spot = make.material(hidden, released_at=None)
        for thing in (
            hidden, spot, make.material_file(spot, WORD.encode()), make.handed_out(hidden),
        ):  # fmt: skip
            plant(thing)

    @property
    def things(self) -> dict[str, models.Model]:
        return {
            "documents.document": self.document,
            "documents.rendition": self.rendition,
            "meetings.meeting": self.meeting,
            "meetings.agendaitem": self.item,
            "proceedings.floorrequest": self.floor,
            "proceedings.point": self.point,
            "proceedings.amendment": self.amendment,
            "instruments.instrument": self.instrument,
            "instruments.clause": self.clause,
            "instruments.standing": self.standing,
            "instruments.footnote": self.footnote,
            "consensus.proposal": self.proposal,
            "consensus.comment": self.comment,
            "mandates.mandate": self.mandate,
            "mandates.project": self.project,
            "mandates.result": self.result,
            "mandates.assignment": self.assignment,
            "mandates.report": self.report,
            "mandates.indicator": self.indicator,
            "mandates.round": self.round,
            "mandates.reply": self.reply,
            "mandates.measure": self.measure,
            "mandates.citation": self.citation,
            "mandates.equivalence": self.equivalence,
            "campaigns.campaign": self.campaign,
            "campaigns.material": self.material,
            "campaigns.materialfile": self.material_file,
            "campaigns.distribution": self.handed,
            "helplines.line": self.line,
            "helplines.change": self.change,
            "delegations.delegation": self.delegation,
            "delegations.delegate": self.nominee,
            "mandates.followup": self.follow_up,
            "mandates.followupfile": self.follow_up_file,
        }

    def readers(self) -> dict[str, Person | None]:
        """Everybody who may see or do something with the public things."""
        return {
            "anyone": None,
            "the owner": self.author,
            "the presidency": self.chair,
            "the secretariat": self.secretary,
        }
