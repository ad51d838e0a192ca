"""What the words of a clause suggest: accepted, dropped, or added by a person.

``stamp`` is the instrument's as the reviewer's page showed it.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from comity.instruments.models import Clause, Suggestion
from comity.parties.models import Person

from .desk import clause_of, closed, has_changed, opened
from .values import require_value


@transaction.atomic
def decide(
    suggestion: Suggestion, *, accept: bool, by: Person, at: datetime, stamp: int
) -> Suggestion:
    """Accept or drop what the words of a clause suggest.

    Raises:
        What ``opened`` raises.
    """
    text = opened(suggestion.clause.instrument, stamp=stamp, by=by, at=at)
    found = Suggestion.objects.filter(pk=suggestion.pk, clause__instrument=text).first()
    if found is None:
        raise has_changed(text)
    found.state = Suggestion.State.ACCEPTED if accept else Suggestion.State.DROPPED
    found.save(update_fields=["state"])
    facts = {"clause": found.clause_id, "kind": found.kind, "value": found.value}
    closed(text, f"suggestion.{found.state}", by=by, at=at, facts=facts)
    return found


@transaction.atomic
def decide_all(clause: Clause, *, accept: bool, by: Person, at: datetime, stamp: int) -> int:
    """Accept or drop all that is still open on a clause; return how many there were.

    Raises:
        What ``opened`` raises.
    """
    text = opened(clause.instrument, stamp=stamp, by=by, at=at)
    state = Suggestion.State.ACCEPTED if accept else Suggestion.State.DROPPED
    waiting = clause_of(text, clause).suggestions.undecided()
    facts = {"clause": clause.pk, "values": [f"{one.kind} {one.value}" for one in waiting]}
    count = waiting.update(state=state)
    if count:
        closed(text, f"suggestion.{state}", by=by, at=at, facts=facts)
    return count


@transaction.atomic
def suggest(
    clause: Clause, *, kind: str, value: str, by: Person, at: datetime, stamp: int
) -> Suggestion:
    """Add an addressee, a due date or a theme that no words told; it is accepted at once.

    Raises:
        UnknownValue, and what ``opened`` raises.
    """
    text = opened(clause.instrument, stamp=stamp, by=by, at=at)
    found = clause_of(text, clause)
    require_value(kind, value)
    made, _made = Suggestion.objects.update_or_create(
        clause=found, kind=kind, value=value, defaults={"state": Suggestion.State.ACCEPTED}
    )
    facts = {"clause": found.pk, "kind": kind, "value": value}
    closed(text, "suggestion.added", by=by, at=at, facts=facts)
    return made
