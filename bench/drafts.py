"""Do 34 focal points, each saving a draft every five seconds, lose a word on SQLite?

    python bench/drafts.py [--minutes 5]

Fills a scratch home, serves it as ``comity serve`` does (Granian, two workers), and types from
this process: each focal point opens the form of a report once and then keeps the draft every
five seconds, a few words longer each time. At the end the database is compared with what was
sent: the words with the last ones, and the count of savings with the answers 204. Beside it
stands a plain static file of the same server, asked as often by one more reader.
"""

# ruff: noqa: E402 - the scratch home is chosen before Django reads its settings
from __future__ import annotations

import argparse
import http.client
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
WRITERS, EVERY, PROMISED = 34, 5.0, 300
"""Focal points; seconds between two savings; milliseconds, of which 95 in 100 stay under."""

sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
os.environ["DJANGO_SETTINGS_MODULE"] = "comity.config.settings"
HOME = Path(tempfile.mkdtemp(prefix="comity-bench-"))
os.environ["COMITY_HOME"] = str(HOME)
os.environ["COMITY_EXAMPLE"] = ""
os.environ.pop("DATABASE_URL", None)

import django

django.setup()

from allauth.account.internal.flows.login import record_authentication
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from comity.mandates.models import Assignment, Report
from tests import make

WORDS = "A course was held for consular officers of five posts, with the police and the church. "


@dataclass
class Writer:
    """A focal point with the form of a report open."""

    port: int
    session: str
    assignment: int
    token: str = ""
    cookie: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    taken: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    kept: int = 0
    said: str = ""

    def open(self) -> None:
        status, html, cookies = self._ask(
            "GET", f"/en/mandates/assignments/{self.assignment}/report/"
        )
        if status != 200:
            raise SystemExit(f"The form answered {status}.")
        self.token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', html)[1]
        self.cookie = next((one.split(";")[0] for one in cookies if one.startswith("csrf")), "")
        sitting = re.search(r'name="sitting" value="(\w+)"', html)[1]
        self.fields = {"stamp": "0", "sitting": sitting, "status": "under_way", "language": "en",
                       "label": "AMBER"}  # fmt: skip

    def save(self) -> None:
        said = f"{WORDS * 10}Saved {len(self.taken) + 1} times."
        body = urlencode(self.fields | {"progress": said, "csrfmiddlewaretoken": self.token})
        begun = time.perf_counter()
        try:
            address = f"/en/mandates/assignments/{self.assignment}/keep/"
            status, answer, _cookies = self._ask("POST", address, body)
        except OSError as error:
            status, answer = 0, str(error)
        self.taken.append((time.perf_counter() - begun) * 1000)
        if status == 204:
            self.kept, self.said = self.kept + 1, said
        else:
            self.wrong.append(f"{status} {answer[:80]}")

    def _ask(self, method: str, address: str, body: str = "") -> tuple[int, str, list[str]]:
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        cookies = f"{settings.SESSION_COOKIE_NAME}={self.session}; {self.cookie}"
        headers = {"Cookie": cookies.strip("; ")}
        if body:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        link.request(method, address, body or None, headers)
        answer = link.getresponse()
        text = answer.read().decode(errors="replace")
        link.close()
        return answer.status, text, answer.headers.get_all("Set-Cookie") or []


def fill(port: int) -> list[Writer]:
    """The tables straight from the models, one party with a focal point for each writer."""
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    plenary = make.plenary()
    text = make.instrument(body=plenary, label="AMBER", owner=make.party("Secretariat"))
    mandate = make.mandate("Train officers.", clause=make.clause(text), body=plenary, label="AMBER")
    return [_writer(port, number, plenary, mandate) for number in range(WRITERS)]


