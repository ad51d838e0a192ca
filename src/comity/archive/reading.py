"""From files to pages: the way through the other modules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from .article import article_of
from .contacts import contacts_of
from .flags import flags_of
from .languages import language_of
from .links import links_of
from .navigation import common_lines
from .pairs import paired
from .register import Register
from .values import Flag, Page, Raw


def read_pages(raws: Iterable[Raw], register: Register) -> list[Page]:
    """Read the pages of one site together: so its navigation is found, and pairs of notes."""
    every = list(raws)
    common = common_lines([raw.lines for raw in every])
    pages = paired(read_page(raw, common, register) for raw in every)
    return list(_other_numbers(list(pages)))


def read_page(raw: Raw, common: frozenset[str], register: Register) -> Page:
    """One page, of a site of which the lines in common are known."""
    article = article_of(raw, common)
    texts = [one for one in (article.title, *article.paragraphs) if one]
    language = language_of(raw.language, texts)
    return Page(
        file=raw.file,
        title=article.title,
        date=article.date,
        place=article.place,
        language=language,
        paragraphs=article.paragraphs,
        contacts=contacts_of(article.paragraphs),
        pictures=raw.pictures,
        links=links_of(texts, register, language),
        flags=flags_of(texts, register, language, is_dated=article.date is not None),
        left_out=article.left_out,
    )


def _other_numbers(pages: list[Page]) -> Iterator[Page]:
    """Flag a person whom another page gives with another number."""
    numbers: dict[str, dict[str, str]] = {}
    for page in pages:
        for contact in page.contacts:
            if contact.phone:
                digits = re.sub(r"\D", "", contact.phone)
                numbers.setdefault(contact.email.lower(), {}).setdefault(digits, page.file)
    for page in pages:
        flags = list(page.flags)
        for contact in page.contacts:
            mine = re.sub(r"\D", "", contact.phone)
            for digits, file in numbers.get(contact.email.lower(), {}).items():
                if mine and digits != mine:
                    why = f"{file} gives {contact.email} with another number: +{digits}."
                    flags.append(Flag("contact", contact.phone, why))
        yield replace(page, flags=tuple(flags))
