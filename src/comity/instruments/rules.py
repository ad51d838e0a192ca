"""Who may do what to a text, and the refusals of this room."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from comity.parties.access import Reader
from comity.parties.models import Dialogue, Membership, Party, Person, Seat, presiding
from comity.parties.services import SamePerson, require_secretariat
from comity.refusals import Conflict, Refusal

from .models import Instrument


class TextIsUnreadable(Refusal):
    """The file cannot be read into clauses; the message says why and what to do."""


class TextIsFrozen(Conflict):
    """An adopted text never changes again."""


class TextIsOffered(Conflict):
    """What is offered for adoption stands still until it is taken back."""


class TextIsHeld(Conflict):
    """A room above keeps the text as it is: it is under silence."""


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


class OpenBrackets(Refusal):
    """A text that was drafted together and has open brackets is not agreed on."""


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


class WordsAreNegotiated(Refusal):
    """While the parties draft a text, its words change by their proposals alone."""


class UnknownValue(Refusal):
    """A suggestion names a party, a body, a date or a theme that exists."""


class AgreedBySilence(Conflict):
    """What passed under silence is adopted as it stands."""


class NotThePresidency(Refusal):
    """Only the presidency lets a text pass before its languages are equal."""


class NotPublishable(Refusal):
    """What is adopted is read by more than its author."""


class NothingToOverride(Refusal):
    """Where the languages are equal the gate is open."""


class NoReasonGiven(Refusal):
    """What stays on a text for ever has words."""


class NotAMember(Refusal):
    """Only members and associates of the body put a footnote on its texts."""


class TextIsNotTheirsYet(Refusal):
    """A text is open to the parties before they put footnotes on it."""


class ClauseBearsFootnotes(Conflict):
    """A clause on which a party has put a footnote stays in the text."""


class NobodyToRelease(Refusal):
    """What a party says on a public text is released by its speakers, or by those who adopt."""


class AlreadyReleased(Conflict):
    """A footnote is released once."""


class AlreadyWithdrawn(Conflict):
    """A footnote is withdrawn once."""


class NotTheirText(Refusal):
    """A party's own text is prepared by the party."""


class NotTheSpeaker(Refusal):
    """The head, focal point or alternate of a party speaks for it."""


SPEAKS = (Seat.Role.HEAD, Seat.Role.FOCAL_POINT, Seat.Role.ALTERNATE)
"""Seats whose holders say what their party has done."""


def keeps(reader: Reader, instrument: Instrument) -> bool:
    """Whether the reader prepares the text: its owner's seats a party's own, else the
    secretariat."""
    if instrument.is_national:
        return (instrument.owner_id, instrument.body.dialogue_id) in reader.drafts
    return instrument.body.dialogue_id in reader.secretariats


def may_review(reader: Reader, instrument: Instrument) -> bool:
    """Whether the reader prepares the text, and it is still in review."""
    return not instrument.is_adopted and keeps(reader, instrument)


def releases(reader: Reader, instrument: Instrument) -> bool:
    """Whether the reader is of those who adopt, or publish, the text: secretariat and
    presidency; of a party's own text its owner and the secretariat, and no other party."""
    dialogue = instrument.body.dialogue_id
    if instrument.is_national:
        return keeps(reader, instrument) or dialogue in reader.secretariats
    return reader.leads(dialogue)


def may_adopt(reader: Reader, instrument: Instrument) -> bool:
    """Whether the reader could adopt the text now: offered, and by somebody else."""
    return (
        instrument.is_offered
        and instrument.offered_by_id != reader.person
        and releases(reader, instrument)
    )


def may_take_back(reader: Reader, instrument: Instrument) -> bool:
    """Whether the reader could take an offer back: who prepares the text; the secretariat
    returns a party's own text to it so."""
    dialogue = instrument.body.dialogue_id
    return keeps(reader, instrument) or dialogue in reader.secretariats


def speaks_for(person: Person, party: Party, dialogue: Dialogue, on: date) -> bool:
    """Whether the person is head, focal point or alternate of the party in the dialogue, and the
    party is at its table, that day."""
    if (party.pk, dialogue.pk) not in Reader.of(person, on).drafts:
        return False
    at_table = Membership.objects.current(on).exclude(role=Membership.Role.SECRETARIAT)
    if not at_table.filter(party=party, body__dialogue=dialogue).exists():
        return False
    seats = Seat.objects.current(on).filter(person=person, party=party, role__in=SPEAKS)
    return seats.filter(body__dialogue=dialogue).exists()


def require_speaker(person: Person, party: Party, dialogue: Dialogue, on: date) -> None:
    """Raises NotTheSpeaker."""
    if not speaks_for(person, party, dialogue, on):
        raise NotTheSpeaker(
            _(
                "Only the head, focal point or alternate of %(party)s in %(dialogue)s does this. "
                "Ask one of them."
            )
            % {"party": party, "dialogue": dialogue}
        )


def require_keeper(person: Person, instrument: Instrument, on: date) -> None:
    """Raises NotTheSecretariat, NotTheirText."""
    if not instrument.is_national:
        require_secretariat(person, instrument.body.dialogue, on)
    elif not keeps(Reader.of(person, on), instrument):
        raise NotTheirText(
            _("“%(text)s” is a text of %(owner)s, which alone prepares it. Ask it to do so.")
            % {"text": instrument, "owner": instrument.owner}
        )


def acting_for(person: Person, instrument: Instrument, on: date) -> Party | None:
    """The party for which the person acts on the text: its owner on a party's own, else the
    office of ``office_of``."""
    if instrument.is_national and keeps(Reader.of(person, on), instrument):
        return instrument.owner
    return office_of(person, instrument.body.dialogue, on)


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
    may_release = releases(Reader.of(person, on), instrument)
    if instrument.is_national and not may_release:
        raise NotTheAdopter(
            _(
                "Only %(owner)s and the secretariat of %(dialogue)s publish “%(text)s”. "
                "Ask one of them to do so."
            )
            % {"owner": instrument.owner, "dialogue": dialogue, "text": instrument}
        )
    if not may_release:
        raise NotTheAdopter(
            _(
                "Only the secretariat or the presidency of %(dialogue)s "
                "adopts “%(text)s”. Ask it to do so."
            )
            % {"dialogue": dialogue, "text": instrument}
        )
    if instrument.offered_by_id != person.pk:
        return
    if instrument.is_national:
        raise SamePerson(
            _(
                "You offered “%(text)s” yourself. Ask a colleague of %(owner)s, or the "
                "secretariat, to publish it."
            )
            % {"text": instrument, "owner": instrument.owner}
        )
    raise SamePerson(
        _(
            "You offered “%(text)s” for adoption yourself. "
            "Ask another person of the secretariat or of the presidency to adopt it."
        )
        % {"text": instrument}
    )
