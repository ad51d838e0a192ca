"""What the pages of conclusions share: who may open them, and how they are laid out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from comity.meetings.models import AgendaItem, Meeting
from comity.parties.access import Reader
from comity.parties.requests import Request

from .models import Amendment, Conclusions, Kept, Point
from .rules import drafts_conclusions


@dataclass
class Row:
    """A point as it is read: its number, and what was proposed on it."""

    number: int
    point: Point
    item: AgendaItem | None
    amendments: list[Amendment] = field(default_factory=list)


def conclusions_or_404(request: Request, slug: str) -> Conclusions:
    visible = Conclusions.objects.visible_to(request.reader)
    found = visible.select_related("meeting__body__dialogue", "owner", "body__dialogue")
    return get_object_or_404(found, meeting__slug=slug)


def drafter_or_404(request: Request, meeting: Meeting) -> None:
    """Pages of forms are not there for whoever may not use them."""
    if not drafts_conclusions(request.reader, meeting):
        raise Http404


def numbered(conclusions: Conclusions) -> list[tuple[int, Point]]:
    return list(enumerate(conclusions.points.standing(), 1))


def rows_of(conclusions: Conclusions, reader: Reader) -> tuple[list[Row], list[Amendment]]:
    """The points that stand with what was proposed on each; then what belongs to none of them:
    additions at the end, and amendments of points that are gone."""
    on_point: dict[int | None, list[Amendment]] = defaultdict(list)
    for one in conclusions.amendments.select_related("party"):
        on_point[one.point_id].append(one)
    points = numbered(conclusions)
    # A point may hang on an item that this reader is not shown.
    seen = AgendaItem.objects.visible_to(reader).in_bulk([point.item_id for _n, point in points])
    rows = [
        Row(number, point, seen.get(point.item_id or 0), on_point.pop(point.pk, []))
        for number, point in points
    ]
    rest = sorted((one for some in on_point.values() for one in some), key=lambda one: one.pk)
    return rows, rest


def kept_of(request: Request, conclusions: Conclusions, place: str) -> Kept | None:
    """What the reader was writing there, unless it is being sent."""
    if request.method == "POST":
        return None
    visible = Kept.objects.visible_to(request.reader)
    return visible.filter(conclusions=conclusions, place=place).first()


def items_for(request: Request, meeting: Meeting) -> Any:
    visible = AgendaItem.objects.visible_to(request.reader).filter(meeting=meeting)
    return visible.order_by("position", "pk")
