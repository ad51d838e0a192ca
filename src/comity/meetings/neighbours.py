"""The meetings that a page of one meeting shows beside it, as far as the reader may see them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from comity.parties.access import Reader

from .models import Meeting


@dataclass
class Neighbours:
    """Its conference, the meetings of it as a conference, and those next to it in its series."""

    conference: Meeting | None = None
    parts: list[Meeting] = field(default_factory=list)
    before: Meeting | None = None
    after: list[Meeting] = field(default_factory=list)
    coming: Meeting | None = None
    """The next one of the same bodies, once this one is over."""


def neighbours_of(it: Meeting, reader: Reader, on: date) -> Neighbours:
    near = Q(conference=it) | Q(follows=it) | Q(pk__in=[it.conference_id or 0, it.follows_id or 0])
    found = Neighbours()
    for one in Meeting.objects.visible_to(reader).filter(near).order_by("starts_on", "pk"):
        if one.conference_id == it.pk:
            found.parts.append(one)
        if one.follows_id == it.pk:
            found.after.append(one)
        if one.pk == it.conference_id:
            found.conference = one
        if one.pk == it.follows_id:
            found.before = one
    if it.last_day < on and not any(one.last_day >= on for one in found.after):
        found.coming = next_of(it, reader, on)
    return found


def next_of(it: Meeting, reader: Reader, on: date) -> Meeting | None:
    """The next meeting of any of its bodies that takes place."""
    met = Meeting.bodies.through.objects.filter(body__in=it.bodies.all())
    coming = Meeting.objects.visible_to(reader).coming(on).taking_place()
    return (
        coming.filter(pk__in=met.values("meeting"))
        .exclude(pk=it.pk)
        .order_by("starts_on", "pk")
        .first()
    )
