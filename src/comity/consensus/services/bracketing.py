"""Settling one bracket of a text after another."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from comity.clauses.amend import Gone, settle
from comity.consensus.rules import ClauseIsGone, NoSuchBracket, require_room
from comity.instruments.models import Clause
from comity.instruments.services.desk import closed, require_changeable
from comity.parties.dates import day_of
from comity.parties.models import Person

from .opening import drafting_of
from .writing import lines_of, write_lines


@transaction.atomic
def settle_bracket(
    clause: Clause,
    *,
    language: str,
    start: int,
    keep: int | None,
    by: Person,
    at: datetime,
    stamp: int,
) -> Clause | None:
    """Settle one bracket: an alternative stays, or all are struck.

    Args:
        start: Where the bracket starts in the clause, as ``open_brackets`` says.
        keep: Which alternative stays; None strikes the bracket.

    Returns:
        The clause; None when all of it was struck: it is gone, in every language.

    Raises:
        NotTheRoom, NotInDrafting, ClauseIsGone, NoSuchBracket, TextHasChanged, TextIsOffered.
    """
    text = drafting_of(clause.instrument).instrument
    require_room(by, text, day_of(at))
    require_changeable(text, stamp)
    lines = lines_of(text, language)
    try:
        after = settle(lines, clause.pk, start, keep)
    except Gone as gone:
        raise ClauseIsGone(_("The clause is not in the text any more.")) from gone
    except ValueError as missing:
        raise NoSuchBracket(
            _("The bracket is not in the clause any more. Look at the clause as it is now.")
        ) from missing
    is_gone = len(after) < len(lines)
    write_lines(text, language, lines, after)
    facts = {"clause": clause.pk, "language": language, "kept": keep}
    closed(
        text, "bracket.settled", by=by, at=at, facts=facts, unequal=[] if is_gone else [language]
    )
    return None if is_gone else clause
