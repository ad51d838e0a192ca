"""Who is told what of a reporting round; only those who may read it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from comity.notices.services import tell
from comity.parties.access import Reader
from comity.parties.models import Dialogue, Party, Person, Seat

from .models import Reply, Round

Role = Seat.Role
REASON = gettext_noop("You receive this because you report for %(addressee)s.")
OFFICE = gettext_noop("You receive this because you sit in the secretariat.")


def focal_points(party: Party, dialogue: Dialogue, on: date) -> list[Person]:
    """Focal points of a party in a dialogue; its heads and alternates where it has none."""
    seats = Seat.objects.current(on).filter(
        party=party, body__dialogue=dialogue, person__is_active=True
    )
    focal = seats.filter(role=Role.FOCAL_POINT)
    chosen = focal if focal.exists() else seats.filter(role__in=[Role.HEAD, Role.ALTERNATE])
    return list(dict.fromkeys(seat.person for seat in chosen.select_related("person")))


def opened(replies: Sequence[Reply], *, on: date) -> None:
    """Ask the focal points: one mail each, whatever the round asks."""
    for reply in replies:
        _tell_party(
            reply,
            on,
            subject=gettext_noop("%(dialogue)s asks for your reply"),
            template="mandates/mail/round_opened.txt",
        )


def extended(reply: Reply, *, on: date) -> None:
    _tell_party(
        reply,
        on,
        subject=gettext_noop("You have more time to reply to %(dialogue)s"),
        template="mandates/mail/round_extended.txt",
    )


def remind(reply: Reply, *, on: date, once: str) -> int:
    """Remind the party of its last day; returns how many persons were told."""
    return _tell_party(
        reply,
        on,
        subject=gettext_noop("Your reply to %(dialogue)s is due"),
        template="mandates/mail/round_due.txt",
        once=once,
    )


def returned(reply: Reply, *, on: date) -> None:
    _tell_party(
        reply,
        on,
        subject=gettext_noop("Your reply to %(dialogue)s was returned to you"),
        template="mandates/mail/reply_returned.txt",
    )


def accepted(reply: Reply, *, on: date) -> None:
    _tell_party(
        reply,
        on,
        subject=gettext_noop("Your reply to %(dialogue)s was accepted"),
        template="mandates/mail/reply_accepted.txt",
    )


def _tell_party(reply: Reply, on: date, *, subject: str, template: str, once: str = "") -> int:
    """``subject`` is marked for translation."""
    dialogue, told = reply.body.dialogue, 0
    for person in focal_points(reply.owner, dialogue, on):
        seen = Round.objects.visible_to(Reader.of(person, on))
        if seen.filter(pk=reply.round_id).exists():
            told += tell(
                person,
                subject=lambda: _(subject) % {"dialogue": dialogue.short},
                template=template,
                context=_facts(reply, on),
                url=reply.get_absolute_url,
                reason=lambda: _(REASON) % {"addressee": reply.owner},
                kind="duty",
                once=once,
            )
    return told


def _facts(reply: Reply, on: date) -> dict[str, Any]:
    return {
        "reply": reply,
        "round": reply.round,
        "title": reply.round.passing_title,
        "dialogue": reply.body.dialogue,
        "due_on": reply.due_on(),
        "is_past": reply.due_on() < on,
    }


def submitted(reply: Reply, *, on: date) -> None:
    """Tell the secretariat that a reply waits for it."""
    office = Seat.objects.of_secretariat(reply.body.dialogue, on).select_related("person")
    for person in dict.fromkeys(seat.person for seat in office):
        seen = Reply.objects.visible_to(Reader.of(person, on))
        if person.pk != reply.submitted_by_id and seen.filter(pk=reply.pk).exists():
            tell(
                person,
                subject=lambda: (
                    _("%(addressee)s has submitted its reply") % {"addressee": reply.owner}
                ),
                template="mandates/mail/reply_submitted.txt",
                context=_facts(reply, on),
                url=reply.get_absolute_url,
                reason=lambda: _(OFFICE),
            )
