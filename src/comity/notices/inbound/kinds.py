"""What a reply holds, and who takes replies of which kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from comity.parties.models import Person


@dataclass(frozen=True)
class Attachment:
    """A file as it came: its name says nothing about what it is."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    """A reply, read. ``text`` is the plain words, with whatever is quoted under them."""

    sender: str
    subject: str
    text: str
    attachments: tuple[Attachment, ...]
    message_id: str = ""
    is_automatic: bool = False
    """An absence note, a list, a bounce: never answered (RFC 3834, 2)."""


@dataclass(frozen=True)
class Answer:
    """What the person is told, in the person's language, and the page that goes with it (an
    address from the root of the site; empty: the person's choices for mail)."""

    words: str
    url: str = ""


class Handler(Protocol):
    """Takes one reply inside a transaction; a refusal takes back what it did and is the answer."""

    def __call__(self, key: str, mail: Mail, *, person: Person, at: datetime) -> Answer | str: ...


_handlers: dict[str, Callable[..., Answer | str]] = {}


def handle(kind: str, function: Handler) -> None:
    """Let ``function`` take the replies to addresses of ``kind`` (up to six letters).

    It is called in the person's language. The person is the one the address was signed for,
    whatever name the mail came under; what that person may do today is for the function to ask.
    """
    _handlers[kind] = function


def handler_of(kind: str) -> Callable[..., Answer | str] | None:
    return _handlers.get(kind)
