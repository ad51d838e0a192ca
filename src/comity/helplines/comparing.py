"""What a line says, row by row in words, and beside it what it would say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comity.ui.locales import language_name, page_language

from .hours import Hours, clock
from .models import FACTS
from .numbers import Number
from .public_names import spoken_name, weekday
from .public_words import CHOICES, WAYS


@dataclass(frozen=True)
class Compared:
    label: str
    now: list[str]
    before: list[str]

    @property
    def differs(self) -> bool:
        return self.now != self.before


def rows_of(said: Mapping[str, Any], before: Mapping[str, Any] | None = None) -> list[Compared]:
    """One row for each fact that says something, before or now."""
    found = [
        Compared(label, _lines(name, said), _lines(name, before or {}))
        for name, label in _labels().items()
    ]
    return [row for row in found if row.now or row.before]


def _labels() -> dict[str, str]:
    words = {
        "name": _("Name"),
        "run_by": _("Run by"),
        "numbers": _("Numbers"),
        "time_zone": _("Time zone"),
        "hours": _("Hours"),
        "languages": _("Languages spoken"),
        "serves": _("Whom it serves"),
        "services": _("What it offers"),
        "steps": _("What happens when somebody calls"),
        "note": _("What else callers should know"),
        "caution": _("False numbers that you know of"),
        "confirm_every": _("Confirmed every"),
    }
    return {name: words[name] for name in FACTS}


def _lines(name: str, said: Mapping[str, Any]) -> list[str]:
    value = said.get(name)
    if not value:
        return []
    return _WORDS.get(name, _texts)(value, said)


def _texts(value: Any, _said: Mapping[str, Any]) -> list[str]:
    page = page_language()
    return [f"{words} ({language_name(code, page)})" for code, words in sorted(value.items())]


def _numbers(value: Any, _said: Mapping[str, Any]) -> list[str]:
    return [number_words(Number(**facts)) for facts in value]


def number_words(number: Number) -> str:
    marks = [str(WAYS[number.way])]
    marks += [_("free of charge")] if number.is_free else []
    marks += [_("also from abroad")] if number.from_abroad else []
    return f"{number.written} · {', '.join(marks)}"


def _hours(value: Any, said: Mapping[str, Any]) -> list[str]:
    return hours_words(Hours.of(value, said.get("time_zone", "UTC")), page_language())


def hours_words(hours: Hours, language: str) -> list[str]:
    """``lunes–viernes 08:00–17:00``, one line for each run of days."""
    if hours.always:
        return [_("Day and night, every day")]
    lines = []
    for first, last, spans in hours.runs():
        days = weekday(first, language)
        if last > first:
            days += f"–{weekday(last, language)}"
        times = ", ".join(f"{clock(begin)}–{clock(end)}" for begin, end in spans)
        lines.append(f"{days} {times}")
    return lines


def _spoken(value: Any, _said: Mapping[str, Any]) -> list[str]:
    return [spoken_name(code, page_language()) for code in value]


def _chosen(name: str) -> Callable[[Any, Mapping[str, Any]], list[str]]:
    return lambda value, _said: [str(CHOICES[name][code]) for code in value]


def _every(value: Any, _said: Mapping[str, Any]) -> list[str]:
    return [ngettext("%(count)s day", "%(count)s days", value) % {"count": value}]


_WORDS: dict[str, Callable[[Any, Mapping[str, Any]], list[str]]] = {
    "numbers": _numbers,
    "time_zone": lambda value, _said: [value],
    "hours": _hours,
    "languages": _spoken,
    "serves": _chosen("serves"),
    "services": _chosen("services"),
    "steps": _chosen("steps"),
    "confirm_every": _every,
}
