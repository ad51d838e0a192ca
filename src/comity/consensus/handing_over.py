"""What this room puts into the hand-over pack of a dialogue."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comity.parties.access import Reader
from comity.parties.models import Dialogue
from comity.parties.registry import Row

from .clock import said_at
from .expected import expected
from .models import Drafting, Silence


def silences(dialogue: Dialogue, reader: Reader, on: date) -> Iterable[Row]:
    """Texts under silence, and when each is agreed if no party objects."""
    found = Silence.objects.visible_to(reader).unfinished()
    found = found.filter(drafting__instrument__body__dialogue=dialogue)
    for one in found.select_related("drafting__instrument__body").order_by("ends_at"):
        text = one.drafting.instrument
        yield Row(
            text.passing_title,
            one.get_absolute_url(),
            _("silence ends on %(ends)s") % {"ends": said_at(one.ends_at, text)},
            due_on=timezone.localtime(one.ends_at).date(),
            body=text.body,
        )


def positions(dialogue: Dialogue, reader: Reader, on: date) -> Iterable[Row]:
    """Until when positions on texts in drafting are asked for, and how many are missing."""
    found = Drafting.objects.visible_to(reader).open().exclude(due_on=None)
    found = found.filter(instrument__body__dialogue=dialogue)
    for one in found.select_related("instrument__body").order_by("due_on"):
        text, missing = one.instrument, len(expected(one, on))
        note = ngettext(
            "positions are due; %(count)s is missing",
            "positions are due; %(count)s are missing",
            missing,
        )
        yield Row(
            text.passing_title,
            one.get_absolute_url(),
            note % {"count": missing},
            due_on=one.due_on,
            is_overdue=one.is_late(on),
            body=text.body,
        )
