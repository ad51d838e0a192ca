"""What a person chose for news by mail."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from comity.parties.models import Person

from .models import Preference

Rhythm = Preference.Rhythm


def rhythm_of(person: Person) -> Rhythm:
    """As chosen; who chose nothing gets a digest every working day."""
    chosen = Preference.objects.filter(person=person).values_list("rhythm", flat=True).first()
    return Rhythm(chosen or Rhythm.DAILY)


def wants_at_once(person: Person) -> bool:
    return rhythm_of(person) is Rhythm.AT_ONCE


@transaction.atomic
def choose_rhythm(person: Person, rhythm: Rhythm, *, at: datetime) -> Preference:
    """Choose how often news comes. A private choice: the ledger is not told.

    Who wants digests again is told what changed from now on.
    """
    chosen, is_new = Preference.objects.select_for_update().get_or_create(
        person=person, defaults={"rhythm": rhythm, "digested_at": at}
    )
    if not is_new and chosen.rhythm != rhythm:
        if chosen.rhythm == Rhythm.NEVER:
            chosen.digested_at = max(chosen.digested_at, at)
        chosen.rhythm = rhythm
        chosen.save()
    return chosen
