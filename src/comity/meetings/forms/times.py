"""Fields for days, times of day and time zones."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.ui.locales import page_language
from comity.ui.said import sort_key

from .. import clocks


class ClockField(forms.TimeField):
    """A time of day, as the clocks of the place show it."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        options["widget"] = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        options["input_formats"] = ["%H:%M", "%H:%M:%S"]
        options["error_messages"] = {
            "invalid": _("This is not a time that exists. Write it as 09:00.")
        }
        super().__init__(**options)


class DayField(forms.DateField):
    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        options["widget"] = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        options["input_formats"] = ["%Y-%m-%d"]
        options["error_messages"] = {
            "invalid": _("This is not a date that exists. Write it as 2014-06-26.")
        }
        super().__init__(**options)


def zone_choices() -> list[tuple[str, Any]]:
    """The zones of each area of the world by their places, those of the region first."""
    language = page_language()
    areas: dict[str, list[tuple[str, str]]] = {area: [] for area in clocks.AREAS}
    for zone in clocks.zones() - {"UTC"}:
        words = f"{clocks.place_of(zone, language)} ({zone})"
        areas[zone.partition("/")[0]].append((zone, words))
    grouped = [
        (area, sorted(zones, key=lambda zone: sort_key(zone[1]))) for area, zones in areas.items()
    ]
    return [("", "–"), *grouped, ("UTC", "UTC")]
