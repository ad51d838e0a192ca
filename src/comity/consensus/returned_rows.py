"""What was read out of a Word file, as a person looks through it before confirming it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comity.clauses.tracked import plain
from comity.instruments.models import ClauseText
from comity.parties.access import Reader

from .marks import marked
from .models import Proposal, ReturnedText

KINDS: dict[str, str | Promise] = {
    "replace": pgettext_lazy("of a change in a file", "other words"),
    "insert": pgettext_lazy("of a change in a file", "new paragraph"),
    "delete": pgettext_lazy("of a change in a file", "struck out"),
    "move": pgettext_lazy("of a change in a file", "moved"),
}
WAYS: dict[str, str | Promise] = {
    "split": _("split off from the clause above, or split here"),
    "joined": _("joined with the clause beside it"),
}
REASONS: dict[str, str | Promise] = {
    "no_clause": _("No clause of the text is like this paragraph."),
    "outside": _("It stands in the title, in a footnote or above the text, not in a clause."),
    "number": _("The secretariat numbers the clauses: a number is not proposed."),
    "table": _("It stands in a table, where no clause stands."),
    "header": _("It stands at the head or the foot of the pages."),
    "footnote": _("A footnote is no part of a clause. Write it as a comment, if you need it."),
    "box": _("It stands in a box beside the text."),
    "already": _("The text says this already."),
    "many_missing": _(
        "Most clauses are not in the file, so it was read as a part of the text: "
        "what is missing was not taken as struck out."
    ),
}


@dataclass(frozen=True)
class Row:
    """One change; ``now`` is what the clause says by now, where that is something else than what
    the change was written for; None where the clause is gone."""

    number: int
    change: dict[str, Any]
    now: str | None
    refused: str
    proposals: list[Proposal] = field(default_factory=list)
    is_taken: bool = False

    @property
    def says(self) -> str | Promise:
        return KINDS[self.change["kind"]]

    @property
    def way(self) -> str | Promise:
        return WAYS.get(self.change["way"], "")

    @property
    def words(self) -> SafeString:
        return marked(self.change["before"], self.change["after"])

    @property
    def has_changed(self) -> bool:
        """The clause says something else than what the change was written for."""
        if self.change["kind"] == "insert" or self.is_taken:
            return False
        return self.now is None or plain(self.now) != plain(self.change["before"])

    @property
    def is_offered(self) -> bool:
        """Ticked beforehand: all but what goes without anybody having marked it."""
        return self.change["is_tracked"] or self.change["kind"] != "delete"


def rows_of(returned: ReturnedText, reader: Reader) -> list[Row]:
    changes = returned.read.get("changes", [])
    keys = {int(one["key"]) for one in changes if one["key"]}
    said = dict(
        ClauseText.objects.visible_to(reader)
        .filter(clause__in=keys, language=returned.language)
        .values_list("clause", "text")
    )
    made = [key for keys in returned.taken.values() for key in keys]
    proposals = Proposal.objects.visible_to(reader).in_bulk(made)
    return [_row(number, one, returned, said, proposals) for number, one in enumerate(changes)]


def _row(
    number: int,
    one: dict[str, Any],
    returned: ReturnedText,
    said: dict[int, str],
    proposals: dict[int, Proposal],
) -> Row:
    now = said.get(int(one["key"])) if one["key"] else ""
    taken = returned.taken.get(str(number))
    return Row(
        number,
        one,
        now,
        returned.refused.get(str(number), ""),
        [proposals[key] for key in taken or () if key in proposals],
        taken is not None,
    )


@dataclass(frozen=True)
class Left:
    """What became no change, and why."""

    why: str | Promise
    number: str
    before: str
    after: str
    words: SafeString


def unplaced_of(returned: ReturnedText) -> list[Left]:
    """The numbers that were changed are one thing to say, not many."""
    found = list(_left(returned))
    numbers = [one for one in found if one.why == REASONS["number"]]
    if len(numbers) > 1:
        shown = "; ".join(f"{one.before} → {one.after}" for one in numbers)
        others = [one for one in found if one not in numbers]
        return [*others, Left(REASONS["number"], "", "", shown, format_html("{}", shown))]
    return found


def _left(returned: ReturnedText) -> Iterator[Left]:
    for one in returned.read.get("unplaced", []):
        before, after = one["before"], one["after"]
        if one["reason"] == "many_missing":
            before = after = ""
        words = marked(before, after) if before or after else SafeString("")
        yield Left(REASONS[one["reason"]], one["number"], before, after, words)


@dataclass(frozen=True)
class Said:
    """A comment in the file."""

    number: int
    clause: str
    words: str
    author: str
    has_clause: bool
    refused: str
    is_taken: bool


def comments_of(returned: ReturnedText) -> list[Said]:
    return [
        Said(
            number,
            one["number"],
            one["words"],
            one["author"],
            bool(one["key"]),
            returned.refused.get(f"c{number}", ""),
            f"c{number}" in returned.taken,
        )
        for number, one in enumerate(returned.read.get("comments", []))
    ]
