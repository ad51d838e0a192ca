"""The picture that other sites show beside a link to a page: its title on the site's colours."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from hashlib import sha256
from pathlib import Path

from django.core.cache import cache

from comity.documents.typesetting import typeset
from comity.ui.days import day_text
from comity.ui.said import plain

from .models import PublicPage

SOURCE = Path(__file__).with_name("card.typ")
_KEPT = 7 * 24 * 60 * 60


def card_of(page: PublicPage) -> bytes:
    """PNG of 1200 × 630 pixels; drawn once for each published version of the page."""
    key = f"public.card.{page.pk}.{page.live_revision_id or 0}.{hash_of(page.title)}"
    if kept := cache.get(key):
        return b64decode(kept)
    words = {"title": _title(page), "line": _line(page), "language": page.language}
    inputs = {"paper": json.dumps(words, ensure_ascii=False)}
    [drawn] = typeset(SOURCE.read_text(encoding="utf-8"), inputs, format="png", ppi=72.0)
    cache.set(key, b64encode(drawn).decode(), _KEPT)
    return drawn


def hash_of(words: str) -> str:
    return sha256(words.encode()).hexdigest()[:16]


def _title(page: PublicPage) -> str:
    dialogue = getattr(page, "dialogue", None)
    if dialogue and not getattr(page, "lead", ""):
        return plain(dialogue.name)
    return str(page.title if page.depth > 2 else getattr(page, "lead", page.title))


def _line(page: PublicPage) -> str:
    """The dialogue it is of, and the day of a note."""
    dialogue, on = getattr(page, "dialogue", None), getattr(page, "on", None)
    words = [plain(dialogue.acronym) or plain(dialogue.name)] if dialogue else []
    if on:
        words.append(day_text(on, "day", page.language))
    return " · ".join(words)
