"""How long a meeting with an agenda of 200 items takes, and what it weighs, beside a plain view.

Run from the project's root: ``python -m bench.meetings``. Both are served by Granian, one worker,
as ``comity serve`` does, and asked in turns by a signed-in member over one connection each time.
Each item has a document in three languages; one in three is part of another.

Bytes are those of all requests that a first visit makes: the page as it comes (gzip), and its
style sheets, scripts and icon as the static files are compressed (gzip level 9).
"""

# ruff: noqa: E402 - the scratch home is chosen before Django reads its settings
from __future__ import annotations

import gzip
import http.client
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parent.parent
ITEMS, ROUNDS = 200, 15
LONGEST, HEAVIEST, QUERIES = 64, 75_000, 24
"""Milliseconds, bytes and queries that the page promises. Indico 3.2.9 on a machine like these:
638 ms and 2,270 kB in 41 requests."""

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
# Nothing is collected in a scratch home; the page names its style sheets unhashed.
settings.STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
django.setup()

from allauth.account.internal.flows.login import record_authentication
from django.apps import apps
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path

from comity.config.urls import urlpatterns as site
from comity.documents.models import Document, Rendition
from comity.meetings.models import AgendaItem, Meeting
from tests import make

PLAIN = """<!doctype html><title>Plain</title><h1>{{ meeting.title }}</h1><ol>
{% for item in items %}<li><h3>{{ item.number }} {{ item.title }}</h3>
<p>{{ item.starts_at|date:"H:i" }} {{ item.minutes }} {{ item.get_mode_display }} {{ item.lead.name }}</p>
<ul>{% for document in item.documents.all %}<li><a href="{{ document.get_absolute_url }}">{{ document.symbol }} {{ document.title }}</a>
{% for revision in document.revisions.all %}{% for file in revision.renditions.all %}<a href="{{ file.get_absolute_url }}">{{ file.language }}</a>
{% endfor %}{% endfor %}</li>{% endfor %}</ul></li>
{% endfor %}</ol>"""  # noqa: E501 - a template


def plain(request: HttpRequest) -> HttpResponse:
    """What one would write first: the rows with what they refer to, and a template; no rule of
    reading, no time in another zone, no tree."""
    meeting = Meeting.objects.get()
    items = meeting.items.select_related("lead").order_by("position")
    items = items.prefetch_related("documents__revisions__renditions")
    engine = Engine(libraries={"i18n": "django.templatetags.i18n"})
    words = Context({"meeting": meeting, "items": items})
    return HttpResponse(engine.from_string(PLAIN).render(words))


urlpatterns = [path("plain/", plain), *site]
if __name__ != "__main__":
    from comity.config.wsgi import application  # noqa: F401 - what Granian serves


def fill(count: int) -> str:
    """Make the meeting; returns the session key of a signed-in member."""
    plenary = make.plenary()
    secretariat = make.party("Secretariat")
    parties = [make.party(f"Republic of {number:02}") for number in range(11)]
    person = make.seat(of=parties[0], body=plenary).person
    meeting = make.meeting(
        "XV Regional Conference", slug="xv", body=plenary, owner=secretariat, label="AMBER",
        time_zone="America/Guatemala", starts_on=date(2027, 3, 16), ends_on=date(2027, 3, 18),
        opens_at=datetime(2027, 3, 16, 15, tzinfo=UTC), link="https://example.org/room",
    )  # fmt: skip
    grow(meeting, count, parties)
    client = Client()
    client.force_login(person)
    session = client.session
    record_authentication(SimpleNamespace(session=session, user=person), person, "mfa", type="totp")
    session.save()
    return str(session.session_key)


def grow(meeting: Meeting, count: int, parties: list) -> None:
    parent: AgendaItem | None = None
    begun = meeting.items.count()
    for number in range(begun + 1, begun + count + 1):
        item = make.agenda_item(
            f"Regional cooperation on subject {number} and the exchange of information about it",
            meeting=meeting, label="AMBER", with_observers=True, position=number,
            number=str(number), minutes=15, lead=parties[number % len(parties)],
            parent=parent if number % 3 == 0 else None,
            starts_at=meeting.opens_at if number == 1 else None,
        )  # fmt: skip
        parent = item if number % 3 == 1 else parent
        _document(item, number)


