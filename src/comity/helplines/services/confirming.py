"""The party's word that a line answers, and for how long it is taken."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from comity.parties import ledger
from comity.parties.dates import day_of
from comity.parties.models import Person
from comity.refusals import require_unchanged

from .. import rules
from ..models import Line


@transaction.atomic
def confirm(line: Line, *, by: Person, at: datetime, seen: str | None = None) -> Line:
    """Say that every number of the line was tried, and answers.

    Args:
        seen: When the line that ``by`` was shown was released; None where none was shown.

    Raises:
        Conflict: another line was released since: other numbers were tried.
        NotTheParty, LineWithdrawn.
    """
    rules.require_party(by, line.party, at)
    line = Line.objects.select_for_update().get(pk=line.pk)
    rules.require_standing(line)
    require_unchanged(seen, line.version)
    return take_word(line, by, at)


def take_word(line: Line, by: Person, at: datetime) -> Line:
    """Within the transaction of an act whose right was checked."""
    line.confirmed_on, line.confirmed_by = day_of(at), by
    line.confirmed_until = line.holds_until(line.confirmed_on)
    line.save(update_fields=["confirmed_on", "confirmed_by", "confirmed_until"])
    facts = {"until": line.confirmed_until.isoformat()}
    ledger.write(
        "line.confirmed", line, by=by, at=at, party=line.party, owner=line.party, facts=facts
    )
    return line
