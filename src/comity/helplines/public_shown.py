"""A line as the public is shown it, in one language: everything in words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from comity.parties.models import Party
from comity.ui.locales import locale_of
from comity.ui.said import Said, said, sort_key

from .hours import Hours, clock
from .models import Line
from .numbers import CALL, CHAT, SMS, Number
from .public_names import KREYOL, country_name, day_words, spoken_name, weekday
from .public_words import SERVES, SERVICES, STEPS, WAYS
from .sms import pieces


@dataclass(frozen=True)
class Shown:
    """One line for a reader of ``language`` at an instant."""

    line: Line
    language: str
    at: datetime
    on: date

    @property
    def name(self) -> Said:
        return said(self.line.name, self.language)

    @property
    def run_by(self) -> Said:
        return said(self.line.run_by, self.language)

    @property
    def note(self) -> Said:
        return said(self.line.note, self.language)

    @property
    def caution(self) -> Said:
        return said(self.line.caution, self.language)

    @property
    def numbers(self) -> list[Number]:
        """To call first: who calls is answered soonest."""
        return sorted(self.line.reached_by, key=lambda one: one.way != CALL)

    @property
    def ways(self) -> list[tuple[str, Number]]:
        return [(str(WAYS[number.way]), number) for number in self.numbers]

    @property
    def printed(self) -> list[Number]:
        """What a small card has room for: two at most, and no chat."""
        return [number for number in self.numbers if number.way != CHAT][:2]

    @cached_property
    def when(self) -> Hours:
        return self.line.when

    @property
    def hours(self) -> list[tuple[str, str]]:
        """(days, times) of each run of days."""
        return list(runs_in_words(self.when, self.language))

    @property
    def hours_json(self) -> str:
        """For the script that says on the phone whether it is open, also without network."""
        return json.dumps(self.line.hours, separators=(",", ":"))

    @property
    def is_open(self) -> bool:
        return self.when.is_open_at(self.at)

    @property
    def opens_next(self) -> str:
        """``lendi 08:00``; "" where it is open, or never opens."""
        found = None if self.is_open else self.when.next_opening(self.at)
        if found is None:
            return ""
        ahead, minutes = found
        today = self.at.astimezone(ZoneInfo(self.line.time_zone)).weekday()
        day = f"{weekday((today + ahead) % 7, self.language)} " if ahead else ""
        return f"{day}{clock(minutes)}"

    @property
    def there(self) -> str:
        """What the clocks of the line show."""
        return f"{self.at.astimezone(ZoneInfo(self.line.time_zone)):%H:%M}"

    @property
    def place(self) -> str:
        """Whose clocks are meant: ``Ciudad de México``."""
        language = "fr" if self.language == KREYOL else self.language
        zone = self.line.time_zone
        return zone if zone == "UTC" else get_timezone_location(
            zone, locale=locale_of(language), return_city=True
        )  # fmt: skip

    @property
    def spoken(self) -> str:
        return ", ".join(spoken_name(code, self.language) for code in self.line.languages)

    @property
    def serves(self) -> list[str]:
        return [str(SERVES[code]) for code in self.line.serves]

    @property
    def services(self) -> list[str]:
        return [str(SERVICES[code]) for code in self.line.services]

    @property
    def steps(self) -> list[str]:
        return [str(STEPS[code]) for code in self.line.steps]

    @property
    def is_confirmed(self) -> bool:
        return self.line.is_confirmed(self.on)

    @property
    def confirmed_on(self) -> str:
        return day_words(self.line.confirmed_on, self.language) if self.line.confirmed_on else ""

    def said_in_brief(self) -> list[str]:
        """A few short lines: for an SMS, a card, a page without network."""
        found = [self.name.text]
        for way, number in self.ways:
            marks = [] if number.way in {CALL, SMS} else [way]
            marks += ["SMS"] if number.way == SMS else []
            marks += [pgettext("number", "free")] if number.is_free else []
            found.append(" ".join([number.written, *(f"({mark})" for mark in marks)]))
        found += [f"{days} {times}".strip() for days, times in self.hours]
        if not self.is_confirmed:
            found.append(_("Not confirmed since %(day)s") % {"day": self.confirmed_on})
        return found


def runs_in_words(hours: Hours, language: str) -> Iterator[tuple[str, str]]:
    """(``lendi–vandredi``, ``08:00–17:00``); one with no days where it is always open."""
    if hours.always:
        yield "", _("Day and night, every day")
        return
    for first, last, spans in hours.runs():
        days = weekday(first, language)
        if last > first:
            days += f"–{weekday(last, language)}"
        yield days, ", ".join(f"{clock(begin)}–{clock(end)}" for begin, end in spans)


@dataclass(frozen=True)
class Country:
    """A country or territory with its lines, confirmed ones first."""

    party: Party
    name: str
    lines: list[Shown]

    @property
    def code(self) -> str:
        return self.party.code.lower()

    @property
    def is_invented(self) -> bool:
        return any(shown.line.is_invented for shown in self.lines)

    def texts(self) -> list[str]:
        """What fits one SMS each."""
        lines = [self.name]
        for shown in self.lines:
            lines += shown.said_in_brief()
        return pieces("\n".join(lines))


def countries(language: str, at: datetime, on: date, code: str = "") -> list[Country]:
    """Those with a line that anybody is shown, by their names in the language; one of them
    where ``code`` says which."""
    found = Line.objects.public(on).select_related("party")
    if code:
        found = found.filter(party__code__iexact=code)
    by_party: dict[Party, list[Shown]] = {}
    for line in found:
        by_party.setdefault(line.party, []).append(Shown(line, language, at, on))
    return sorted(_named(by_party.items(), language), key=lambda one: sort_key(one.name))


def _named(rows: Iterable[tuple[Party, list[Shown]]], language: str) -> Iterator[Country]:
    for party, lines in rows:
        yield Country(party, country_name(party.code, party.name, language), lines)
