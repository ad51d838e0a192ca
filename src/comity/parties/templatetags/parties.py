"""What the sign-in page of the example shows, and the circle of a record."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.utils import timezone

from ..entrance import may_enter_example
from ..models import Person
from ..services import decides_circle

register = template.Library()


@register.simple_tag(takes_context=True)
def example_persons(context: Context) -> list[Person]:
    """The example's persons with their current seats; nobody outside the example."""
    if not may_enter_example(context["request"]):
        return []
    on = timezone.localdate()
    found = Person.objects.filter(is_example=True, is_active=True).order_by("pk")
    persons = list(found.prefetch_related("seats__party", "seats__body__dialogue"))
    for person in persons:
        person.held = [seat for seat in person.seats.all() if seat.is_current(on)]  # type: ignore[attr-defined]
    return persons


@register.inclusion_tag("parties/circle_line.html", takes_context=True)
def circle(context: Context, record: Any) -> dict[str, Any]:
    """The label of a shared record, who may read it, and a way to change that."""
    reader = context["request"].reader
    return {"it": record, "decides": decides_circle(record, reader)}
