"""What this room shows on the page of a text, and on everybody's desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Max, OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comity.instruments.models import Instrument
from comity.instruments.rules import may_review
from comity.parties.access import Reader
from comity.parties.models import Party, Seat
from comity.parties.registry import Row

from .expected import expected
from .models import Drafting, Look, Proposal
from .rules import SPEAKS

RECENT = timedelta(days=60)


def of_text(text: Instrument, reader: Reader, on: date) -> dict[str, Any] | None:
    """The way to its drafting; for the secretariat, of a text in review, the way to begin it."""
    drafting = Drafting.objects.visible_to(reader).filter(instrument=text).first()
    if drafting is None:
        is_ready = may_review(reader, text) and not text.is_offered and not text.is_circulated
        return {"text": text, "drafting": None} if is_ready else None
    drafting.instrument = text
    waiting = Proposal.objects.visible_to(reader).filter(position__drafting=drafting).open()
    return {
        "text": text,
        "drafting": drafting,
        "is_open": drafting.is_open and not text.is_offered,
        "waiting": waiting.count(),
    }


def waiting(reader: Reader, on: date) -> Iterable[Row]:
    """Positions that the reader, as a contact point, has not published yet."""
    if not reader.is_seated:
        return
    open_ = Drafting.objects.visible_to(reader).open().select_related("instrument__body__dialogue")
    spoken = _spoken_for(reader, on)
    for drafting in open_:
        parties = spoken.get(drafting.instrument.body.dialogue_id, {})
        for party in sorted(expected(drafting, on) & set(parties)):
            yield Row(
                drafting.instrument.passing_title,
                drafting.get_absolute_url(),
                _("the position of %(party)s is asked for") % {"party": parties[party]},
                due_on=drafting.due_on,
                is_overdue=drafting.is_late(on),
                at=drafting.opened_at,
                body=drafting.instrument.body,
            )


def _spoken_for(reader: Reader, on: date) -> dict[int, dict[int, Party]]:
    """Dialogue → the parties whose contact point the reader is there."""
    seats = Seat.objects.current(on).filter(person=reader.person, role__in=SPEAKS)
    found: dict[int, dict[int, Party]] = {}
    for seat in seats.select_related("party", "body"):
        if (seat.party_id, seat.body.dialogue_id) in reader.drafts:
            found.setdefault(seat.body.dialogue_id, {})[seat.party_id] = seat.party
    return found


def changed(reader: Reader, on: date) -> Iterable[Row]:
    """Texts on which other parties published proposals since the reader last looked."""
    if not reader.is_seated:
        return
    looked = Look.objects.filter(drafting=OuterRef("pk"), person=reader.person).values("at")[:1]
    is_new = Q(positions__proposals__published_at__date__gte=on - RECENT) & ~Q(
        positions__owner__in=reader.parties
    )
    after = Q(looked=None) | Q(positions__proposals__published_at__gt=F("looked"))
    found = (
        Drafting.objects.visible_to(reader)
        .annotate(looked=Subquery(looked))
        .annotate(
            new=Count("positions__proposals", filter=is_new & after, distinct=True),
            last=Max("positions__proposals__published_at"),
        )
        .filter(new__gt=0)
        .select_related("instrument__body")
    )
    for drafting in found:
        note = ngettext("%(count)s new proposal", "%(count)s new proposals", drafting.new)
        yield Row(
            drafting.instrument.passing_title,
            drafting.get_absolute_url(),
            note % {"count": drafting.new},
            at=drafting.last,
            body=drafting.instrument.body,
        )
