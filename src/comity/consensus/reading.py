"""A text in drafting as a person reads it: each clause with what is proposed and said on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q
from django.utils.safestring import SafeString

from comity.clauses.brackets import find_brackets
from comity.instruments.marks import marks_of
from comity.instruments.models import Clause, Version
from comity.instruments.reading import Row, rows_of
from comity.parties.access import Reader

from .marks import bracketed, marked
from .models import Comment, Drafting, Proposal


@dataclass(frozen=True)
class Shown:
    """A proposal with its marks, and how it stands to the text as it is now.

    ``now`` is what the clause says by now; None where the clause is gone.
    """

    proposal: Proposal
    now: str | None
    is_own: bool = False
    is_new: bool = False

    @property
    def marks(self) -> SafeString:
        """Against the words for which it was written."""
        one = self.proposal
        return marked(one.before, "" if one.is_delete else one.words)

    @property
    def is_gone(self) -> bool:
        """The clause that it changes or follows is not there any more, while it waits."""
        return self.is_waiting and self.now is None

    @property
    def has_changed(self) -> bool:
        """The clause says something else than what it was written for, while it waits."""
        one = self.proposal
        return self.is_waiting and not one.is_insert and self.now not in {None, one.before}

    @property
    def is_waiting(self) -> bool:
        return self.proposal.is_draft or self.proposal.is_open


@dataclass(frozen=True)
class ClauseRow:
    """A clause with its words, its open brackets, and what the parties say on it.

    ``changes`` are proposals to replace or delete it, ``insertions`` those to put one behind it.
    """

    row: Row
    words: SafeString
    brackets: int
    changes: list[Shown] = field(default_factory=list)
    insertions: list[Shown] = field(default_factory=list)
    comments: int = 0

    @property
    def clause(self) -> Clause:
        return self.row.clause


@dataclass(frozen=True)
class Page:
    """The whole text: its clauses, what would stand before them, and what lost its clause."""

    rows: list[ClauseRow]
    at_head: list[Shown]
    homeless: list[Shown]

    @property
    def brackets(self) -> int:
        return sum(row.brackets for row in self.rows)


def page_of(
    drafting: Drafting,
    versions: Sequence[Version],
    language: str,
    proposals: Iterable[Proposal],
    reader: Reader,
    *,
    since: datetime | None = None,
) -> Page:
    """Lay out a text with these proposals. A fixed number of queries, however long it is.

    Args:
        since: What was published after it is new to the reader.
    """
    text = drafting.instrument
    rows = rows_of(text, versions, [language], marks_of(text, reader))
    said = _said(rows)
    comments = _comments(drafting, reader)
    changes: dict[int, list[Shown]] = {}
    insertions: dict[int, list[Shown]] = {}
    at_head: list[Shown] = []
    homeless: list[Shown] = []
    for one in proposals:
        shown = _show(one, said, reader, since)
        if shown.proposal.is_at_head:
            at_head.append(shown)
        elif (key := _home(one)) not in said:
            homeless.append(shown)
        elif one.is_insert and one.after_id == key:
            insertions.setdefault(key, []).append(shown)
        else:
            changes.setdefault(key, []).append(shown)
    laid = [
        ClauseRow(
            row,
            bracketed(row.cells[0].text),
            _count(row),
            changes.get(row.clause.pk, []),
            insertions.get(row.clause.pk, []),
            comments.get(row.clause.pk, 0),
        )
        for row in rows
    ]
    return Page(laid, at_head, homeless)


def _home(proposal: Proposal) -> int:
    """The key of the clause under which it is shown: of a taken insertion, the new one."""
    if proposal.is_insert and proposal.clause_id is not None:
        return proposal.clause_id
    return proposal.anchor_id or 0


def _said(rows: Sequence[Row]) -> dict[int, dict[str, str]]:
    """Clause → language → words."""
    return {
        row.clause.pk: {one.language: one.text for one in row.clause.texts.all()} for row in rows
    }


def _show(
    proposal: Proposal, said: dict[int, dict[str, str]], reader: Reader, since: datetime | None
) -> Shown:
    now: str | None = None
    if proposal.is_at_head:
        now = ""
    elif proposal.anchor_id in said:
        now = said[proposal.anchor_id].get(proposal.language, "")
    published = proposal.published_at
    is_own = proposal.position.owner_id in reader.parties
    is_new = bool(since and published and published > since and not is_own)
    return Shown(proposal, now, is_own, is_new)


def _count(row: Row) -> int:
    """Open brackets of a clause, in every language."""
    return sum(len(find_brackets(one.text)) for one in row.clause.texts.all())


def _comments(drafting: Drafting, reader: Reader) -> dict[int, int]:
    seen = Comment.objects.visible_to(reader).standing().filter(position__drafting=drafting)
    counted = seen.filter(~Q(clause=None)).values("clause").annotate(count=Count("pk"))
    return {row["clause"]: row["count"] for row in counted.order_by()}
