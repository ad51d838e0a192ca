"""The agenda as the chair goes through it: item after item."""

from __future__ import annotations

from comity.meetings.models import AgendaItem, Meeting


def items_in_order(meeting: Meeting) -> list[AgendaItem]:
    return list(meeting.items.order_by("position", "pk"))


def beside(items: list[AgendaItem], current: int | None) -> tuple[int | None, int | None]:
    """The keys of the items before and after the one in course; with none in course, the first
    comes next."""
    keys = [item.pk for item in items]
    if current not in keys:
        return None, keys[0] if keys else None
    here = keys.index(current)
    before = keys[here - 1] if here else None
    after = keys[here + 1] if here + 1 < len(keys) else None
    return before, after
