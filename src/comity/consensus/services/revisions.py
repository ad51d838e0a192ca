"""Keeping what a text says at one moment."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from comity.consensus.frozen import digest_of, freeze, languages_of, says_the_same
from comity.consensus.models import TextRevision
from comity.consensus.rules import NothingToKeep, require_room
from comity.instruments.models import Instrument
from comity.instruments.rules import office_of
from comity.parties import ledger
from comity.parties.dates import day_of
from comity.parties.models import Person


@transaction.atomic
def keep_revision(text: Instrument, *, by: Person, at: datetime, why: str) -> TextRevision:
    """Keep a numbered copy of everything the text says. Where it says what the last copy says, that
    one is its current revision still; an adopted text always gets one of its own.

    Args:
        why: One of ``TextRevision.Why``. Who asks for one of its own accord is of the room.

    Raises:
        NotTheRoom; NothingToKeep: the text has no clause.
    """
    text = Instrument.objects.select_for_update().get(pk=text.pk)
    if why == TextRevision.Why.ASKED:
        require_room(by, text, day_of(at))
    pieces = freeze(text)
    if not pieces:
        raise NothingToKeep(
            _("“%(text)s” has no words yet, so there is nothing to keep.") % {"text": text}
        )
    revision, is_new = _kept(text, pieces, by, at, why)
    text.versions.filter(is_equal=True).update(equals_revision=revision.number)
    if is_new:
        text.revision = revision.number
        text.save(update_fields=["revision"])
        facts = {"number": revision.number, "why": why, "digest": revision.digest}
        party = office_of(by, text.body.dialogue, day_of(at))
        ledger.write("revision.kept", text, by=by, at=at, party=party, facts=facts)
    return revision


def _kept(
    text: Instrument, pieces: list, by: Person, at: datetime, why: str
) -> tuple[TextRevision, bool]:
    digest = digest_of(pieces)
    last = current_revision(text)
    if last and last.digest == digest and why != TextRevision.Why.ADOPTED:
        return last, False
    made = TextRevision.objects.create(
        instrument=text,
        number=last.number + 1 if last else 1,
        why=why,
        made_at=at,
        made_by=by,
        clauses=pieces,
        languages=languages_of(text),
        digest=digest,
    )
    return made, True


def current_revision(text: Instrument) -> TextRevision | None:
    """The last one kept."""
    return TextRevision.objects.filter(instrument=text).order_by("number").last()


def keep_adopted(text: Instrument, by: Person, at: datetime) -> None:
    """What was adopted, for ever."""
    keep_revision(text, by=by, at=at, why=TextRevision.Why.ADOPTED)


def note_equal(text: Instrument, by: Person, at: datetime) -> None:
    """A language that was found equal equals the current revision, if the text still says it."""
    last = current_revision(text)
    if last and says_the_same(last, freeze(text)):
        text.versions.filter(is_equal=True).update(equals_revision=last.number)
