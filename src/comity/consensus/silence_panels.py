"""What the page of a text and a desk show of silence procedures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from comity.instruments.models import Instrument
from comity.parties.access import Reader
from comity.parties.models import Party, Seat
from comity.parties.registry import Row

from .clock import said_at
from .models import Drafting, Silence, SilenceAct
from .rules import SPEAKS
from .silence_rules import may_begin


def of_text(text: Instrument, reader: Reader, on: date) -> dict[str, Any] | None:
    """The last silence on a text, or the way to begin one."""
    drafting = Drafting.objects.visible_to(reader).filter(instrument=text).first()
    if drafting is None:
        return None
    silence = Silence.objects.visible_to(reader).filter(drafting=drafting).first()
    may_open = may_begin(text, reader, silence.state(timezone.now()) if silence else "")
    if silence is None and not may_open:
        return None
    words = {"ends": said_at(silence.ends_at, text)} if silence else {}
    return {"text": text, "silence": silence} | _state(silence) | words


def _state(silence: Silence | None) -> dict[str, Any]:
    return {"state": silence.state(timezone.now()) if silence else ""}


def due(reader: Reader, on: date) -> Iterable[Row]:
    """Silences that the reader could break, and whose parties have not said that they let it
    pass."""
    if not reader.is_seated:
        return
    seats = Seat.objects.current(on).filter(
        person=reader.person, role__in=SPEAKS, party__in=reader.parties
    )
    parties = Party.objects.filter(pk__in=seats.values("party"))
    passed = SilenceAct.objects.filter(
        silence=OuterRef("pk"), party=OuterRef("asked"), kind=SilenceAct.Kind.PASS
    )
    running = (
        Silence.objects.visible_to(reader)
        .unfinished()
        .filter(~Exists(passed), asked__in=parties, ends_at__gte=timezone.now())
        .select_related("drafting__instrument__body__dialogue", "drafting__instrument__meeting")
        .distinct()
    )
    for silence in running:
        text = silence.drafting.instrument
        yield Row(
            text.passing_title,
            silence.get_absolute_url(),
            _("silence ends on %(ends)s") % {"ends": said_at(silence.ends_at, text)},
            due_on=timezone.localtime(silence.ends_at).date(),
            body=text.body,
        )
