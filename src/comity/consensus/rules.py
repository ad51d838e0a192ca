"""Who may do what to a text in drafting, and the refusals of this room."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext as _

from comity.instruments.models import Instrument
from comity.parties.access import Reader
from comity.parties.models import Membership, Party, Person, Seat
from comity.refusals import Conflict, Refusal

from .models import Drafting, Position

DRAFTERS = {Membership.Role.MEMBER, Membership.Role.ASSOCIATE, Membership.Role.SECRETARIAT}
"""The classes whose parties propose; the secretariat tables what brings the others together."""
SPEAKS = (Seat.Role.HEAD, Seat.Role.FOCAL_POINT, Seat.Role.ALTERNATE)
"""The contact point of a party: the seats that publish what it says; an officer prepares it."""


_Held = tuple[int, int | None, str]
"""A membership: the body, the body above it, the class."""


class NotInDrafting(Conflict):
    """Only a text that is circulated, and whose drafting is open, takes proposals."""


class AlreadyCirculated(Conflict):
    """A text is circulated once."""


class NotACircle(Refusal):
    """Before its adoption a text is neither public nor kept to named recipients."""


class NotADrafter(Refusal):
    """Members and associates of the body propose; others do not."""


class ObserversDoNotComment(Refusal):
    """Observers comment only where the mode of the drafting lets them."""


class NotTheContactPoint(Refusal):
    """A party's head, focal point or alternate publishes what it says."""


class NotTheRoom(Refusal):
    """The secretariat or the presidency takes and refuses proposals, as the room decides."""


class NotOfTheParty(Refusal):
    """Only the party's own people change what it says."""


class ClauseIsGone(Conflict):
    """The clause a proposal is about is not in the text any more."""


class ClauseHasChanged(Conflict):
    """The clause says something else than what the proposal was written for."""


class LooseBracket(Refusal):
    """A bracket that opens closes too."""


class NothingProposed(Refusal):
    """A proposal has words, and other ones than the clause."""


class LanguageIsNotThere(Refusal):
    """A proposal is in a language in which the text exists."""


class AlreadyDecided(Conflict):
    """The proposal was taken, refused or withdrawn before."""


class NotPublished(Conflict):
    """Only what is published is taken or refused."""


class AlreadyPublished(Conflict):
    """What is published does not change; it is withdrawn and proposed anew."""


class PositionHasChanged(Conflict):
    """Somebody else saved it since the writer opened it."""


class NoReason(Refusal):
    """Who refuses a proposal says why."""


class NoSuchBracket(Conflict):
    """The bracket is not in the clause any more."""


class NothingToKeep(Refusal):
    """A revision is a copy of words."""


class AnotherText(Refusal):
    """A file comes back to the text it was made of."""


class NothingMarked(Refusal):
    """A file that comes back says something else than the text."""


def role_in(text: Instrument, party: Party, on: date) -> str:
    """The class of a party in the text's body that day, its innermost; "" without any. Who is
    only in the plenary is to a network's text what an observer is."""
    held = _memberships(text, on).filter(party=party)
    return _innermost(text, list(held.values_list("body", "body__parent", "role")))


def _memberships(text: Instrument, on: date) -> models.QuerySet[Membership]:
    return Membership.objects.current(on).filter(body__dialogue=text.body.dialogue_id)


def _innermost(text: Instrument, held: list[_Held]) -> str:
    in_body = {role for body, _parent, role in held if body == text.body_id}
    in_body |= {role for _body, _parent, role in held if role == Membership.Role.SECRETARIAT}
    for role in ("secretariat", "member", "associate", "observer"):
        if role in in_body:
            return role
    return "observer" if any(parent is None for _body, parent, _role in held) else ""


def parties_of(reader: Reader, text: Instrument, on: date) -> dict[Party, str]:
    """The parties for which the reader sits in the dialogue of the text, with the class of each
    there."""
    keys = [party for party, dialogue in reader.drafts if dialogue == text.body.dialogue_id]
    if not keys:
        return {}
    held = _memberships(text, on).filter(party__in=keys)
    by_party: dict[int, list[_Held]] = {}
    for party, body, parent, role in held.values_list("party", "body", "body__parent", "role"):
        by_party.setdefault(party, []).append((body, parent, role))
    parties = Party.objects.filter(pk__in=keys)
    return {party: _innermost(text, by_party.get(party.pk, [])) for party in parties}


def sits_for(person: Person, party: Party, text: Instrument, on: date) -> bool:
    """Whether the person holds a current seat for the party in the dialogue of the text."""
    return (party.pk, text.body.dialogue_id) in Reader.of(person, on).drafts


def speaks_for(person: Person, party: Party, text: Instrument, on: date) -> bool:
    """Whether the person is the party's contact point in the dialogue of the text."""
    seats = Seat.objects.current(on).filter(person=person, party=party, role__in=SPEAKS)
    return seats.filter(body__dialogue=text.body.dialogue_id).exists() and sits_for(
        person, party, text, on
    )


def require_of_party(person: Person, party: Party, text: Instrument, on: date) -> None:
    """Raises NotOfTheParty."""
    if not sits_for(person, party, text, on):
        raise NotOfTheParty(
            _(
                "You hold no seat for %(party)s in %(dialogue)s today, so you do not write for it. "
                "Ask its administrator for a seat."
            )
            % {"party": party, "dialogue": text.body.dialogue}
        )


def require_drafter(person: Person, party: Party, text: Instrument, on: date) -> None:
    """Raises NotADrafter, NotOfTheParty."""
    role = role_in(text, party, on)
    words = {"party": party, "body": text.body, "text": text}
    if role == Membership.Role.OBSERVER:
        raise NotADrafter(
            _(
                "%(party)s takes part in %(body)s as an observer. Its members and associates "
                "propose changes to “%(text)s”; ask one of them to take up your words."
            )
            % words
        )
    if role not in DRAFTERS:
        raise NotADrafter(
            _(
                "%(party)s is no member of %(body)s today, so it proposes nothing on “%(text)s”. "
                "What it published before stays as it is."
            )
            % words
        )
    require_of_party(person, party, text, on)


def require_contact_point(person: Person, party: Party, text: Instrument, on: date) -> None:
    """Raises NotTheContactPoint."""
    if not speaks_for(person, party, text, on):
        raise NotTheContactPoint(
            _(
                "What %(party)s says is published by its head, focal point or alternate. "
                "It is kept; ask one of them to publish it."
            )
            % {"party": party}
        )


def require_room(person: Person, text: Instrument, on: date) -> None:
    """Raises NotTheRoom."""
    if not Reader.of(person, on).leads(text.body.dialogue_id):
        raise NotTheRoom(
            _(
                "The secretariat or the presidency of %(dialogue)s records what the room decides "
                "on “%(text)s”. Ask one of them."
            )
            % {"dialogue": text.body.dialogue, "text": text}
        )


def require_open(drafting: Drafting) -> None:
    """Raises NotInDrafting."""
    if not drafting.is_open or drafting.instrument.is_offered:
        raise NotInDrafting(
            _(
                "The drafting of “%(text)s” is closed, so nothing is added to it. "
                "Ask the secretariat to open it again."
            )
            % {"text": drafting}
        )


def require_own(position: Position, person: Person, on: date) -> None:
    """Raises NotOfTheParty."""
    require_of_party(person, position.owner, position.drafting.instrument, on)
