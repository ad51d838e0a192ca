"""How long does a calendar of 81 meetings take, beside a plain Django view of the same rows?

    python bench/calendars.py

The view is called in this process, on SQLite in a scratch home; the plain view shows the same
meetings by a simple template over ``values()``. Both in turns; medians. Promised: 54 ms, a tenth of
what Indico 3.2.9 takes for as many.
"""

# ruff: noqa: E402 - the scratch home is chosen before Django reads its settings
from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ.pop("DATABASE_URL", None)

import django

django.setup()

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from comity.meetings.models import Meeting
from tests import make

MEETINGS, ROUNDS, PROMISED = 81, 15, 54
PLAIN = engines["django"].from_string(
    "<ul>{% for row in rows %}<li><a href='{{ row.slug }}'>{{ row.title }}</a> {{ row.starts_on }} "
    "{{ row.place }}<p>{{ row.about }}</p></li>{% endfor %}</ul>"
)


def fill() -> str:
    """A dialogue of 81 meetings, two thirds of them with hours and a zone; its calendar."""
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", verbosity=0, run_syncdb=True)
    body = make.plenary()
    owner = make.party()
    zones = ["America/Mexico_City", "America/New_York", ""]
    for number in range(MEETINGS):
        on = date(2016, 1, 11) + timedelta(days=45 * number)
        opens_at = datetime(on.year, on.month, on.day, 15, tzinfo=UTC) if number % 3 < 2 else None
        make.meeting(
            {"en": f"Meeting {number}", "es": f"Reunión {number}"}, body=body, owner=owner,
            starts_on=on, ends_on=on + timedelta(days=2), opens_at=opens_at,
            closes_at=opens_at and opens_at + timedelta(days=2, hours=3),
            time_zone=zones[number % 3], place=make.said("Tapachula, Mexico"),
            about=make.said("What the meeting is about, in a few lines of words. " * 6),
        )  # fmt: skip
    return f"/calendars/dialogues/{body.dialogue.slug}.ics"


def plain(_request: HttpRequest) -> HttpResponse:
    rows = Meeting.objects.values("slug", "title", "starts_on", "place", "about")
    return HttpResponse(PLAIN.render({"rows": rows}))


def milliseconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    url, client, request = fill(), Client(), RequestFactory().get("/")
    first = client.get(url)
    etag = {"If-None-Match": first.headers["ETag"]}
    calls: dict[str, Callable[[], object]] = {
        "calendar": lambda: client.get(url),
        "not changed (304)": lambda: client.get(url, headers=etag),
        "plain view": lambda: plain(request).content,
    }
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _round in range(ROUNDS):
        for name, call in calls.items():
            times[name].append(milliseconds(call))
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    print(f"{MEETINGS} meetings, {len(first.content) / 1000:.0f} kB, {len(queries)} queries\n")
    print("| | ms | promised |\n|---|---:|---:|")
    for name, found in times.items():
        promised = PROMISED if name == "calendar" else ""
        print(f"| {name} | {statistics.median(found):.1f} | {promised} |")


if __name__ == "__main__":
    main()
