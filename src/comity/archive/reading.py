"""From files to pages: the way through the other modules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from .article import article_of
from .contacts import contacts_of
from .flags import flags_of
from .languages import language_of
from .links import links_of
from .navigation import common_lines
from .pairs import Before, paired
from .reasons import flag_of
from .register import Register
from .values import Page, Raw

BATCH = 500
"""So many pages are compared at once: enough to tell the navigation of a site."""


def in_batches(raws: Iterable[Raw]) -> Iterator[list[Raw]]:
    """The pages a few hundred at a time, in their order."""
    rest = iter(raws)
    while batch := list(islice(rest, BATCH)):
        yield batch


def read_pages(raws: Iterable[Raw], register: Register, before: Before | None = None) -> list[Page]:
    """Read the pages of one site together: so its navigation is found, and pairs of notes.

    Args:
        before: What is remembered of pages of the same site read before these; it is added to.
    """
    before = before or Before()
    every = list(raws)
    before.common |= common_lines([raw.lines for raw in every])
    pages = paired((read_page(raw, before.common, register) for raw in every), before)
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
                    facts = {"file": file, "email": contact.email, "phone": f"+{digits}"}
                    flags.append(flag_of("contact", contact.phone, **facts))
        yield replace(page, flags=tuple(flags))
