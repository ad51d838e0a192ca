"""How many old pages come in as drafts in a second, and whether memory stays flat.

    python -m bench.archive [--pages 10000]

Reads pages of one site against the register of the example and keeps them, as ``comity import
archive`` does, in a scratch home; beside it merely getting the words out of the same pages (lxml).
The pages are made here: a menu, a title, a dateline, ten paragraphs with names, figures and a
contact. A second time, they are all found to be there.
"""

# ruff: noqa: E402 - the scratch home is chosen before Django reads its settings
from __future__ import annotations

import argparse
import os
import re
import sys
import time
import tomllib
from collections.abc import Iterator
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
from lxml import html

from comity.archive import Known, Raw, Register, raw_pages
from comity.parties.models import Dialogue
from comity.public.models import ArchivedPage
from comity.public.services import bring_in
from tests import make

settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}

DATA = ROOT / "src/comity/example/data"
PROMISED = 100
"""Pages in a second."""
BATCH = 500

MENU = "".join(f"<li><a href='/{n}'>Part {n} of the site</a></li>" for n in range(30))
WORDS = (
    "Representatives of {count} countries met in Port of Spain, and the delegation of Guatemala "
    "reported on the follow-up of what the Regional Conference on Migration (RCM) had asked in "
    "{year}; IOM and UNHCR supported the meeting with {count} experts on note {number}.{at} "
)


def page(number: int) -> bytes:
    given = {"count": number % 40 + 2, "year": 1996 + number % 30, "number": number}
    paragraphs = "".join(f"<p>{WORDS.format(**given, at=at) * 2}</p>" for at in range(10))
    return (
        f"<html lang='en'><body><nav><ul>{MENU}</ul></nav><ul>{MENU}</ul><article>"
        f"<h1>Note {number} of the secretariat</h1><p>San José, 3 May {1996 + number % 30} – begun."
        f"</p>{paragraphs}<p>Contact: Ana Ruiz, press officer, Tel: +506 2212 0000, "
        f"ana{number}@example.org</p></article></body></html>"
    ).encode()


def register() -> Register:
    return Register.of(_known())


def _known() -> Iterator[Known]:
    parties = tomllib.loads((DATA / "parties.toml").read_text("utf-8"))["party"]
    dialogues = tomllib.loads((DATA / "dialogues.toml").read_text("utf-8"))["dialogue"]
    meetings = tomllib.loads((DATA / "meetings.toml").read_text("utf-8"))["meeting"]
    for kind, rows in (("party", parties), ("dialogue", dialogues), ("meeting", meetings)):
        for row in rows:
            names = row.get("name") or row["title"]
            acronyms = tuple(dict.fromkeys(row.get("acronym", {}).values()))
            is_state = row.get("kind") in {"state", "territory"}
            yield Known(kind, row["slug"], names["en"], tuple(names.values()), acronyms, is_state)


def plainly(data: bytes) -> str:
    return " ".join(html.fromstring(data).text_content().split())


def own_memory() -> float:
    """Megabytes of this process alone: without the database's file, which SQLite maps."""
    said = Path("/proc/self/smaps_rollup").read_text("ascii")
    return int(re.search(r"Anonymous:\s+(\d+)", said)[1]) / 1024  # type: ignore[index]


class Archive:
    """Gives the pages one by one; counts the time that plain work on them takes, apart."""

    def __init__(self, count: int) -> None:
        self.count, self.aside, self.plain = count, 0.0, 0.0
        self.peaks: list[float] = []

    def __iter__(self) -> Iterator[Raw]:
        for number in range(self.count):
            begun = time.perf_counter()
            data = page(number)
            made = time.perf_counter()
            plainly(data)
            self.plain += time.perf_counter() - made
            if number % BATCH == 0:
                self.peaks.append(own_memory())
            self.aside += time.perf_counter() - begun
            yield from raw_pages(data, f"{number}.html")


def bring(archive: Archive, known: Register, dialogue: Dialogue) -> float:
    """Seconds of bringing it in, alone."""
    begun = time.perf_counter()
    bring_in(archive, known, dialogue=dialogue, by=None, at=make.NOW)
    return time.perf_counter() - begun - archive.aside


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--pages", type=int, default=10_000)
    count = options.parse_args().pages
    call_command("migrate", verbosity=0, run_syncdb=True)
    known, first, second = register(), Archive(count), Archive(count)
    dialogue = make.plenary().dialogue
    took = bring(first, known, dialogue)
    kept = list(ArchivedPage.objects.order_by("-pk").values_list("paragraphs", "day")[:100])
    assert all(len(paragraphs) == 12 and day for paragraphs, day in kept), kept[0]
    again = bring(second, known, dialogue)
    assert ArchivedPage.objects.count() == count
    rates = [count / seconds for seconds in (took, again, first.plain)]
    print(f"\n{count} pages, {len(known.known)} records known\n")
    print(
        "| | brought in | again | words alone | ratio | promised |\n|---|---:|---:|---:|---:|---:|"
    )
    print(
        f"| pages/s | {rates[0]:.0f} | {rates[1]:.0f} | {rates[2]:.0f} "
        f"| {took / first.plain:.0f} | {PROMISED} |"
    )
    some, end = first.peaks[min(4, len(first.peaks) - 1)], first.peaks[-1]
    print(f"| memory, MB | {some:.0f} after 2,000, {end:.0f} at the end | | | | |")
    return int(rates[0] < PROMISED)


if __name__ == "__main__":
    raise SystemExit(main())
