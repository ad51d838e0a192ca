"""What a party's measure could answer, in every dialogue in which the reader sees it asked."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

from comity.instruments.models import Instrument
from comity.parties.access import Reader
from comity.parties.models import Theme
from comity.tlp import Label
from comity.ui.said import versions_of

from ..likeness import Asked, Match, Told, names_any, suggest
from ..models import Assignment, Citation, Mandate, Measure, Report
from . import rules
from .citing import Circle, circle_for

MOST = 20
"""Offered on one page, the best first."""


@dataclass(frozen=True)
class Offer:
    """An assignment that a measure could answer: why, who would read it, what stands in the way.

    ``hindrance``: "" if it can be used now; "submitted", "writer", "red".
    """

    assignment: Assignment
    match: Match
    themes: list[Theme]
    related: list[Theme]
    text: Instrument | None
    circle: Circle
    is_wider: bool
    hindrance: str


def matches(measure: Measure, reader: Reader) -> list[Match]:
    """Every open assignment of the measure's party that it could answer, the best first; without
    those whose reports cite it."""
    open_ones = Assignment.objects.visible_to(reader).open().filter(party=measure.owner)
    cited = Citation.objects.visible_to(reader).filter(measure=measure)
    answered = set(cited.values_list("report__assignment", flat=True))
    rows = [
        row
        for row in open_ones.order_by().values_list(
            "pk",
            "mandate",
            Cast("mandate__action", TextField()),
            "mandate__clause__instrument",
        )
        if row[0] not in answered
    ]
    told = _told(measure, reader, {row[3] for row in rows})
    themes = _themes_of(told.themes | told.related)
    asked = [
        Asked(pk, texts, themes.get(mandate, _NONE), source)
        for (pk, mandate, _action, source), texts in zip(
            rows, _texts([row[2] for row in rows]), strict=True
        )
    ]
    return suggest(told, asked)


_NONE: frozenset[int] = frozenset()


def _texts(stored: list[str]) -> list[list[str]]:
    """The words of texts as the database holds them, each in every language it has. Read in one
    go: that is what makes thousands of them cheap."""
    by_language = [text if text.startswith("{") else json.dumps({"": text}) for text in stored]
    found: list[dict[str, str]] = json.loads(f"[{','.join(by_language)}]")
    return [[text for text in texts.values() if text] for texts in found]


def _told(measure: Measure, reader: Reader, sources: set[int]) -> Told:
    text = f"{measure.title}\n{measure.account}"
    themes = frozenset(measure.themes.values_list("pk", flat=True))
    related = frozenset(Theme.objects.filter(related__in=themes).values_list("pk", flat=True))
    return Told(text, themes, related - themes, _named_in(text, sources, reader))


def _named_in(text: str, sources: set[int], reader: Reader) -> frozenset[int]:
    """The texts, of those the reader may see, that the measure names."""
    found = Instrument.objects.visible_to(reader).values_list("pk", "symbol", "title")
    return frozenset(
        pk
        for pk, symbol, title in found
        if pk in sources and names_any(text, _names(symbol, title))
    )


def _names(symbol: str, title: Any) -> list[str]:
    versions = versions_of(title)
    titles = list(versions.values()) if versions else [str(title)]
    return [name for name in (symbol, *titles) if name]


def _themes_of(wanted: Iterable[int]) -> dict[int, frozenset[int]]:
    """Mandate → those of the wanted themes that it has."""
    rows = Mandate.themes.through.objects.filter(theme__in=set(wanted))
    found: dict[int, set[int]] = defaultdict(set)
    for mandate, theme in rows.values_list("mandate", "theme"):
        found[mandate].add(theme)
    return {mandate: frozenset(themes) for mandate, themes in found.items()}


def offers(measure: Measure, reader: Reader) -> list[Offer]:
    """The best of what the measure could answer, as its party's person is offered it."""
    best = matches(measure, reader)[:MOST]
    found = Assignment.objects.select_related(
        "mandate__clause__instrument", "mandate__body__dialogue", "party", "body"
    ).in_bulk([match.key for match in best])
    in_hand = {
        report.assignment_id: report
        for report in Report.objects.visible_to(reader).in_course().filter(assignment__in=found)
    }
    keys = {key for match in best for key in match.themes | match.related}
    themes = Theme.objects.in_bulk(list(keys))
    return [
        _offer(
            measure, match, found[match.key], in_hand.get(match.key), themes=themes, reader=reader
        )
        for match in best
    ]


def _offer(
    measure: Measure,
    match: Match,
    assignment: Assignment,
    report: Report | None,
    *,
    themes: dict[int, Theme],
    reader: Reader,
) -> Offer:
    circle = circle_for(assignment, report)
    return Offer(
        assignment=assignment,
        match=match,
        themes=[themes[key] for key in sorted(match.themes)],
        related=[themes[key] for key in sorted(match.related)],
        text=assignment.mandate.clause.instrument if match.source else None,
        circle=circle,
        is_wider=_is_wider(circle, measure),
        hindrance=_hindrance(measure, assignment, report, reader),
    )


def _is_wider(circle: Circle, measure: Measure) -> bool:
    """Whether others than the measure's own circle would read the words."""
    if not measure.is_shared:
        return True
    if measure.tlp in rules.COMMUNITY:
        return measure.tlp.is_narrower_than(circle.label)
    elsewhere = circle.body.dialogue_id != measure.body.dialogue_id or (
        measure.tlp is Label.STRICT and circle.body.pk != measure.body_id
    )
    return elsewhere or rules.is_wider(
        circle.label, with_observers=circle.with_observers, than=measure
    )


def _hindrance(
    measure: Measure, assignment: Assignment, report: Report | None, reader: Reader
) -> str:
    if measure.tlp is Label.RED:
        return "red"
    if (measure.owner_id, assignment.mandate.body.dialogue_id) not in reader.drafts:
        return "writer"
    return "" if report is None or report.is_with_its_writer else "submitted"
