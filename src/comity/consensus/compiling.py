"""Everything published on a text, clause by clause, as a page and a file show it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from comity.instruments.models import Clause, Version
from comity.instruments.reading import Row, rows_of
from comity.parties.access import Reader
from comity.parties.models import Party

from .models import Comment, Drafting, Position, Proposal
from .reading import Shown


@dataclass(frozen=True)
class CompiledRow:
    """A clause with what is published on it; ``row`` is None for a place that is no clause:
    the head of the text, or clauses that went."""

    row: Row | None
    name: str
    proposals: list[Shown] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)

    @property
    def is_silent(self) -> bool:
        return not self.proposals and not self.comments


@dataclass(frozen=True)
class Compilation:
    """What the parties say on a text, and their general remarks."""

    drafting: Drafting
    language: str
    rows: list[CompiledRow]
    statements: list[Position]
    on: date

    @property
    def count(self) -> int:
        return sum(len(row.proposals) + len(row.comments) for row in self.rows)


def compile_text(
    drafting: Drafting,
    versions: Sequence[Version],
    language: str,
    reader: Reader,
    on: date,
    *,
    party: Party | None = None,
    clause: Clause | None = None,
) -> Compilation:
    """Gather what is published on a text, of one party or on one clause if asked.

    Withdrawn proposals and comments are left out; what was taken or not taken says so.
    """
    laid = rows_of(drafting.instrument, versions, [language])
    proposals = _proposals(drafting, reader, party)
    comments = _comments(drafting, reader, party)
    rows = _rows(laid, proposals, comments, clause)
    positions = Position.objects.visible_to(reader).filter(drafting=drafting).published()
    if party:
        positions = positions.filter(owner=party)
    statements = [] if clause else list(positions.exclude(statement="").select_related("owner"))
    return Compilation(drafting, language, rows, statements, on)


def parties_heard(drafting: Drafting, reader: Reader) -> list[Party]:
    """Who has published anything on the text."""
    proposing = _proposals(drafting, reader, None)
    commenting = _comments(drafting, reader, None)
    found = {one.position.owner for one in [*proposing, *commenting]}
    return sorted(found, key=str)


def _proposals(drafting: Drafting, reader: Reader, party: Party | None) -> list[Proposal]:
    seen = Proposal.objects.visible_to(reader).published().filter(position__drafting=drafting)
    seen = seen.exclude(state=Proposal.State.WITHDRAWN)
    if party:
        seen = seen.filter(position__owner=party)
    return list(seen.select_related("position__owner", "position__drafting__instrument"))


def _comments(drafting: Drafting, reader: Reader, party: Party | None) -> list[Comment]:
    seen = Comment.objects.visible_to(reader).published().standing()
    seen = seen.filter(position__drafting=drafting)
    if party:
        seen = seen.filter(position__owner=party)
    return list(seen.select_related("position__owner", "position__drafting__instrument"))


def _rows(
    laid: Sequence[Row],
    proposals: Iterable[Proposal],
    comments: Iterable[Comment],
    clause: Clause | None,
) -> list[CompiledRow]:
    by_key = {row.clause.pk: CompiledRow(row, row.clause.number) for row in laid}
    head = CompiledRow(None, _("At the head of the text"))
    gone = CompiledRow(None, _("On clauses that are not in the text any more"))
    said = _said(laid)
    for one in proposals:
        key = one.clause_id or one.after_id
        place = head if one.is_at_head and not one.clause_id else by_key.get(key or 0, gone)
        now = said.get((one.anchor_id or 0, one.language)) if one.anchor_id else None
        place.proposals.append(Shown(one, "" if one.is_at_head else now))
    for comment in comments:
        by_key.get(comment.clause_id or 0, gone).comments.append(comment)
    if clause:
        return [by_key[clause.pk]] if clause.pk in by_key else []
    return [row for row in (head, *by_key.values(), gone) if row.row or not row.is_silent]


def _said(laid: Sequence[Row]) -> dict[tuple[int, str], str]:
    return {
        (row.clause.pk, one.language): one.text for row in laid for one in row.clause.texts.all()
    }


def file_name(compilation: Compilation) -> str:
    """In the reader's language, with the text and the day: two files never lie under one name."""
    words: dict[str, Any] = {
        "text": compilation.drafting.instrument.slug,
        "day": compilation.on.isoformat(),
    }
    return _("compilation-%(text)s-%(day)s") % words
