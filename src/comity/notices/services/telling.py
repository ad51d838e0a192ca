"""Telling a person something, in the person's language, in the transaction of the act."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.template import Context
from django.template.loader import get_template
from django.utils.translation import override

from comity.parties.models import Person

from ..inbound.addresses import Signed, address_of
from ..letters import Kind, Notice, Words, absolute, footing, headers_of, stop_url
from ..models import Told
from ..preferring import wants_at_once


def tell(
    person: Person,
    *,
    subject: Words,
    template: str,
    context: dict[str, Any],
    url: str | Words,
    reason: Words,
    kind: Kind = "duty",
    once: str = "",
    reply: tuple[str, str] | None = None,
    headers: dict[str, str] | None = None,
    calendar: Callable[[], bytes] | None = None,
) -> bool:
    """Write to a person in the person's language. Call it inside the act's transaction:
    the mail is stored with the act and leaves after the commit.

    Args:
        subject: Called in the person's language.
        template: Plain text, rendered without HTML escaping; it is also given ``person`` and,
            where a reply comes back to this site, ``reply_to``.
        url: The page to open, from the root of the site, with or without a language.
        reason: Why the person receives this, called in the person's language.
        kind: ``duty`` is what is asked of the person, and always comes. ``news`` comes at once
            only to who wants it so; the others find it on the desk and in their digest.
        once: A key (at most 120 letters) under which the person is told once and not again.
        reply: Kind and key of what a reply to this mail answers; see ``inbound``.
        calendar: An invitation as calendars read it, made in the person's language. It says
            nothing that the person may not read, and nothing that the text does not.

    Whoever may not sign in any more is told nothing. Returns whether there is a mail.
    """
    if not person.is_active or (kind == "news" and not wants_at_once(person)):
        return False
    if once and not first_time(person, [once]):
        return False
    reply_to = address_of(Signed(reply[0], person.pk, reply[1])) if reply else ""
    with override(person.language):
        text = get_template(template).template.render(  # type: ignore[attr-defined]
            Context({"person": person, "reply_to": reply_to} | context, autoescape=False)
        )
        address = absolute(url() if callable(url) else url, person.language)
        foot = footing(kind, reason(), stop_url(person))
        message = Notice(
            subject(),
            f"{text.strip()}\n\n{address}\n\n{foot}",
            to=[person.email],
            reply_to=[reply_to] if reply_to else None,
            headers=headers_of(kind, person) | (headers or {}),
            kind=kind,
            person=person,
            calendar=calendar() if calendar else b"",
        )
    message.send()
    return True


@transaction.atomic
def first_time(person: Person, keys: Iterable[str]) -> set[str]:
    """Those of ``keys`` (at most 120 letters each) that the person was not told under, and is now.

    For a mail about several things, each of which is told once; ``tell(once=…)`` for one.
    """
    wanted = set(keys)
    Person.objects.select_for_update().get(pk=person.pk)  # two who tell at once tell in turn
    new = wanted - set(
        Told.objects.filter(person=person, key__in=wanted).values_list("key", flat=True)
    )
    Told.objects.bulk_create(Told(person=person, key=key) for key in sorted(new))
    return new
