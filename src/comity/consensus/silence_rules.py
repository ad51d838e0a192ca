"""What a silence procedure forbids."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comity.instruments.models import Instrument
from comity.instruments.services.footnotes import is_at_table
from comity.parties.access import Reader
from comity.parties.models import Party
from comity.refusals import Conflict, Refusal

from .clock import said_at
from .models import Silence, SilenceAct


class AlreadyUnderSilence(Conflict):
    """A text is under one silence at a time."""


class NotCirculated(Conflict):
    """What is put under silence is open to the parties."""


class HasLetPass(Conflict):
    """A party says once that it does not object."""


class SilenceTooShort(Refusal):
    """Capitals have as many hours as the rules of the body say."""


class NotLater(Refusal):
    """A deadline is put off, never brought forward."""


class SilenceIsOver(Conflict):
    """After its deadline, or after a break, a silence is neither broken nor extended."""


class NotAskedUnderSilence(Refusal):
    """Members and associates speak, of the day of the opening and of today."""


class NoWords(Refusal):
    """Whoever breaks a silence says why."""


def is_over(silence: Silence, at: datetime) -> SilenceIsOver:
    """The refusal that says how and when it ended."""
    text = silence.drafting.instrument
    first = silence.acts.filter(kind=SilenceAct.Kind.BREAK).select_related("party").first()
    words = {"text": silence, "ends": said_at(silence.ends_at, text)}
    if silence.state(at) == "broken" and first:
        return SilenceIsOver(
            _(
                "%(party)s broke the silence on “%(text)s” at %(broken)s, so it is over and the "
                "text is in drafting again. Propose there what your delegation wants otherwise."
            )
            % (words | {"party": first.party, "broken": said_at(first.at, text)})
        )
    return SilenceIsOver(
        _(
            "The silence on “%(text)s” ended at %(ends)s, and what comes later does not break it. "
            "Your delegation can still explain its position."
        )
        % words
    )


def may_begin(text: Instrument, reader: Reader, state: str) -> bool:
    """Whether the reader could put the text under silence, where the last one stands at ``state``
    ("" for none)."""
    is_settled = text.is_adopted or text.is_offered
    return reader.leads(text.body.dialogue_id) and state != "running" and not is_settled


def may_speak(silence: Silence, party: Party, on: date) -> bool:
    """Whether a party was asked at the opening and still is a member or associate of the body.

    By its class in the body alone: a member that is the secretariat too remains one.
    """
    text = silence.drafting.instrument
    return silence.asked.filter(pk=party.pk).exists() and is_at_table(party, text, on)


_HELD = gettext_lazy("it is under silence, and stands still until there is a result")


def holds(text: Instrument) -> Any:
    """Why a text is not changed now: a silence runs, or its result is not written down yet."""
    running = Silence.objects.unfinished().filter(drafting__instrument=text.pk)
    return _HELD if running.exists() else None
