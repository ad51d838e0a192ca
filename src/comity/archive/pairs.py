"""Notes that say the same: word for word, or in another language."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from comity.clauses.folding import fold

from .values import Page

_LEAST, _SHARE = 4, 0.6
"""Two notes in two languages share so many links and figures, and such a part of the fewer."""
_APART = 0.34
NEAREST = 200
"""A translation is looked for among so many notes before it, as sites list their notes."""


@dataclass
class Before:
    """What is remembered of the pages of a site that were read before: little of each, so that
    ten thousand are read in the memory of some hundreds."""

    first: dict[str, str] = field(default_factory=dict)
    """Digest of what a page says → the file that said it first."""
    nearest: deque[tuple[Page, frozenset[str]]] = field(
        default_factory=lambda: deque(maxlen=NEAREST)
    )
    common: frozenset[str] = frozenset()
    """Lines of the site's navigation."""

    def add(self, page: Page) -> None:
        self.first.setdefault(digest(page), page.file)
        self.nearest.append((page, _signs(page)))


def paired(pages: Iterable[Page], before: Before | None = None) -> Iterator[Page]:
    """The pages, each with the one before it that says the same."""
    before = before or Before()
    for page in pages:
        said, signs = digest(page), _signs(page)
        if same_as := before.first.get(said, ""):
            yield replace(page, same_as=same_as)
            continue
        found = replace(page, translation_of=_translated(before.nearest, page, signs))
        before.first[said] = page.file
        before.nearest.append((found, signs))
        yield found


def digest(page: Page) -> str:
    """The same for two pages with the same words, however these are set."""
    words = " ".join(fold(" ".join([page.title, *page.paragraphs])).split())
    return hashlib.sha256(words.encode()).hexdigest()


def _translated(
    before: Iterable[tuple[Page, frozenset[str]]], page: Page, signs: frozenset[str]
) -> str:
    best, name = _SHARE, ""
    for other, theirs in before:
        if not _may_be_translated(other, page):
            continue
        shared = len(signs & theirs)
        share = shared / max(1, min(len(signs), len(theirs)))
        if shared >= _LEAST and share > best:
            best, name = share, other.file
    return name


def _may_be_translated(other: Page, page: Page) -> bool:
    if not other.language or other.language == page.language or other.translation_of:
        return False
    is_of_one_day = not (page.date and other.date) or page.date == other.date
    return is_of_one_day and _is_as_long(page, other)


def _is_as_long(page: Page, other: Page) -> bool:
    first, second = len(page.paragraphs), len(other.paragraphs)
    return abs(first - second) <= max(2, _APART * max(first, second))


def _signs(page: Page) -> frozenset[str]:
    """What stays the same in any language: what is known, numbers, addresses."""
    known = {f"{one.kind}:{one.key}" for one in page.links if one.key}
    numbers = {one.name.partition(" ")[0] for one in page.links if one.kind == "figure"}
    return frozenset(known | numbers | {one.email.lower() for one in page.contacts if one.email})
