"""Reminders of rounds, on the days that each round names."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from comity.notices.days import days_before, once_a_day
from comity.parties.dates import day_of

from .. import round_notices
from ..models import Reply, Round
from ..round_standing import standing
from .reminders import MORNING

DONE = "mandates.rounds-reminded"


def remind_rounds(*, at: datetime) -> int:
    """Tell the parties whose reply is not complete; returns how many persons were told.

    Done once a day, from six in the morning. Run twice it tells once: a person hears of a round
    once for each of its days, and anew where the party's last day was moved.
    """
    on = day_of(at)
    if timezone.localtime(at).time() < MORNING:
        return 0
    opened = Round.objects.filter(opened_at__isnull=False)
    return once_a_day(DONE, on, lambda: sum(_remind(round_, on) for round_ in opened))


def day_reached(due_on: date, days: list[int], on: date) -> int | None:
    """Which of the days from the deadline it is, the days of grace included; the latest where
    they overlap. None: none of them.

    >>> day_reached(date(2026, 3, 31), [-7, 1], date(2026, 3, 24))
    -7
    """
    before = days_before(due_on, sorted(-day for day in days), on)
    return None if before is None else -before


@transaction.atomic
def _remind(round_: Round, on: date) -> int:
    replies = [one for one in _replies(round_) if one.is_open_on(on)]
    near = {one.pk: one for one in replies if _is_day(one, on)}
    told = 0
    for row in standing(round_, on, list(near.values())):
        if row.is_owed and not row.is_complete:
            day = day_reached(row.due_on, round_.reminders, on)
            once = f"round.{round_.pk}.{row.due_on}.{day}"
            told += round_notices.remind(near[row.reply], on=on, once=once)
    return told


def _replies(round_: Round) -> list[Reply]:
    return list(round_.replies.select_related("owner", "round__body__dialogue", "body__dialogue"))


def _is_day(reply: Reply, on: date) -> bool:
    return day_reached(reply.due_on(), reply.round.reminders, on) is not None