def _writer(port: int, number: int, plenary, mandate) -> Writer:
    person = make.delegate(of=make.party(f"Republic of {number:02}"), body=plenary)
    assignment = Assignment.objects.create(mandate=mandate, party=person.seats.get().party)
    client = Client()
    client.force_login(person)
    session = client.session
    record_authentication(SimpleNamespace(session=session, user=person), person, "mfa", type="totp")
    session.save()
    return Writer(port, session.session_key, assignment.pk)


def serve(port: int) -> subprocess.Popen:
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2",
        "--blocking-threads", "2", "--host", "127.0.0.1", "--port", str(port), "--no-ws",
        "--log-level", "critical", "comity.config.wsgi:application",
    ]  # fmt: skip
    environment = os.environ | {
        "PYTHONPATH": str(ROOT / "src"), "COMITY_ORIGIN": f"http://127.0.0.1:{port}",
    }  # fmt: skip
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return server
        time.sleep(0.1)
    server.kill()
    raise SystemExit("The server did not start in 30 seconds.")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def type_on(writer: Writer, number: int, until: float) -> None:
    """Each begins at its own moment, and then every five seconds."""
    due = time.monotonic() + number * EVERY / WRITERS
    while due < until:
        time.sleep(max(0.0, due - time.monotonic()))
        writer.save()
        due += EVERY


def plainly(port: int, until: float, taken: list[float]) -> None:
    """A file that asks nothing of the database, every half second."""
    while time.monotonic() < until:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        begun = time.perf_counter()
        link.request("GET", "/static/ui/comity.svg")
        link.getresponse().read()
        taken.append((time.perf_counter() - begun) * 1000)
        link.close()
        time.sleep(0.5)


def lost(writers: list[Writer]) -> int:
    """Savings that were answered and are not in the database: of the words, or of the count."""
    missing = 0
    for writer in writers:
        report = Report.objects.get(assignment=writer.assignment)
        missing += abs(writer.kept - report.stamp) + int(report.progress != writer.said)
    return missing


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--minutes", type=float, default=5.0)
    minutes = options.parse_args().minutes
    port = free_port()
    writers, plain = fill(port), []
    server = serve(port)
    try:
        for writer in writers:
            writer.open()
        load_before = os.getloadavg()[0]
        until = time.monotonic() + minutes * 60
        threads = [
            threading.Thread(target=type_on, args=(writer, number, until))
            for number, writer in enumerate(writers)
        ]
        threads.append(threading.Thread(target=plainly, args=(port, until, plain)))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        server.terminate()
        server.wait()
    report(writers, plain, minutes, load_before)


def report(writers: list[Writer], plain: list[float], minutes: float, load: float) -> None:
    taken = [one for writer in writers for one in writer.taken]
    wrong = [one for writer in writers for one in writer.wrong]
    missing = lost(writers)
    print(
        f"{WRITERS} focal points saving every {EVERY:g} s for {minutes:g} min; load of the machine "
        f"{load:.1f} before, {os.getloadavg()[0]:.1f} after\n"
    )
    print("|              | drafts | static file | promised |")
    print("|--------------|-------:|------------:|---------:|")
    print(f"| asked        | {len(taken):>6} | {len(plain):>11} |          |")
    for name, share in (("p50, ms", 50), ("p95, ms", 95), ("slowest, ms", 100)):
        ours, theirs = (_share(rows, share) for rows in (taken, plain))
        promised = PROMISED if share == 95 else ""
        print(f"| {name:12} | {ours:>6.0f} | {theirs:>11.0f} | {promised:>8} |")
    print(f"| errors       | {len(wrong):>6} |             | {0:>8} |")
    print(f"| lost         | {missing:>6} |             | {0:>8} |")
    for one in sorted(set(wrong))[:5]:
        print(one)
    is_kept = not wrong and not missing and _share(taken, 95) < PROMISED
    print("\nEverything promised is kept." if is_kept else "\nNOT everything promised is kept.")


def _share(rows: list[float], share: int) -> float:
    return max(rows) if share == 100 else statistics.quantiles(rows, n=100)[share - 1]


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(HOME, ignore_errors=True)
