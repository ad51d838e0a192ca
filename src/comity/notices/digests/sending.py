"""Digests leave: each span of time once for each person, however many processes send."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from comity.parties.access import Reader
from comity.parties.models import Person

from ..letters import Notice, absolute, footing, headers_of, stop_url
from ..models import Preference
from ..services import queue_all
from .computing import Part, Span, digest_of
from .slots import last_slots

BATCH = 25
Rhythm = Preference.Rhythm


def send_digests(*, at: datetime) -> int:
    """Send what is due; returns how many digests were queued.

    A digest is worked out without holding any lock. Then, in one transaction, the person's span
    is claimed and the mail queued: who comes second finds the span taken and throws its work away.
    """
    _begin_with_new_persons(at)
    sent = 0
    while batch := _waiting(at):
        sent += _claim_and_queue([(one, _letter(one, at)) for one in batch], at)
    return sent


def _begin_with_new_persons(at: datetime) -> None:
    """Their first digest tells what changes from now on."""
    new = Person.objects.filter(is_active=True, preference=None)
    rows = [Preference(person=person, digested_at=at) for person in new]
    Preference.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)


def _waiting(at: datetime) -> list[Preference]:
    return list(Preference.objects.awaiting(last_slots(at)).select_related("person")[:BATCH])


def _letter(one: Preference, at: datetime) -> Notice | None:
    """The person's digest as a mail; None where nothing is new."""
    span = Span(one.digested_at, at)
    with override(one.person.language):
        parts = digest_of(Reader.of(one.person, span.on), span, one.person.language)
        return _written(one, parts) if parts else None


def _written(one: Preference, parts: list[Part]) -> Notice:
    person = one.person
    facts = {
        "person": person,
        "parts": parts,
        "desk_url": absolute(reverse("parties:desk"), person.language),
        "choice_url": absolute(reverse("notices:preferences"), person.language),
        "stop_url": stop_url(person),
        "reason": _reason(one),
    }
    text = get_template("notices/mail/digest.txt").template.render(  # type: ignore[attr-defined]
        Context(facts, autoescape=False)
    )
    html = get_template("notices/mail/digest.html").render(facts)
    letter = Notice(
        _subject(parts),
        f"{text.strip()}\n\n{footing('news', _reason(one), stop_url(person))}",
        to=[person.email],
        headers=headers_of("news", person),
        kind="news",
        person=person,
    )
    letter.attach_alternative(html, "text/html")
    return letter


def _subject(parts: list[Part]) -> str:
    count = sum(len(part.lines) + part.more for part in parts)
    return ngettext("Your digest: %(count)s entry", "Your digest: %(count)s entries", count) % {
        "count": count
    }


def _reason(one: Preference) -> str:
    if one.rhythm == Rhythm.WEEKLY:
        return _("You receive this every Monday, about the bodies you sit in or follow.")
    return _("You receive this every working day, about the bodies you sit in or follow.")


@transaction.atomic
def _claim_and_queue(letters: list[tuple[Preference, Notice | None]], at: datetime) -> int:
    """Queue the letters whose span nobody else has claimed; returns how many."""
    won = [letter for one, letter in letters if _claim(one, at) and letter]
    queue_all(won, at=at)
    return len(won)


def _claim(one: Preference, at: datetime) -> bool:
    unclaimed = Preference.objects.filter(pk=one.pk, digested_at=one.digested_at, rhythm=one.rhythm)
    return bool(unclaimed.update(digested_at=at))
