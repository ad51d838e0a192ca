"""The invented text in drafting, with what three parties propose on it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from comity.clauses.brackets import in_brackets
from comity.consensus.models import Comment, Drafting, Position, Proposal, TextRevision
from comity.consensus.services import keep_revision
from comity.instruments.models import Clause, ClauseText, Instrument, Version
from comity.parties.dates import day_of
from comity.parties.models import Body, Party, Person
from comity.parties.rows import said

from .files import Row, rows
from .records import _keeper, _person, _record

LANGUAGES = ("en", "es", "fr")


def load_drafting(at: datetime) -> None:
    for row in rows("drafting", "drafting"):
        text = _text(row, at)
        drafting = _drafting(text, row, at)
        by = drafting.opened_by
        keep_revision(text, by=by, at=at, why=TextRevision.Why.CIRCULATED)
        positions = {one["party"]: _position(drafting, one, at) for one in row["position"]}
        for proposal in row["proposal"]:
            _proposal(positions[proposal["party"]], proposal, at)
        for comment in row["comment"]:
            _comment(positions[comment["party"]], comment, at)
        keep_revision(text, by=by, at=at, why=TextRevision.Why.ASKED)


def _text(row: Row, at: datetime) -> Instrument:
    text = Instrument(
        slug=row["slug"], kind=row["kind"], title=said(row["title"]), about=said(row["about"]),
        label=row["label"], body=Body.objects.get(slug=row["body"]),
        owner=_keeper(row["dialogue"]), author=_person(row["opened_by"]),
        with_observers=row["mode"] != Drafting.Mode.MEMBERS_ONLY, shared_at=at,
    )  # fmt: skip
    _record(text, at)
    for language in LANGUAGES:
        is_first = language == row["first_language"]
        Version.objects.create(
            instrument=text, language=language, is_first=is_first, is_equal=is_first
        )
    for position, one in enumerate(row["clause"], 1):
        kind = Clause.Kind.HEADING if one.get("heading") else Clause.Kind.CLAUSE
        clause = Clause.objects.create(
            instrument=text, position=position, kind=kind, number=one.get("number", ""),
            verb=one.get("verb", ""),
        )  # fmt: skip
        for language, words in one["words"].items():
            ClauseText.objects.create(clause=clause, language=language, text=words)
    return text


def _drafting(text: Instrument, row: Row, at: datetime) -> Drafting:
    drafting = Drafting(
        instrument=text, mode=row["mode"], opened_at=at, opened_by=_person(row["opened_by"]),
        due_on=day_of(at) + timedelta(days=row["due_in_days"]),
    )  # fmt: skip
    drafting.takes_circle_of(text)
    return _record(drafting, at)


def _position(drafting: Drafting, row: Row, at: datetime) -> Position:
    position = Position(
        drafting=drafting, language=row["language"], statement=row.get("statement", "")
    )
    position.takes_circle_of(drafting)
    position.owner = Party.objects.get(slug=row["party"])
    position.author = position.written_by = _person(row["by"])
    position.shared_at = at if row["published"] else None
    position.published_by = position.author if row["published"] else None
    return _record(position, at)


def _proposal(position: Position, row: Row, at: datetime) -> None:
    clause = _clause(position, row)
    before = clause.texts.get(language=row["language"])
    is_insert = row["kind"] == Proposal.Kind.INSERT
    proposal = Proposal(
        kind=row["kind"], before="" if is_insert else before.text,
        after=clause if is_insert else None, reason=row.get("reason", ""),
        **_said(position, clause, row, at),
    )  # fmt: skip
    proposal.clause = None if is_insert else clause
    proposal.state = Proposal.State.PUBLISHED if position.is_shared else Proposal.State.DRAFT
    if row.get("taken_in_brackets"):
        proposal.state, proposal.in_brackets = Proposal.State.TAKEN, True
        proposal.decided_by, proposal.decided_at = position.drafting.opened_by, at
        before.text = in_brackets(before.text, proposal.words)
        before.save()
    proposal.save()


def _comment(position: Position, row: Row, at: datetime) -> None:
    Comment.objects.create(**_said(position, _clause(position, row), row, at))


def _clause(position: Position, row: Row) -> Clause:
    return Clause.objects.get(instrument=position.drafting.instrument, number=row["clause"])


def _said(position: Position, clause: Clause, row: Row, at: datetime) -> dict[str, Any]:
    author: Person | None = position.author
    published = {"published_at": at, "published_by": author} if position.is_shared else {}
    return {
        "position": position, "clause": clause, "number": clause.number, "place": clause.position,
        "language": row["language"], "words": row["words"], "written_by": author,
        "written_at": at, **published,
    }  # fmt: skip
