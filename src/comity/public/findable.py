"""What the search finds of a press note: one row for its page in each language."""

from __future__ import annotations

from html import unescape
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from comity.search.registry import Words

from .models import NewsPage


def _words(note: NewsPage) -> dict[str, Words]:
    """None of a draft: what editors took out of it must not be found once it is published."""
    if not note.live:
        return {}
    body = unescape(strip_tags(note.body.replace("<", " <")))
    return {note.language: Words(note.title, "\n".join([note.lead, body, note.place]).strip())}


NEWS: dict[str, Any] = {
    "kind": "news",
    "label": _("News"),
    "words": _words,
    "title": lambda one: one.title,
    "url": lambda one: one.get_absolute_url(),
    "on": lambda one: one.on,
    "dialogue": lambda one: one.dialogue_id,
    "tlp": "",
    "related": ("locale",),
}
