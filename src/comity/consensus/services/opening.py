"""Opening a drafting for one act: the lock, and the position in which a party writes."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from comity.consensus.models import Drafting, Position
from comity.consensus.rules import NotInDrafting, require_open
from comity.instruments.models import Instrument
from comity.parties.models import Party, Person


def drafting_of(text: Instrument) -> Drafting:
    """The open drafting of a text, locked, with the text as it is now.

    Raises:
        NotInDrafting: it was never circulated, or its drafting is closed.
    """
    drafting = Drafting.objects.select_for_update().filter(instrument=text.pk).first()
    if drafting is None:
        raise NotInDrafting(
            _(
                "“%(text)s” is not in drafting. The secretariat circulates it first, "
                "then the parties propose."
            )
            % {"text": text}
        )
    drafting.instrument = Instrument.objects.select_for_update().get(pk=text.pk)
    require_open(drafting)
    return drafting


def position_of(
    drafting: Drafting, party: Party, *, by: Person, at: datetime, language: str
) -> Position:
    """The party's position on the text, begun where it has none; in the circle of the text."""
    position = Position.objects.filter(drafting=drafting, owner=party).first()
    if position:
        position.drafting = drafting
        return position
    text = drafting.instrument
    return Position.objects.create(
        drafting=drafting,
        owner=party,
        author=by,
        language=language,
        label=text.label,
        body=text.body,
        with_observers=text.with_observers,
    )
