"""Every confirmed line, for others to reuse: JSON with all languages, and a CSV of numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from comity.documents.tables import csv_of
from comity.ui.said import said, versions_of

from .models import Line
from .public_words import SERVES, SERVICES, STEPS, WAYS

LICENCE = {
    "name": "CC BY 4.0",
    "url": "https://creativecommons.org/licenses/by/4.0/",
    "ask": "Show the day on which each line was confirmed, and drop it after confirmed_until.",
}
HEAD = (
    "country", "party", "line", "way", "number", "link", "free", "from_abroad", "time_zone",
    "hours", "languages", "serves", "services", "steps", "run_by", "confirmed_on",
    "confirmed_until", "invented", "licence",
)  # fmt: skip


def lines(on: date) -> list[Line]:
    found = Line.objects.confirmed(on).select_related("party")
    return sorted(found, key=lambda line: (line.party.code, line.position, line.pk))


def as_json(on: date) -> bytes:
    """Compact, in one object: the licence, what the codes mean in the language of the moment, and
    the lines by country."""
    data = {
        "licence": LICENCE,
        "codes": {
            name: {code: str(words) for code, words in table.items()}
            for name, table in (
                ("way", WAYS),
                ("serves", SERVES),
                ("services", SERVICES),
                ("steps", STEPS),
            )
        },
        "countries": [
            {"code": code, "name": versions_of(name), "lines": [_facts(one) for one in held]}
            for (code, name), held in groupby(lines(on), key=_country)
        ],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _country(line: Line) -> tuple[str, Any]:
    return line.party.code, line.party.name


def _facts(line: Line) -> dict[str, Any]:
    facts = {
        "name": versions_of(line.name),
        "run_by": versions_of(line.run_by),
        "numbers": [number.facts() | {"link": number.link} for number in line.reached_by],
        "time_zone": line.time_zone,
        "hours": line.hours,
        "languages": line.languages,
        "serves": line.serves,
        "services": line.services,
        "steps": line.steps,
        "note": versions_of(line.note),
        "caution": versions_of(line.caution),
        "confirmed_on": line.confirmed_on,
        "confirmed_until": line.confirmed_until,
        "invented": line.is_invented,
    }
    return {name: _plain(value) for name, value in facts.items() if value}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def as_csv(on: date) -> bytes:
    """One row for each number, names in English or the language next to it."""
    return csv_of("helplines", HEAD, _rows(on))


def _rows(on: date) -> Iterator[list[str]]:
    for line in lines(on):
        for number in line.reached_by:
            yield [
                line.party.code, said(line.party.name, "en").text, said(line.name, "en").text,
                number.way, number.written, number.link, _yes(number.is_free),
                _yes(number.from_abroad), line.time_zone, json.dumps(line.hours),
                " ".join(line.languages), " ".join(line.serves), " ".join(line.services),
                " ".join(line.steps), said(line.run_by, "en").text, str(line.confirmed_on),
                str(line.confirmed_until), _yes(line.is_invented), LICENCE["name"],
            ]  # fmt: skip


def _yes(fact: object) -> str:
    return "yes" if fact else "no"
