"""Who may do what to a text, and the refusals of this room."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from comity.parties.access import Reader
from comity.parties.models import Dialogue, Party, Person, Seat, presiding
from comity.parties.services import SamePerson
from comity.refusals import Conflict, Refusal

from .models import Instrument


class TextIsUnreadable(Refusal):
    """The file cannot be read into clauses; the message says why and what to do."""


class TextIsFrozen(Conflict):
    """An adopted text never changes again."""


class TextIsOffered(Conflict):
    """What is offered for adoption stands still until it is taken back."""


class TextHasChanged(Conflict):
    """Somebody changed the text since the reviewer opened it."""


class NotOffered(Conflict):
    """Only a text that is offered can be adopted or taken back."""


class AlreadyAdopted(Conflict):
    """The text was adopted before."""


class NotTheAdopter(Refusal):
    """The dialogue's secretariat or its presidency adopts."""


class LanguagesNotEqual(Refusal):
    """The parity gate: a language that the body requires is missing or not equal."""


class NothingOperative(Refusal):
    """A text without one clause asks nothing and says nothing."""


class LanguageIsThere(Refusal):
    """A text has one version in each language."""


class NotAligned(Refusal):
    """Only versions that have the same clauses can be equal."""


class NoPlaceToSplit(Refusal):
    """The place to split lies outside the text, or leaves one part empty."""


class NothingAbove(Refusal):
    """The first clause has none above it."""


class PlaceIsTaken(Refusal):
    """The clause has words in this language already."""


class NothingSaid(Refusal):
    """The clause has no words in this language."""


class UnknownValue(Refusal):
    """A suggestion names a party, a body, a date or a theme that exists."""


def may_review(reader: Reader, instrument: Instrument) -> bool:
    """Whether the reader is of the secretariat and the text still in review."""
    return not instrument.is_adopted and instrument.body.dialogue_id in reader.secretariats


def may_adopt(reader: Reader, instrument: Instrument) -> bool:
    """Whether the reader could adopt the text now: offered, and by somebody else."""
    return (
        instrument.is_offered
        and instrument.offered_by_id != reader.person
        and reader.leads(instrument.body.dialogue_id)
    )


def office_of(person: Person, dialogue: Dialogue, on: date) -> Party | None:
    """The party for which the person acts on the dialogue's texts that day: that of its
    secretariat, else the presidency's; None for anybody else."""
    office = Seat.objects.of_secretariat(dialogue, on).filter(person=person)
    if seat := office.select_related("party").first():
        return seat.party
    chair = presiding(dialogue, on)
    sits = chair and Seat.objects.current(on).filter(person=person, party=chair).exists()
    return chair if sits else None


def require_adopter(person: Person, instrument: Instrument, on: date) -> None:
    """Raises NotTheAdopter, SamePerson."""
    dialogue = instrument.body.dialogue
    if not Reader.of(person, on).leads(dialogue.pk):
        raise NotTheAdopter(
            _(
                "Only the secretariat or the presidency of %(dialogue)s "
                "adopts “%(text)s”. Ask it to do so."
            )
            % {"dialogue": dialogue, "text": instrument}
        )
    if instrument.offered_by_id == person.pk:
        raise SamePerson(
            _(
                "You offered “%(text)s” for adoption yourself. "
                "Ask another person of the secretariat or of the presidency to adopt it."
            )
            % {"text": instrument}
        )
