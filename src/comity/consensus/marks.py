"""Changed words and open brackets as HTML: told by their line and by words, never by colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from comity.clauses.brackets import Bracket, find_brackets
from comity.clauses.compare import Mark, mark_words

KEPT = 4096
"""So many comparisons are remembered: the same proposals are shown on every opening of a page."""

marks_between = lru_cache(maxsize=KEPT)(mark_words)
"""``mark_words``, remembered: it is slow beside everything else on a page of proposals."""


def marked(before: str, after: str) -> SafeString:
    """The words of both, what is struck and what is new marked as such."""
    return _painted(before, after, _("struck:"), _("new:"))


@lru_cache(maxsize=KEPT)
def _painted(before: str, after: str, struck: str, new: str) -> SafeString:
    return _spelled(marks_of(before, after), struck, new)


def spelled(marks: Iterable[Mark]) -> SafeString:
    """Marks that were made before."""
    return _spelled(marks, _("struck:"), _("new:"))


def _spelled(marks: Iterable[Mark], struck: str, new: str) -> SafeString:
    return format_html_join("", "{}", ((_mark(one, struck, new),) for one in marks))


def marks_of(before: str, after: str) -> tuple[Mark, ...]:
    """As marks, a clause that is new or gone in one piece."""
    if not before:
        return (Mark("added", after),)
    if not after:
        return (Mark("removed", before),)
    return marks_between(before, after)


def _mark(one: Mark, struck: str, new: str) -> SafeString:
    words = in_lines(one.text)
    if one.kind == "removed":
        return format_html('<del><span class="sr">{} </span>{}</del>', struck, words)
    if one.kind == "added":
        return format_html('<ins><span class="sr">{} </span>{}</ins>', new, words)
    return words


def bracketed(text: str) -> SafeString:
    """The words of a clause with what is open in it marked."""
    if "[" not in text and "]" not in text:
        return in_lines(text)
    return format_html_join("", "{}", ((part,) for part in _parts(text)))


def _parts(text: str) -> Iterator[SafeString]:
    at = 0
    for one in _outermost(text):
        yield in_lines(text[at : one.start])
        yield format_html('<mark class="open">{}</mark>', in_lines(text[one.start : one.end]))
        at = one.end
    yield in_lines(text[at:])


def _outermost(text: str) -> Iterator[Bracket]:
    at = 0
    for one in find_brackets(text):
        if one.start >= at:
            yield one
            at = one.end


def in_lines(text: str) -> SafeString:
    """The words with their line breaks."""
    if "\n" not in text:
        return escape(text)
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in text.split("\n")))
