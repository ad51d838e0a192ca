"""The agenda as a page shows it: one row for each item the reader may see, in reading order.

As many queries for any number of items. What rows have in common (a label, a mode in words, the
beginning of an address) is made once, and the small lines are put together here: an agenda of two
hundred items is one page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import pairwise
from typing import Any

from django.db.models import Prefetch
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from comity.documents.models import Document
from comity.parties.access import Reader
from comity.ui.locales import page_language
from comity.ui.said import said
from comity.ui.templatetags.ui import show

from . import clocks, tree
from .models import AgendaItem, Meeting
from .moments import Shown, shown
from .papers import DOT, Lines, Papers, label_html


@dataclass(frozen=True)
class Row:
    """An item with its place in the tree; ``line`` says its time, mode, label and lead; ``papers``
    is the list of its documents.
    ``begins`` opens its line in the list; ``ends`` opens the list of its parts, or closes the
    line and the lists that end with it."""

    item: AgendaItem
    level: int
    title: SafeString
    day: str
    line: SafeString
    papers: SafeString
    begins: SafeString
    ends: SafeString
    steps: list[tree.Way]

    @property
    def heading(self) -> int:
        """The level of its heading on a page whose agenda is of level 2."""
        return self.level + 2


def items_of(meeting: Meeting, reader: Reader) -> list[AgendaItem]:
    """The items that the reader may see, each with the documents that the reader may see."""
    documents = Document.objects.visible_to(reader)
    documents = documents.prefetch_related("body")
    found = AgendaItem.objects.visible_to(reader).filter(meeting=meeting)
    return list(
        found.order_by("position", "pk").prefetch_related(
            "lead", Prefetch("documents", documents, to_attr="shown")
        )
    )


def papers_of(items: Iterable[AgendaItem]) -> Iterator[Document]:
    """The documents that came with ``items_of``."""
    for item in items:
        yield from item.shown  # type: ignore[attr-defined]


def rows_of(meeting: Meeting, items: list[AgendaItem], lines: Lines | None = None) -> Iterator[Row]:
    """Rows of ``items_of``, with times worked out from those that are known; with their
    documents where ``lines_of`` these are given."""
    order = tree.tree_of((item.pk, item.parent_id) for item in items)
    walked = list(tree.walk(order))
    by_key = {item.pk: item for item in items}
    times = _times(meeting, [(by_key[key], parent) for key, parent, _level in walked])
    steps = tree.steps(order)
    words, papers = _Words(), Papers(meeting, lines)
    end: tree.Line = (0, None, 1)
    for (key, _parent, level), (_key, _of, following) in pairwise([*walked, end]):
        item, time = by_key[key], times.get(key)
        yield Row(
            item=item,
            level=level,
            title=words.said(item.title),
            day=time.day if time else "",
            line=words.line(item, time, meeting),
            papers=papers.under(item),
            begins=SafeString(f'<li id="item-{key}">'),
            ends=SafeString(
                "<ol>" if following > level else "</li>" + "</ol></li>" * (level - following)
            ),
            steps=steps[key],
        )


def _times(meeting: Meeting, lines: list[tuple[AgendaItem, int | None]]) -> dict[int, Shown]:
    runs = clocks.running(
        clocks.Timed(item.pk, parent, item.starts_at, item.minutes) for item, parent in lines
    )
    return shown(runs, meeting, [item.pk for item, _parent in lines])


class _Words:
    """The words of an agenda, in the language of the page, each made once."""

    def __init__(self) -> None:
        self.language = page_language()
        self.modes = {mode.value: escape(str(mode.label)) for mode in AgendaItem.Mode}
        self.label = cache(label_html)
        self.about = escape(pgettext("time of day", "about"))
        self.minutes = escape(_("%(count)s min"))
        self.lead = escape(_("lead: %(party)s"))

    def said(self, words: Any) -> SafeString:
        return show(said(words, self.language), note=True)

    def line(self, item: AgendaItem, time: Shown | None, meeting: Meeting) -> SafeString:
        parts = [self.modes[item.mode]]
        if time:
            parts.insert(0, self._time(time))
        elif item.minutes:
            parts.insert(0, self.minutes % {"count": item.minutes})
        if item.label != meeting.label:
            parts[-1] += f" {self.label(item.label)}"
        if item.lead:
            party = escape(said(item.lead.name, self.language).text)
            parts.append(self.lead % {"party": party})
        return SafeString(DOT.join(parts))

    def _time(self, time: Shown) -> str:
        about = f"{self.about} " if time.is_derived else ""
        until = f"–{time.until}" if time.until else ""
        return f'{about}<time datetime="{time.machine}">{time.clock}</time>{until}'
