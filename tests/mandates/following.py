"""A round of a network with a word planted in every record, for each circle."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from html import unescape
from typing import Any

import pypdfium2
from django.utils.html import strip_tags

from comity.mandates.models import (
    Answer,
    Citation,
    FollowUp,
    Indicator,
    IndicatorValue,
    Measure,
    Question,
    Reply,
    Report,
    Round,
)
from comity.parties.models import Body
from tests import make

WIDEST_FIRST = ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT"]
Circle = tuple[str, bool]
"""A label, and whether observers read it."""


def follow_up(body: Body, **fields: Any) -> FollowUp:
    """Asked for and waiting, for everyone, unless the test says other."""
    fields = {
        "title": make.said("Follow-up"),
        "body": body,
        "owner": fields.pop("owner", None) or make.party(),
        "label": "CLEAR",
        "until": make.TODAY,
        "languages": ["en"],
        **fields,
    }
    return FollowUp.objects.create(**fields)


class World:
    """``body`` is the plenary of a dialogue, so that its circles lie one in the other."""

    def __init__(self) -> None:
        self.body = make.plenary()
        self.round = Round.objects.create(
            title=make.said("The round"),
            since=make.TODAY,
            until=make.TODAY,
            deadline_on=make.TODAY,
            opened_at=make.NOW,
            body=self.body,
            owner=make.party(),
            label="CLEAR",
            shared_at=make.NOW,
        )

    def plant(self) -> dict[str, Circle]:
        """Word → who reads it: in mandates, texts, reports, measures, indicators, evidence,
        replies and answers of every label, with and without the observers' switch."""
        circles = [(label, switch) for label in [*WIDEST_FIRST, "RED"] for switch in (False, True)]
        question = Question.objects.create(round=self.round, words=make.said("Asked"))
        planted: dict[str, Circle] = {}
        for number, circle in enumerate(circles):
            mark = f"x{number}x"
            planted |= dict.fromkeys(self._mandate(mark, circle), circle)
            planted |= dict.fromkeys(self._report(f"r{number}r", circle), circle)
            planted |= dict.fromkeys(self._answer(f"a{number}a", circle, question), circle)
        return planted

    def _mandate(self, mark: str, circle: Circle) -> list[str]:
        """A mandate, its text and its indicator, all in one circle."""
        fields = _fields(circle, self.body)
        text = make.instrument(f"text-{mark}", symbol=f"symbol-{mark}", **fields)
        clause = make.clause(text, f"clause-{mark}")
        mandate = make.mandate(f"action-{mark}", clause=clause, **fields)
        self._indicator(mandate, mark)
        make.assignment(mandate, party=make.party(f"party-{mark}"))
        self.round.mandates.add(mandate)
        words = ["text", "symbol", "clause", "action", "indicator", "unit", "party"]
        return [f"{word}-{mark}" for word in words]

    def _report(self, mark: str, circle: Circle) -> list[str]:
        """A report in the circle, on a mandate that everyone reads."""
        mandate = make.mandate(body=self.body)
        self.round.mandates.add(mandate)
        names = ["progress", "limitations", "next_steps", "best_practice"]
        report = make.report(
            make.assignment(mandate),
            **_fields(circle, self.body),
            **{name: f"{name}-{mark}" for name in names},
        )
        self.feed(report, mark, **_fields(circle, self.body))
        names += ["measure", "account", "note", "evidence"]
        return [f"{name}-{mark}" for name in names]

    def feed(self, report: Report, mark: str, **fields: Any) -> None:
        """A measure, a value and a piece of evidence for a report."""
        measure = Measure.objects.create(
            kind="law",
            language="en",
            title="Another title by now",
            body=report.body,
            owner=report.owner,
            changed_at=make.NOW,
        )
        Citation.objects.create(
            report=report,
            measure=measure,
            title=f"measure-{mark}",
            account=f"account-{mark}",
            language="en",
            stamp=1,
            cited_at=make.NOW,
            cited_by=make.person(),
        )
        IndicatorValue.objects.create(
            report=report,
            indicator=self._indicator(report.assignment.mandate, "open"),
            year=2025,
            number=Decimal("12.5"),
            note=f"note-{mark}",
        )
        report.evidence.add(make.document(f"evidence-{mark}", **{"body": report.body} | fields))

    def _indicator(self, mandate: Any, mark: str) -> Indicator:
        return Indicator.objects.create(
            mandate=mandate,
            name=make.said(f"indicator-{mark}"),
            unit=make.said(f"unit-{mark}"),
            baseline=Decimal(10),
            target=Decimal(40),
        )

    def reply(self, party: Any, **fields: Any) -> Reply:
        fields = {"language": "en", "shared_at": make.NOW, "state": "accepted"} | fields
        return Reply.objects.create(round=self.round, owner=party, body=self.body, **fields)

    def _answer(self, mark: str, circle: Circle, question: Question) -> list[str]:
        label, switch = circle
        reply = self.reply(make.party(), label=label, with_observers=switch)
        Answer.objects.create(reply=reply, question=question, text=f"answer-{mark}")
        return [f"answer-{mark}"]

    def reads(self, label: str, with_observers: bool, circle: Circle) -> bool:
        """Whether what is in ``circle`` may stand in a report for ``label``: is every reader of
        the report a reader of it? The whole community reads CLEAR and GREEN, observers too."""
        theirs, switch = circle
        if theirs == "RED" or WIDEST_FIRST.index(theirs) > WIDEST_FIRST.index(label):
            return False
        return switch or not with_observers or theirs in {"CLEAR", "GREEN"}


def _fields(circle: Circle, body: Body) -> dict[str, Any]:
    return {"label": circle[0], "with_observers": circle[1], "body": body}


def words_of(made: bytes, form: str) -> str:
    """All that a file says, as plain text; a word may be cut at the end of a line."""
    if form == "html":
        return unescape(strip_tags(made.decode()))
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(made)) as word:
            parts = [word.read(name).decode() for name in word.namelist() if name.endswith(".xml")]
        return unescape(strip_tags(" ".join(parts)))
    with pypdfium2.PdfDocument(made) as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
