"""How fast is the matrix of 34 parties × 300 mandates, beside a plain Django view of its rows?

    python bench/matrix.py

Fills a scratch home with 10,200 assignments and some 10,000 reports, serves it with Granian
as ``comity serve`` does, asks for both pages in turn over HTTP as a signed-in focal point, and
prints medians. "First byte" is the first byte of the page itself, after decompression.
"""

# ruff: noqa: E402 - the scratch home is chosen before Django reads its settings
from __future__ import annotations

import gzip
import http.client
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parent.parent
PARTIES, MANDATES, ROUNDS = 34, 300, 7
FIRST_BYTE, QUERIES, GZIPPED = 250, 12, 200_000
"""Milliseconds, queries and bytes that the page promises."""

sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
os.environ["DJANGO_SETTINGS_MODULE"] = "comity.config.settings"
if __name__ == "__main__":
    HOME = Path(tempfile.mkdtemp(prefix="comity-bench-"))
    (HOME / "static").mkdir()
    os.environ["COMITY_HOME"] = str(HOME)
    os.environ["COMITY_EXAMPLE"] = ""

import django
from django.conf import settings

settings.ROOT_URLCONF = __name__
# Nothing is collected in a scratch home; the page names its style sheet unhashed.
settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
django.setup()

from allauth.account.internal.flows.login import record_authentication
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.utils import timezone

from comity.config.urls import urlpatterns as site
from comity.mandates.models import Assignment, Mandate, Report
from comity.parties.models import Membership
from tests import make

PLAIN = """<!doctype html><title>Plain</title><table>
<tr><th>Mandate</th>{% for party in parties %}<th>{{ party }}</th>{% endfor %}</tr>
{% for row in rows %}<tr>
<th><a href="{% url 'mandates:mandate' row.pk %}">{{ row.action }}</a></th>
{% for cell in row.cells %}<td>{% if cell.report %}
<a href="{% url 'mandates:report' cell.report %}">{{ cell.status }}</a>{% elif cell.pk %}
<a href="{% url 'mandates:assignment' cell.pk %}">none</a>{% endif %}</td>{% endfor %}
</tr>{% endfor %}</table>"""


def plain(request: HttpRequest) -> HttpResponse:
    """What one would write first: ``values()``, a dictionary, a template; no rule of reading."""
    cells: dict[tuple[int, str], dict] = {}
    asked = Assignment.objects.values("pk", "mandate", "party__slug")
    latest = (
        Report.objects.filter(state="accepted").order_by("pk").values("pk", "assignment", "status")
    )
    of_assignment = {row["assignment"]: row for row in latest}
    for row in asked:
        report = of_assignment.get(row["pk"], {})
        cells[row["mandate"], row["party__slug"]] = {
            "pk": row["pk"], "report": report.get("pk"), "status": report.get("status"),
        }  # fmt: skip
    parties = sorted({slug for _mandate, slug in cells})
    rows = [
        row | {"cells": [cells.get((row["pk"], party)) for party in parties]}
        for row in Mandate.objects.order_by("-given_on", "pk").values("pk", "action")
    ]
    engine = Engine(libraries={"i18n": "django.templatetags.i18n"})
    template = engine.from_string(PLAIN)
    return HttpResponse(template.render(Context({"parties": parties, "rows": rows})))


urlpatterns = [path("plain/", plain), *site]
if __name__ != "__main__":
    from comity.config.wsgi import application  # noqa: F401 - what Granian serves


def fill() -> str:
    """Make the matrix; returns the session key of a signed-in focal point."""
    # The tables straight from the models: Wagtail's migrations would take longer than the bench.
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)
    call_command("createcachetable", verbosity=0)
    chance = random.Random(34)
    plenary = make.plenary()
    owner = make.party("Secretariat")
    parties = [make.party(f"Republic of {number:02}") for number in range(PARTIES)]
    Membership.objects.bulk_create(
        Membership(party=party, body=plenary, role="member") for party in parties
    )
    person = make.seat(of=parties[0], body=plenary).person
    text = make.instrument(body=plenary, label="AMBER", owner=owner, symbol="XIV/DEC/1")
    today = timezone.localdate()
    for number in range(MANDATES):
        due_on = today + timedelta(days=chance.randrange(-900, 900))
        _mandate(text, parties, number, due_on, chance)
    connection.cursor().execute("ANALYZE")
    client = Client()
    client.force_login(person)
    session = client.session
    record_authentication(SimpleNamespace(session=session, user=person), person, "mfa", type="totp")
    session.save()
    return session.session_key


