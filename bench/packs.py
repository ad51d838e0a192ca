"""How long does a pack of 60 assignments take to be made, and to be read back?

    python bench/packs.py

Makes a party with 60 open assignments in a scratch home, half of them reported on before, makes a
pack of each form as the site does (rows, file), fills three answers in every row, and takes it
back (checks, reading, drafts, ledger). Beside it stands what one would write first: the same words
put into a plain file by openpyxl or python-docx, and read out of it again. Medians.
"""

# ruff: noqa: E402 - the scratch home is chosen before Django reads its settings
from __future__ import annotations

import io
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ASSIGNMENTS, ROUNDS = 60, 5
PROMISED = 2.0
"""Seconds for each way."""

sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
os.environ["DJANGO_SETTINGS_MODULE"] = "comity.config.settings"
HOME = Path(tempfile.mkdtemp(prefix="comity-bench-"))
os.environ["COMITY_HOME"] = str(HOME)
os.environ["COMITY_EXAMPLE"] = ""

import django

django.setup()

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from docx import Document
from openpyxl import Workbook, load_workbook

from comity.mandates.models import Pack
from comity.mandates.packs.asked import Asked
from comity.mandates.services.packs import make_pack, take_back
from tests import make
from tests.mandates.filling import HANDS, WRITE

WORDS = (
    "A course was held for consular officers of five posts, with the police and the church. " * 8
)
settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}


class Ministry:
    """A focal point who owes sixty reports."""

    def __init__(self) -> None:
        call_command("migrate", run_syncdb=True, verbosity=0)
        call_command("createcachetable", verbosity=0)
        plenary = make.plenary()
        self.dialogue = plenary.dialogue
        self.party = make.party("Republic")
        self.person = make.seat(of=self.party, body=plenary).person
        text = make.instrument(body=plenary, label="AMBER", symbol="XIV/DEC/1")
        for number in range(ASSIGNMENTS):
            asked = f"Request that paragraph {number} be carried out, with training for officers."
            mandate = make.mandate(
                asked, clause=make.clause(text, asked), body=plenary, label="AMBER"
            )
            assignment = make.assignment(mandate, party=self.party)
            if number % 2:
                make.report(assignment, progress=WORDS, label="AMBER")

    def made(self, form: str) -> tuple[Pack, bytes]:
        pack = make_pack(
            self.party, self.dialogue, None,
            language="en", form=form, by=self.person, at=make.NOW,
        )  # fmt: skip
        return pack, WRITE[form](Asked.from_json(pack.asked))

    def filled(self, pack: Pack, content: bytes, turn: int) -> bytes:
        hands = HANDS[pack.form](content)
        for row in pack.asked["rows"]:
            words = f"{WORDS} Turn {turn}."
            hands.fill(f"a{row['key']}", status="Under way", progress=words, next_steps=words)
        return hands.save()

    def taken(self, name: str, content: bytes) -> int:
        taken = take_back(name, content, by=self.person, at=make.NOW, way="upload")
        return len(taken.returned.taken)


def plainly(form: str, rows: list[list[str]]) -> bytes:
    """The same words in a plain file."""
    out = io.BytesIO()
    if form == "xlsx":
        book = Workbook()
        for row in rows:
            book.active.append(row)
        book.save(out)
    else:
        word = Document()
        table = word.add_table(rows=0, cols=2)
        for row in rows:
            for words in row:
                cells = table.add_row().cells
                cells[0].text, cells[1].text = "Label", words
        word.save(out)
    return out.getvalue()


def read_plainly(form: str, content: bytes) -> int:
    if form == "xlsx":
        book = load_workbook(io.BytesIO(content))
        return sum(len(str(cell)) for row in book.active.values for cell in row)
    cells = (cell for row in Document(io.BytesIO(content)).tables[0].rows for cell in row.cells)
    return sum(len(cell.text) for cell in cells)


def timed(act: Callable, *arguments: object) -> tuple[float, object]:
    begun = time.perf_counter()
    result = act(*arguments)
    return time.perf_counter() - begun, result


def measure(here: Ministry, form: str) -> dict[str, float]:
    taken: dict[str, list[float]] = {}
    for turn in range(ROUNDS):
        seconds, (pack, content) = timed(here.made, form)
        taken.setdefault("make", []).append(seconds)
        filled = here.filled(pack, content, turn)
        seconds, rows = timed(here.taken, f"pack.{form}", filled)
        assert rows == ASSIGNMENTS, rows
        taken.setdefault("take back", []).append(seconds)
        words = [[row["head"], row["question"], WORDS, "", "", ""] for row in pack.asked["rows"]]
        seconds, plain = timed(plainly, form, words)
        taken.setdefault("write plainly", []).append(seconds)
        taken.setdefault("read plainly", []).append(timed(read_plainly, form, plain)[0])
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def main() -> None:
    here = Ministry()
    print(f"A pack of {ASSIGNMENTS} assignments, seconds, median of {ROUNDS} rounds\n")
    print("| form | make | a plain file | take back | read plainly |")
    print("|------|-----:|-------------:|----------:|-------------:|")
    kept = True
    for form in ("xlsx", "docx"):
        found = measure(here, form)
        kept = kept and max(found["make"], found["take back"]) < PROMISED
        print(
            f"| {form} | {found['make']:.2f} | {found['write plainly']:.2f} "
            f"| {found['take back']:.2f} | {found['read plainly']:.2f} |"
        )
    print(f"\nPromised: each way under {PROMISED:.0f} s. {'Kept.' if kept else 'NOT KEPT.'}")
    if not kept:
        raise SystemExit(1)


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(HOME, ignore_errors=True)
