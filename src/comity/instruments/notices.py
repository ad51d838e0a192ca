"""Who is told when a text is offered and when it is adopted. Decides nothing."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from comity.notices.services import tell
from comity.parties.access import Reader
from comity.parties.dates import day_of
from comity.parties.models import Dialogue, Person, Seat, presiding

from .models import Footnote, Instrument
from .rules import SPEAKS


def offered(text: Instrument, *, by: Person, at: datetime) -> None:
    """The other persons of the secretariat and the presidency: one of them reads the text and
    adopts it."""
    dialogue = text.body.dialogue
    for person in releasers(text, day_of(at)).exclude(pk=by.pk):
        if reads(person, text, day_of(at)):
            tell(
                person,
                subject=lambda: _("“%(text)s” waits to be adopted") % {"text": text.passing_title},
                template="instruments/mail/offered.txt",
                context={"text": text, "by": by},
                url=reverse("instruments:adoption", args=[text.slug]),
                reason=lambda: (
                    _("You receive this because you may adopt the texts of %(dialogue)s.")
                    % {"dialogue": dialogue}
                ),
            )


def adopted(text: Instrument, *, by: Person, at: datetime) -> None:
    """The focal points of the dialogue, as far as they may read the text."""
    dialogue = text.body.dialogue
    for person in focal_points(dialogue, day_of(at)).exclude(pk=by.pk):
        if reads(person, text, day_of(at)):
            tell(
                person,
                subject=lambda: _("“%(text)s” has been adopted") % {"text": text.passing_title},
                template="instruments/mail/adopted.txt",
                context={"text": text},
                url=text.get_absolute_url(),
                kind="news",
                reason=lambda: (
                    _("You receive this because you are a focal point in %(dialogue)s.")
                    % {"dialogue": dialogue}
                ),
            )


def said_on(footnote: Footnote, *, by: Person, at: datetime) -> None:
    """The secretariat and the presidency: a party has put something on a text."""
    text = footnote.clause.instrument
    for person in adopters(text.body.dialogue, day_of(at)).exclude(pk=by.pk):
        if reads(person, text, day_of(at)):
            tell(
                person,
                subject=lambda: (
                    _("%(party)s has put something on “%(text)s”")
                    % {"party": footnote.party, "text": text.passing_title}
                ),
                template="instruments/mail/said_on.txt",
                context={"text": text, "footnote": footnote},
                url=footnote.get_absolute_url(),
                kind="news",
                reason=lambda: (
                    _("You receive this because you may adopt the texts of %(dialogue)s.")
                    % {"dialogue": text.body.dialogue}
                ),
            )


def secretaries(dialogue: Dialogue, on: date) -> QuerySet[Person]:
    """Persons who hold a current seat in the dialogue's secretariat."""
    seats = Seat.objects.of_secretariat(dialogue, on)
    return Person.objects.filter(seats__in=seats, is_active=True).distinct()


def adopters(dialogue: Dialogue, on: date) -> QuerySet[Person]:
    """Persons with a current seat in the secretariat, or in the plenary for the presidency."""
    chair = presiding(dialogue, on)
    in_plenary = Seat.objects.current(on).filter(body__dialogue=dialogue, body__parent=None)
    seats = Seat.objects.of_secretariat(dialogue, on) | in_plenary.filter(party=chair)
    return Person.objects.filter(seats__in=seats, is_active=True).distinct()


def releasers(text: Instrument, on: date) -> QuerySet[Person]:
    """Who may adopt a text; who may publish a party's own one: secretariat and its speakers."""
    dialogue = text.body.dialogue
    if not text.is_national:
        return adopters(dialogue, on)
    seats = Seat.objects.current(on).filter(body__dialogue=dialogue)
    theirs = seats.filter(party=text.owner, role__in=SPEAKS)
    both = Seat.objects.of_secretariat(dialogue, on) | theirs
    return Person.objects.filter(seats__in=both, is_active=True).distinct()


def focal_points(dialogue: Dialogue, on: date) -> QuerySet[Person]:
    seats = Seat.objects.current(on).filter(body__dialogue=dialogue, role=Seat.Role.FOCAL_POINT)
    return Person.objects.filter(seats__in=seats, is_active=True).distinct()


def reads(person: Person, text: Instrument, on: date) -> bool:
    """A title must not reach, by mail, whom the page would not show it."""
    reader = Reader.of(person, on)
    return Instrument.objects.visible_to(reader).filter(pk=text.pk).exists()
