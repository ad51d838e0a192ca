"""Digests leave: each span of time once for each person, however many processes send."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Person

from ..letters import Notice, absolute, footing, headers_of, stop_url
from ..models import Preference, PreferenceQuerySet
from ..services import queue_all
from .computing import Part, Span, digest_of
from .sharing import alike, in_turn
from .slots import last_slots

BATCH = 100
Rhythm = Preference.Rhythm
Letter = tuple[Preference, Notice | None]


def send_digests(*, at: datetime) -> int:
    """Send what is due; returns how many digests were queued.

    A digest is worked out without holding any lock. Then, in one transaction, the person's span
    is claimed and the mail queued: who comes second finds the span taken and throws its work away.
    """
    _begin_with_new_persons(at)
    turns = [one.pk for one in in_turn(_waiting(at), day_of(at))]
    return sum(_send(turns[start : start + BATCH], at) for start in range(0, len(turns), BATCH))


def _send(batch: list[int], at: datetime) -> int:
    """Everything is read anew: a seat may have ended since the turns were given out."""
    still = _waiting(at).filter(pk__in=batch)
    letters = [one for same in alike(still, day_of(at)) for one in _letters(same, at)]
    return _claim_and_queue(letters, at)


def _begin_with_new_persons(at: datetime) -> None:
    """Their first digest tells what changes from now on."""
    new = Person.objects.filter(is_active=True, preference=None)
    rows = [Preference(person=person, digested_at=at) for person in new]
    Preference.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)


def _waiting(at: datetime) -> PreferenceQuerySet:
    return Preference.objects.awaiting(last_slots(at)).select_related("person")


def _letters(same: list[Preference], at: datetime) -> list[Letter]:
    """The mails of persons whose digests say the same; None for each where nothing is new."""
    first = same[0]
    span, language = Span(first.digested_at, at), first.person.language
    with override(language):
        parts = digest_of(Reader.of(first.person, span.on), span, language)
        if not parts:
            return [(one, None) for one in same]
        told = _Told.of(parts)
        return [(one, _written(one, told)) for one in same]


@dataclass(frozen=True)
class _Told:
    """What is the same in the mails of all who are told the same, in one language."""

    subject: str
    text: str
    html: str
    """As its template rendered it, which marks it as safe."""

    @classmethod
    def of(cls, parts: list[Part]) -> _Told:
        html = get_template("notices/mail/digest_parts.html").render({"parts": parts})
        text = _plain("notices/mail/digest_parts.txt", {"parts": parts})
        return cls(_subject(parts), text, html)


def _plain(template: str, facts: dict[str, Any]) -> str:
    rendered: str = get_template(template).template.render(  # type: ignore[attr-defined]
        Context(facts, autoescape=False)
    )
    return rendered


def _written(one: Preference, told: _Told) -> Notice:
    person = one.person
    facts = {
        "person": person,
        "desk_url": absolute(reverse("parties:desk"), person.language),
        "choice_url": absolute(reverse("notices:preferences"), person.language),
        "stop_url": stop_url(person),
        "reason": _reason(one),
    }
    text = _plain("notices/mail/digest.txt", facts | {"parts": told.text})
    html = get_template("notices/mail/digest.html").render(facts | {"parts": told.html})
    letter = Notice(
        told.subject,
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
def _claim_and_queue(letters: list[Letter], at: datetime) -> int:
    """Queue the letters whose span nobody else has claimed; returns how many."""
    won = _claim([one for one, _letter in letters], at)
    mails = [letter for one, letter in letters if letter and one.pk in won]
    queue_all(mails, at=at)
    return len(mails)


def _claim(preferences: list[Preference], at: datetime) -> set[int]:
    """Move the spans on that still stand as they were read; returns their keys."""
    keys = [one.pk for one in preferences]
    locked = Preference.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    now = {pk: kept for pk, *kept in locked.values_list("pk", "digested_at", "rhythm")}
    won = {one.pk for one in preferences if now.get(one.pk) == [one.digested_at, one.rhythm]}
    Preference.objects.filter(pk__in=won).update(digested_at=at)
    return won
