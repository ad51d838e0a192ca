"""Who may do what with a campaign; refusals of this room."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Dialogue, Party, Person, Seat
from comity.refusals import Conflict, Refusal


class NotOfTheSecretariat(Refusal):
    """The dialogue's secretariat makes its campaigns."""

    status = 403


class SecondPerson(Refusal):
    """What everyone will read is released by another person than prepared it."""

    status = 403


class NothingWaits(Conflict):
    """Only what waits is released."""


class EndsBeforeItStarts(Refusal):
    """A campaign starts before it ends."""


class AddressTaken(Refusal):
    """No two campaigns have one address."""


class WithoutLicence(Refusal):
    """Who takes a material away knows what may be done with it."""


class WithoutFile(Refusal):
    """A material that is released can be taken away."""


class NotOfTheDialogue(Refusal):
    """Who sits in the dialogue reports where its campaign was seen."""

    status = 403


class InTheFuture(Refusal):
    """What is reported has happened."""


class NothingHandedOut(Refusal):
    """A report counts one piece at least."""


class NotTheirReport(Refusal):
    """A report is withdrawn by the party that made it."""

    status = 403


def secretariat_of(dialogue: Dialogue, by: Person, at: datetime) -> Party:
    """The party for which ``by`` works in the dialogue's secretariat.

    Raises:
        NotOfTheSecretariat.
    """
    seats = Seat.objects.of_secretariat(dialogue, day_of(at)).filter(person=by)
    seat = seats.select_related("party").first()
    if not seat:
        raise NotOfTheSecretariat(
            _("Campaigns of %(dialogue)s are made by its secretariat. Ask it to do this.")
            % {"dialogue": dialogue}
        )
    return seat.party


def partner_parties(reader: Reader, dialogue: int) -> set[int]:
    """The parties for which the reader sits in a dialogue, as a member or an observer."""
    return {party for party, within in reader.drafts if within == dialogue}


def require_partner(dialogue: Dialogue, party: Party, by: Person, at: datetime) -> None:
    """
    Raises:
        NotOfTheDialogue.
    """
    if party.pk not in partner_parties(Reader.of(by, day_of(at)), dialogue.pk):
        raise NotOfTheDialogue(
            _("You do not sit for %(party)s in %(dialogue)s. Report for a party that you sit for.")
            % {"party": party, "dialogue": dialogue}
        )


def require_other(prepared: bool, what: object) -> None:
    """
    Raises:
        SecondPerson.
    """
    if prepared:
        raise SecondPerson(
            _("You prepared “%(what)s” yourself. Ask a colleague to read and release it.")
            % {"what": what}
        )
