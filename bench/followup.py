"""How long does a follow-up report of 34 parties × 60 mandates take, and how much memory?

    python bench/followup.py

Fills a scratch home with 2,040 assignments and some 1,700 reports of a real length, lets the
worker write the report in Word, PDF and HTML, first in one language and then in three, and
prints seconds and the highest memory of the worker with the process it starts for Typst.
"""

# ruff: noqa: E402 - the scratch home is chosen before Django reads its settings
from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
import threading
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTIES, MANDATES = 34, 60
SECONDS, MEGABYTES = 30, 300
"""What is promised."""

sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
os.environ["DJANGO_SETTINGS_MODULE"] = "comity.config.settings"
HOME = Path(tempfile.mkdtemp(prefix="comity-bench-"))
os.environ["COMITY_HOME"] = str(HOME)
os.environ["COMITY_EXAMPLE"] = ""

import django
from django.conf import settings

django.setup()

from django.apps import apps
from django.core.management import call_command
from django.utils import timezone

from comity.mandates.models import FollowUp, Report
from comity.mandates.services.writing_followups import write_next
from tests import make

SENTENCES = [
    "The inter-institutional committee met four times in the period and adopted its rules.",
    "Twelve investigators and thirty consular officers were trained with the support of the IOM.",
    "The helpline answers in two languages around the clock, and its number is on every poster.",
    "The budget for the second phase has not been approved, so the border posts wait.",
    "A protocol with the neighbouring country is being negotiated and is expected next year.",
    "The figures of the census were shared with the technical secretariat in the agreed form.",
]


def fill() -> None:
    """The tables straight from the models: migrations would take longer than the bench."""
    settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)
    chance = random.Random(7)
    body, office = make.plenary(), make.party("Secretariat")
    parties = [make.party(f"Party {number:02}") for number in range(PARTIES)]
    themes = [make.theme(f"gcm-{number}") for number in range(1, 24)]
    for number in range(MANDATES):
        mandate = make.mandate(
            f"Keep a helpline, number {number}, through which the public reports trafficking",
            body=body,
            themes=chance.sample(themes, 2),
            due_on=date(2026, 1, 1) + timedelta(days=chance.randrange(400)),
        )
        for party in parties:
            asked = make.assignment(mandate, party=party)
            if chance.random() < 5 / 6:
                _report(asked, chance)
    for languages in (["en"], ["en", "es", "fr"]):
        FollowUp.objects.create(
            title=make.said("Follow-up"),
            body=body,
            owner=office,
            label="CLEAR",
            until=timezone.localdate() + timedelta(days=1),
            languages=languages,
        )


def _report(asked: object, chance: random.Random) -> Report:
    """Some 900 characters, as the reports of the Summits and of the RCM have."""
    say = lambda count: " ".join(chance.choices(SENTENCES, k=count))  # noqa: E731
    return make.report(
        asked,
        status=chance.choice(["planned", "under_way", "done", "not_done"]),
        language=chance.choice(["en", "es", "fr"]),
        progress=say(5),
        limitations=say(2),
        next_steps=say(2),
        best_practice=say(2) if chance.random() < 0.1 else "",
    )


class Watch(threading.Thread):
    """The highest memory of this process and of those it started, in megabytes (Linux)."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.highest = 0.0
        self.ended = threading.Event()

    def run(self) -> None:
        while not self.ended.wait(0.02):
            self.highest = max(self.highest, sum(map(_megabytes, [os.getpid(), *_children()])))


def _children() -> list[int]:
    found = []
    for task in Path("/proc/self/task").iterdir():
        found += [int(pid) for pid in (task / "children").read_text().split()]
    return found


def _megabytes(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has ended meanwhile
        return 0.0
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))


def main() -> None:
    fill()
    print(f"{PARTIES} parties × {MANDATES} mandates, {Report.objects.count()} reports\n")
    print("| files | s | promised | highest memory, MB | promised |")
    print("|---|---:|---:|---:|---:|")
    for follow_up in list(FollowUp.objects.order_by("pk")):
        watch = Watch()
        watch.start()
        begun = time.perf_counter()
        write_next(timezone.now())
        seconds = time.perf_counter() - begun
        watch.ended.set()
        watch.join()
        follow_up.refresh_from_db()
        assert follow_up.state == FollowUp.State.READY, follow_up.fault
        kinds = f"Word, PDF, HTML in {len(follow_up.languages)} language(s)"
        promised = (SECONDS, MEGABYTES) if len(follow_up.languages) == 1 else ("", "")
        print(f"| {kinds} | {seconds:.1f} | {promised[0]} | {watch.highest:.0f} | {promised[1]} |")
    for file in FollowUp.objects.order_by("pk").first().files.all():
        print(f"{file.form}: {file.size / 1e6:.1f} MB")


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(HOME)
