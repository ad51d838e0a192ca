"""Who is told of a silence procedure. Decides nothing but when a reminder is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from comity.instruments.notices import adopters, reads
from comity.notices.services import tell
from comity.parties.dates import day_of
from comity.parties.models import Person, Seat

from .clock import said_at
from .models import Silence, SilenceAct
from .quiet import reminder
from .rules import SPEAKS

REMINDERS = (72, 24, 4)
"""Hours before the end."""


def opened(silence: Silence, *, at: datetime) -> None:
    """The contact points of the parties asked: without their word the text passes."""
    _tell_speakers(silence, at, gettext_noop("“%(text)s” is under silence"), "opened")


def extended(silence: Silence, *, at: datetime) -> None:
    _tell_speakers(silence, at, gettext_noop("The silence on “%(text)s” ends later"), "extended")


def ended(silence: Silence, *, at: datetime) -> None:
    """The contact points, and who leads the dialogue: of those another person adopts."""
    broken = silence.acts.filter(kind=SilenceAct.Kind.BREAK).select_related("party").first()
    subject = gettext_noop("The silence on “%(text)s” has passed")
    if broken:
        subject = gettext_noop("The silence on “%(text)s” was broken")
    office = adopters(silence.drafting.instrument.body.dialogue, day_of(at))
    persons = {person.pk: person for person in [*_speakers(silence, at), *office]}
    for key in sorted(persons):
        _tell(persons[key], silence, subject, "ended", context={"broken": broken})


def remind(*, at: datetime) -> int:
    """Tell the contact points that the end is near; each once for each step and deadline."""
    running = Silence.objects.unfinished().filter(ends_at__gte=at)
    return sum(_remind(silence, at) for silence in _with_texts(running))


@transaction.atomic
def _remind(silence: Silence, at: datetime) -> int:
    step = reminder(silence.opened_at, silence.ends_at, at, REMINDERS)
    if not step:
        return 0
    subject = gettext_noop("The silence on “%(text)s” ends soon")
    once = f"silence.{silence.pk}.{silence.ends_at:%Y%m%d%H%M}.{step}"
    return _tell_speakers(silence, at, subject, "reminder", once=once)


def _tell_speakers(
    silence: Silence, at: datetime, subject: str, mail: str, *, once: str = ""
) -> int:
    told = [_tell(person, silence, subject, mail, once=once) for person in _speakers(silence, at)]
    return sum(told)


def _with_texts(found: QuerySet[Silence]) -> QuerySet[Silence]:
    return found.select_related("drafting__instrument__body__dialogue")


def _speakers(silence: Silence, at: datetime) -> Iterator[Person]:
    """Who may break it today, and reads the text."""
    text, on = silence.drafting.instrument, day_of(at)
    seats = Seat.objects.current(on).filter(
        body__dialogue=text.body.dialogue_id,
        party__in=silence.asked.values("pk"),
        role__in=SPEAKS,
    )
    for person in Person.objects.filter(seats__in=seats, is_active=True).distinct():
        if reads(person, text, on):
            yield person


def _tell(
    person: Person, silence: Silence, subject: str, mail: str, *,
    context: dict[str, Any] | None = None, once: str = "",
) -> bool:  # fmt: skip
    """``subject`` is marked for translation; ``ends`` is worked out in the person's language."""
    text = silence.drafting.instrument
    return tell(
        person,
        subject=lambda: _(subject) % {"text": text.passing_title},
        template=f"consensus/mail/silence_{mail}.txt",
        context={"text": text, "silence": silence, "ends": Ends(silence)} | (context or {}),
        url=silence.get_absolute_url,
        kind="duty",
        reason=lambda: (
            _("You receive this because you speak for a party in %(dialogue)s, or run its work.")
            % {"dialogue": text.body.dialogue}
        ),
        once=once,
    )


class Ends:
    """The deadline in words, in the language in which it is read."""

    def __init__(self, silence: Silence) -> None:
        self.silence = silence

    def __str__(self) -> str:
        return said_at(self.silence.ends_at, self.silence.drafting.instrument)
