"""What reporting rounds show on somebody's desk, and on the pages of dialogues and bodies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comity.parties.access import Reader
from comity.parties.models import Body, Dialogue
from comity.parties.registry import Row
from comity.ui.said import plain

from .models import Reply, Round
from .models.rounds import RoundQuerySet
from .round_standing import PartyStanding, standings

SHOWN = 3


def due(reader: Reader, on: date) -> Iterator[Row]:
    """Replies that the reader's parties still owe."""
    replies = list(_own(reader, on))
    for reply, row in zip(replies, standings(replies, on), strict=True):
        if row.is_owed and not row.is_complete:
            yield Row(
                reply.round.passing_title,
                reply.get_absolute_url(),
                note=_("Reply to %(dialogue)s · %(state)s · reports: %(reported)s of %(asked)s")
                % {
                    "dialogue": reply.body.dialogue.short,
                    "state": row.words,
                    "reported": row.reported,
                    "asked": row.asked,
                },
                due_on=row.due_on,
                is_overdue=row.is_late,
                body=reply.body,
            )


def _own(reader: Reader, on: date) -> Iterator[Reply]:
    mine = Q(pk__in=[])
    for party, dialogue in sorted(reader.drafts):
        mine |= Q(owner=party, body__dialogue=dialogue)
    still = Q(round__closed_at=None) | Q(extended_until__gte=on)
    replies = Reply.objects.filter(mine, still, round__in=Round.objects.visible_to(reader))
    rows = replies.filter(round__opened_at__isnull=False)
    yield from rows.select_related("owner", "round__body__dialogue", "body__dialogue")


def waiting(reader: Reader, on: date) -> Iterator[Row]:
    """Submitted replies that the reader, of the secretariat, accepts or returns."""
    if not reader.secretariats:
        return
    replies = (
        Reply.objects.visible_to(reader)
        .filter(state=Reply.State.SUBMITTED, body__dialogue__in=reader.secretariats)
        .prepared_by_others(reader.person)
        .select_related("owner", "round", "body")
        .order_by("-offered_at")
    )
    for reply in replies:
        yield Row(
            reply.round.passing_title,
            reply.get_absolute_url(),
            note=_("Reply of %(party)s, submitted") % {"party": plain(reply.owner.name)},
            at=reply.offered_at,
            body=reply.body,
        )


def coming(reader: Reader, on: date) -> Iterator[Row]:
    """For those who lead a round: how many parties have submitted."""
    if not reader.led:
        return
    led = Round.objects.visible_to(reader).open().filter(body__dialogue__in=reader.led)
    rounds = list(led.select_related("body__dialogue"))
    replies = list(Reply.objects.filter(round__in=rounds).select_related("owner", "round"))
    rows_of: dict[int, list[PartyStanding]] = defaultdict(list)
    for reply, row in zip(replies, standings(replies, on), strict=True):
        if row.is_owed:
            rows_of[reply.round_id].append(row)
    for round_ in rounds:
        rows = rows_of[round_.pk]
        yield Row(
            round_.passing_title,
            round_.get_absolute_url(),
            note=_("%(complete)s of %(asked)s parties have submitted everything")
            % {"complete": sum(row.is_complete for row in rows), "asked": len(rows)},
            due_on=round_.deadline_on,
            body=round_.body,
        )


def of_dialogue(dialogue: Dialogue, reader: Reader, on: date) -> dict[str, Any] | None:
    seen = Round.objects.visible_to(reader).filter(body__dialogue=dialogue)
    return _panel(seen, f"dialogue={dialogue.slug}", "")


def of_body(body: Body, reader: Reader, on: date) -> dict[str, Any] | None:
    ask = reverse("mandates:prepare_round", args=[body.slug])
    may_prepare = reader.leads(body.dialogue_id)
    seen = Round.objects.visible_to(reader).filter(body=body)
    return _panel(seen, f"body={body.slug}", ask if may_prepare else "")


def _panel(seen: RoundQuerySet, query: str, prepare_url: str) -> dict[str, Any] | None:
    latest = list(seen[:SHOWN])
    if not latest and not prepare_url:
        return None
    return {
        "latest": latest,
        "all_url": f"{reverse('mandates:rounds')}?{query}",
        "prepare_url": prepare_url,
    }
