"""What a feed is made of, and where the rooms above say what of them is news."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from comity.parties.models import Body
from comity.ui.said import Said

MOST = 60
"""Entries of a feed; what is older is on the pages."""


@dataclass(frozen=True)
class Entry:
    """One thing that anyone may read.

    Attributes:
        key: Names it for ever, as ``documents/7``; no word of it changes with the language.
        url: Its page, from the root of the site.
        updated_at: When a reader would want to see it again.
        words: A line or two; may be empty.
    """

    key: str
    title: Said
    url: str
    published_at: datetime
    updated_at: datetime
    words: str = ""
    kind: str = ""


Source = Callable[[QuerySet[Body]], Iterable[Entry]]
_sources: dict[str, Source] = {}


def source(kind: str, function: Source) -> None:
    """Let an upper room give the entries of ``kind`` (as ``?only=`` names it) of some bodies, in
    the language of the page: only what anyone may read, the newest first, ``MOST`` of them."""
    _sources[kind] = function


def kinds() -> list[str]:
    return list(_sources)


def entries(bodies: QuerySet[Body], only: str = "") -> list[Entry]:
    """The newest entries of all kinds, or of one."""
    wanted = [function for kind, function in _sources.items() if only in ("", kind)]
    found = [entry for function in wanted for entry in function(bodies)]
    return sorted(found, key=lambda entry: (entry.updated_at, entry.key), reverse=True)[:MOST]
