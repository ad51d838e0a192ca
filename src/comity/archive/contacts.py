"""Whom a page says to ask: name, what the person is, address and telephone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .values import Contact

_EMAIL = re.compile(r"\b[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+\b")
_PHONE = re.compile(r"\+?\s?\(?\d[\d\s().\-–]{5,30}\d")
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w’'.-]*"
_NO_LABEL = r"(?!(?i:t[eé]l|e-?mail|correo|phone|fax)\b)"
_MIDDLE = rf"\s+(?:(?:de|del|la|da|dos|van|von|y)\s+)?{_NO_LABEL}"
_REST = rf"(?:\s+{_NO_LABEL}{_CAPITAL}){{0,2}}"
_NAME = rf"{_CAPITAL}{_MIDDLE}{_CAPITAL}{_REST}"
_NAME_AS_TYPED = rf"{_CAPITAL}{_MIDDLE}[^\W\d_][\w’'.-]+{_REST}"
"""Where a name is announced, its second word is one however it is written."""
_INVITES = (
    r"contact(?:er|ez|ar|e)?|contacter|contacte(?:\s+con|\s+a)?|please\s+contact|to|dirigirse\s+a|"
    r"comun[ií]quese\s+con|entre\s+em\s+contato\s+com|neem\s+contact\s+op\s+met"
)
_FIRST = re.compile(rf"(?:(?i:{_INVITES})\s*:?\s*)(?P<name>{_NAME_AS_TYPED})")
_ANY = re.compile(rf"(?<![\w@])(?P<name>{_NAME})\s*(?:,|:|\(|$|T[eé]l|E-?mail|Correo|Phone)")
_LABEL = re.compile(r"(?i)\b(?:t[eé]l(?:[eé]fono|éphone|ephone)?|phone|e-?mail|correo)\b.*$")


def contacts_of(paragraphs: Sequence[str]) -> tuple[Contact, ...]:
    """Each address once, with the name and number beside it."""
    found: dict[str, Contact] = {}
    for paragraph in paragraphs:
        for contact in _in(paragraph):
            found.setdefault(contact.email.lower(), contact)
    return tuple(found.values())


def _in(paragraph: str) -> Iterator[Contact]:
    """The words between two addresses belong to the second; a number may follow its address."""
    emails = list(_EMAIL.finditer(paragraph))
    for at, email in enumerate(emails):
        begin = emails[at - 1].end() if at else 0
        end = emails[at + 1].start() if at + 1 < len(emails) else len(paragraph)
        before, after = paragraph[begin : email.start()], paragraph[email.end() : end]
        name = _name(before)
        phone = _phone(before.rpartition(name)[2] if name else before)
        if not phone and at + 1 == len(emails):
            phone = _phone(after)
        yield Contact(name, _role(before, name), email[0], phone)


def _name(words: str) -> str:
    invited = list(_FIRST.finditer(words))
    found = invited or list(_ANY.finditer(words))
    return " ".join(found[-1]["name"].split()).strip(" .,:") if found else ""


def _role(words: str, name: str) -> str:
    """What stands between the name and the first number or address."""
    rest = words.rpartition(name)[2] if name else ""
    return _LABEL.sub("", rest).strip(" ,;:.()-–")


def _phone(words: str) -> str:
    for found in _PHONE.finditer(words):
        digits = re.sub(r"\D", "", found[0])
        if 7 <= len(digits) <= 15:
            return " ".join(found[0].split())
    return ""
