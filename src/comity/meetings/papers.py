"""The documents under the items of an agenda, as the page lists them.

An agenda of two hundred items has hundreds of files: what they have in common (a language in
words, the beginning of an address) is made and escaped once, and the lines are put together here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from html import escape

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from comity.documents.languages import FileLine, InLanguage, RevisionLine, named_languages
from comity.documents.models import Document, in_force
from comity.ui.days import day_text
from comity.ui.locales import language_name, page_language
from comity.ui.said import said
from comity.ui.templatetags.ui import show

from .late import late_on
from .models import AgendaItem, Meeting

Lines = Mapping[int, Sequence[RevisionLine]]
"""What ``lines_of`` documents gives."""
DOT = " · "


class Papers:
    """The documents of one agenda, in the language of the page."""

    def __init__(self, meeting: Meeting, lines: Lines | None) -> None:
        self.meeting, self.lines, self.language = meeting, lines, page_language()
        self.label = cache(label_html)
        self.name = cache(lambda code: escape(language_name(code, self.language)))
        self.behind = escape(pgettext("language of a document", "behind"))
        self.missing = escape(_("%(language)s: missing"))
        self.no_file = _soft(_("no file yet"))
        self.not_shared = _soft(_("not shared yet"))
        self.late = escape(pgettext("document", "late"))
        self.document_url = _addresses("documents:document")
        self.file_url = _addresses("documents:file")

    def under(self, item: AgendaItem) -> SafeString:
        """The list of what the reader sees under the item (``items_of``); "": nothing."""
        documents: list[Document] = getattr(item, "shown", [])
        if self.lines is None or not documents:
            return SafeString("")
        lines = "".join(self._line(one, item, self.lines[one.pk]) for one in documents)
        return SafeString(f"<ul>{lines}</ul>")

    def _line(self, it: Document, item: AgendaItem, lines: Sequence[RevisionLine]) -> str:
        return f"<li>{' '.join(self._parts(it, item, lines))}</li>"

    def _parts(
        self, it: Document, item: AgendaItem, lines: Sequence[RevisionLine]
    ) -> Iterator[str]:
        """Its title; a label other than the item's; what is particular; its languages."""
        current = in_force(lines)
        symbol = escape(it.passing_symbol)
        symbol = f"{symbol}{current.suffix if current else ''}{DOT}" if symbol else ""
        title = show(said(it.passing_title, self.language), note=True)
        yield f'<a href="{self.document_url(it.pk)}">{symbol}{title}</a>'
        if it.label != item.label:
            yield self.label(it.label)
        if not it.is_shared:
            yield self.not_shared
        if day := late_on(current, self.meeting):
            words = day_text(day, language=self.language)
            yield f"<strong>{self.late}</strong> {_soft(f'({words})')}"
        rows = named_languages(lines, it.body.required_languages)
        languages = DOT.join(map(self._in_language, rows)) or self.no_file
        yield f'<span class="langs">{languages}</span>'

    def _in_language(self, row: InLanguage[RevisionLine, FileLine]) -> str:
        name = self.name(row.language)
        if row.rendition is None:
            return f'<span class="soft">{self.missing % {"language": name}}</span>'
        href, code = self.file_url(row.rendition.pk), escape(row.language)
        link = f'<a href="{href}" hreflang="{code}">{name}</a>'
        return f'{link} <span class="soft">({self.behind})</span>' if row.is_behind else link


def label_html(label: str) -> SafeString:
    return SafeString(render_to_string("ui/tlp.html", {"label": label}).strip())


def _soft(words: str) -> str:
    return f'<span class="soft">{escape(words)}</span>'


def _addresses(name: str) -> Callable[[int], str]:
    """A function key → address, for pages with many of them."""
    before, _zero, after = reverse(name, args=[0]).rpartition("0")
    return lambda key: f"{before}{key}{after}"
