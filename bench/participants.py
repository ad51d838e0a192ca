"""How long does the list of 300 participants take, and how many questions does it ask?

Run from the project's root: ``python -m bench.participants``. Forty parties of every class send
300 delegates to one meeting. The page is asked by a seated member, in this process; its time stands
beside that of a plain Django view that shows the same rows by a simple template, taken in turns.
Then the files, and the page of the registration desk.
"""

# ruff: noqa: E402 - the scratch home is chosen before Django reads its settings
from __future__ import annotations

import gc
import gzip
import os
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ.pop("DATABASE_URL", None)

import django
from django.conf import settings

django.setup()

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from comity.delegations.models import Delegate
from comity.meetings.models import Meeting
from tests import make
from tests.entering import entered

PARTIES, PARTICIPANTS, ROUNDS = 40, 300, 21
PROMISED, PEER = 27, 270
"""Milliseconds: ours, and what Indico 3.2.9 takes for as many on a machine like these."""
ROLES = ("head", "alternate", "adviser", "adviser", "adviser", "interpreter")
KINDS = ("state", "state", "state", "territory", "institution")
CLASSES = ("member", "member", "member", "associate", "observer")
PLAIN = engines["django"].from_string(
    "<table>{% for row in rows %}<tr><th>{{ row.title }} {{ row.name }}</th><td>{{ row.role }}"
    "</td><td>{{ row.function }}</td><td>{{ row.delegation__party__name }}</td></tr>{% endfor %}"
    "</table>"
)


def fill() -> tuple[Client, Meeting, Client]:
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)
    call_command("createcachetable", verbosity=0)
    body = make.plenary()
    meeting = make.meeting("The XV Conference", body=body, label="AMBER")
    there = [
        make.delegation(
            meeting,
            party=make.party(f"Party {number:02}", kind=KINDS[number % 5]),
            role=CLASSES[number % 5],
        )
        for number in range(PARTIES)
    ]
    for number in range(PARTICIPANTS):
        make.nominee(
            there[number % PARTIES],
            f"María Fernanda Núñez {number:03}",
            role=ROLES[number // PARTIES % 6],
            title="Dra.",
            function="Directora General de Migración",
            languages=["es", "en"],
        ) if number // PARTIES % 6 else make.nominee(
            there[number % PARTIES], f"Juan Pérez {number:03}", role="adviser"
        )
    member = make.delegate(of=there[0].party, body=body)
    return entered(member), meeting, entered(make.secretary(body))


def plain(_request: HttpRequest) -> HttpResponse:
    rows = Delegate.objects.filter(state="approved").values(
        "title", "name", "role", "function", "delegation__party__name"
    )
    return HttpResponse(PLAIN.render({"rows": rows}))


def seconds(call: object) -> float:
    start = time.perf_counter()
    call()  # type: ignore[operator]
    return time.perf_counter() - start


def measure(client: Client, url: str, rounds: int = ROUNDS) -> tuple[float, float, int, int]:
    """Milliseconds of the page and of the plain view, queries, compressed bytes."""
    client.get(url)
    request = RequestFactory().get("/")
    pairs = [
        (seconds(lambda: client.get(url)), seconds(lambda: plain(request))) for _ in range(rounds)
    ]
    with CaptureQueriesContext(connection) as queries:
        page = client.get(url).content
    page_ms = statistics.median(pair[0] for pair in pairs) * 1000
    plain_ms = statistics.median(pair[1] for pair in pairs) * 1000
    return page_ms, plain_ms, len(queries), len(gzip.compress(page, 6))


def main() -> None:
    member, meeting, office = fill()
    gc.collect()
    gc.freeze()
    base = f"/en/meetings/{meeting.slug}/"
    print(f"{PARTICIPANTS} participants of {PARTIES} parties; Indico 3.2.9: {PEER} ms\n")
    print("| page | ms | promised | plain view, ms | ratio | queries | kB |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for name, client, url, promised, rounds in [
        ("list of participants", member, f"{base}participants/", PROMISED, ROUNDS),
        ("registration desk", office, f"{base}check-in/", "", ROUNDS),
        ("as Excel", member, f"{base}participants/en.xlsx", "", 3),
        ("as Word", member, f"{base}participants/en.docx", "", 3),
        ("as PDF", member, f"{base}participants/en.pdf", "", 3),
        ("badges, 75 pages", office, f"{base}badges/", "", 1),
    ]:
        page, beside, queries, size = measure(client, url, rounds)
        print(
            f"| {name} | {page:.0f} | {promised} | {beside:.1f} | {page / beside:.1f} "
            f"| {queries} | {size / 1000:.1f} |"
        )


if __name__ == "__main__":
    main()