def _mandate(text, parties, number: int, due_on: date, chance: random.Random) -> None:
    words = (
        f"Request that paragraph {number} be carried out, with training for consular officers, "
        "regular exchange of information, and a report to the next meeting of vice-ministers."
    )
    mandate = make.mandate(
        words, clause=make.clause(text, words), body=text.body, label="AMBER", due_on=due_on,
        given_on=date(2020 + number % 7, 3, 2),
    )  # fmt: skip
    asked = Assignment.objects.bulk_create(
        Assignment(mandate=mandate, party=party) for party in parties
    )
    Report.objects.bulk_create(
        report for assignment in asked for report in _reports(mandate, assignment, chance)
    )


def _reports(mandate, assignment, chance: random.Random):
    """Nine in ten have reported, one in ten has something in course."""
    circle = {
        "assignment": assignment, "owner_id": assignment.party_id, "body": mandate.body,
        "label": "AMBER", "language": "en", "progress": "Training began in May. " * 20,
    }  # fmt: skip
    if chance.random() < 0.9:
        status = chance.choice(["planned", "under_way", "under_way", "done", "not_done"])
        yield Report(state="accepted", status=status, shared_at=make.NOW, **circle)
    if chance.random() < 0.1:
        yield Report(state="submitted", status="done", offered_at=make.NOW, **circle)


def serve() -> tuple[subprocess.Popen, int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1",
        "--blocking-threads", "2", "--host", "127.0.0.1", "--port", str(port), "--no-ws",
        "--log-level", "critical",
        "bench.matrix:application",
    ]  # fmt: skip
    environment = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return server, port
        time.sleep(0.1)
    server.kill()
    raise SystemExit("The server did not start in 30 seconds.")


def ask(port: int, address: str, session: str) -> tuple[float, float, int, int]:
    """Milliseconds to the first byte and to the last, bytes sent and bytes unpacked."""
    link = http.client.HTTPConnection("127.0.0.1", port)
    cookie = f"{settings.SESSION_COOKIE_NAME}={session}"
    begun = time.perf_counter()
    link.request("GET", address, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
    answer = link.getresponse()
    if answer.status != 200:
        raise SystemExit(f"{address} answered {answer.status} {answer.getheader('Location', '')}")
    unpack = zlib.decompressobj(wbits=31)
    first, packed, unpacked = 0.0, 0, 0
    while piece := answer.read1(65536):
        packed += len(piece)
        unpacked += len(unpack.decompress(piece))
        first = first or (unpacked and time.perf_counter() - begun)
    whole = time.perf_counter() - begun
    link.close()
    return first * 1000, whole * 1000, packed, unpacked


def queries(address: str, session: str) -> int:
    client = Client(SERVER_NAME="127.0.0.1")
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    with CaptureQueriesContext(connection) as seen:
        response = client.get(address, headers={"accept-encoding": "gzip"})
        content = b"".join(response) if response.streaming else response.content
    assert response.status_code == 200, response.status_code
    assert gzip.decompress(content)
    return len(seen)


def main() -> None:
    session = fill()
    pages = {"matrix": "/en/mandates/", "plain view": "/plain/"}
    server, port = serve()
    try:
        for address in pages.values():
            ask(port, address, session)
        taken: dict[str, list] = {name: [] for name in pages}
        for _round in range(ROUNDS):
            for name, address in pages.items():
                taken[name].append(ask(port, address, session))
    finally:
        server.terminate()
        server.wait()
    medians = {
        name: [statistics.median(column) for column in zip(*rows, strict=True)]
        for name, rows in taken.items()
    }
    for name, address in pages.items():
        medians[name].append(queries(address, session))
    report(medians)


def report(medians: dict[str, list[float]]) -> None:
    names = ["first byte, ms", "whole, ms", "gzipped, bytes", "raw, bytes", "queries"]
    print(f"Matrix of {PARTIES} parties × {MANDATES} mandates, median of {ROUNDS} rounds\n")
    print(f"| {'':16} | {'matrix':>10} | {'plain view':>10} | {'ratio':>6} |")
    print(f"|{'-' * 18}|{'-' * 11}:|{'-' * 11}:|{'-' * 7}:|")
    for number, name in enumerate(names):
        ours, theirs = medians["matrix"][number], medians["plain view"][number]
        print(f"| {name:16} | {ours:>10,.0f} | {theirs:>10,.0f} | {ours / theirs:>6.2f} |")
    first, _whole, packed, _raw, count = medians["matrix"]
    kept = first < FIRST_BYTE and packed <= GZIPPED and count <= QUERIES
    print(
        f"\nPromised: first byte under {FIRST_BYTE} ms, {GZIPPED:,} bytes gzipped, "
        f"{QUERIES} queries. {'Kept.' if kept else 'NOT KEPT.'}"
    )
    if not kept:
        raise SystemExit(1)


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(HOME, ignore_errors=True)
