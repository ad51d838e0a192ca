"""What this room puts into the hand-over pack of a dialogue."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from comity.parties.access import Reader
from comity.parties.models import Dialogue
from comity.parties.registry import Row

from .models import Agreement, Instrument, Protocol


def texts(dialogue: Dialogue, reader: Reader, on: date) -> Iterable[Row]:
    """Texts that are not adopted yet."""
    found = Instrument.objects.visible_to(reader).in_review().filter(body__dialogue=dialogue)
    for text in found.select_related("body").order_by("pk"):
        note = f"{text.get_kind_display()} · {_course(text)}"
        yield Row(text.passing_title, text.get_absolute_url(), note, body=text.body)


def _course(text: Instrument) -> str:
    """How far a text that is not adopted has come."""
    if text.is_offered:
        return _("offered for adoption")
    return _("in drafting") if text.is_circulated else _("in review")


def reviews(dialogue: Dialogue, reader: Reader, on: date) -> Iterable[Row]:
    """Protocols and strategies of the dialogue that are to be looked at again."""
    known = Protocol.objects.visible_to(reader).exclude(review_on=None)
    ours = known.filter(instrument__body__dialogue=dialogue, instrument__is_national=False)
    for one in ours.select_related("instrument__body").order_by("review_on"):
        text = one.instrument
        yield Row(
            text.passing_title,
            text.get_absolute_url(),
            _("to be reviewed"),
            due_on=one.review_on,
            is_overdue=one.is_overdue(on),
            body=text.body,
        )


def renewals(dialogue: Dialogue, reader: Reader, on: date) -> Iterable[Row]:
    """Agreements on which the parties must decide, whenever that is."""
    seen = Agreement.objects.visible_to(reader).filter(instrument__body__dialogue=dialogue)
    for one in seen.select_related("instrument__body"):
        day, text = one.decides_on, one.instrument
        if day and one.state(on) != Agreement.State.ENDED:
            note = "" if text.is_watched else str(one.get_renewal_display())
            yield Row(
                text.passing_title,
                one.get_absolute_url(),
                note,
                due_on=day,
                is_overdue=day < on,
                body=text.body,
            )
