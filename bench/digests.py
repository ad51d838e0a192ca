"""How fast do 2,000 digests leave, beside a bare smtplib loop that sends the same bytes?

    python bench/digests.py

Fills a scratch home with 2,000 persons of 34 parties whose desks changed, works their digests out,
and sends them to an aiosmtpd server in another process: by the outbox, and by a loop over one
connection that does nothing else. Both in turns; medians.
"""

# ruff: noqa: E402 - the scratch home is chosen before Django reads its settings
from __future__ import annotations

import os
import random
import shutil
import smtplib
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PERSONS, PARTIES, ROUNDS = 2000, 34, 5
PROMISED = 1.5

sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
os.environ["DJANGO_SETTINGS_MODULE"] = "comity.config.settings"
if __name__ == "__main__":
    HOME = Path(tempfile.mkdtemp(prefix="comity-bench-"))
    os.environ["COMITY_HOME"] = str(HOME)
    os.environ["COMITY_EXAMPLE"] = ""
    os.environ["COMITY_REPLY_TO"] = "reply@example.org"

import django
from django.conf import settings

django.setup()

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from comity.mandates.models import Assignment
from comity.notices.digests import send_digests
from comity.notices.digests.slots import last_slots
from comity.notices.models import Message, Preference
from comity.notices.services import deliver_all
from comity.notices.services.wire import on_the_wire
from comity.parties.models import Membership, Person, Seat
from tests import make

SERVER = """
import asyncio, sys
from aiosmtpd.controller import UnthreadedController
class Sink:
    async def handle_DATA(self, server, session, envelope):
        return "250 OK"
loop = asyncio.new_event_loop()
UnthreadedController(Sink(), hostname="127.0.0.1", port=int(sys.argv[1]), loop=loop).begin()
loop.run_forever()
"""


def fill(now) -> None:
    """The tables straight from the models, then persons, seats and what changed since yesterday."""
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)
    call_command("createcachetable", verbosity=0)
    chance = random.Random(34)
    plenary = make.plenary()
    bodies = [plenary, *(make.body(dialogue=plenary.dialogue, parent=plenary) for _n in range(4))]
    parties = [make.party(f"Republic of {number:02}") for number in range(PARTIES)]
    Membership.objects.bulk_create(
        Membership(party=party, body=body, role="member") for party in parties for body in bodies
    )
    lately = now - timedelta(hours=5)
    for body in bodies:
        for number in range(6):
            make.document(f"Paper {number} of {body}", body=body, label="AMBER", shared_at=lately)
        make.meeting(f"Meeting of {body}", body=body, label="AMBER", shared_at=lately,
                     starts_on=now.date() + timedelta(days=9))  # fmt: skip
    for number in range(60):
        mandate = make.mandate(
            f"Request that paragraph {number} be carried out", body=plenary, label="AMBER",
            due_on=now.date() + timedelta(days=chance.randrange(-30, 90)), shared_at=lately,
        )  # fmt: skip
        Assignment.objects.bulk_create(
            Assignment(mandate=mandate, party=party) for party in chance.sample(parties, 10)
        )
    languages = ["en", "es", "fr"]
    persons = Person.objects.bulk_create(
        Person(email=f"person{n}@example.org", name=f"Person {n}", language=languages[n % 3])
        for n in range(PERSONS)
    )
    Seat.objects.bulk_create(
        Seat(person=person, party=parties[n % PARTIES], body=body, role="focal_point")
        for n, person in enumerate(persons)
        for body in {plenary, bodies[n % 5]}
    )
    Preference.objects.bulk_create(
        Preference(person=person, digested_at=now - timedelta(days=8)) for person in persons
    )
    connection.cursor().execute("ANALYZE")


def serve() -> tuple[subprocess.Popen, int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([sys.executable, "-c", SERVER, str(port)])
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return server, port
        time.sleep(0.1)
    server.kill()
    raise SystemExit("The mail server did not start in 30 seconds.")


def bare(port: int, mails: list[tuple[str, list[str], bytes]]) -> float:
    begun = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as client:
        for sender, to, content in mails:
            client.sendmail(sender, to, content)
    return time.perf_counter() - begun


def ours(rows: list[Message]) -> float:
    Message.objects.all().delete()
    Message.objects.bulk_create(rows, batch_size=200)
    begun = time.perf_counter()
    done = deliver_all(now=timezone.now)
    spent = time.perf_counter() - begun
    if done.sent != len(rows):
        raise SystemExit(f"{done.sent} of {len(rows)} were sent.")
    return spent


def main() -> None:
    now = timezone.now()
    fill(now)
    settings.SMTP = {}
    begun = time.perf_counter()
    made = send_digests(at=max(now, last_slots(now)["daily"]))
    composed = time.perf_counter() - begun
    rows = list(Message.objects.order_by("pk"))
    mails = [(row.sender, row.to, on_the_wire(row)) for row in rows]
    size = statistics.mean(len(content) for _sender, _to, content in mails) / 1000
    server, port = serve()
    settings.SMTP = {"host": "127.0.0.1", "port": port, "timeout": 10}
    try:
        bare(port, mails[:100])
        found = [(bare(port, mails), ours(rows)) for _round in range(ROUNDS)]
    finally:
        server.kill()
    loop, outbox = (statistics.median(column) for column in zip(*found, strict=True))
    print(f"{made} digests of {size:.1f} kB, worked out in {composed:.1f} s")
    print(f"bare loop {loop:.2f} s, outbox {outbox:.2f} s, ratio {outbox / loop:.2f}, "
          f"promised {PROMISED}")  # fmt: skip


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(HOME)
