"""The agenda as a page shows it: one row for each item the reader may see, in reading order.

As many queries for any number of items. What rows have in common (a label, a mode in words, the
beginning of an address) is made once, and the small lines are put together here: an agenda of two
hundred items is one page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

from django.db.models import Prefetch
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from comity.documents.languages import InLanguage, languages_of
from comity.documents.models import Document
from comity.parties.access import Reader
from comity.ui.locales import language_name, page_language
from comity.ui.said import said
from comity.ui.templatetags.ui import show

from . import clocks, tree
from .late import late_on
from .models import AgendaItem, Meeting
from .moments import Shown, shown

DOT = SafeString(" · ")


@dataclass(frozen=True)
class ShownDocument:
    """A document under an item; its label where that is another than the item's."""

    it: Document
    url: str
    symbol: str
    title: SafeString
    label: SafeString
    languages: SafeString
    late_on: date | None


@dataclass(frozen=True)
class Row:
    """An item with its place in the tree; ``line`` says its time, mode, label and lead.
    ``begins`` opens its line in the list; ``ends`` opens the list of its parts, or closes the
    line and the lists that end with it."""

    item: AgendaItem
    level: int
    title: SafeString
    day: str
    line: SafeString
    documents: list[ShownDocument]
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
    documents = documents.prefetch_related("body", "revisions__renditions")
    found = AgendaItem.objects.visible_to(reader).filter(meeting=meeting)
    return list(
        found.order_by("position", "pk").prefetch_related(
            "lead", Prefetch("documents", documents, to_attr="shown")
        )
    )


def rows_of(meeting: Meeting, items: list[AgendaItem]) -> Iterator[Row]:
    """Rows of ``items_of``, with times worked out from those that are known."""
    order = tree.tree_of((item.pk, item.parent_id) for item in items)
    lines = list(tree.walk(order))
    by_key = {item.pk: item for item in items}
    times = _times(meeting, [(by_key[key], parent) for key, parent, _level in lines])
    steps = tree.steps(order)
    words = _Words()
    end: tree.Line = (0, None, 1)
    for (key, _parent, level), (_key, _of, following) in pairwise([*lines, end]):
        item, time = by_key[key], times.get(key)
        yield Row(
            item=item,
            level=level,
            title=words.said(item.title),
            day=time.day if time else "",
            line=words.line(item, time, meeting),
            documents=[words.document(one, item, meeting) for one in item.shown],  # type: ignore[attr-defined]
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
    """The words of a page, in its language, each made once."""

    def __init__(self) -> None:
        self.language = page_language()
        self.modes = {mode.value: str(mode.label) for mode in AgendaItem.Mode}
        self.about = pgettext("time of day", "about")
        self.minutes = _("%(count)s min")
        self.lead = _("lead: %(party)s")
        self.missing = _("%(language)s: missing")
        self.behind = pgettext("language of a document", "behind")
        self.no_file = format_html('<span class="soft">{}</span>', _("no file yet"))
        self.document_url = _addresses("documents:document")
        self.file_url = _addresses("documents:file")
        self.label = cache(_label)
        self.name = cache(lambda code: language_name(code, self.language))

    def said(self, words: Any) -> SafeString:
        return show(said(words, self.language), note=True)

    def line(self, item: AgendaItem, time: Shown | None, meeting: Meeting) -> SafeString:
        parts: list[Any] = []
        if time:
            parts.append(self._time(time))
        elif item.minutes:
            parts.append(self.minutes % {"count": item.minutes})
        parts.append(self.modes[item.mode])
        if item.label != meeting.label:
            parts[-1] = format_html("{} {}", parts[-1], self.label(item.label))
        if item.lead:
            party = said(item.lead.name, self.language).text
            parts.append(self.lead % {"party": party})
        return format_html_join(DOT, "{}", ((part,) for part in parts))

    def _time(self, time: Shown) -> SafeString:
        about = f"{self.about} " if time.is_derived else ""
        until = f"–{time.until}" if time.until else ""
        html = '{}<time datetime="{}">{}</time>{}'
        return format_html(html, about, time.machine, time.clock, until)

    def document(self, document: Document, item: AgendaItem, meeting: Meeting) -> ShownDocument:
        symbol, current = document.passing_symbol, document.current
        rows = languages_of(document)
        lines = format_html_join(DOT, "{}", ((self._in_language(row),) for row in rows))
        return ShownDocument(
            it=document,
            url=self.document_url(document.pk),
            symbol=f"{symbol}{current.suffix}" if symbol and current else symbol,
            title=self.said(document.passing_title),
            label=self.label(document.label) if document.label != item.label else SafeString(""),
            languages=lines or self.no_file,
            late_on=late_on(document, meeting),
        )

    def _in_language(self, row: InLanguage) -> SafeString:
        name = self.name(row.language)
        if row.rendition is None:
            missing = self.missing % {"language": name}
            return format_html('<span class="soft">{}</span>', missing)
        link = format_html(
            '<a href="{}" hreflang="{}">{}</a>',
            self.file_url(row.rendition.pk), row.language, name,
        )  # fmt: skip
        behind = '{} <span class="soft">({})</span>'
        return format_html(behind, link, self.behind) if row.is_behind else link


def _label(label: str) -> SafeString:
    return SafeString(render_to_string("ui/tlp.html", {"label": label}).strip())


def _addresses(name: str) -> Callable[[int], str]:
    """A function key → address, for pages with many of them."""
    before, _zero, after = reverse(name, args=[0]).rpartition("0")
    return lambda key: f"{before}{key}{after}"