def _document(item: AgendaItem, number: int) -> None:
    document: Document = make.document(
        f"Note by the secretariat on subject {number}", symbol=f"CRM/XV/{number}", body=item.body,
        owner=item.owner, label="AMBER", with_observers=True,
    )  # fmt: skip
    revision = document.revisions.create(number=0, made_at=make.NOW)
    Rendition.objects.bulk_create(
        Rendition(
            revision=revision, language=language, name=f"{number}.{language}.txt", size=1,
            media_type="text/plain", sha256="0" * 64, file="words.txt",
        )
        for language in ("en", "es", "fr")
    )  # fmt: skip
    item.documents.add(document)


def serve() -> tuple[subprocess.Popen, int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1",
        "--blocking-threads", "2", "--host", "127.0.0.1", "--port", str(port), "--no-ws",
        "--log-level", "critical", "bench.meetings:application",
    ]  # fmt: skip
    environment = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return server, port
        time.sleep(0.1)
    server.kill()
    raise SystemExit("The server did not start in a minute.")


def ask(port: int, address: str, session: str) -> tuple[float, bytes]:
    """Milliseconds to the last byte, and the bytes as they came."""
    link = http.client.HTTPConnection("127.0.0.1", port)
    cookie = f"{settings.SESSION_COOKIE_NAME}={session}"
    begun = time.perf_counter()
    link.request("GET", address, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
    answer = link.getresponse()
    packed = answer.read()
    taken = (time.perf_counter() - begun) * 1000
    if answer.status != 200:
        raise SystemExit(f"{address} answered {answer.status} {answer.getheader('Location', '')}")
    link.close()
    return taken, packed


def weight(packed: bytes) -> tuple[int, int]:
    """Bytes of the page and of what it asks for besides, and in how many requests."""
    page = gzip.decompress(packed).decode()
    files = set(re.findall(r'(?:href|src)="/static/([^"]+)"', page))
    sizes = [len(gzip.compress(Path(str(finders.find(name))).read_bytes(), 9)) for name in files]
    return len(packed) + sum(sizes), 1 + len(files)


def queries(address: str, session: str) -> int:
    client = Client(SERVER_NAME="127.0.0.1")
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    with CaptureQueriesContext(connection) as seen:
        response = client.get(address)
    assert response.status_code == 200, response.status_code
    return len(seen)


def main() -> None:
    # The tables straight from the models: Wagtail's migrations would take longer than the bench.
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)
    call_command("createcachetable", verbosity=0)
    session = fill(3)
    few = queries("/en/meetings/xv/", session)
    meeting = Meeting.objects.get()
    grow(meeting, ITEMS - 3, [item.lead for item in meeting.items.all()])
    connection.cursor().execute("ANALYZE")
    pages = {"meeting": "/en/meetings/xv/", "plain view": "/plain/"}
    taken: dict[str, list[float]] = {name: [] for name in pages}
    sizes = {}
    server, port = serve()
    try:
        for name, address in pages.items():
            sizes[name] = weight(ask(port, address, session)[1])
        for _round in range(ROUNDS):
            for name, address in pages.items():
                taken[name].append(ask(port, address, session)[0])
    finally:
        server.terminate()
        server.wait()
    counts = {name: queries(address, session) for name, address in pages.items()}
    report({name: statistics.median(times) for name, times in taken.items()}, sizes, counts, few)


def report(
    times: dict[str, float], sizes: dict[str, tuple[int, int]], counts: dict[str, int], few: int
) -> None:
    rows = [
        ("ms", times),
        ("bytes, all in", {name: size for name, (size, _requests) in sizes.items()}),
        ("requests", {name: requests for name, (_size, requests) in sizes.items()}),
        ("queries", counts),
    ]
    print(f"A meeting with an agenda of {ITEMS} items, median of {ROUNDS} rounds\n")
    print(f"| {'':13} | {'meeting':>10} | {'plain view':>10} | {'ratio':>6} |")
    print(f"|{'-' * 15}|{'-' * 11}:|{'-' * 11}:|{'-' * 7}:|")
    for words, values in rows:
        ours, theirs = values["meeting"], values["plain view"]
        print(f"| {words:13} | {ours:>10,.0f} | {theirs:>10,.0f} | {ours / theirs:>6.2f} |")
    size, _requests = sizes["meeting"]
    kept = times["meeting"] <= LONGEST and size <= HEAVIEST and counts["meeting"] <= QUERIES
    kept = kept and counts["meeting"] == few
    print(
        f"\nPromised: at most {LONGEST} ms, {HEAVIEST:,} bytes, {QUERIES} queries, as many for "
        f"three items ({few}). {'Kept.' if kept else 'NOT KEPT.'}"
    )
    if not kept:
        raise SystemExit(1)


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(HOME, ignore_errors=True)
