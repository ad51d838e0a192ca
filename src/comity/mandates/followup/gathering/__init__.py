"""From the database to the content of a follow-up report.

Every word comes through ``visible_to`` of one who stands for all its readers; of what they may
not see, the number of records alone is taken. Some twenty queries, however long the report is.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.apps import apps

from comity.parties.access import SharedQuerySet
from comity.parties.dates import day_of

from ...models import FollowUp, Reply
from .. import content as kept
from .mandates import (
    addressee,
    kept_asked,
    kept_mandate,
    read_assignments,
    read_indicators,
    read_mandates,
    read_paragraphs,
    read_sources,
    read_themes,
)
from .reports import read_reports
from .rounds import read_round
from .selecting import Selection
from .values import iso, texts


def gather(follow_up: FollowUp, at: datetime) -> kept.Content:
    """What the readers of ``follow_up`` may see at an instant."""
    selection = Selection.of(follow_up, at)
    of_round = read_round(selection)
    mandates = read_mandates(selection)
    sources = read_sources(selection, mandates)
    paragraphs = read_paragraphs(selection, mandates)
    indicators = read_indicators(selection, mandates)
    assignments = read_assignments(mandates)
    reports = read_reports(selection, [mandate.pk for mandate in mandates])
    asked = [one.addressee for rows in assignments.values() for one in rows]
    who = {made.key: made for made in map(addressee, [*asked, *of_round.parties])}
    return kept.Content(
        title=texts(follow_up.title),
        dialogue=texts(follow_up.body.dialogue.name),
        body=texts(follow_up.body.name),
        label=follow_up.label,
        with_observers=follow_up.with_observers,
        round=of_round.title,
        since=iso(follow_up.since),
        until=iso(follow_up.until),
        made_on=iso(day_of(at)),
        left_out=_left_out(selection),
        addressees=list(who.values()),
        mandates=[
            kept_mandate(
                mandate,
                source=sources.get(mandate.clause.instrument_id),
                paragraph=paragraphs.get(mandate.clause_id, {}),
                indicators=indicators.get(mandate.pk, []),
                asked=[
                    kept_asked(mandate, one, reports, day_of(at)) for one in assignments[mandate.pk]
                ],
            )
            for mandate in mandates
        ],
        themes=read_themes(mandates),
        questions=of_round.questions,
        silent=of_round.silent,
        sources=[
            kept.Source(text.symbol, texts(text.title), iso(text.adopted_on))
            for text in sources.values()
        ],
        records={
            "mandates.mandate": [mandate.pk for mandate in mandates],
            "mandates.report": sorted(report.pk for report in reports.latest.values()),
            "instruments.instrument": sorted(sources),
            "documents.document": sorted(reports.evidence),
        }
        | of_round.records,
    )


def _left_out(selection: Selection) -> kept.LeftOut:
    replies = selection.replies()
    accepted = replies.filter(state=Reply.State.ACCEPTED)
    return kept.LeftOut(
        narrower_mandates=_unseen(selection.mandates(), selection),
        narrower_reports=_unseen(selection.reports(), selection),
        narrower_replies=_unseen(accepted, selection),
        unaccepted_reports=selection.waiting_reports().count(),
        unaccepted_replies=replies.filter(state=Reply.State.SUBMITTED).count(),
    )


def _unseen(records: SharedQuerySet, selection: Selection) -> int:
    return records.count() - records.visible_to(selection.reader).count()


def still_seen(follow_up: FollowUp, records: dict[str, list[int]], at: datetime) -> bool:
    """Whether the readers may still see every record that went into the report."""
    reader = Selection.of(follow_up, at).reader
    return all(_all_seen(apps.get_model(name), keys, reader) for name, keys in records.items())


def _all_seen(model: Any, keys: list[int], reader: Any) -> bool:
    return model.objects.visible_to(reader).filter(pk__in=keys).count() == len(keys)
