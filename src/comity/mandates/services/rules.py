"""What the rules of this room forbid, and the small facts that decide it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from comity.parties.access import Reader, Shared
from comity.parties.models import Party, Person, Seat
from comity.refusals import Conflict, Refusal
from comity.tlp import Label
from comity.ui.said import plain_day

from ..models import SPEAKS_FOR_BODY, Assignment, Mandate

SPEAKS = (Seat.Role.FOCAL_POINT, Seat.Role.HEAD, Seat.Role.ALTERNATE)
"""Seats that submit a report for their party; an officer helps to write it."""
COMMUNITY = {Label.CLEAR, Label.GREEN}
"""Labels under which the switch for observers says nothing."""


class NotAdopted(Refusal):
    """Only an adopted text gives mandates."""


class NothingAsked(Refusal):
    """A mandate says what is to be done."""


class NobodyAsked(Refusal):
    """A mandate has at least one addressee."""


class WiderThanItsText(Refusal):
    """A mandate is read by no wider circle than the text it comes from."""


class NobodyCouldReport(Refusal):
    """A mandate under TLP:RED could be read by none of its addressees."""


class AlreadyAsked(Conflict):
    """This was asked of this addressee before."""


class AlreadyClosed(Conflict):
    """The mandate is closed."""


class AlreadyOpen(Conflict):
    """The mandate is open."""


class MandateClosed(Refusal):
    """Nobody reports on a closed mandate."""


class NotTheAddressee(Refusal):
    """Only the addressee reports on an assignment."""


class NothingSaid(Refusal):
    """A submitted report has a status and says what was done; a returned one says why."""


class NotConfirmed(Refusal):
    """What was said last time is confirmed or changed before it is said again."""


class NotMeasurable(Refusal):
    """An indicator has a name and a unit, and a target in the direction it names."""


class AlreadyMeasured(Conflict):
    """An indicator for which values were given stays as it is."""


class TooNarrowToHand(Refusal):
    """A link can be passed on, so what is watched is not handed over by one."""


class NothingHanded(Refusal):
    """A hand-off names at least one part, and when it ends."""


class LinkOver(Refusal):
    """The link of a hand-off has ended, was revoked, or was given back."""

    status = 410


class LinkStillOpen(Conflict):
    """What a colleague is still writing is not taken over."""


class WiderThanItsMandate(Refusal):
    """A report is read by no wider circle than its mandate."""


class WithTheSecretariat(Conflict):
    """A submitted report waits for the secretariat; nobody writes in it."""


class InOtherHands(Conflict):
    """A report for a body is written by one party at a time."""


class NotSubmitted(Conflict):
    """Only a submitted report is accepted or returned."""


class ChangedMeanwhile(Conflict):
    """Somebody else saved the draft since this page was opened."""


def is_wider(label: Label, *, with_observers: bool, than: Shared) -> bool:
    """Whether a circle reaches anybody whom the circle of ``than`` does not reach.

    The observers' switch says nothing where the whole community reads anyway.
    """
    if than.tlp.is_narrower_than(label):
        return True
    is_for_community = label in COMMUNITY
    return with_observers and not observers_read(than) and not is_for_community


def observers_read(thing: Shared) -> bool:
    """Whether observers are in the circle: by the switch, or because the whole community is."""
    return thing.tlp in COMMUNITY or (thing.with_observers and thing.tlp is not Label.RED)


def circles_within(than: Shared) -> list[Label]:
    """The labels that a mandate of a text, or a report on a mandate, may carry."""
    return [
        label for label in Label if label is not Label.RED and not than.tlp.is_narrower_than(label)
    ]


def require_open(mandate: Mandate) -> None:
    """Raises MandateClosed."""
    if mandate.closed_on:
        raise MandateClosed(
            _(
                "The mandate “%(mandate)s” was closed on %(day)s; nobody reports on it any more. "
                "Ask the secretariat of %(dialogue)s to reopen it."
            )
            % {
                "mandate": brief(mandate),
                "day": plain_day(mandate.closed_on),
                "dialogue": mandate.body.dialogue,
            }
        )


def brief(mandate: Mandate) -> str:
    """The first words of what is asked: enough to know which mandate is meant.

    Of a watched mandate none: a refusal is shown where no reading is written down.
    """
    words = str(mandate.passing_title).split()
    return " ".join(words[:12]) + (" …" if len(words) > 12 else "")


def writing_party(
    person: Person, assignment: Assignment, on: date, *, reader: Reader | None = None
) -> Party | None:
    """The party for which the person writes on the assignment; None: not theirs.

    For a body, its head or focal point writes, or the dialogue's secretariat, in the name
    of the party whose seat it is. ``reader`` is the person that day, if known already.
    """
    return _seat_of(person, assignment, on, roles=None, reader=reader)


def speaking_party(person: Person, assignment: Assignment, on: date) -> Party | None:
    """The party for which the person submits on the assignment; None: another must."""
    return _seat_of(person, assignment, on, roles=SPEAKS)


def reader_of(person: Person, on: date, known: Reader | None) -> Reader:
    """Who the person is that day: as worked out before in the same request, else anew.

    Raises:
        ValueError: what is known is of somebody else.
    """
    if known is None:
        return Reader.of(person, on)
    if known.person != person.pk:
        raise ValueError("This is another person's reader.")
    return known


def _seat_of(
    person: Person,
    assignment: Assignment,
    on: date,
    *,
    roles: tuple[str, ...] | None,
    reader: Reader | None = None,
) -> Party | None:
    reader = reader_of(person, on, reader)
    dialogue = assignment.mandate.body.dialogue
    seats = Seat.objects.current(on).filter(person=person, body__dialogue=dialogue)
    office = Seat.objects.of_secretariat(dialogue, on).filter(person=person)
    if assignment.party_id:
        seats = seats.filter(party=assignment.party_id)
        if roles:
            seats = seats.filter(role__in=roles)
    elif assignment.body_id in reader.bodies:
        held = seats.filter(body=assignment.body_id, role__in=SPEAKS_FOR_BODY)
        seats = held if held.exists() else office
    else:
        seats = office
    parties = (seat.party for seat in seats.select_related("party").order_by("pk"))
    return next((party for party in parties if (party.pk, dialogue.pk) in reader.drafts), None)
