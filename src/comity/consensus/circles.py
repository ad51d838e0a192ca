"""Where the circle of a text goes, its drafting and the positions on it go too; never further."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from comity.instruments.models import Instrument
from comity.parties import ledger
from comity.parties.models import Person
from comity.parties.registry import Limit
from comity.tlp import Label, narrowest

from .models import Drafting, Position

_MEMBERS_ONLY = _("it is drafted by members only, so switch the mode of the drafting first")
_IS_OF_A_TEXT = _("it belongs to a text in drafting, so change the circle of the text")


def limit_of_text(text: Instrument) -> Limit | None:
    """What is drafted by members only is no wider than AMBER, and without observers."""
    if not text.is_circulated:
        return None
    drafting = Drafting.objects.filter(instrument=text).first()
    if drafting is None or drafting.observers_read:
        return None
    return Limit(Label.AMBER, False, _MEMBERS_ONLY)


def limit_of_part(part: Drafting | Position) -> Limit:
    """A drafting and the positions in it stand in one circle."""
    return Limit(part.tlp, part.with_observers, _IS_OF_A_TEXT, narrowest=part.tlp)


def follow(text: Instrument, by: Person, at: datetime) -> None:
    """Carry the changed circle of a text to its drafting and the positions on it.

    An adopted text may be widened; what was said while it was drafted is never widened with it.
    """
    drafting = Drafting.objects.select_for_update().filter(instrument=text.pk).first()
    if drafting is None:
        return
    label, with_observers = text.tlp, text.with_observers
    if text.is_adopted:
        label = narrowest(drafting.tlp, label)
        with_observers = drafting.with_observers and with_observers
    for part in [drafting, *drafting.positions.select_for_update()]:
        before = part.circle_facts()
        part.label, part.with_observers = label, with_observers
        part.save(update_fields=["label", "with_observers"])
        ledger.note_followed(part, before, by=by, at=at, party=text.owner, instrument=text.pk)
    if not text.is_adopted and not with_observers and label is not Label.GREEN:
        drafting.mode = Drafting.Mode.MEMBERS_ONLY
        drafting.save(update_fields=["mode"])
