"""What an old page is read into."""

from __future__ import annotations

from dataclasses import dataclass

Fact = str | int | float


@dataclass(frozen=True, slots=True)
class Raw:
    """A page as its source gives it, before anything in it is understood.

    Attributes:
        file: The name of the file, with the number of the page where it holds several.
        lines: Its paragraphs, or lines of unknown ends; "" is an empty line.
        title: What the source calls the title; "" where it calls nothing so.
        published: When it says that it published the page, as it writes that.
        language: What it says of the language.
        pictures: The alternative text of each picture of the article.
    """

    file: str
    lines: tuple[str, ...]
    title: str = ""
    published: str = ""
    language: str = ""
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to ask; each part "" where the page does not say it."""

    name: str
    role: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class Link:
    """Something that the page speaks of and Comity knows (``key`` names it there), with the words
    it rests on. A figure has no key."""

    kind: str
    name: str
    words: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Flag:
    """Something to look at, which nobody corrected: the words, and why.

    Attributes:
        why: An English sentence.
        facts: What this says, each with its name, for saying it in another language.
    """

    kind: str
    words: str
    why: str
    facts: tuple[tuple[str, Fact], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """An old page, read.

    Attributes:
        date: ISO 8601, to the day, month or year that is known; None: the page does not say.
        place: Where the note is written from.
        left_out: Lines of the site's navigation.
        same_as: The file that says the same, read before this one.
        translation_of: The file that says the same in another language, read before this one.
    """

    file: str
    title: str
    date: str | None
    place: str
    language: str
    paragraphs: tuple[str, ...]
    contacts: tuple[Contact, ...] = ()
    pictures: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    flags: tuple[Flag, ...] = ()
    left_out: tuple[str, ...] = ()
    same_as: str = ""
    translation_of: str = ""
