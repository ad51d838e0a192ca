"""A proposal as HTML. A page shows hundreds: as a template each would take milliseconds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from comity.ui.locales import language_name, page_language

from .marks import in_lines
from .models import Proposal
from .reading import Shown


def paint(shown: Shown, *, linked: bool = False, placed: bool = False) -> SafeString:
    """A proposal with its marks.

    Args:
        linked: With the way to its page.
        placed: Says on which clause it is.
    """
    one = shown.proposal
    return format_html(
        '<div class="proposal{}" id="p{}">{}</div>',
        " proposal--draft" if one.is_draft else "",
        one.pk,
        format_html_join("\n", "{}", ((part,) for part in _parts(shown, linked, placed))),
    )


def _parts(shown: Shown, linked: bool, placed: bool) -> Iterator[SafeString]:
    one = shown.proposal
    yield _head(shown, placed)
    if shown.is_gone:
        yield _warning(_("The clause is not in the text any more."))
    elif shown.has_changed:
        yield _warning(_("The clause has changed since this was written."))
    said = '<p class="proposal__words" lang="{}">{}</p>'
    yield format_html(said, one.language, shown.marks)
    if one.reason:
        yield format_html('<p class="soft" lang="{}">{}</p>', one.language, in_lines(one.reason))
    if one.decided_because:
        yield format_html('<p class="soft">{} {}</p>', _("Why:"), in_lines(one.decided_because))
    if linked:
        yield _way(one)


def _head(shown: Shown, placed: bool) -> SafeString:
    """Who proposes what, where and in which language, and what became of it."""
    one = shown.proposal
    said = [_kind(one)]
    if placed and one.number:
        said.append(_("clause %(number)s") % {"number": one.number})
    said.append(language_name(one.language, page_language()))
    return format_html(
        '<p class="say"><strong{}>{}</strong> <span>{}</span>{}</p>',
        SafeString(' class="new"') if shown.is_new else "",
        one.party,
        " · ".join(said),
        format_html_join("", " {}", ((mark,) for mark in _standing(shown))),
    )


def _standing(shown: Shown) -> Iterator[SafeString]:
    one = shown.proposal
    if not one.is_open:
        yield _state(one.look, str(one.get_state_display()))
    if one.in_brackets:
        yield format_html('<span class="soft">{}</span>', _("in brackets"))
    if one.is_late:
        yield format_html('<span class="warn">{}</span>', pgettext("a proposal", "late"))
    if shown.is_new:
        yield format_html('<span class="soft">{}</span>', _("new since you last looked"))


@lru_cache(maxsize=64)
def _state(look: str, label: str) -> SafeString:
    return SafeString(render_to_string("ui/state.html", {"state": look, "label": label}))


def _kind(one: Proposal) -> str:
    if not one.is_insert:
        return str(one.get_kind_display())
    return _("insert at the head") if one.is_at_head else pgettext("a clause", "insert after it")


def _warning(words: str) -> SafeString:
    return format_html('<p class="warn">{}</p>', words)


def _way(one: Proposal) -> SafeString:
    words = _("Open the draft") if one.is_draft else pgettext("a proposal", "Open")
    return format_html(
        '<p class="acts"><a href="{}">{}<span class="sr">: {} {}</span></a></p>',
        one.get_absolute_url(), words, one.party, one.number,
    )  # fmt: skip
