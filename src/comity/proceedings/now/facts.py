"""What the part of the page that changes shows to one reader, as plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Paper:
    """A document under the item in course; ``lang`` only where it is not the page's."""

    url: str
    name: str
    lang: str = ""


@dataclass(frozen=True)
class Speaker:
    """A delegation that speaks or waits."""

    key: int
    name: str
    lang: str
    is_observer: bool
    is_mine: bool = False
    minutes: int = 0
    begins: str = ""
    ends: str = ""
    ends_words: str = ""


@dataclass(frozen=True)
class Mine:
    """A delegation for which the reader may ask now; 0, unnamed: the only one the reader has."""

    party: int
    name: str = ""


@dataclass(frozen=True)
class Facts:
    """Everything that the part of the page that changes shows, in one language."""

    language: str
    slug: str
    meeting: int
    edition: int
    is_over: bool
    is_chair: bool
    current: int | None = None
    item_url: str = ""
    item: str = ""
    item_lang: str = ""
    mode: str = ""
    mode_words: str = ""
    is_hidden: bool = False
    papers: tuple[Paper, ...] = ()
    speaking: Speaker | None = None
    waiting: tuple[Speaker, ...] = ()
    is_list_closed: bool = False
    mine: tuple[Mine, ...] = ()
    before: int | None = None
    after: int | None = None
